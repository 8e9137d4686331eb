"""Names of authors as BibTeX and biblatex write them: `von Last, Jr, First`, `{A Whole Name}`, `family=…, given=…`.

bibtexparser tells the parts of a name apart by BibTeX's own rules, whatever small words stand in it. What it lacks is
here: names parted by semicolons, and biblatex's names that say each part.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import takewhile
from typing import Any

from enquiry.exchange.bibliography.latex import escape_latex, unescape_latex
from enquiry.insight.readings.authors import OTHERS, AuthorName

_AND = re.compile(r"(?i)(?<=\s)and(?=\s)|;")
_SAID_PART = re.compile(
    r"\s*(family|given|prefix|suffix|[a-z]+-i|useprefix|id)\s*=\s*(\"[^\"]*\"|\{.*\}|[^,]*)\s*(?:,|$)"
)
_TILDE = re.compile(r"(?<!\{)\\~(?:\{\\?\w*\}|\w)")
"""A tilde on a letter, which bibtexparser takes for a space unless braces stand around it."""
_GROUPED = re.compile(r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")


def parse_bibtex_authors(raw: str) -> tuple[AuthorName, ...]:
    """Return the authors between the words *and* that stand outside braces, or the semicolons some write for them."""
    names = list[AuthorName]()
    for one in split_authors(raw):
        given, prefix, family, suffix = split_name(one)
        name = AuthorName(f"{prefix} {family}".strip(), f"{given} {suffix}".strip())
        names.append(AuthorName(OTHERS) if one == "others" else name)
    return tuple(name for name in names if name.family)


def split_authors(raw: str) -> list[str]:
    """Return the authors, each as written; those of a list such as "A. Bee, C. Dee, and E. Eff" one by one."""
    names, begin, raw = list[str](), 0, f" {' '.join(raw.split())} "
    depth = counted = 0
    for joint in _AND.finditer(raw):
        if joint[0] == ";" and re.search(r"&#?\w+\\?$", raw[max(0, joint.start() - 12) : joint.start()]):
            continue  # it ends an HTML entity
        between = raw[counted : joint.start()]
        depth += between.count("{") - between.count("}")
        counted = joint.start()
        if depth <= 0:
            names += _split_listed(raw[begin : joint.start()].strip())
            begin = joint.end()
    return [name for name in (*names, raw[begin:].strip()) if name]


def _split_listed(written: str) -> list[str]:
    """Return the persons before an *and* that follows a comma, where each is written with given and family name."""
    parts = [part.strip() for part in written.rstrip(",").split(",")]
    is_list = written.endswith(",") and len(parts) > 1 and all(" " in part and "{" not in part for part in parts)
    return parts if is_list else [written]


@lru_cache(20_000)
def split_name(raw: str) -> tuple[str, str, str, str]:
    """Return given names, small words, family name and suffix as text. A body, or a single name, is a family name."""
    raw = raw.strip().strip(",").strip()
    if _GROUPED.fullmatch(raw):
        return "", "", _decode(raw), ""
    if re.match(r"(?:family|given)\s*=", raw):
        said = {found[1]: _decode(found[2].strip('"')) for found in _SAID_PART.finditer(raw)}
        return said.get("given", ""), said.get("prefix", ""), said.get("family", ""), said.get("suffix", "")
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    parts = parse_single_name_into_parts(_TILDE.sub(r"{\g<0>}", raw), strict=False)
    if not parts.von and parts.first[:1] and "," not in raw and parts.last[-1:] and not parts.last[-1][:1].islower():
        small = list(takewhile(lambda word: word[:1].islower(), parts.first))
        parts.von, parts.first = (small, []) if small == parts.first else ([], parts.first)  # "van Dam"
    given, prefix, family, suffix = (_decode(" ".join(one)) for one in (parts.first, parts.von, parts.last, parts.jr))
    return (given, prefix, family, suffix) if family or prefix else ("", "", given, suffix)


def _decode(latex: str) -> str:
    return " ".join(unescape_latex(latex).replace(";", ",").split())


def format_bibtex_name(name: AuthorName) -> str:
    """Return an author: a name of several words that is no person's in braces, so that nothing takes it apart."""
    if name.family == OTHERS:
        return "others"
    if name.given:
        return escape_latex(name.whole)
    whole = escape_latex(name.family)
    return f"{{{whole}}}" if re.search(r"[\s,{]", whole) or whole.casefold() in ("and", "others") else whole


def format_csl_name(name: Mapping[str, Any]) -> str:
    """Return a name of CSL-JSON as BibTeX writes it; nothing for one that says none."""
    said = {part: escape_latex(" ".join(str(value).split())) for part, value in name.items() if isinstance(value, str)}
    if literal := said.get("literal"):
        return f"{{{literal}}}"
    particles = (said.get("dropping-particle", ""), said.get("non-dropping-particle", ""))
    family = " ".join(filter(None, (*particles, said.get("family", ""))))
    given = said.get("given", "")
    if not family or not given:
        return f"{{{family or given}}}" if family or given else ""
    return ", ".join(filter(None, (family, said.get("suffix", ""), given)))


def render_csl_name(raw: str) -> dict[str, str]:
    """Return a name as BibTeX writes it as CSL-JSON has it: by its parts for a person, whole for a body."""
    given, prefix, family, suffix = split_name(raw)
    if raw == "others":
        return {"literal": OTHERS}
    if not given and not prefix:
        return {"literal": family}
    parts = {"family": family, "given": given, "non-dropping-particle": prefix, "suffix": suffix}
    return {part: text for part, text in parts.items() if text}
