"""The glance at a journal's tags: the same as a whole reading finds, and nothing for what is no journal."""

from pathlib import Path

import pytest
from hypothesis import given

from enquiry.model.journal import Journal
from enquiry.model.text import fold
from enquiry.query.tags.usage import list_tag_uses
from enquiry.store.tag_index import list_index_tags, read_tag_index
from tests import strategies
from tests.conftest import Home
from tests.store.book import Book


@strategies.seldom
@given(strategies.journals())
def test_a_glance_finds_the_tags_that_a_whole_reading_finds(
    tmp_path_factory: pytest.TempPathFactory, journal: Journal
) -> None:
    book = Book(tmp_path_factory.mktemp("glance"))
    book.changed(lambda _: journal)
    if book.path.exists():
        assert [fold(tag) for tag in list_index_tags(read_tag_index(book.path))] == [
            fold(use.tag) for use in list_tag_uses(journal)
        ]


def test_what_is_out_of_sight_or_filed_bears_no_tag(home: Home) -> None:
    home.ok("start", "What?", "-t", "kept", "--quiet")
    home.ok("note", "a line", "-t", "waiting", "--quiet")
    home.ok("note", "another", "-t", "filed", "--quiet")
    home.ok("file", "n2", "-c", "1", "--quiet")
    home.ok("edit", "1.1", "--untag", "filed", "--quiet")
    home.ok("reflect", "gone", "-t", "gone", "--quiet")
    home.ok("remove", "1.2", "--quiet")
    home.ok("start", "Which?", "-t", "removed", "--quiet")
    home.ok("reflect", "in it", "-t", "inside", "--quiet")
    home.ok("remove", "2", "--quiet")
    assert list_index_tags(read_tag_index(home.journal)) == ("kept", "waiting")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"cycles": 3}', "\x00"])
def test_what_is_no_journal_is_a_value_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"."):
        list_index_tags(read_tag_index(path))
