"""Answers to a form (Microsoft or Google Forms, as CSV or XLSX): one survey, not one entry a learner.

Columns that say who answered are dropped before anything else is read of them. Numbers become measures, with mean and
standard deviation; choices are counted; what was answered in words is listed.
"""

import csv
import io
import re
from collections import Counter
from datetime import date
from math import fsum, sqrt
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.exchange.importing.dates_found import find_day_order, parse_moment
from enquiry.exchange.text_file import decode_text
from enquiry.model.measure import MeasuredValue
from enquiry.words import format_amount

MAX_COLUMNS = 500
MAX_LISTED = 100
"""The most answers in words to one question that are listed."""
WHO = re.compile(
    r"(?i)\s*(e-?mail.*|(\S+ ){0,5}e-?mail( address)?|id|names?|username|postcode|(\S+ ){0,5}zip( code)?"
    r"|(\S+ ){0,5}(tele)?phone( number)?|(\S+ ){0,5}mobile( number)?"
    r"|((\S+ ){0,5})(your|full|first|last|given|family|preferred|pupil|student|learner|child|user)"
    r"(['’]?s)?[ _-]?names?( .*)?|(\S+ ){0,5}(sur|fore)names?|names? of .*"
    r"|(user|pupil|student|learner|respondent|participant|staff)[ _-]?(id|no\.?|number)( .*)?"
    r"|(total )?points( - .*)?|quiz feedback.*|feedback - .*|grade posted.*|score)\s*[?:]*\s*"
)
"""The heads of columns that say who answered, or how a quiz was marked. Questions that only mention them are longer."""
_WHEN = re.compile(
    r"(?i)(start time|completion time|timestamp|submitted.*|last modified time|zeitstempel|horodateur)\s*"
)
_MOST_CHOICES = 12


class Survey(NamedTuple):
    """A form's answers: how many people, the day of the last one (None: it can't be told), text and measures."""

    n: int
    day: date | None
    text: str
    values: tuple[MeasuredValue, ...]
    dropped: tuple[str, ...]


def read_csv_rows(data: bytes, source: str) -> list[list[str]]:
    """Return the rows of a table as texts, parted by whichever sign its first line has most of. Raises UsageMistake."""
    text = decode_text(data, source)
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=False) if any(row)]
    except csv.Error as fault:
        raise UsageMistake(f"{source} can't be read as a table: {fault}.", "Export it again.") from fault


def is_form(rows: list[list[str]]) -> bool:
    """Say whether a table begins with the heads of a form: when people answered stands among its first columns."""
    return len(rows) > 1 and any(_WHEN.fullmatch(head.strip()) for head in rows[0][:6])


def parse_form(rows: list[list[str]], source: str) -> Survey:
    """Return what a form's answers come to. Raises UsageMistake for a table without questions or answers."""
    heads, answers = [" ".join(head.split()) for head in rows[0]], rows[1:]
    if len(heads) > MAX_COLUMNS:
        raise UsageMistake(f"{source} has more than {MAX_COLUMNS} columns.", "Keep those with questions.")
    when = [at for at, head in enumerate(heads) if _WHEN.fullmatch(head)]
    dropped = tuple(head for head in heads if WHO.fullmatch(head))
    asked = [at for at, head in enumerate(heads) if head and at not in when and not WHO.fullmatch(head)]
    if not asked or not answers:
        raise UsageMistake(f"{source} holds no questions with answers.", "Export the form's responses again.")
    parts, values = list[str](), list[MeasuredValue]()
    for at in asked:
        given = [row[at].strip() for row in answers if at < len(row) and row[at].strip()]
        told, value = describe_answers(heads[at], given)
        parts.append(told)
        values += [value] if value else []
    written = [row[at].strip() for at in when for row in answers if at < len(row) and row[at].strip()]
    return Survey(len(answers), find_last_day(written, source), "\n\n".join(parts), tuple(values), dropped)


def find_last_day(written: list[str], source: str) -> date | None:
    """Return the day of the last answer; None where the order of day and month can't be told."""
    try:
        month_first = find_day_order((re.split("[T, ]", one)[0] for one in written), source)
    except UsageMistake:
        return None
    moments = [moment for one in written if (moment := parse_moment(one, month_first=month_first))]
    return max((moment.day for moment in moments), default=None)


def describe_answers(head: str, given: list[str]) -> tuple[str, MeasuredValue | None]:
    """Return what was answered to one question in words, and its mean where the answers are numbers."""
    numbers = [float(one.replace(",", ".")) for one in given if re.fullmatch(r"-?\d{1,9}(?:[.,]\d{1,6})?", one)]
    if given and len(numbers) == len(given):
        mean = fsum(numbers) / len(numbers)
        spread = sqrt(fsum((one - mean) ** 2 for one in numbers) / (len(numbers) - 1)) if len(numbers) > 1 else None
        sd = round(spread, 4) if spread is not None else None
        said = f"mean {mean:.2f}" + (f", SD {spread:.2f}" if spread is not None else "")
        return f"{head}: {said} ({format_amount(len(numbers), 'answer')})", MeasuredValue(
            measure=head.replace("=", "-").rstrip(" ?:.")[:80].strip() or "answer", value=round(mean, 4), sd=sd
        )
    chosen = Counter(part.strip() for one in given for part in one.split(";") if part.strip())
    if given and len(chosen) <= _MOST_CHOICES and max(chosen.values()) > 1:
        return f"{head}: {', '.join(f'{choice} {count}' for choice, count in chosen.most_common())}", None
    listed = [f"- {' '.join(one.split())}" for one in given[:MAX_LISTED]] or ["- nothing"]
    if len(given) > MAX_LISTED:
        listed.append(f"- and {len(given) - MAX_LISTED:,} more, which stand in the file")
    return "\n".join([head, *listed]), None
