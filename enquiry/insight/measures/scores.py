"""Scores from a table of learners: two columns of a CSV, paired by the row, the learners distinguished by a code.

Only the pairs of numbers leave here. No code is kept or named, not even in an error: a row is named by its number.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from itertools import dropwhile
from typing import NamedTuple

from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model.text import fold

_DELIMITERS = ",;\t"
_BLANK = f"{_DELIMITERS} \r\n"
_POINT = re.compile(r"[-+]?\d{1,12}(\.\d{1,9})?")
_COMMA = re.compile(r"[-+]?\d{1,12}([.,]\d{1,9})?")


class ScoreColumns(NamedTuple):
    """The columns that are meant, by their names in the first row; `code` may be left out."""

    before: str
    after: str
    code: str | None = None


class LearnerScores(NamedTuple):
    """The pairs of scores, and how many learners had only one of the two, or neither."""

    pairs: tuple[tuple[float, float], ...]
    no_before: int = 0
    no_after: int = 0
    neither: int = 0

    @property
    def learners(self) -> int:
        """How many learners the table holds."""
        return len(self.pairs) + self.missing

    @property
    def missing(self) -> int:
        """How many of them can't be compared."""
        return self.no_before + self.no_after + self.neither


def parse_scores(data: bytes, source: str, columns: ScoreColumns) -> LearnerScores:
    """Return the pairs in the two named columns of a CSV with a header row.

    Columns are parted by commas, semicolons or tabs, whichever parts the first row most; a decimal comma is read only
    where semicolons part the columns. An empty cell is a score that is missing. Raises UsageMistake, naming the row,
    for anything that is not such a table: one column, no header, a text in place of a score, a code twice, no bytes,
    or bytes that are not UTF-8.
    """
    delimiter, ((_, first), *rows) = _read_table(data, source)
    header = [cell.strip() for cell in first]
    if len(header) == 1:
        words = f"{source} has one column only, “{_shorten_cell(header[0])}”."
        raise UsageMistake(words, "Two columns of scores are needed, parted by commas, semicolons or tabs.")
    named = {fold(name) for name in columns if name}
    if any(_POINT.fullmatch(cell) for cell in header) and not named & {fold(cell) for cell in header}:
        words = f"{source} seems to have no header row: its first row holds numbers."
        raise UsageMistake(words, "Put the names of the columns in the first row.")
    if not rows:
        raise UsageMistake(f"{source} has a header row and no learners.", "Give one row for each learner.")
    places = [_find_column(header, name, source) for name in (columns.before, columns.after)]
    if places[0] == places[1]:
        raise UsageMistake(f"--before and --after both name the column “{columns.before}”.", "Name two columns.")
    if columns.code is not None:
        _check_learner_codes(rows, _find_column(header, columns.code, source), columns.code)
    pattern = _COMMA if delimiter == ";" else _POINT
    pairs, blank = list[tuple[float, float]](), Counter[tuple[bool, bool]]()
    for row, cells in rows:
        if any(cell.strip() for cell in cells[len(header) :]):
            words = f"Row {row} has {len(cells)} cells, and the header {len(header)}."
            decimal = "A decimal comma needs semicolons between the columns, or a point in its place."
            raise UsageMistake(words, decimal if delimiter == "," else "Check that row for a stray mark.")
        before, after = (_parse_score(_get_cell(cells, at), pattern, row, header[at]) for at in places)
        blank[before is None, after is None] += 1
        if before is not None and after is not None:
            pairs.append((before, after))
    if not pairs:
        raise UsageMistake(f"{source} has no learner with both scores.", "Check that the right columns were named.")
    return LearnerScores(tuple(pairs), blank[True, False], blank[False, True], blank[True, True])


def _read_table(data: bytes, source: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """Return what parts the columns, and each row that is not blank with its number, counted as a spreadsheet counts.

    What parts the columns is the delimiter that cuts the first row that is not blank into the most cells.
    """
    hint = "Save the sheet again as “CSV UTF-8”."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageMistake(f"{source} is UTF-16 text, not UTF-8.", hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise UsageMistake(f"{source} is not UTF-8 text: line {line} has a byte that can't be read.", hint) from fault
    if not text.strip(_BLANK):
        raise UsageMistake(f"{source} is empty.", "Give a CSV with a header row and one row for each learner.")
    cells: dict[str, int] = {}
    for mark in _DELIMITERS:
        lines = dropwhile(lambda line: not line.strip(_BLANK), StringIO(text, newline=""))
        with suppress(csv.Error):
            cells[mark] = len(next(csv.reader(lines, delimiter=mark)))
    delimiter = max(_DELIMITERS, key=lambda mark: cells.get(mark, 0))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    rows = list[list[str]]()
    try:
        rows.extend(reader)
    except csv.Error as fault:
        words = f"{source} can't be read as a table after row {len(rows)}: a quotation mark is out of place."
        raise UsageMistake(words, "Save the sheet again as CSV.") from fault
    return delimiter, [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]


def _find_column(header: Sequence[str], name: str, source: str) -> int:
    places = [place for place, cell in enumerate(header) if fold(cell) == fold(name.strip())]
    if len(places) == 1:
        return places[0]
    if places:
        raise UsageMistake(f"{source} has {len(places)} columns called “{name}”.", "Give each column its own name.")
    known = ", ".join(f"“{_shorten_cell(cell)}”" for cell in header if cell)
    raise UsageMistake(f"{source} has no column “{name}”.{suggest_nearest(name, header)}", f"Its columns are: {known}.")


def _check_learner_codes(rows: Sequence[tuple[int, list[str]]], place: int, column: str) -> None:
    seen: dict[str, int] = {}
    for row, cells in rows:
        code = fold(_get_cell(cells, place))
        if not code:
            raise UsageMistake(f"Row {row} has no code in “{column}”.", "Give each learner a code of their own.")
        if code in seen:
            words = f"Rows {seen[code]} and {row} have the same code in “{column}”: a learner is there twice."
            raise UsageMistake(words, "Keep one row for each learner, with both scores in it.")
        seen[code] = row


def _get_cell(cells: list[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _parse_score(raw: str, pattern: re.Pattern[str], row: int, column: str) -> float | None:
    score = raw.replace("−", "-")
    if raw and not pattern.fullmatch(score):
        words = f"Row {row}: “{_shorten_cell(raw)}” in “{_shorten_cell(column)}” is not a score."
        raise UsageMistake(words, "Leave the cell empty where there is no score.")
    return float(score.replace(",", ".")) if raw else None


def _shorten_cell(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"
