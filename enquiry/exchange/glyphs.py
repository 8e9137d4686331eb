"""Signs that no font at hand can show: found by trying, and replaced by their names.

A PDF for everybody refuses a sign it has no shape for. So each sign beyond the usual letters is tried once, and one
without a shape is written out, as `[thumbs up sign]`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from enquiry.documents.text import SIGN

Tried = Callable[[str], str | None]
"""Takes some text and returns what of it has no shape, or None where all of it has one."""

_UNSEEN = "\u200d\ufe0e\ufe0f\U000e0020-\U000e007f"
_JOINING = f"{_UNSEEN}\U0001f3fb-\U0001f3ff"
_USUAL = re.compile(f"[\n -\u024f\u2010-\u2027\u2030-\u203a\u20ac\u2122\ufffd\u200b{_UNSEEN}]+")
_TRIES = 6
"""Signs without a shape after which the rest of their script is taken to have none either."""


def without_shape(texts: Iterable[str], tried: Tried) -> frozenset[str]:
    """Return the signs of some texts that can't be shown."""
    scripts: dict[str, list[str]] = {}
    for sign in sorted({sign for text in texts for sign in _USUAL.sub("", text)}):
        scripts.setdefault(_script(sign), []).append(sign)
    return frozenset(sign for signs in scripts.values() for sign in _missing(signs, tried))


def _script(sign: str) -> str:
    category = unicodedata.category(sign)
    return "sign" if category[0] in "SCZ" else unicodedata.name(sign, "").partition(" ")[0]


def _missing(signs: list[str], tried: Tried) -> list[str]:
    left, missing = list(signs), list[str]()
    while left and (found := tried(" ".join(map(_standing, left)))):
        without = [sign for sign in left if sign in found] or left
        missing += without
        left = [sign for sign in left if sign not in without]
        if len(missing) >= _TRIES:
            return signs
    return missing


def _standing(sign: str) -> str:
    """Return a sign as it can stand alone: a mark needs a letter to stand on."""
    return f"o{sign}" if unicodedata.category(sign).startswith("M") else sign


def written_out(text: str, missing: frozenset[str]) -> str:
    """Return a text with the signs that can't be shown written out by their names, joined ones as one."""
    if not missing:
        return text
    held = "".join(map(re.escape, sorted(missing)))
    one = f"[{held}][{_JOINING}]*"
    return re.sub(f"{one}(?:(?<=\u200d){one})*", lambda found: _named(found[0]), text)


def _named(signs: str) -> str:
    names = [_name(sign) for sign in signs if not re.match(f"[{_JOINING}]", sign) or len(signs) == 1]
    told = list(dict.fromkeys(name for name in names if name))
    return f"[{', '.join(told)}]" if told else SIGN * len(names)


def _name(sign: str) -> str:
    """Return the name of a sign; none for a letter, whose name says nothing to a reader."""
    return "" if unicodedata.category(sign)[0] in "LMNC" else unicodedata.name(sign, "").lower()
