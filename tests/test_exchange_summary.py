"""One summary in every format: each entry of the window stands once in the value, the documents and on the screen."""

import json
import re
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from enquiry.config import load_calendar
from enquiry.dates.period import Period, short, spell
from enquiry.exchange.intake import journal_from
from enquiry.exchange.markdown import escaped, markdown_of
from enquiry.exchange.samples import sample, sample_bytes, sample_names
from enquiry.exchange.summary_json import summary_json, summary_object
from enquiry.insight.year import Line, Summary, lines_of, summary_of
from enquiry.model.choices import Kind
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.query.select import Query, query_of, select
from enquiry.views.theme import Look
from enquiry.views.visible import one_line
from enquiry.views.year import summary_lines, summary_view
from tests.conftest import a_cycle, a_journal, render

READER = MarkdownIt("commonmark").enable("table")


@lru_cache
def journal_of(name: str) -> tuple[Journal, date]:
    as_at = sample(name).as_at
    assert as_at
    return journal_from(sample_bytes(name), name), as_at


def windows(name: str) -> dict[str, tuple[Period, date]]:
    """Return windows worth telling of, each with the day it is told as at."""
    journal, as_at = journal_of(name)
    calendar = load_calendar(journal.settings.calendar, Path("nowhere"))
    year = calendar.year_of(as_at).period
    half = year.begin + timedelta(days=80)
    first = min(cycle.began_on for cycle in journal.kept)
    days = sorted(entry.happened_on for entry in journal.entries())
    return {
        "year": (year, as_at),
        "october": (year, half),
        "last year": (calendar.year_of(year.begin - timedelta(days=1)).period, as_at),
        "all": (Period(first, date(2030, 1, 1)), as_at),
        "one day": (Period.of_day(days[len(days) // 2]), as_at),
        "to an entry": (Period(first, days[-1]), as_at),
        "from an entry": (Period.through(days[-1], as_at), as_at),
    }


CASES = [(name, window) for name in sample_names() for window in windows(name)]


def told(name: str, window: str) -> tuple[Summary, list[AnyEntry]]:
    """Return the summary of a sample, and the entries that must stand in it."""
    journal, _ = journal_of(name)
    period, as_at = windows(name)[window]
    selection = select(journal, Query(window=period))
    summary = summary_of(selection, journal, window=period, as_at=as_at, title="x")
    inside = [e for e in journal.entries() if period.begin <= e.happened_on < period.end and e.happened_on <= as_at]
    return summary, inside


def squashed(text: str) -> str:
    return "".join(text.split())


def lines(summary: Summary) -> list[Line]:
    return [line for cycle in summary.cycles for line in lines_of(cycle)]


@pytest.mark.parametrize(("name", "window"), CASES)
def test_every_entry_of_the_window_stands_once_in_every_format(name: str, window: str) -> None:
    summary, inside = told(name, window)
    assert sorted(line.name for line in lines(summary)) == sorted(entry.name for entry in inside)
    document = markdown_of(summary).splitlines()
    screen = squashed(render(summary_view(summary, Look(80)))[: -1 or None])
    plain = list(summary_lines(summary))
    stored = json.loads(summary_json(summary))["summary"]
    assert sorted(json_names(stored)) == sorted(entry.name for entry in inside)
    for line in lines(summary):
        words = [escaped(part) for part in (line.lead, line.text) if part]
        items = [
            item for item in document if item.startswith(f"- {spell(line.on)}: ") and all(w in item for w in words)
        ]
        assert len(items) == 1, line
        said = squashed(f"{short(line.on)}{line.lead and line.lead + '.'}{line.text}")
        assert screen.count(said) == 1, line
        parts = (line.on.isoformat(), one_line(line.text), line.lead)
        assert len([one for one in plain if all(part in one for part in parts)]) == 1, line
    bullets = [item for item in document if re.match(r"- \d+ [A-Z][a-z]+ \d{4}: ", item)]
    assert len(bullets) == len(inside)


def json_names(stored: dict[str, list[dict[str, list[dict[str, str]]]]]) -> list[str]:
    sections = ("disagreed", "seen", "done", "thought", "decisions", "readings", "notes")
    return [line["name"] for cycle in stored["cycles"] for section in sections for line in cycle[section]]


@pytest.mark.parametrize(("name", "window"), CASES)
def test_cycles_questions_values_and_what_is_open_stand_in_every_format(name: str, window: str) -> None:
    summary, _ = told(name, window)
    shown = squashed("".join(token.content for token in READER.parse(markdown_of(summary)) if token.type == "inline"))
    document = squashed(markdown_of(summary))
    screen = squashed(render(summary_view(summary, Look(80))))
    plain = squashed("".join(summary_lines(summary)))
    stored = json.loads(summary_json(summary))["summary"]
    assert [cycle["number"] for cycle in stored["cycles"]] == [cycle.number for cycle in summary.cycles]
    assert stored["window"] == {
        "begin": summary.window.begin.isoformat(),
        "end": summary.window.end.isoformat(),
    }
    for cycle in summary.cycles:
        texts = [cycle.question, *(v.text for v in cycle.versions[:-1]), cycle.issue, cycle.hunch, cycle.group]
        texts += [*(value for change in cycle.changes for _, value, _ in change.values), *cycle.next_questions]
        for text in filter(None, texts):
            assert squashed(escaped(text)) in document, text
            assert squashed(text) in screen, text
            assert squashed(text) in plain, text
    for number, question in (*summary.still_open, *summary.without_entries):
        assert squashed(f"Enquiry {number}: {escaped(question)}") in shown
        assert squashed(f"{number}  {question}") in screen
        assert squashed(f"still open: {number} {question}") in plain
    assert len(document) > 0


@pytest.mark.parametrize("name", sample_names())
def test_contradictions_stand_before_what_was_seen_in_every_format(name: str) -> None:
    summary, _ = told(name, "all")
    for text in (markdown_of(summary), render(summary_view(summary, Look(80)))):
        for part in re.split(r"(?m)^## |^─{10,}", text)[1:]:
            if "What disagreed" in part and "What was seen" in part:
                assert part.index("What disagreed") < part.index("What was seen")


@pytest.mark.parametrize("name", sample_names())
def test_no_count_of_fewer_than_five_learners_leaves_the_journal_as_a_number(name: str) -> None:
    summary, _ = told(name, "all")
    for document in (markdown_of(summary), summary_json(summary), render(summary_view(summary, Look(80)))):
        assert not re.search(r"(?<!than )\b[0-4] learners|\(n [0-4]\)|, n [0-4]\)|\bn [0-4]\b", document)


def test_an_october_summary_is_as_whole_as_june_s_only_shorter() -> None:
    early, _ = told("primary", "october")
    late, _ = told("primary", "year")
    headings = set(re.findall(r"(?m)^#+ .*$", markdown_of(early)))
    assert {"### What was done", "### What was seen", "### Decisions", "## Still open"} <= headings
    assert len(markdown_of(early)) < len(markdown_of(late))


def test_every_field_of_the_value_stands_in_the_object() -> None:
    summary, _ = told("primary", "year")
    found = summary_object(summary)["summary"]
    assert isinstance(found, dict)
    assert set(found) == set(Summary._fields)
    assert set(found["cycles"][0]) == set(summary.cycles[0]._fields)
    assert found["at_the_time"] == {"within": 55, "of": 55}
    assert found["months"][1] == {"begins": "2025-09-01", "pieces": 11}
    assert found["cycles"][0]["state"] == "open"
    assert found["cycles"][0]["versions"][0] == {
        "text": "Does base-ten material improve P4 maths?",
        "on": "2025-08-25",
        "because": "",
    }


@pytest.mark.parametrize("name", sample_names())
def test_the_same_summary_gives_the_same_bytes(name: str) -> None:
    one, other = told(name, "year")[0], told(name, "year")[0]
    assert summary_json(one) == summary_json(other)
    assert markdown_of(one) == markdown_of(other)
    assert summary_json(one).startswith('{\n  "schema_version": 1,\n  "summary": {')


def test_what_it_was_narrowed_to_is_named_in_every_format() -> None:
    journal, as_at = journal_of("career")
    window = windows("career")["all"][0]
    asked = query_of(tags=("reading",), kinds=(Kind.REVIEW,), window=window)
    chosen = "tag reading, kind review"
    summary = summary_of(select(journal, asked), journal, window=window, as_at=as_at, title="x", chosen=chosen)
    assert "Only part of the journal is here: tag reading, kind review." in markdown_of(summary)
    assert "Only part of the journal is here: tag reading, kind review." in render(summary_view(summary, Look(80)))
    assert "chosen: tag reading, kind review" in list(summary_lines(summary))
    assert json.loads(summary_json(summary))["summary"]["chosen"] == chosen


@pytest.mark.parametrize("width", [40, 80])
def test_an_empty_time_is_said_in_every_format(width: int) -> None:
    period = Period(date(2025, 8, 1), date(2026, 8, 1))
    for journal in (Journal(), a_journal(a_cycle(on=date(2020, 1, 1)))):
        selection = select(journal, Query(window=period))
        summary = summary_of(selection, journal, window=period, as_at=date(2026, 2, 3), title="x")
        assert "Nothing was written in this time." in markdown_of(summary)
        assert "Nothing was written in this time." in render(summary_view(summary, Look(width)), width)
        assert "written within two weeks: 0 of 0" in list(summary_lines(summary))


def test_a_cycle_only_begun_in_the_time_is_told_without_a_strip_of_months() -> None:
    period = Period(date(2025, 8, 1), date(2026, 8, 1))
    journal = a_journal(a_cycle(question="What now?"))
    selection = select(journal, Query(window=period))
    summary = summary_of(selection, journal, window=period, as_at=date(2026, 2, 3), title="x")
    for document in (markdown_of(summary), render(summary_view(summary, Look(80)))):
        assert "What now?" in document
        assert "by month" not in document
        assert "Nothing was written" not in document
