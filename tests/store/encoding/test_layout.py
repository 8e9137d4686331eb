"""New lines among those that stay: the file is the same as if it had been laid out from its tables."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from enquiry.errors import JournalDamaged
from enquiry.store.disk.places import JournalPath
from enquiry.store.encoding.format import encode_file, encode_lines, prove_layout, verify_file
from enquiry.store.encoding.layout import encode_row_lists, encode_tables, find_table_spans, splice_tables
from tests.faults.test_faults_damage import resealed
from tests.store.book import Book, a_reflection

PLACE = JournalPath(Path("journal.json"), Path("journal.json"))

numbers = st.integers(-3, 30)
rows: st.SearchStrategy[dict[str, object]] = st.dictionaries(
    st.text(max_size=4), numbers | st.text(max_size=8), max_size=2
)
tables = st.dictionaries(st.text(max_size=4), st.dictionaries(numbers, rows, max_size=6), max_size=4)


def as_file(whole: Mapping[str, Mapping[int, dict[str, object]]]) -> bytes:
    return encode_file(1, packed(whole))


def packed(whole: Mapping[str, Mapping[int, dict[str, object]]]) -> dict[str, dict[str, Raw]]:
    return {
        name: {str(number): Raw(msgspec.json.encode(row)) for number, row in rows.items()}
        for name, rows in whole.items()
    }


@given(tables, st.data())
def test_changed_lines_make_the_file_that_the_changed_tables_would(
    whole: dict[str, dict[int, dict[str, object]]], data: st.DataObject
) -> None:
    before = as_file(whole)
    found = find_table_spans(before, {name: sorted(rows) for name, rows in whole.items()})
    changes = dict[str, dict[int, bytes | None]]()
    after = {name: dict(rows) for name, rows in whole.items()}
    for name in data.draw(st.lists(st.sampled_from(sorted(whole)), unique=True) if whole else st.just([])):
        last = max(whole[name], default=0)
        new = data.draw(st.dictionaries(st.integers(last + 1, last + 3), rows, max_size=2))
        old = data.draw(st.dictionaries(st.sampled_from(sorted(whole[name])), st.none() | rows)) if whole[name] else {}
        changes[name] = {n: None if row is None else msgspec.json.encode(row) for n, row in {**old, **new}.items()}
        after[name] = {n: row for n, row in {**whole[name], **old, **new}.items() if row is not None}
    lines = list(splice_tables(before, found, changes))
    assert b"".join(encode_lines(1, lines)[1]) == as_file(after)


ROWS: dict[str, dict[int, dict[str, object]]] = {"a": {1: {}, 3: {}}, "b": {}, "c": {2: {"x": "}\n},\n"}}}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"a": [1], "b": [], "c": [2]}, "no table b"),
        ({"a": [1, 3, 4], "b": [], "c": [2]}, "no row 4"),
        ({"a": [3, 1], "b": [], "c": [2]}, "no row 3"),
        ({"a": [1, 2], "b": [], "c": [2]}, "no row 2"),
        ({"a": [1, 3], "c": [2]}, "no table c"),
        ({"a": [1, 3], "b": []}, "no end"),
        ({"b": [], "a": [1, 3], "c": [2]}, "no table b"),
        ({"a": [1, 3], "b": [], "c": [2], "d": []}, "no table d"),
    ],
)
def test_lines_that_are_not_those_of_the_tables_are_told(wrong: dict[str, list[int]], words: str) -> None:
    data = as_file(ROWS)
    assert find_table_spans(data, {"a": [1, 3], "b": [], "c": [2]})["a"].lines.keys() == {1, 3}
    with pytest.raises(ValueError, match=words):
        find_table_spans(data, wrong)


def test_what_is_laid_out_is_what_a_file_has_after_its_head() -> None:
    plain = packed({"a": {1: {"x": 1}, 2: {}}, "b": {}})
    lines = b"".join(encode_tables(plain))
    assert lines == b'},\n"a": {\n"1": {"x":1},\n"2": {}\n},\n"b": {\n}\n}\n'
    assert encode_file(1, plain).endswith(b'"}\n' + lines)


def test_a_line_of_two_rows_is_not_taken_for_one(book: Book) -> None:
    """Only another program can have written it, with a checksum that fits."""
    book.add("Waited.")
    line = next(line for line in book.bytes.split(b"\n") if b'"kind"' in line)
    book.path.write_bytes(resealed(book.bytes.replace(line, line + b", " + line)))
    assert book.names == ["1.1"]
    bad = book.bytes
    with pytest.raises(JournalDamaged, match="not laid out"):
        prove_layout(verify_file(bad, PLACE), PLACE)
    with pytest.raises(JournalDamaged, match="not laid out"):
        book.changed(lambda journal: journal.upsert_entry(a_reflection("1.1", "Waited longer.")))
    assert book.bytes == bad


def test_rows_out_of_their_order_are_told() -> None:
    data = as_file(ROWS).replace(b'"1": {},\n"3": {}', b'"3": {},\n"1": {}')
    with pytest.raises(ValueError, match="no row 1"):
        find_table_spans(data, {"a": [3, 1], "b": [], "c": [2]})


def test_rows_that_are_numbered_from_one_are_laid_out_as_those_with_numbers_are() -> None:
    texts = ["", "}\n},\n", "a\rb\x0b\x0c\x1c\x85\u2028", "ü"]
    tables: list[dict[str, list[dict[str, object]]]]
    tables = [{}, {"a": [], "b": [{"x": text} for text in texts]}, {"a": [{}], "b": []}]
    for whole in tables:
        numbered = {name: dict(enumerate(rows, 1)) for name, rows in whole.items()}
        assert b"".join(encode_row_lists(whole)) == b"".join(encode_tables(packed(numbered)))
