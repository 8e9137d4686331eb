"""Tables of dated rows (CSV or XLSX): a log or a register of which each row was written on a day of its own.

Which column is the day, which are text and which are tags is told by their heads and what stands in them, or said with
`--columns`. Columns that say who somebody is are dropped before anything else is read of them, as in a form.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.exchange.importing.dates_found import find_day_order, parse_moment
from enquiry.exchange.importing.forms import MAX_COLUMNS, WHO
from enquiry.exchange.importing.found import FoundEntry, FoundFile
from enquiry.words import format_amount, join_words

_DAY = re.compile(r"(?i)(date|day|dates?|when|written|created|datum|tag|fecha|data|dyddiad|dato|latha|rā)( .*)?")
_TAGS = re.compile(r"(?i)(tags?|labels?|keywords?|categor(y|ies)|topics?|themes?)")
_PARTS = ("day", "text", "tags")


class TableColumns(NamedTuple):
    """Which columns of a table are what, by their places: the day, the texts, and the tags."""

    day: int
    text: tuple[int, ...]
    tags: tuple[int, ...] = ()


def parse_column_choices(pairs: str) -> dict[str, tuple[str, ...]]:
    """Return the heads for day, text and tags from `day=Date,text=What I saw,text=Next`. Raises UsageMistake."""
    chosen = dict[str, tuple[str, ...]]()
    for pair in re.split(r",(?=\s*(?:day|text|tags)\s*=)", pairs):
        part, sign, head = (one.strip() for one in pair.partition("="))
        if not sign or not head or part not in _PARTS or (part == "day" and part in chosen):
            words = f"“{pair.strip()}” does not say which column is the day, the text or the tags."
            raise UsageMistake(
                words, 'Write it as --columns "day=Date,text=Notes,tags=Area", with the heads in the file.'
            )
        chosen[part] = (*chosen.get(part, ()), head)
    return chosen


def find_columns(rows: list[list[str]], chosen: Mapping[str, tuple[str, ...]], source: str) -> TableColumns | None:
    """Return what the columns are, as chosen or else as their heads and values tell; None where no column is a day.

    Raises UsageMistake for heads that the table does not have.
    """
    heads = [" ".join(head.split()) for head in rows[0]]
    places = {head.casefold(): at for at, head in reversed(list(enumerate(heads)))}
    named = dict[str, tuple[int, ...]]()
    for part, wanted in chosen.items():
        for head in wanted:
            if head.casefold() not in places:
                words = f"{source} has no column “{head}”; it has {join_words([one for one in heads if one][:20])}."
                raise UsageMistake(words, f"Name one of these.{suggest_nearest(head, heads)}")
        named[part] = tuple(places[head.casefold()] for head in wanted)
    days = named.get("day") or tuple(at for at, head in enumerate(heads) if _is_day_column(head, at, rows[1:]))[:1]
    if not days:
        return None
    open_ones = [at for at, head in enumerate(heads) if at not in days and not WHO.fullmatch(head)]
    tags = named.get("tags") or (() if chosen else tuple(at for at in open_ones if _TAGS.fullmatch(heads[at])))
    text = named.get("text") or tuple(at for at in open_ones if at not in tags)
    return TableColumns(days[0], text, tags) if text else None


def _is_day_column(head: str, at: int, rows: Iterable[list[str]]) -> bool:
    """Say whether a column is headed as a day, and holds nothing else: days, no time at which a form was sent."""
    held = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
    moments = [parse_moment(one) or parse_moment(one, month_first=True) for one in held[:500]]
    return bool(_DAY.fullmatch(head.strip()) and held and all(moment and moment.at is None for moment in moments))


def parse_rows(rows: list[list[str]], columns: TableColumns, source: str) -> FoundFile:
    """Return each row as a dated text. One column of text stands by itself; of several, each has its head before it.

    Raises UsageMistake for a table of too many columns, and where the order of day and month can't be told.
    """
    heads = [" ".join(head.split()) for head in rows[0]]
    if len(heads) > MAX_COLUMNS:
        raise UsageMistake(f"{source} has more than {MAX_COLUMNS} columns.", "Keep those that are wanted.")
    cells = [[cell.strip() for cell in row] + [""] * (len(heads) - len(row)) for row in rows[1:]]
    month_first = find_day_order((re.split("[T ]", row[columns.day])[0] for row in cells), source)
    entries, undated, empty = list[FoundEntry](), 0, 0
    seen = Counter[str]()
    for row in cells:
        moment = parse_moment(row[columns.day], month_first=month_first)
        said = [(heads[at], row[at]) for at in columns.text if row[at]]
        text = said[0][1] if len(columns.text) == 1 and said else "\n".join(f"{head}: {cell}" for head, cell in said)
        undated, empty = undated + (moment is None and bool(text)), empty + (not text)
        if moment and text:
            tags = tuple(tag.strip() for at in columns.tags for tag in re.split("[,;]", row[at]) if tag.strip())
            key = f"row {moment.day.isoformat()} {text}"
            seen[key] += 1
            entries.append(FoundEntry(f"{key} {seen[key]}", moment.day, text, moment.at, tags))
    used = (columns.day, *columns.text, *columns.tags)
    left = [head for at, head in enumerate(heads) if at not in used and head]
    taken = f"the day from “{heads[columns.day]}”, the text from {_quote(heads, columns.text)}"
    taken += f", tags from {_quote(heads, columns.tags)}" if columns.tags else ""
    left_out = (
        *((f"the columns {join_words(left)}; --columns names what is taken.",) if left else ()),
        *((f"{format_amount(undated, 'row')} without a day.",) if undated else ()),
        *((f"{format_amount(empty, 'row')} without a text.",) if empty else ()),
    )
    return FoundFile(f"a table ({taken})", tuple(entries), left_out)


def _quote(heads: list[str], places: Iterable[int]) -> str:
    return join_words([f"“{heads[at]}”" for at in places])
