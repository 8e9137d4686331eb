"""Readings as CSL-JSON: what the schema csl-data asks for, said again here by hand."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.exchange.bibliography.citations import render_csl
from enquiry.exchange.bibliography.references import build_bibliography
from enquiry.model.entry import Reading
from tests.conftest import a_cycle, a_journal
from tests.exchange.bibliography.test_references import a_reading
from tests.strategies import HOSTILE, texts

TYPES = {"article-journal", "book", "chapter", "webpage", "document"}
STRINGS = {"id", "type", "title", "container-title", "publisher", "DOI", "URL", "annote", "keyword"}


def items(*readings: Reading) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render_csl(build_bibliography(a_journal(a_cycle(entries=readings)))))
    return found


def check(item: dict[str, Any]) -> None:
    """Assert of an item what the schema does: its required and known fields, and the shape of each."""
    assert {"id", "type"} <= item.keys() <= STRINGS | {"author", "issued", "custom"}
    assert item["type"] in TYPES
    assert all(isinstance(item[name], str) and item[name] for name in STRINGS & item.keys())
    for author in item.get("author", [{"literal": "x"}]):
        assert author.keys() in ({"family", "given"}, {"literal"})
        assert all(isinstance(name, str) and name for name in author.values())
    if "issued" in item:
        assert item["issued"].keys() == {"date-parts"}
        ((year,),) = item["issued"]["date-parts"]
        assert isinstance(year, int)
    assert isinstance(item.get("custom", {}), dict)


def test_a_reading_is_an_item() -> None:
    reading = a_reading(
        text="waiting lengthens answers",
        authors="Rowe, M. B. & Education Scotland",
        year=1986,
        title="Wait time",
        where="Journal of Teacher Education, 37(1)",
        doi="10.1177/002248718603700110",
        url="https://x.org/{a}",
        fit="my waits are short",
        doubt="only science?",
        tags=("questioning", "wait time"),
    )
    (item,) = items(reading)
    check(item)
    assert item == {
        "id": "rowe1986",
        "type": "article-journal",
        "author": [{"family": "Rowe", "given": "M. B."}, {"literal": "Education Scotland"}],
        "title": "Wait time",
        "container-title": "Journal of Teacher Education, 37(1)",
        "issued": {"date-parts": [[1986]]},
        "DOI": "10.1177/002248718603700110",
        "URL": "https://x.org/{a}",
        "annote": "waiting lengthens answers",
        "keyword": "questioning, wait time",
        "custom": {"fit": "my waits are short", "doubt": "only science?"},
    }


@pytest.mark.parametrize(
    ("fields", "item"),
    [
        ({"where": "In Visible learning"}, {"type": "chapter", "container-title": "Visible learning"}),
        ({"where": "Open University Press"}, {"type": "book", "publisher": "Open University Press"}),
        ({"where": "TES", "url": "https://x.org"}, {"type": "webpage", "container-title": "TES"}),
        ({"where": "a shelf"}, {"type": "document", "publisher": "a shelf"}),
    ],
)
def test_what_sort_of_thing_it_is_stands_in_its_type(fields: dict[str, Any], item: dict[str, Any]) -> None:
    (made,) = items(a_reading(**fields))
    check(made)
    assert {name: made[name] for name in item} == item


def test_what_was_not_given_is_not_there_and_no_readings_are_an_empty_array() -> None:
    assert items(a_reading(title="Wait")) == [
        {"id": "waitnd", "type": "document", "title": "Wait", "annote": "something"}
    ]
    assert items(a_reading()) == []
    assert render_csl(build_bibliography(a_journal())) == b"[]\n"


@given(authors=texts, title=texts, where=texts, year=st.none() | st.integers(1000, 2100), fit=st.just("") | texts)
def test_every_reading_is_what_the_schema_asks_for(**fields: Any) -> None:
    for item in items(a_reading(**fields)):
        check(item)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_wrote_is_kept_as_it_is(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    (item,) = items(a_reading(title="Its title", text=text, authors="Rowe", where=text, fit=text))
    check(item)
    assert (item["annote"], item["custom"]["fit"]) == (text, text)
    assert "annote" not in items(a_reading(title=text, text=text))[0]  # the claim is never the title again
