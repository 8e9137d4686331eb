"""The window of a summary in every format: what happened in it is told once, and what disagrees first."""

from datetime import date, timedelta

import pytest

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.dates.period import Period
from enquiry.documents.markdown import escape_markdown
from enquiry.exchange.samples import list_samples
from enquiry.insight.summary.blocks import Chart, ChartKind, Heading, Listing
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from tests.conftest import a_cycle, a_journal
from tests.documents.shared import squashed
from tests.documents.test_plain_formats import FORMATS
from tests.summaries import READERS, document, journal_of, of_sample, summary_of

# The window


def inside(journal: Journal, window: Period, as_at: date) -> list[AnyEntry]:
    return [e for e in journal.iterate_entries() if e.happened_on in window and e.happened_on <= as_at]


@pytest.mark.parametrize("name", list_samples())
@pytest.mark.parametrize("days", [1, 30, 80, 365, 4000])
def test_the_owner_gets_every_entry_of_the_window_once(name: str, days: int) -> None:
    journal, as_at = journal_of(name)
    window = Period(as_at - timedelta(days=days), as_at + timedelta(days=days))
    summary = summary_of(journal, window=window, as_at=as_at)
    told = [line for cycle in summary.cycles for line in cycle.lines]
    assert sorted(line.name for line in told) == sorted(entry.name for entry in inside(journal, window, as_at))
    assert not summary.partial
    markdown = document(summary, SummaryFormat.MARKDOWN).decode().splitlines()
    for line in told:
        words = [escape_markdown(part) for part in (line.lead, line.text.partition("\n")[0]) if part]
        assert len([item for item in markdown if item.startswith("- ") and all(w in item for w in words)]) == 1, line


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("journal", [Journal(), a_journal(a_cycle(on=date(2020, 1, 1)))], ids=["new", "old"])
def test_an_empty_time_is_said_in_every_format(journal: Journal, reader: str) -> None:
    summary = summary_of(journal, as_at=date(2026, 2, 3), reader=reader)
    for written in FORMATS.values():
        assert squashed("Nothing was written in this time.") in squashed(written(summary))
    for form in (SummaryFormat.CSV, SummaryFormat.CSV_MEASURES):
        assert document(summary, form).decode("utf-8-sig").count("\r\n") == 1


def test_a_cycle_only_begun_in_the_time_is_told_without_a_strip_of_months() -> None:
    summary = summary_of(a_journal(a_cycle(question="What now?")), as_at=date(2026, 2, 3))
    for written in FORMATS.values():
        text = squashed(written(summary))
        assert squashed("What now?") in text
        assert squashed("Nothing was written") not in text
    assert not [block for block in summary.blocks if isinstance(block, Chart) and block.drawn is ChartKind.STRIP]


# What disagrees


@pytest.mark.parametrize("name", list_samples())
@pytest.mark.parametrize("reader", ["self", "prd", "peer", "accreditation"])
def test_what_disagrees_stands_before_what_was_seen(name: str, reader: str) -> None:
    part = ""
    for block in of_sample(name, reader).summary.blocks:
        if isinstance(block, Heading) and block.level == 2:
            part = ""
        if isinstance(block, Listing) and block.label in ("what disagreed", "what was seen"):
            assert not (part == "what was seen" and block.label == "what disagreed")
            part = block.label
