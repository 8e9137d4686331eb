"""One summary in every format: whatever the value tells stands in every document, and what it may not tell in none."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.dates.period import spell
from enquiry.exchange.samples import list_samples
from enquiry.insight.summary.blocks import Heading, Listing
from enquiry.insight.summary.value import Summary
from enquiry.views.summary.document import draw_summary, format_summary_lines
from enquiry.views.theme import RenderOptions
from tests.answers.schemas import validator
from tests.conftest import render
from tests.documents.shared import squashed, words_of
from tests.reading_back import html_text
from tests.summaries import READERS, document, journal_of, of_sample, reader_named

MARKDOWN = MarkdownIt("commonmark").enable("table")
Written = Callable[[Summary], str]


def of_markdown(summary: Summary) -> str:
    leaves = (token for token in MARKDOWN.parse(document(summary, SummaryFormat.MARKDOWN).decode()))
    return "".join(leaf.content for token in leaves for leaf in token.children or [])


FORMATS: dict[str, Written] = {
    "markdown": of_markdown,
    "terminal": lambda summary: render(draw_summary(summary, RenderOptions(80))),
    "narrow": lambda summary: render(draw_summary(summary, RenderOptions(45)), 45),
    "plain": lambda summary: "\n".join(format_summary_lines(summary)),
    "html": lambda summary: html_text(document(summary, SummaryFormat.HTML)),
    "text": lambda summary: document(summary, SummaryFormat.TEXT).decode(),
    "json": lambda summary: " ".join(strings(json.loads(document(summary, SummaryFormat.JSON)))),
}
"""Every format as the text that a reader of it gets. The two tables, Word and PDF have tests of their own."""


def strings(value: object) -> Iterator[str]:
    match value:
        case str() if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            yield spell(date.fromisoformat(value))
        case str():
            yield value
        case list():
            yield from (text for one in value for text in strings(one))
        case dict():
            yield from (text for one in value.values() for text in strings(one))
        case _:
            yield str(value)


CASES = [(name, reader) for name in list_samples() for reader in READERS]


@pytest.mark.parametrize(("name", "reader"), CASES)
def test_every_text_and_number_stands_in_every_format(name: str, reader: str) -> None:
    summary = of_sample(name, reader).summary
    wanted = [squashed(words) for words in words_of(summary)]
    assert len(wanted) > 4
    for form, written in FORMATS.items():
        text = squashed(written(summary))
        assert not [words for words in wanted if words not in text], form


@pytest.mark.parametrize(("name", "reader"), CASES)
def test_every_entry_that_is_told_is_a_row_of_its_own(name: str, reader: str) -> None:
    summary = of_sample(name, reader).summary
    told = [line for cycle in summary.cycles for line in cycle.lines]
    rows = list(csv.DictReader(io.StringIO(document(summary, SummaryFormat.CSV).decode("utf-8-sig"))))
    assert [row["entry"] for row in rows if row["entry"]] == [line.name for line in told]
    assert [row["text"] for row in rows if row["entry"]] == [line.text for line in told]
    own = [field.words for field in summary.told if "." not in field.of and field.field != "question"]
    assert sorted(row["text"] for row in rows if not row["entry"]) == sorted(own)
    listed = [line.name for block in summary.blocks if isinstance(block, Listing) for line in block.lines if line.name]
    quoted = {one.of for one in summary.told if "." in one.of and one.field in ("text", "story", "decided")}
    assert {*listed, *quoted} >= {line.name for line in told if line.text or line.lead}
    assert summary.entries == len({*listed, *quoted})


@pytest.mark.parametrize(("name", "reader"), CASES)
def test_no_level_of_heading_is_skipped_and_the_title_stands_once(name: str, reader: str) -> None:
    levels = [block.level for block in of_sample(name, reader).summary.blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", list_samples())
def test_every_value_of_a_measure_is_a_row_with_a_number(name: str) -> None:
    summary = of_sample(name, "self").summary
    rows = list(csv.DictReader(io.StringIO(document(summary, SummaryFormat.CSV_MEASURES).decode("utf-8-sig"))))
    values = [value for cycle in summary.cycles for change in cycle.changes for value in change.values]
    assert len(rows) == len(values)
    for row, value in zip(rows, values, strict=True):
        assert row["told"] == value.told
        assert row["value"] == ("" if value.value is None else str(value.value))


@pytest.mark.parametrize("name", list_samples())
@pytest.mark.parametrize("reader", [name for name in READERS if not reader_named(name).owner])
def test_no_count_of_fewer_than_five_learners_leaves_the_journal_as_a_number(name: str, reader: str) -> None:
    """But in a person's own words, which are theirs."""
    summary = of_sample(name, reader).summary
    own = {squashed(line.text) for cycle in summary.cycles for line in cycle.lines}
    for written in FORMATS.values():
        text = written(summary)
        for found in re.finditer(r"(?<!than )\b[0-4] learners|\(n [0-4]\)|, n [0-4]\)", text):
            assert any(squashed(found[0]) in words for words in own)


# JSON


def test_the_object_tells_the_facts_and_the_blocks() -> None:
    summary = of_sample("primary", "self").summary
    found = json.loads(document(summary, SummaryFormat.JSON))["summary"]
    assert set(found) == set(Summary.__struct_fields__)
    assert found["window"] == {"begin": "2025-08-01", "end": "2026-08-01"}
    assert found["at_the_time"] == {"within": 55, "of": 55}
    assert found["months"][1] == {"begins": "2025-09-01", "pieces": 11}
    assert found["cycles"][0]["versions"][0] == {
        "text": "Does base-ten material improve P4 maths?",
        "on": "2025-08-25",
        "because": "",
        "by": "",
    }
    first = found["blocks"][0]
    assert (first["block"], first["level"], first["text"]) == ("heading", 1, "Enquiry summary, 2025-26")
    assert {block["block"] for block in found["blocks"]} == {"heading", "paragraph", "listing", "table", "picture"}


@pytest.mark.parametrize(("name", "reader"), CASES)
def test_every_object_is_what_the_published_schema_describes(name: str, reader: str) -> None:
    validator("summary").validate(json.loads(document(of_sample(name, reader).summary, SummaryFormat.JSON)))


# What is told by name only


@pytest.mark.parametrize("name", list_samples())
@pytest.mark.parametrize("reader", [name for name in READERS if not reader_named(name).owner])
def test_what_is_told_by_name_only_has_its_words_nowhere(name: str, reader: str) -> None:
    journal, _ = journal_of(name)
    summary = of_sample(name, reader).summary
    by_name = [line.name for cycle in summary.cycles for line in cycle.lines if line.by_name]
    for form, written in FORMATS.items():
        text = squashed(written(summary))
        for entry in by_name:
            assert squashed(journal.find_entry(entry).text) not in text, form
