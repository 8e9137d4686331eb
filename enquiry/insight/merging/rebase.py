"""Rebasing: what somebody wrote in a record, laid on the record as it is since something in it was forgotten.

Texts are compared word by word. What was forgotten goes even where the other text still has it or says it again; what
is new in that text stays, in its place. Nothing tells what was forgotten but the difference of the two rows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import reduce
from typing import Any

from enquiry.model.step import RecordRow
from enquiry.model.text import fold

_WORD = re.compile(r"\[forgotten \d{1,2} \w{3} \d{4}\]|\w+|\s+|[^\w\s]")
_MARK = re.compile(r"\[forgotten \d{1,2} \w{3} \d{4}\]")
_NAME = re.compile(r"\bforgotten(?:-\d+)?\b")
_CODE = re.compile(r"\b[A-Z]\w* [A-Z]{1,2}\b")


def rebase_row(saw: RecordRow, made: RecordRow, under: RecordRow) -> RecordRow:
    """Return `under` with what a writer made of the row they saw; of what `under` lacks nothing comes back."""
    gone = frozenset(_list_gone_words(saw, under))
    found: RecordRow = _rebase(saw, made, under, gone)
    if "parts" in found and found["parts"] != under.get("parts"):  # the text as it is now was not written in parts
        del found["parts"]
    return found


def _rebase(saw: Any, made: Any, under: Any, gone: frozenset[str]) -> Any:
    """Return what stands where a writer made one value of another, and a third stands since."""
    if made == saw:
        return under
    if under == saw:
        return made
    if isinstance(made, dict) and isinstance(under, dict):
        old = saw if isinstance(saw, dict) else {}
        values = {key: _rebase(old.get(key), made.get(key), under.get(key), gone) for key in (*under, *made)}
        return {key: value for key, value in values.items() if value is not None}
    if isinstance(made, str) and isinstance(saw, str) and isinstance(under or "", str) and _are_words(saw, made, under):
        return rebase_text(saw, made, under or "", gone)
    if isinstance(made, list) and isinstance(under or [], list) and isinstance(saw or [], list):
        return rebase_list(saw or [], made, under or [], gone)
    return _clean(made, gone)


def rebase_text(saw: str, made: str, under: str, gone: frozenset[str]) -> str:
    """Return a text with what a writer made of the one they saw, word by word."""
    base = _WORD.findall(saw)
    there, kept_there = _read_changes(base, _WORD.findall(made))
    if _MARK.fullmatch(under):  # all went, and what is new stands alone, as where two tellings are joined
        return _join_spaces("".join(word for words in there for word in _clean_words(words, gone))) or under
    here, kept_here = _read_changes(base, _WORD.findall(under))
    words = list[str]()
    for place in range(len(base) + 1):
        last = next((at for at in range(place, len(base)) if kept_here[at]), len(base))
        if place == last or any(kept_there[place:last]):  # else what was replaced there was taken out by the writer
            words += here[place]
        words += (word for word in _clean_words(there[place], gone) if there[place] != here[place])
        if place < len(base) and kept_here[place] and kept_there[place]:
            words.append(base[place])
    return _join_spaces("".join(words))


def _join_spaces(text: str) -> str:
    return re.sub(r"(?<=\S)[^\S\n]{2,}(?=\S)", " ", text).strip()


def _read_changes(base: Sequence[str], words: Sequence[str]) -> tuple[list[list[str]], list[bool]]:
    """Return which words come in before each word of the base and at its end, and which words of the base stay."""
    new: list[list[str]] = [[] for _ in range(len(base) + 1)]
    kept = [True] * len(base)
    for what, begin, end, first, last in SequenceMatcher(None, base, words, autojunk=False).get_opcodes():
        if what != "equal":
            new[begin] += words[first:last]
            kept[begin:end] = [False] * (end - begin)
    return new, kept


def rebase_list(saw: list[Any], made: list[Any], under: list[Any], gone: frozenset[str]) -> list[Any]:
    """Return a list with what a writer added, took away and changed in the one they saw, in the order they gave it."""
    if all(isinstance(one, str) for one in (*saw, *made, *under)):
        left = [one for one in saw if one not in under]
        new = (one for one in under if one not in saw and one not in made)
        return [one for one in made if one not in left and (one in saw or not gone & set(_fold_words(one)))] + [*new]
    paired, found = len(saw) == len(under), list[Any]()
    for place, one in enumerate(made):
        if one in saw:
            found += [under[saw.index(one)]] if paired else [one] if one in under else []
        elif paired and place < len(saw) and saw[place] not in made and type(saw[place]) is type(one):
            found.append(_rebase(saw[place], one, under[place], gone))
        else:
            found.append(_clean(one, gone))
    return found


def _list_gone_words(saw: Any, under: Any) -> Iterator[str]:
    """Yield the words, folded, in whose place a mark or a code stands; of lists of names those that are not there."""
    if isinstance(saw, str) and isinstance(under, str):
        yield from _list_words_gone_from_text(saw, under)
    elif isinstance(saw, list) and isinstance(under, list):
        if all(isinstance(one, str) for one in (*saw, *under)):
            yield from (word for one in saw if one not in under for word in _fold_words(one))
        else:
            for one, other in zip(saw, under, strict=False):
                yield from _list_gone_words(one, other)
    elif isinstance(saw, dict) and isinstance(under, dict):
        for key in saw.keys() & under.keys():
            yield from _list_gone_words(saw[key], under[key])


def _list_words_gone_from_text(saw: str, under: str) -> Iterator[str]:
    if not _stands_for_something(under):
        return
    if _MARK.fullmatch(under):
        yield from _fold_words(_MARK.sub("", saw))
        return
    new, kept = _read_changes(base := _WORD.findall(saw), _WORD.findall(under))
    at = 0
    for place in range(len(base)):
        at = place if new[place] else at
        if not kept[place] and not _MARK.match(base[place]) and _stands_for_something("".join(new[at])):
            yield from _fold_words(base[place])


def _fold_words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _clean_words(words: Iterable[str], gone: frozenset[str]) -> Iterator[str]:
    return (word for word in words if fold(word) not in gone)


def _clean(value: Any, gone: frozenset[str]) -> Any:
    """Return a value without the words that are gone."""
    if isinstance(value, str):
        words = _WORD.findall(value)
        return value if gone.isdisjoint(map(fold, words)) else "".join(_clean_words(words, gone)).strip() or "…"
    if isinstance(value, list):
        return [_clean(one, gone) for one in value]
    return {key: _clean(one, gone) for key, one in value.items()} if isinstance(value, dict) else value


# --- Rows of machines that forgot apart.


def join_rows(rows: Iterable[RecordRow | None]) -> RecordRow | None:
    """Return the one row of several as they stood after machines forgot apart: what one of them lacks is gone."""
    found = sorted((row for row in rows if row is not None), key=str)
    return reduce(_join, found) if found else None


def _join(one: Any, other: Any) -> Any:
    joined = max(one, other, key=str)
    if one == other:
        joined = one
    elif isinstance(one, dict) and isinstance(other, dict):
        gone = [row for row in (one, other) if is_forgotten_row(row)]
        both = {key: _join(one[key], other[key]) for key in one.keys() & other.keys()}
        joined = gone[0] if gone else {**one, **other, **both}
    elif isinstance(one, str) and isinstance(other, str):
        joined = _join_two_texts(one, other)
    elif isinstance(one, list) and isinstance(other, list):
        names = all(isinstance(item, str) for item in (*one, *other))
        if len(one) == len(other) and not names:
            joined = [_join(*pair) for pair in zip(one, other, strict=True)]
        else:
            joined = [item for item in one if item in other]
    return joined


def is_forgotten_row(row: RecordRow) -> bool:
    """Say whether a record was forgotten whole."""
    removed = row.get("removed")
    return isinstance(removed, dict) and removed.get("forgotten") is True


def join_texts(texts: Iterable[str]) -> str:
    """Return one text of several that were the same before something else was forgotten in each."""
    return reduce(_join_two_texts, sorted(texts))


def _join_two_texts(one: str, other: str) -> str:
    if not _are_words(one, other):
        return max(one, other)
    whole = [text for text in (one, other) if _MARK.fullmatch(text)]
    if whole:
        return min(whole)
    words, others = _WORD.findall(one), _WORD.findall(other)
    joined = list[str]()
    for what, begin, end, first, last in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        here, there = "".join(words[begin:end]), "".join(others[first:last])
        if what == "equal":
            joined.append(here)
        elif what == "replace":  # what stands in one of them alone was forgotten in the other
            joined.append(max((told for told in (here, there) if _stands_for_something(told)), default="…"))
    return "".join(joined)


def _stands_for_something(text: str) -> bool:
    """Say whether a mark or a code is in a text, as it stands where something was forgotten."""
    return bool(_MARK.search(text) or _NAME.search(text) or _CODE.search(text))


def _are_words(*texts: str | None) -> bool:
    """Say whether texts are a person's, not days, choices and such, which are one word without a mark."""
    return any(" " in text or "\n" in text or _stands_for_something(text) for text in texts if text)
