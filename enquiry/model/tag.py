"""Tags: a person's own words for what an entry is about, nested with `/`."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from enquiry.errors import UsageMistake
from enquiry.model.text import clean_text, fold

MAX_LEVELS = 20
"""How many parts a nested tag may have."""


def parse_tag(raw: str) -> str:
    """Return the tag a person typed, tidied: no leading `#`, no spaces around its parts.

    Letters of any script, digits, spaces, hyphens and `+` are allowed, and `/` between parts. Raises UsageMistake for
    anything else, for an empty part or more than `MAX_LEVELS` parts, and for a tag of digits alone (it would read as a
    number of something).
    """
    tag = "/".join(" ".join(part.split()) for part in clean_text(raw, "tag").text.removeprefix("#").split("/"))
    if not all(tag.split("/")):
        raise UsageMistake(f"The tag “{raw}” has an empty part.", "Write it as word or word/word.")
    if tag.count("/") >= MAX_LEVELS:
        raise UsageMistake(f"The tag “{tag[:40]}…” is nested more than {MAX_LEVELS} deep.", "Use fewer parts.")
    if wrong := sorted({c for c in tag if not (c.isalnum() or c in " -+/'’_&" or unicodedata.category(c)[0] == "M")}):
        hint = "Give -t again for each further tag." if "," in wrong else "Use letters, digits, spaces, - and +."
        raise UsageMistake(f"The tag “{raw}” holds {' '.join(repr(c) for c in wrong)}.", hint)
    if not any(c.isalpha() for c in tag):
        raise UsageMistake(f"The tag “{raw}” is only digits and signs.", "Add a word that says what they mean.")
    return tag


def parse_tags(raw: Iterable[str]) -> tuple[str, ...]:
    """Return the tags a person typed, each once, in the order given. Raises UsageMistake as `parse_tag` does."""
    first: dict[str, str] = {}
    for tag in map(parse_tag, raw):
        first.setdefault(fold(tag), tag)
    return tuple(first.values())


def is_tag_under(tag: str, parent: str) -> bool:
    """Say whether `tag` is `parent` or nested beneath it, whatever their case."""
    return (fold_tag(tag) + "/").startswith(fold_tag(parent) + "/")


fold_tag = lru_cache(maxsize=4096)(fold)
"""Returns a tag as it is compared; a journal has few tags, each borne by many things."""
