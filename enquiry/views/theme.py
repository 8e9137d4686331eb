"""Styles by their meaning, and the marks that stand beside words. Colours live here alone.

Of the sixteen terminal colours magenta and red stay readable on white and on black alike; meaning never rests on them.
"""

from typing import NamedTuple

STYLES = {
    "question": "bold",
    "decision": "bold reverse",
    "accent": "magenta",
    "attention": "red",
    "quiet": "dim",
    "strong": "bold",
    "match": "bold underline",
    "none": "",
}
_ANSI = {"bold": 1, "dim": 2, "underline": 4, "reverse": 7, "red": 31, "magenta": 35}
"""The codes of the words that styles are made of, for messages, which are written without Rich."""


def format_ansi_codes(style: str) -> str:
    """Return the codes of a style, as they stand in an escape sequence."""
    return ";".join(str(_ANSI[word]) for word in STYLES[style].split())


MARKDOWN_STYLES = {
    **dict.fromkeys(
        ("text", "paragraph", "item", "list", "item.number", "code_block", "h1.border", "table.border"), ""
    ),
    **dict.fromkeys(("strong", "code", "h1", "h2", "h3", "table.header", "item.bullet"), "bold"),
    "em": "italic",
    "link": "underline",
    "link_url": "underline",
    "hr": "dim",
    "block_quote": "dim",
    "s": "strike",
}
"""Styles of the guide's own Markdown, without colours and grounds of their own: readable on white and on black."""


class Glyphs(NamedTuple):
    """The characters that pictures are drawn with, in one character set; the defaults are Unicode."""

    question: str = "⚑"
    reading: str = "¶"
    action: str = "▶"
    evidence: str = "◆"
    other_evidence: str = "◇"
    reflection: str = "○"
    review: str = "□"
    decision: str = "■"
    note: str = "–"
    ask: str = "△"
    turn: str = "■"
    look: str = "…"
    target: str = "◎"
    current: str = "▸"
    rule: str = "─"
    band: str = "┄"
    silence: str = "⋮"
    dot: str = "·"
    quiet: str = "·"
    ellipsis: str = "…"
    sparks: str = "▁▂▃▄▅▆▇█"
    shades: str = "░▒▓█"
    left: str = "«"
    right: str = "»"
    open: str = "●"
    waiting: str = "◐"
    closed: str = "○"


UNICODE = Glyphs()
ASCII = Glyphs(
    question="?",
    reading="r",
    action=">",
    evidence="*",
    other_evidence="x",
    reflection="o",
    review="=",
    decision="#",
    note="-",
    ask="^",
    turn="#",
    look="+",
    target="T",
    current=">",
    rule="-",
    band="~",
    silence=":",
    dot="-",
    quiet=".",
    ellipsis="...",
    sparks="_.-=oO#@",
    shades="-=%#",
    left="<",
    right=">",
    open="@",
    waiting="%",
    closed="o",
)


class RenderOptions(NamedTuple):
    """How a view is to be drawn: how wide, and with which characters."""

    width: int
    marks: Glyphs = UNICODE
    wide: bool = False
    """Whether people's words are shown whole where they would be cut to a line."""

    @property
    def narrow(self) -> bool:
        """Whether tables become lists."""
        return self.width < 60
