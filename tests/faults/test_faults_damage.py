"""A file that is not as it was written is noticed, said in words, and never written over."""

import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from enquiry.errors import EditedOutside, EnquiryError, ExitCode, JournalDamaged, JournalNewer
from enquiry.store.disk.places import JournalPath
from enquiry.store.encoding.format import verify_file
from tests.store.book import Book, read_history

PLACE = JournalPath(Path("journal.json"), Path("journal.json"))


def resealed(data: bytes) -> bytes:
    """Return the bytes with a checksum that fits them, as only another writer of this format could make them."""
    before, _, after = re.split(rb"(?<=sha256:)([0-9a-f]{64})", data, maxsplit=1)
    return before + sha256(before + after).hexdigest().encode() + after


def refused(book: Book, bad: bytes) -> EnquiryError:
    """Put `bad` in the journal's place; return how reading refuses it, after a change was refused too."""
    book.path.write_bytes(bad)
    with pytest.raises(JournalDamaged):
        book.add("never")
    with pytest.raises(JournalDamaged) as said:
        book.read()
    assert book.bytes == bad
    assert book.parts == []
    return said.value


@pytest.fixture
def used(book: Book) -> Book:
    """A journal of a cycle and an entry, with an earlier version."""
    book.add("Waited. Zoë spoke.")
    return book


def test_every_truncation_is_noticed_and_left_alone(used: Book) -> None:
    whole = used.bytes
    for length in range(len(whole)):
        refused(used, whole[:length])


def test_a_flipped_bit_in_any_byte_is_noticed_and_left_alone(used: Book) -> None:
    whole = used.bytes
    for position in range(len(whole)):
        flipped = bytearray(whole)
        flipped[position] ^= 1 << position % 8
        refused(used, bytes(flipped))


def test_every_flip_of_every_bit_is_noticed(used: Book) -> None:
    whole = bytearray(used.bytes)
    for bit in range(len(whole) * 8):
        whole[bit // 8] ^= 1 << bit % 8
        with pytest.raises(JournalDamaged):
            verify_file(bytes(whole), PLACE)
        whole[bit // 8] ^= 1 << bit % 8
    assert verify_file(bytes(whole), PLACE)


def cut_line(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(lines[:8] + lines[9:])


def doubled_row(data: bytes) -> bytes:
    return re.sub(rb'("1": \{"kind".*\})\n', rb"\1,\n\1\n", data)


def merged(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join([*lines[:5], b"<<<<<<< mine\n", *lines[5:7], b"=======\n>>>>>>> theirs\n", *lines[7:]])


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    def swapped(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return swapped


def other(document: object) -> Callable[[bytes], bytes]:
    return lambda _: json.dumps(document).encode()


ABOUT = {"program": "enquiry", "format": 2, "generation": 1, "checksum": "sha256:0"}

DAMAGE: dict[str, tuple[Callable[[bytes], bytes], type[JournalDamaged], str]] = {
    "emptied": (lambda _: b"", JournalDamaged, "it is empty"),
    "zeros": (lambda data: bytes(len(data)), JournalDamaged, "nothing but zeros"),
    "zeros at the end": (lambda data: data[:-60] + bytes(60), JournalDamaged, "not JSON"),
    "cut in half": (lambda data: data[: len(data) // 2], JournalDamaged, "it ends too early"),
    "cut at the front": (lambda data: data[20:], JournalDamaged, "not JSON"),
    "last newline lost": (lambda data: data[:-1], EditedOutside, "checksum does not fit"),
    "blank": (lambda _: b" \n\n", JournalDamaged, "it ends too early"),
    "byte order mark": (lambda data: b"\xef\xbb\xbf" + data, JournalDamaged, "byte order mark"),
    "UTF-16": (lambda data: data.decode().encode("utf-16"), JournalDamaged, "saved as UTF-16"),
    "UTF-16 big end": (lambda data: b"\xfe\xff" + data.decode().encode("utf-16-be"), JournalDamaged, "as UTF-16"),
    "UTF-16 unmarked": (lambda data: data.decode().encode("utf-16-le"), JournalDamaged, "not JSON"),
    "Latin-1": (lambda data: data.decode().encode("latin-1"), JournalDamaged, r"not UTF-8 text \(0xeb\)"),
    "merge marks": (merged, JournalDamaged, "marks of a merge"),
    "CRLF": (lambda data: data.replace(b"\n", b"\r\n"), EditedOutside, "by something other than enquiry"),
    "trailing words": (lambda data: data + b"hello", JournalDamaged, "not JSON"),
    "trailing space": (lambda data: data + b" ", EditedOutside, "checksum does not fit"),
    "twice over": (lambda data: data * 2, JournalDamaged, "not JSON"),
    "a line cut out": (cut_line, JournalDamaged, "not JSON"),
    "a row doubled": (doubled_row, EditedOutside, "checksum does not fit"),
    "tidied by an editor": (lambda data: json.dumps(json.loads(data), indent=2).encode(), EditedOutside, "checksum"),
    "a text changed": (swap("Waited.", "Wavered."), EditedOutside, "checksum does not fit"),
    "checksum changed": (swap("sha256:", "sha256:0"), EditedOutside, "checksum does not fit"),
    "checksum in capitals": (lambda d: re.sub(rb"[0-9a-f]{64}", lambda m: m[0].upper(), d), EditedOutside, "checksum"),
    "generation changed": (swap('"generation":2', '"generation":1'), EditedOutside, "checksum does not fit"),
    "NaN put in": (swap('"number":1', '"number":NaN'), JournalDamaged, "not JSON"),
    "a comma lost": (swap("},\n", "}\n"), JournalDamaged, "not JSON"),
    "another program's object": (other({"entries": [], "version": "4.6"}), JournalDamaged, "not a journal of this"),
    "another program's database": (other({"_default": {"1": {"a": 1}}}), JournalDamaged, "not a journal of this"),
    "another name in it": (swap('"program":"enquiry"', '"program":"inquiry"'), JournalDamaged, "not a journal of this"),
    "a list": (other([1, 2]), JournalDamaged, "not a journal of this"),
    "a number": (other(7), JournalDamaged, "not a journal of this"),
    "null": (other(None), JournalDamaged, "not a journal of this"),
    "plain words": (lambda _: b"Dear diary,", JournalDamaged, "not JSON"),
    "a picture": (lambda _: b"\x89PNG\r\n\x1a\n", JournalDamaged, "not"),
    "brackets without end": (lambda _: b"[" * 100_000, JournalDamaged, "without end"),
    "about is a list": (other({"about": []}), JournalDamaged, "not a journal of this"),
    "about has no row": (other({"about": {}}), JournalDamaged, "not a journal of this"),
    "about has no format": (other({"about": {"1": {"program": "enquiry"}}}), JournalDamaged, "not a journal of this"),
    "a table is a list": (other({"about": {"1": ABOUT}, "cycles": []}), JournalDamaged, "tables are not as"),
    "a row is a list": (other({"about": {"1": ABOUT}, "cycles": {"1": []}}), JournalDamaged, "tables are not as"),
    "format nought": (swap('"format":6', '"format":0'), JournalDamaged, "tables are not as"),
    "format one by hand": (swap('"format":6', '"format":1'), EditedOutside, "checksum does not fit"),
    "format seven": (
        swap('"format":6', '"format":7'),
        JournalNewer,
        "is of format 7; this program knows",
    ),
    "a later layout": (other({"about": {"1": {**ABOUT, "format": 9}}, "a": 1}), JournalNewer, "is of format 9"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_said_in_words_and_left_alone(used: Book, name: str) -> None:
    harm, kind, words = DAMAGE[name]
    error = refused(used, harm(used.bytes))
    assert type(error) is kind
    assert re.search(words, error.words)
    assert str(used.path) in error.words
    assert "left untouched" in error.hint
    best = f"enquiry restore {used.backups[0].name} goes back to 3 February 2026, 16:30 (1 cycle, 1 entry)"
    assert (best in error.hint) is (kind is not JournalNewer)
    assert ("--accept-edit" in error.hint) is (kind is EditedOutside)
    assert error.exit_code == ExitCode.DAMAGED


MISMADE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "unknown field": (swap('"text":"Waited', '"mood":"good","text":"Waited'), "row 1 of the table “entries” .*mood"),
    "second row wrong": (
        lambda data: second(data, b'"cycle":"cycle-1"', b'"cycle":1.5'),
        r"row 2 of the table “entries” .*`\$.cycle`",
    ),
    "wrong type": (swap('"cycle":"cycle-1"', '"cycle":1'), r"row 1 of the table “entries” .*`\$.cycle`"),
    "bad date": (swap('"happened_on":"2026-02-03"', '"happened_on":"2026-02-31"'), r"“entries” .*`\$.happened_on`"),
    "no such kind": (swap('"kind":"reflection"', '"kind":"dream"'), "“entries” .*dream"),
    "a field lost": (swap('"happened_on":"2026-02-03",', ""), "“entries” .*happened_on"),
    "no such state": (swap('"number":1', '"state":"lost","number":1'), r"“cycles” .*`\$.state`"),
    "a row is a list": (swap('"inbox": {\n', '"inbox": {\n"1": []\n'), "row 1 of the table “inbox”"),
    "half a character": (lambda data: data.replace(b"Zo\xc3\xab", b"Zo\\ud800x"), "can't be read|no object of tables"),
    "not UTF-8": (lambda data: data.replace(b"\xc3\xab", b"\xeb"), "can't be read|no object of tables"),
    "not JSON": (swap('"cycles"', '"cycles'), "no object of tables"),
    "a row doubled": (doubled_row, "not laid out"),
    "tidied": (swap('"cycles": {', '"cycles":  {'), "not laid out"),
    "trailing space": (lambda data: data + b" ", "not laid out"),
    "a row without a number": (swap('"1": {"kind"', '"one": {"kind"'), "not laid out"),
    "a table of no journal": (swap('"inbox"', '"outbox"'), "a table “outbox” that no journal has"),
    "no cycle of that id": (swap('"id":"cycle-1"', '"id":"cycle-2"'), "entries of a cycle that is not there"),
    "an entry of another cycle": (swap('"name":"1.1"', '"name":"2.1"'), "an entry named “2.1” in cycle 1"),
    "an entry without a number": (swap('"name":"1.1"', '"name":"1.x"'), "an entry named “1.x” in cycle 1"),
    "a cycle without a question": (lambda data: re.sub(rb'"questions":\[.*?\]', b'"questions":[]', data), "a question"),
    "entries within a cycle": (
        lambda d: re.sub(rb'("questions":.*)\}\n', lambda m: m[1] + b',"entries":[' + entry(d) + b"]}\n", d),
        "table of their own",
    ),
    "two settings": (swap('"settings": {\n', '"settings": {\n"1": {},\n"2": {}\n'), "more than one row of settings"),
    "two names": (lambda data: second(data, b'"id":"entry-1.1"', b'"id":"other"'), "the entry name “1.1” twice"),
    "two ids": (lambda data: second(data, b'"name":"1.1"', b'"name":"1.2"'), "the id “entry-1.1” twice"),
    "two numbers": (lambda d: re.sub(rb'"1": (\{"id":"cycle.*\})', rb'"1": \1,\n"2": \1', d), "cycle number “1” twice"),
    "a number below one": (
        lambda d: d.replace(b'"number":1', b'"number":0'),
        "a cycle",
    ),
    "a nameless note": (
        swap(
            '"inbox": {\n',
            '"inbox": {\n"1": {"id":"i","recorded_at":"2026-02-03T16:30:00Z","name":"x","text":"t",'
            '"happened_on":"2026-02-03"}\n',
        ),
        "a note named “x”",
    ),
}


def entry(data: bytes) -> bytes:
    found = re.search(rb'"1": (\{"kind".*\})', data)
    assert found
    return found[1]


def second(data: bytes, old: bytes, new: bytes) -> bytes:
    return data.replace(entry(data), entry(data) + b',\n"2": ' + entry(data).replace(old, new))


@pytest.mark.parametrize("name", MISMADE)
def test_a_well_sealed_file_of_bad_rows_is_damage_that_names_the_place(used: Book, name: str) -> None:
    harm, words = MISMADE[name]
    harmed = harm(used.bytes)
    assert harmed != used.bytes
    error = refused(used, resealed(harmed))
    assert type(error) is JournalDamaged
    assert re.search(words, error.words), error.words


def test_bad_rows_of_history_hinder_only_those_who_read_it(used: Book) -> None:
    used.path.write_bytes(resealed(used.bytes.replace(b'"did":', b'"done":')))
    assert used.names == ["1.1"]
    with pytest.raises(JournalDamaged, match="row 1 of the table “history”"):
        read_history(used.path)


def test_without_a_backup_none_is_promised(book: Book) -> None:
    shutil.rmtree(book.state / "backups")
    assert (
        refused(book, b"").hint == "The journal was left untouched. Put a copy of it in its place: enquiry restore FILE"
    )


def test_a_backup_that_does_not_open_is_not_offered(used: Book) -> None:
    newest, older = used.backups[:2]
    newest.path.write_bytes(b"")
    assert f"enquiry restore {older.name} goes" in refused(used, b"").hint
