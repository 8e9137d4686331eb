r"""Text as BibTeX holds it: characters special to LaTeX are escaped, and what LaTeX writes by commands is decoded.

pylatexenc decodes commands. What it lacks is here: commands of bibliographies (`\noopsort`, `\enquote`), an accent on
several letters, and commands that it does not know, which stay as they were written rather than being lost. Each word
with a command is decoded by itself, so that a long text costs no more than its words, and the same word once.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from html import unescape
from typing import Any

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
    " ": "\\ ",
}
_ENTITY = r"&(?=(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
_SPECIAL = re.compile(rf"{_ENTITY}|[\\{{}}~^\n$&#%_]|(?<=[ \n]) |(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!<>,])(?=[`<>,])")
"""Characters special to LaTeX, and the places between two that it would draw as one, such as the hyphens of `--`."""
_HTML = re.compile(_ENTITY.replace("&(?=", r"\\?&(").replace(";)", r"\\?;)"))

_BREAKING = re.compile(rf"[\\{{}}\s]|{UNSAFE_CHARS}")

_MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328\u0331"
_ACCENTS = dict(zip("`'^~=u.\"rHvdckb", _MARKS, strict=True))
_UNDOTTED = str.maketrans("ıȷ", "ij")
_JOINED = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "{": "", "}": ""}
_PLAIN_TOKEN = re.compile(r"---?|``|''|[~{}]|\s+")
_WORD_TOKEN = re.compile(r"\\[A-Za-z]+\*?\s*|\\[`'^~=.\"]\s*|\\.|[{}$]|\s+", re.DOTALL)
_GAP = re.compile(r" *\n[ \n]*|  +")
_SIGN = re.compile(r"\\(?:[`'^~=.\"](?:\{[A-Za-z]\}|[A-Za-z])|[&%#_$])")
_MOST_NESTED = 30
_LOOKS = r"em it bf sc tt rm sl sf itshape bfseries scshape upshape protect mbox hbox"
_SIGNS = r"""
    textbraceleft { textbraceright } textasciicircum ^ textless < textgreater > textbar | textunderscore _ S § P ¶
    pounds £ euro € copyright © TeX TeX LaTeX LaTeX
"""
_PAIRS = _SIGNS.split()
_COMMANDS: dict[str, tuple[int, object]] = {
    "newline": (0, "\n"),
    "par": (0, "\n"),
    "\\": (0, " "),
    **dict.fromkeys((*"-/!", *_LOOKS.split()), (0, "")),
    **dict.fromkeys((*",;:\n", "quad"), (0, " ")),
    " ": (0, "\0"),  # it is not folded with others; no text of a person holds this character
    "hyphen": (0, "-"),
    "noopsort": (1, ""),
    "href": (2, "%(2)s"),
    "url": (1, "%s"),
    **dict.fromkeys(("enquote", "mkbibquote"), (1, "“%s”")),
    **dict.fromkeys(("mkbibemph", "textnormal", "textsubscript", "texttt", "textsf", "textup"), (1, "%s")),
    **{name: (0, text) for name, text in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)},
}
"""What pylatexenc lacks or shows otherwise: how many arguments each takes, and what stands for it."""
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")


def escape_latex(text: str) -> str:
    """Return text as it stands within the braces of a BibTeX field. Letters of all scripts stay as they are (UTF-8).

    Unsafe characters become U+FFFD: no program reads them, and a terminal would obey them. A sign that would begin an
    HTML entity stands in braces, since many programs write entities, which are decoded.
    """
    safe = re.sub(UNSAFE_CHARS, "\ufffd", text)
    return _SPECIAL.sub(lambda found: r"{\&}" if _HTML.match(safe, found.start()) else _ESCAPES[found[0]], safe)


def tidy_latex(latex: str) -> str:
    """Return a field of another program as it may stand within braces.

    Unsafe characters are replaced, and a field whose braces do not match is written anew.
    """
    latex = re.sub(UNSAFE_CHARS, "\ufffd", latex)
    depth = 0
    for brace in re.findall("[{}]", latex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            break
    return escape_latex(unescape_latex(latex)) if depth else latex


def encode_address(address: str) -> str:
    """Return a link or DOI as it stands, but for what would break the file, which is percent-encoded."""
    return _BREAKING.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)


def clean_address(raw: str) -> str:
    """Return a link or DOI: it stands as it is, but for characters that many programs put a backslash before."""
    bare = re.sub(r"\\url\b\s*", "", raw).replace(r"\textasciitilde", "~")
    return re.sub(r"[{}\s]", "", re.sub(r"\\([_%&#$~])", r"\1", bare))


def unescape_latex(latex: str) -> str:
    """Return the text of a BibTeX field, HTML entities decoded, and white space folded as LaTeX folds it."""
    if "&" in latex:
        latex = _HTML.sub(_decode_entity, latex)
    words = _split_words(latex) if "\\" in latex else [latex]
    text = "".join(
        _decode_word(word) if "\\" in word else _PLAIN_TOKEN.sub(lambda found: _JOINED.get(found[0], " "), word)
        for word in map(_put_signs, words)
    )
    folded = _GAP.sub(lambda gap: "\n" * gap[0].count("\n") or " ", unicodedata.normalize("NFC", text))
    return folded.strip(" \t\n\r\0").replace("\0", " ")


def _put_signs(word: str) -> str:
    """Return a word with its accents and escaped signs decoded, each kind once, where it holds no other command."""
    if "\\" not in word:
        return word
    plain = _SIGN.sub(lambda found: _decode_word(found[0]), word)
    return word if "\\" in plain else plain


def _decode_entity(found: re.Match[str]) -> str:
    """Return what an entity stands for, as LaTeX; one that there is not stays as it is."""
    entity = found[0].replace("\\", "")
    return found[0] if (text := unescape(entity)) == entity else escape_latex(text)


def _split_words(latex: str) -> Iterator[str]:
    """Yield the words and the gaps between them. What stands in braces, in `$` or after a command is of one word."""
    begin = depth = 0
    formula = False
    for found in _WORD_TOKEN.finditer(latex):
        match found[0]:
            case "{":
                depth += 1
            case "}":
                depth = max(0, depth - 1)
            case "$":
                formula = not formula and "$" in latex[found.end() :][:500]
            case gap if gap.isspace() and not depth and not formula:
                yield latex[begin : found.start()]
                yield " "
                begin = found.end()
    yield latex[begin:]


@lru_cache(20_000)
def _decode_word(word: str) -> str:
    """Return a word with commands as text; it stays as it is where it is nested beyond what anybody writes."""
    depth = deepest = 0
    for brace in re.findall("[{}]", word):
        depth += 1 if brace == "{" else -1
        deepest = max(depth, deepest)
    if deepest > _MOST_NESTED or word == "\\":
        return word
    try:
        return _build_decoder()(re.sub(r"\s+", " ", word))
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):  # a command without its arguments
        return word


@cache
def _build_decoder() -> Callable[[str], str]:
    import logging

    from pylatexenc import latex2text, latexwalker, macrospec

    def put_accent(node: Any, l2tobj: Any) -> str:
        """Return the argument with the accent on its first letter; pylatexenc puts it on each."""
        letters = unicodedata.normalize("NFC", _read_argument(node, l2tobj).strip())
        if not letters:
            return node.macroname if node.macroname in "~^" else ""
        return unicodedata.normalize("NFC", f"{letters[0].translate(_UNDOTTED)}{_ACCENTS[node.macroname]}{letters[1:]}")

    def raise_digits(node: Any, l2tobj: Any) -> str:
        """Return what is raised: signs as Unicode has them, other letters as they are ("4th")."""
        text = _read_argument(node, l2tobj)
        return text.translate(_RAISED) if all(ord(sign) in _RAISED for sign in text) else text

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # it would say on standard error what it does not know
    texts, known = latex2text.get_default_latex_context_db(), latexwalker.get_default_latex_context_db()
    as_text = latex2text.MacroTextSpec
    shown = {**_COMMANDS, **dict.fromkeys(_ACCENTS, (1, put_accent)), "textsuperscript": (1, raise_digits)}
    shown |= dict.fromkeys(("input", "include"), (0, _keep_command))  # they would open files
    own = [as_text(name, simplify_repl=text) for name, (_, text) in shown.items()]
    signs = [latex2text.SpecialsTextSpec(sign, text) for sign, text in (("&", "&"), ("~", " "))]
    texts.add_context_category("own", macros=own, specials=signs, prepend=True)
    texts.set_unknown_macro_spec(as_text("", simplify_repl=_keep_command))
    macros = [macrospec.std_macro(name, "{" * count) for name, (count, _) in shown.items()]
    specials = [macrospec.SpecialsSpec(sign) for sign in "&~"]
    known.add_context_category("own", macros=macros, specials=specials, prepend=True)
    decoder = latex2text.LatexNodes2Text(latex_context=texts, math_mode="text", keep_comments=True)
    return partial(decoder.latex_to_text, latex_context=known, tolerant_parsing=True)


def _keep_command(node: Any) -> str:
    return f"\\{node.macroname} "


def _read_argument(node: Any, decoder: Any) -> str:
    return str(decoder.nodelist_to_text([one for one in node.nodeargd.argnlist if one]) if node.nodeargd else "")
