"""Summaries for tests: the value for any reader, of a journal or of a sample."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from enquiry.cli.summary.formats import SummaryFormat, render_summary
from enquiry.command_lines import format_command
from enquiry.dates.period import Period
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.exchange.samples import load_sample, read_sample
from enquiry.insight.summary.build import prepare_summary
from enquiry.insight.summary.disclosure import DisclosureOverrides
from enquiry.insight.summary.language import ENGLISH, Language
from enquiry.insight.summary.reader import Reader
from enquiry.insight.summary.value import PreparedSummary, Summary, SummaryRequest
from enquiry.model.journal import Journal
from enquiry.model.standards import Standards
from enquiry.presets import load_calendar, load_reader, load_standards
from enquiry.query.select import build_query, select

NOWHERE = Path("nowhere")
YEAR = Period(date(2025, 8, 1), date(2026, 8, 1))
READERS = ("self", "prd", "update", "school", "peer", "handover", "accreditation", "friend")


@lru_cache
def reader_named(name: str) -> Reader:
    return load_reader(name, NOWHERE)


@lru_cache
def standards() -> Standards:
    return load_standards(NOWHERE)


def everything(journal: Journal) -> DisclosureOverrides:
    """Let every cycle go."""
    return DisclosureOverrides(cycles=frozenset(cycle.number for cycle in journal.kept))


def prepared(
    journal: Journal,
    *,
    as_at: date,
    window: Period = YEAR,
    title: str = "session 2025-26",
    chosen: str = "",
    reader: str | Reader = "self",
    sharing: DisclosureOverrides | None = None,
    language: Language = ENGLISH,
    **conditions: Any,
) -> PreparedSummary:
    """Return what is prepared for a reader; `conditions` narrow it."""
    told = reader_named(reader) if isinstance(reader, str) else reader
    return prepare_summary(
        SummaryRequest(
            selection=select(journal, build_query(window=window, **conditions)),
            journal=journal,
            calendar=load_calendar(journal.settings.calendar, NOWHERE),
            reader=told,
            window=window,
            as_at=as_at,
            title=title,
            word=format_command,
            chosen=chosen,
            sharing=sharing or DisclosureOverrides(),
            standards=standards(),
            language=language,
        )
    )


def summary_of(journal: Journal, **asked: Any) -> Summary:
    """Return the summary of a journal."""
    return prepared(journal, **asked).summary


@lru_cache
def journal_of(name: str) -> tuple[Journal, date]:
    """Return a sample journal, and the day it was left."""
    as_at = load_sample(name).as_at
    assert as_at
    return load_exported_journal(read_sample(name), name), as_at


@lru_cache
def of_sample(name: str, reader: str) -> PreparedSummary:
    """Return the session or year of a sample for a reader, with every cycle let go."""
    journal, as_at = journal_of(name)
    year = load_calendar(journal.settings.calendar, NOWHERE).find_year(as_at)
    sharing = DisclosureOverrides() if reader_named(reader).owner else everything(journal)
    return prepared(journal, as_at=as_at, window=year.period, title=year.label, reader=reader, sharing=sharing)


@contextmanager
def own_folder() -> Iterator[Path]:
    """Give a folder for the page that a browser prints."""
    with TemporaryDirectory(prefix="enquiry-") as folder:
        yield Path(folder)


def document(summary: Summary, form: SummaryFormat) -> bytes:
    """Return a summary as a document."""
    return render_summary(summary, form, own_folder).data
