r"""Text as BibTeX holds it: signs that LaTeX acts on are written as commands, and commands for letters are read back.

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
    **{sign: f"\\{sign}" for sign in "$&#%_"},
    "": "{}",
}
_ACTED_ON = re.compile(r"[\\{}~^\n$&#%_]|(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)")
"""Signs that LaTeX acts on, and the places between two that it would draw as one, such as the hyphens of `--`."""

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_LETTERS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "aa": "å",
    "AA": "Å",
    "i": "ı",
    "j": "ȷ",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
    "ng": "ŋ",
    "textendash": "–",
    "textemdash": "—",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquotesingle": "'",
    "guillemotleft": "«",
    "guillemotright": "»",
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textunderscore": "_",
    "textdollar": "$",
    "S": "§",
    "P": "¶",
    "pounds": "£",
    "textsterling": "£",
    "euro": "€",
    "texteuro": "€",
    "copyright": "©",
    "textcopyright": "©",
    "textregistered": "®",
    "texttrademark": "™",
    "textdegree": "°",
    "newline": "\n",
    "par": "\n",
    "quad": " ",
    "hyphen": "-",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
}
_LOOKS = frozenset(
    {"em", "it", "bf", "sc", "tt", "rm", "sl", "sf", "emph", "textit", "textbf", "textsc", "texttt", "textrm", "textsf"}
    | {"textsl", "textup", "textnormal", "itshape", "bfseries", "scshape", "upshape", "mbox", "hbox", "url", "protect"}
    | {"mkbibquote", "mkbibemph"}
)
"""Commands that say how text looks: the text stays, the command goes."""

_SIGNS = {sign: sign for sign in "{}&%$#_ "} | dict.fromkeys("-/!", "") | dict.fromkeys("\\,;:\n", " ")
_JOINED = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "{": "", "}": ""}
_TOKEN = re.compile(
    r"""\\(?P<mark>[`'^"~=.])\s*(?:\{\s*(?P<in>\\?[^\W\d_]*)\s*\}|(?P<on>\\[ij](?![^\W\d_])|[^\W\d_]))
      | \\(?P<lettered>[uvHcdbkr])(?:\s*\{\s*(?P<within>\\?[^\W\d_]*)\s*\}|\s+(?P<after>\\[ij](?![^\W\d_])|[^\W\d_]))
      | \\(?P<word>[A-Za-z]+)\*?(?P<gap>\s*)
      | \\(?P<sign>.)
      | ---?|``|''|[~{}]|\s+""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)


def escape_latex(text: str) -> str:
    """Return text as it stands within the braces of a BibTeX field. Letters of all scripts stay as they are (UTF-8).

    What could act becomes U+FFFD, line ends and tabs apart: no program reads it, and a terminal would obey it.
    """
    plain = re.sub(UNSAFE_CHARS, "\ufffd", text)
    return _ACTED_ON.sub(lambda found: _ESCAPES[found[0]], plain)


def unescape_latex(latex: str) -> str:
    """Return the text of a BibTeX field, white space folded as LaTeX folds it."""
    return unicodedata.normalize("NFC", _TOKEN.sub(_decode_token, latex)).strip(" \t\n\r")


def _decode_token(found: re.Match[str]) -> str:
    if mark := found["mark"] or found["lettered"]:
        return _compose_accent(mark, next(filter(None, found.group("in", "on", "within", "after")), ""))
    if found["word"]:
        return _decode_command(found)
    if found["sign"]:
        return _SIGNS.get(found["sign"], found[0])
    return _JOINED.get(found[0], " ")


def _compose_accent(mark: str, letters: str) -> str:
    """Return letters with the accent on the first; a tilde or a circumflex over nothing is that sign itself."""
    letters = letters.removeprefix("\\")
    if not letters:
        return mark if mark in "~^" else ""
    return unicodedata.normalize("NFC", f"{letters[0]}{_ACCENTS[mark]}{letters[1:]}")


def _decode_command(found: re.Match[str]) -> str:
    word = found["word"]
    if word in _LETTERS:
        return _LETTERS[word]
    if word in _LOOKS:
        return ""
    follows = found.string[found.end() : found.end() + 1] == "{"
    return f"\\{word}{' ' if found['gap'] or follows else ''}"
