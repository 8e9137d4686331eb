"""Summaries for tests: the value for any reader, of a journal or of a sample."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from enquiry.cli.summary.formats import Format, written
from enquiry.dates.period import Period
from enquiry.exchange.importing.journal import journal_from
from enquiry.exchange.samples import sample, sample_bytes
from enquiry.insight.summary.build import Asked, Prepared, Summary, prepare
from enquiry.insight.summary.disclosure import Sharing
from enquiry.insight.summary.reader import Reader
from enquiry.model.journal import Journal
from enquiry.model.standards import Standards
from enquiry.presets import load_calendar, load_reader, load_standards
from enquiry.query.select import query_of, select

NOWHERE = Path("nowhere")
YEAR = Period(date(2025, 8, 1), date(2026, 8, 1))
READERS = ("self", "prd", "update", "school", "peer", "handover", "accreditation")


@lru_cache
def reader_named(name: str) -> Reader:
    return load_reader(name, NOWHERE)


@lru_cache
def standards() -> Standards:
    return load_standards(NOWHERE)


def everything(journal: Journal) -> Sharing:
    """Let every cycle go."""
    return Sharing(cycles=frozenset(cycle.number for cycle in journal.kept))


def prepared(
    journal: Journal,
    *,
    as_at: date,
    window: Period = YEAR,
    title: str = "session 2025-26",
    chosen: str = "",
    reader: str | Reader = "self",
    sharing: Sharing | None = None,
    **conditions: Any,
) -> Prepared:
    """Return what is prepared for a reader; `conditions` narrow it."""
    told = reader_named(reader) if isinstance(reader, str) else reader
    return prepare(
        Asked(
            selection=select(journal, query_of(window=window, **conditions)),
            journal=journal,
            calendar=load_calendar(journal.settings.calendar, NOWHERE),
            reader=told,
            window=window,
            as_at=as_at,
            title=title,
            chosen=chosen,
            sharing=sharing or Sharing(),
            standards=standards(),
        )
    )


def summary_of(journal: Journal, **asked: Any) -> Summary:
    """Return the summary of a journal."""
    return prepared(journal, **asked).summary


@lru_cache
def journal_of(name: str) -> tuple[Journal, date]:
    """Return a sample journal, and the day it was left."""
    as_at = sample(name).as_at
    assert as_at
    return journal_from(sample_bytes(name), name), as_at


@lru_cache
def of_sample(name: str, reader: str) -> Prepared:
    """Return the session or year of a sample for a reader, with every cycle let go."""
    journal, as_at = journal_of(name)
    year = load_calendar(journal.settings.calendar, NOWHERE).year_of(as_at)
    sharing = Sharing() if reader_named(reader).owner else everything(journal)
    return prepared(journal, as_at=as_at, window=year.period, title=year.label, reader=reader, sharing=sharing)


def document(summary: Summary, form: Format) -> bytes:
    """Return a summary as a document."""
    return written(summary, form).data
