"""`enquiry guide`: topics, pages, and words found in them, for people, in plain lines and as JSON."""

import json

import pytest

from enquiry.guide import TOPICS, find_page, load_guide, search_guide
from tests.conftest import Home


def test_the_topics_are_listed_with_what_they_are_about(home: Home) -> None:
    told = home.ok("guide")
    assert all(topic in told for topic in TOPICS)
    assert [page["topic"] for page in json.loads(home.ok("guide", "--json"))["topics"]] == list(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_shown_whole(topic: str, home: Home) -> None:
    """Every word of the page is there, whatever the width, and `--plain` gives it as it is written."""
    page = find_page(topic)
    assert page
    plain = home.ok("guide", topic, "--plain")
    assert page.text in plain
    assert "<!--" not in plain
    narrow = home.ok("guide", topic, COLUMNS="45")
    assert all(
        heading.lstrip("# ") in " ".join(narrow.split()) for heading in page.text.splitlines() if heading[:3] == "## "
    )
    assert json.loads(home.ok("guide", topic, "--json"))["page"]["text"] == page.text


def test_examples_are_unbroken_in_80_columns(home: Home) -> None:
    """But for the Markdown that the tour writes, where a paragraph is a line."""
    for page in (page for page in load_guide() if "\n```" in page.text):
        drawn = home.ok("guide", page.topic).splitlines()
        for block in page.text.split("\n```")[1::2]:
            lines = block.split("\n$ cat ")[0].splitlines()[1:]
            broken = [line for line in lines if f" {line}".rstrip() not in drawn]
            assert not broken, page.topic


def test_a_topic_may_be_shortened_or_shouted(home: Home) -> None:
    assert home.ok("guide", "prom") == home.ok("guide", "PROMISES") == home.ok("guide", "promises")


def test_words_are_found_where_they_begin_and_all_of_them(home: Home) -> None:
    told = home.ok("guide", "kernel", "lock", "--plain")
    assert told.startswith("decisions: ")
    assert "kernel lock" in told
    assert "guide" in home.run("guide", "ernel").err


def test_words_are_found_in_one_page_that_is_named_first(home: Home) -> None:
    told = json.loads(home.ok("guide", "file", "lock", "--json"))["passages"]
    assert told
    assert {passage["topic"] for passage in told} == {"file"}


def test_an_example_is_found_whole() -> None:
    passage, *_ = search_guide(load_guide(), ["--share", "dry-run"])
    assert "`--dry-run` lists every word that would leave" in passage.text


def test_what_the_guide_does_not_hold_is_said_with_its_topics(home: Home) -> None:
    ran = home.run("guide", "promisses")
    assert ran.code == 3
    assert "“promisses”. Did you mean promises?" in ran.err
    assert "handing-over" in ran.err
