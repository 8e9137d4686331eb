r"""Text as BibTeX holds it: characters special to LaTeX are escaped, and commands for letters are decoded.

What is read is one pass over the text, so that nothing is unescaped twice, and costs no more for deep nesting. A
command that is not known stays as it was written, such as `\alpha`, rather than being lost.
"""

import re
import unicodedata

from enquiry.unsafe_chars import UNSAFE_CHARS

_ESCAPES = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "\n": r"{\newline}",
    **{char: f"\\{char}" for char in "$&#%_"},
    "": "{}",
}
_SPECIAL = re.compile(r"[\\{}~^\n$&#%_]|(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)")
"""Characters special to LaTeX, and the places between two that it would draw as one, such as the hyphens of `--`."""

_MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328\u0331"
_ACCENTS = dict(zip("`'^~=u.\"rHvdckb", _MARKS, strict=True))
_LETTER_TABLE = r"""
    ss ß ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ textendash –
    textemdash — textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textquotesingle '
    guillemotleft « guillemotright » ldots … dots … textellipsis … textbackslash \ textbraceleft {
    textbraceright } textasciitilde ~ textasciicircum ^ textless < textgreater > textbar | textunderscore _
    textdollar $ S § P ¶ pounds £ textsterling £ euro € texteuro € copyright © textcopyright © textregistered ®
    texttrademark ™ textdegree ° hyphen - TeX TeX LaTeX LaTeX
"""
_PAIRS = _LETTER_TABLE.split()
_LETTERS = {**dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)), "newline": "\n", "par": "\n", "quad": " "}
"""What each command for a letter or a mark stands for."""

_LOOKS = frozenset(
    {"em", "it", "bf", "sc", "tt", "rm", "sl", "sf", "emph", "textit", "textbf", "textsc", "texttt", "textrm", "textsf"}
    | {"textsl", "textup", "textnormal", "itshape", "bfseries", "scshape", "upshape", "mbox", "hbox", "url", "protect"}
    | {"mkbibquote", "mkbibemph"}
)
"""Commands for how text looks: the text stays, the command goes."""

_ESCAPED_CHARS = {char: char for char in "{}&%$#_ "} | dict.fromkeys("-/!", "") | dict.fromkeys("\\,;:\n", " ")
_JOINED = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "{": "", "}": ""}
_TOKEN = re.compile(
    r"""\\(?P<mark>[`'^"~=.])\s*(?:\{\s*(?P<in>\\?[^\W\d_]*)\s*\}|(?P<on>\\[ij](?![^\W\d_])|[^\W\d_]))
      | \\(?P<lettered>[uvHcdbkr])(?:\s*\{\s*(?P<within>\\?[^\W\d_]*)\s*\}|\s+(?P<after>\\[ij](?![^\W\d_])|[^\W\d_]))
      | \\(?P<word>[A-Za-z]+)\*?(?P<gap>\s*)
      | \\(?P<char>.)
      | ---?|``|''|[~{}]|\s+""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)


def escape_latex(text: str) -> str:
    """Return text as it stands within the braces of a BibTeX field. Letters of all scripts stay as they are (UTF-8).

    Unsafe characters become U+FFFD: no program reads them, and a terminal would obey them.
    """
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], re.sub(UNSAFE_CHARS, "\ufffd", text))


def unescape_latex(latex: str) -> str:
    """Return the text of a BibTeX field, white space folded as LaTeX folds it."""
    return unicodedata.normalize("NFC", _TOKEN.sub(_decode_token, latex)).strip(" \t\n\r")


def _decode_token(found: re.Match[str]) -> str:
    """Return what a command or a special character stands for; an accent is put on the first letter of its argument."""
    if mark := found["mark"] or found["lettered"]:
        if letters := next(filter(None, found.group("in", "on", "within", "after")), "").removeprefix("\\"):
            return unicodedata.normalize("NFC", f"{letters[0]}{_ACCENTS[mark]}{letters[1:]}")
        return mark if mark in "~^" else ""
    if word := found["word"]:
        if word in _LETTERS or word in _LOOKS:
            return _LETTERS.get(word, "")
        follows = found.string[found.end() : found.end() + 1] == "{"
        return f"\\{word}{' ' if found['gap'] or follows else ''}"
    if found["char"]:
        return _ESCAPED_CHARS.get(found["char"], found[0])
    return _JOINED.get(found[0], " ")
