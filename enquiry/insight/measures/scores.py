"""Scores from a table of learners: two columns of a CSV, paired by the row, the learners distinguished by a code.

Only the pairs of numbers leave here, and the names of two groups. No code is kept or named, not even in an error: a row
is named by its number.
"""

import csv
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from itertools import dropwhile
from typing import NamedTuple

from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model.amount import parse_amount
from enquiry.model.choices import Counted
from enquiry.model.text import fold, fold_words
from enquiry.words import format_amount

_DELIMITERS = ",;\t"
_BLANK = f"{_DELIMITERS} \r\n"
_AWAY = {"abs", "absent", "n/a", "na", "-", "–", "—"}
"""What stands in a cell, folded, where a learner was away."""
_ANSWERS = {**dict.fromkeys(("yes", "y", "true", "✓"), 1.0), **dict.fromkeys(("no", "n", "false", "✗"), 0.0)}


class ScoreColumns(NamedTuple):
    """The columns that are meant, by their names in the first row; `code` and `group` may be left out."""

    before: str
    after: str
    code: str | None = None
    group: str | None = None


class LearnerScores(NamedTuple):
    """The pairs of scores, and how many learners had only one of the two, or neither.

    With `levels` a score is the place of one of these, from 1.
    """

    pairs: tuple[tuple[float, float], ...]
    no_before: int = 0
    no_after: int = 0
    neither: int = 0
    levels: tuple[str, ...] = ()

    @property
    def learners(self) -> int:
        """How many learners the table holds."""
        return len(self.pairs) + self.missing

    @property
    def missing(self) -> int:
        """How many of them can't be compared."""
        return self.no_before + self.no_after + self.neither

    @property
    def are_answers(self) -> bool:
        """Whether every score is 0 or 1: each learner had it or not."""
        return not self.levels and {score for pair in self.pairs for score in pair} <= {0, 1}


class _Cell(NamedTuple):
    """A score, None where it is missing, and of how many where the cell says so."""

    score: float | None
    of: float | None = None


def parse_score_groups(
    data: bytes, source: str, columns: ScoreColumns, levels: Sequence[str] = ()
) -> tuple[tuple[str, LearnerScores], ...]:
    """Return the pairs in the two named columns for each of the two groups that `columns.group` tells, by its name.

    Columns are parted by commas, semicolons or tabs, whichever parts the first row most; a decimal comma is read only
    where semicolons part the columns. A cell that is empty or says "abs" is a score that is missing; a cell may hold a
    number, `5/24`, `50%`, yes or no, or one of `levels`. Totals that differ make percentages of all. Raises
    UsageMistake, naming the row, for anything that is not such a table: one column, no header, a text in place of a
    score, a code twice, a group of one learner, other than two groups, no bytes, or bytes that are not UTF-8.
    """
    delimiter, ((_, first), *rows) = _read_table(data, source)
    header = [cell.strip() for cell in first]
    places = _find_score_columns(header, columns, source, rows)
    parting = _find_column(header, columns.group, source) if columns.group is not None else None
    read = dict[str, tuple[str, list[tuple[_Cell, _Cell]]]]()
    for row, cells in rows:
        if any(cell.strip() for cell in cells[len(header) :]):
            words = f"Row {row} has {len(cells)} cells, and the header {len(header)}."
            decimal = "A decimal comma needs semicolons between the columns, or a point in its place."
            raise UsageMistake(words, decimal if delimiter == "," else "Check that row for a stray mark.")
        before, after = (
            _parse_score(_get_cell(cells, at), levels, f"Row {row}", header[at], decimal_comma=delimiter == ";")
            for at in places
        )
        group = "" if parting is None else _get_cell(cells, parting)
        if parting is not None and not group:
            raise UsageMistake(f"Row {row} has no group in “{header[parting]}”.", "Say for each learner which group.")
        read.setdefault(fold(group), (group, []))[1].append((before, after))
    if parting is not None and len(read) != 2:
        words = f"“{header[parting]}” in {source} tells {format_amount(len(read), 'group')}, not two."
        raise UsageMistake(words, "Name a column with one of two words for each learner.")
    totals = {cell.of for _, pairs in read.values() for pair in pairs for cell in pair if cell.score is not None}
    if len(totals) > 1 and None in totals:
        words = f"{source} has scores “of” a number and scores without one."
        raise UsageMistake(words, "Write all of them the same way, such as 5/24.")
    found = tuple((name, _pair_scores(pairs, levels, shares=len(totals) > 1)) for name, pairs in read.values())
    _check_group_sizes(found, source)
    return found


def _find_score_columns(
    header: Sequence[str], columns: ScoreColumns, source: str, rows: Sequence[tuple[int, list[str]]]
) -> list[int]:
    """Return the places of the columns before and after. Raises UsageMistake for a table that has no such."""
    if len(header) == 1:
        words = f"{source} has one column only, “{_shorten_cell(header[0])}”."
        raise UsageMistake(words, "Two columns of scores are needed, parted by commas, semicolons or tabs.")
    named = {fold(name) for name in columns if name}
    if any(parse_amount(cell) for cell in header) and not named & {fold(cell) for cell in header}:
        words = f"{source} seems to have no header row: its first row holds numbers."
        raise UsageMistake(words, "Put the names of the columns in the first row.")
    if not rows:
        raise UsageMistake(f"{source} has a header row and no learners.", "Give one row for each learner.")
    places = [_find_column(header, name, source) for name in (columns.before, columns.after)]
    if places[0] == places[1]:
        raise UsageMistake(f"--before and --after both name the column “{columns.before}”.", "Name two columns.")
    if columns.code is not None:
        _check_learner_codes(rows, _find_column(header, columns.code, source), columns.code)
    return places


def _check_group_sizes(found: Sequence[tuple[str, LearnerScores]], source: str) -> None:
    for name, scores in found:
        whose = f"Group “{_shorten_cell(name)}” in {source}" if name else source
        if not scores.pairs:
            raise UsageMistake(f"{whose} has no learner with both scores.", "Check that the right columns were named.")
        if name and len(scores.pairs) == 1:
            words = f"{whose} has one learner with both scores."
            raise UsageMistake(words, "Two learners a group are the fewest that can be compared.")


def _pair_scores(pairs: Sequence[tuple[_Cell, _Cell]], levels: Sequence[str], *, shares: bool) -> LearnerScores:
    told, blank = list[tuple[float, float]](), Counter[tuple[bool, bool]]()
    for pair in pairs:
        before, after = (
            100 * one.score / one.of if shares and one.score is not None and one.of else one.score for one in pair
        )
        blank[before is None, after is None] += 1
        if before is not None and after is not None:
            told.append((before, after))
    return LearnerScores(tuple(told), blank[True, False], blank[False, True], blank[True, True], tuple(levels))


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


def _parse_score(raw: str, levels: Sequence[str], row: str, column: str, *, decimal_comma: bool) -> _Cell:
    if not raw or fold(raw) in _AWAY:
        return _Cell(None)
    where = f"“{_shorten_cell(raw)}” in “{_shorten_cell(column)}”"
    if levels:
        folded = [fold_words(level) for level in levels]
        if fold_words(raw) not in folded:
            raise UsageMistake(f"{row}: {where} is none of the levels.", f"They are: {', '.join(levels)}.")
        return _Cell(float(folded.index(fold_words(raw)) + 1))
    if fold(raw) in _ANSWERS:
        return _Cell(_ANSWERS[fold(raw)])
    found = parse_amount(raw, decimal_comma=decimal_comma)
    if found is None or (found.unit not in ("", "%") and found.counts is not Counted.POINTS):
        hint = "Leave the cell empty, or write abs, where there is no score."
        if not any(sign.isdigit() for sign in raw):
            hint = f'{hint} Grades need their order: --levels "emerging, developing, secure"'
        raise UsageMistake(f"{row}: {where} is not a score.", hint)
    return _Cell(float(found.value), None if found.of is None else float(found.of))


def _shorten_cell(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"
