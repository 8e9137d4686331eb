import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from enquiry.errors import CannotRead, CannotWrite, ChangedUnderneath, ExitCode, JournalMissing
from enquiry.model.entry import Evidence, Reflection
from enquiry.model.journal import Journal
from enquiry.model.measure import MeasuredValue
from enquiry.store.disk.atomic import stage_file
from enquiry.store.disk.places import JournalPath, is_file_unchanged
from enquiry.store.encoding.format import verify_file
from enquiry.store.journal import change_journal, read_journal_and_steps
from tests.store.book import AT, DAY, Book, a_cycle, a_reflection, read_history, tick


def generation(book: Book) -> int:
    return verify_file(book.bytes, JournalPath(book.path, book.path)).generation


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_was_changed_is_there_when_the_block_has_ended(book: Book) -> None:
    assert book.add("Waited.") == "1.1"
    assert book.read().find_entry("1.1").text == "Waited."


def test_the_first_change_makes_the_journal_and_can_say_so(no_book: Book) -> None:
    with change_journal(no_book.path, state_folder=no_book.state, stamp=tick()) as step:
        assert step.made_new
        step.journal = step.journal.upsert_cycle(a_cycle())
    with change_journal(no_book.path, state_folder=no_book.state, stamp=tick()) as step:
        assert not step.made_new


def test_reading_never_makes_a_journal(no_book: Book) -> None:
    with pytest.raises(JournalMissing, match="There is no journal at") as missing:
        no_book.read()
    assert missing.value.exit_code == ExitCode.NOT_FOUND
    assert str(no_book.path) in missing.value.words
    assert "enquiry start" in missing.value.hint
    assert not no_book.path.parent.exists()
    assert not no_book.state.exists()


def test_a_block_that_changed_nothing_writes_nothing(book: Book, no_book: Book) -> None:
    before = book.path.stat()
    book.changed(lambda journal: journal)
    book.changed(lambda journal: replace(journal, cycles=tuple(replace(cycle) for cycle in journal.cycles)))
    after = book.path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_block_that_changed_nothing_makes_no_file(no_book: Book) -> None:
    no_book.changed(lambda journal: journal)
    assert not no_book.path.parent.exists()


def test_a_block_that_fails_leaves_the_file_as_it_was(book: Book) -> None:
    def changed_and_stopped() -> None:
        with change_journal(book.path, state_folder=book.state, stamp=tick()) as step:
            step.journal = step.journal.upsert_cycle(a_cycle(2))
            raise KeyboardInterrupt

    before = book.bytes
    with pytest.raises(KeyboardInterrupt):
        changed_and_stopped()
    assert book.bytes == before
    assert book.add("The lock was let go.") == "1.1"


def test_the_generation_counts_every_write(book: Book) -> None:
    assert generation(book) == 1
    book.add("one")
    book.changed(lambda journal: journal)
    assert generation(book) == 2


def test_the_previous_generation_is_the_file_before(book: Book) -> None:
    assert [backup.step for backup in book.backups] == [1]
    for text in "abc":
        before = book.bytes
        book.add(text)
        assert book.previous.read_bytes() == before
        assert book.bytes != before


def test_the_previous_generation_is_copied_where_disks_have_no_links(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    for text in "ab":
        before = book.bytes
        book.add(text)
        assert book.previous.read_bytes() == before
    assert mode(book.previous) == 0o600


def test_a_kill_between_keeping_and_replacing_does_not_hinder_the_next_change(book: Book) -> None:
    book.add("one")
    kept = book.backups[0].path
    kept.unlink()
    os.link(book.path, kept)
    before = book.bytes
    book.add("two")
    assert (book.previous.read_bytes(), book.parts) == (before, [])


def test_what_others_are_writing_beside_the_journal_is_left_alone(book: Book) -> None:
    """Two journals may lie in one folder, each with a lock of its own; only what was left of this one is removed."""
    other = Book(book.path.parent.parent)
    other.path = book.path.with_name("other.json")
    with stage_file(other.path, b"theirs") as theirs, stage_file(book.path, b"mine") as mine:
        folder = book.path.with_name(".enquiry-0123456789abcdef.part")  # as a folder of notes is begun
        folder.mkdir()
        book.add("swept")
        assert (theirs.read_bytes(), mine.exists(), folder.is_dir()) == (b"theirs", False, True)
        other.start()
        assert not theirs.exists()


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def test_everything_is_the_owners_alone_under_any_umask(no_book: Book, umask: None) -> None:
    no_book.start().add("one")
    top = no_book.path.parent.parent
    for path in [*no_book.path.parent.rglob("*"), no_book.path.parent, no_book.state, *no_book.state.rglob("*")]:
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path.relative_to(top)


def test_a_read_only_file_is_refused_before_the_block_begins(book: Book) -> None:
    book.path.chmod(0o400)
    before = book.bytes
    with pytest.raises(CannotWrite, match="is read-only; nothing was changed"):
        book.changed(lambda _: pytest.fail("the block must not begin"))
    assert (book.bytes, book.read().next_number) == (before, 2)


def test_a_file_made_read_only_meanwhile_is_refused_too(book: Book) -> None:
    def meanwhile(journal: Journal) -> Journal:
        book.path.chmod(0o400)
        return journal.upsert_cycle(a_cycle(2))

    with pytest.raises(CannotWrite, match="is read-only"):
        book.changed(meanwhile)


@pytest.mark.parametrize("command", ["read", "start"])
def test_a_folder_in_the_way_is_said(no_book: Book, command: str) -> None:
    no_book.path.mkdir(parents=True)
    with pytest.raises((CannotRead, CannotWrite), match="it is a folder"):
        getattr(no_book, command)()


@pytest.mark.parametrize("command", ["read", "start"])
def test_a_pipe_in_the_way_is_said_and_not_waited_for(no_book: Book, command: str) -> None:
    no_book.path.parent.mkdir()
    os.mkfifo(no_book.path)
    with pytest.raises((CannotRead, CannotWrite), match="not a file"):
        getattr(no_book, command)()
    assert no_book.path.is_fifo()


def test_a_file_where_a_folder_should_be_is_said(no_book: Book) -> None:
    no_book.path.parent.write_text("in the way")
    with pytest.raises(CannotRead, match="a part of its path is a file"):
        no_book.start()


def test_a_link_is_followed_and_stays_a_link(book: Book) -> None:
    linked = Book(book.path.parent.parent)
    linked.path = book.path.parent / "link.json"
    linked.path.symlink_to(book.path.name)
    linked.add("through the link")
    assert linked.path.is_symlink()
    assert (book.names, linked.names, linked.previous) == (["1.1"], ["1.1"], book.previous)


@pytest.mark.parametrize("command", ["read", "start"])
def test_a_link_that_leads_nowhere_is_said(no_book: Book, command: str) -> None:
    no_book.path.parent.mkdir()
    no_book.path.symlink_to("nowhere.json")
    with pytest.raises(CannotRead, match=r"is a link to .*nowhere.json, which is not there"):
        getattr(no_book, command)()
    assert not (no_book.path.parent / "nowhere.json").exists()


def test_links_that_lead_in_a_circle_are_said(no_book: Book) -> None:
    no_book.path.parent.mkdir()
    no_book.path.symlink_to(no_book.path.name)
    with pytest.raises(CannotRead, match=r"link"):
        no_book.read()


def test_a_journal_replaced_meanwhile_is_not_written_over(book: Book) -> None:
    def meanwhile(journal: Journal) -> Journal:
        other = book.path.with_suffix(".other")
        other.write_bytes(book.bytes + b" ")
        other.replace(book.path)
        return journal.upsert_cycle(a_cycle(2))

    before = book.bytes
    with pytest.raises(ChangedUnderneath, match="was changed by another program") as changed:
        book.changed(meanwhile)
    assert changed.value.exit_code == ExitCode.BUSY
    assert (book.bytes, book.parts, len(book.backups)) == (before + b" ", [], 1)


def test_a_journal_of_the_same_length_is_another_all_the_same(book: Book) -> None:
    """Neither its length nor its times show that it was replaced: each byte is compared."""
    before, stat = book.bytes, book.path.stat()
    theirs = before.replace(b"three seconds", b"seven seconds")
    assert (len(theirs), theirs) != (len(before), before)

    def meanwhile(journal: Journal) -> Journal:
        book.path.write_bytes(theirs)
        os.utime(book.path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        return journal.upsert_cycle(a_cycle(2))

    with pytest.raises(ChangedUnderneath):
        book.changed(meanwhile)
    assert (book.bytes, book.parts, len(book.backups)) == (theirs, [], 1)


def test_the_bytes_of_a_long_file_are_compared_to_the_last(book: Book) -> None:
    """They are compared part by part; one that differs in any part, or is longer by a part, is another."""
    seen = bytes(range(256)) * 3000
    place = JournalPath(book.path, book.path)
    for at in (0, 1 << 18, len(seen) - 1):
        book.path.write_bytes(seen[:at] + b"x" + seen[at + 1 :])
        assert not is_file_unchanged(place, seen)
    for other in (seen + bytes(1 << 18), seen[: 1 << 18], b""):
        book.path.write_bytes(other)
        assert not is_file_unchanged(place, seen)
    book.path.write_bytes(seen)
    assert is_file_unchanged(place, seen)


def test_what_was_seen_stands_only_while_its_file_holds_the_very_bytes(book: Book, tmp_path: Path) -> None:
    seen = read_journal_and_steps(book.path, state_folder=book.state)
    other = Book(tmp_path / "other")
    other.path.parent.mkdir(parents=True)
    other.path.write_bytes(book.bytes)
    with change_journal(other.path, state_folder=other.state, stamp=tick("other"), seen=seen) as step:
        assert step.journal == seen.journal
        assert step.journal is not seen.journal
        step.journal = step.journal.upsert_entry(a_reflection("1.1", "There."))
    for name, same in (("1.1", True), ("1.2", False)):
        with change_journal(book.path, state_folder=book.state, stamp=tick(name), seen=seen) as step:
            assert (step.journal is seen.journal) is same
            step.journal = step.journal.upsert_entry(a_reflection(name))
    assert book.names == ["1.1", "1.2"]
    assert [entry.text for entry in other.read().iterate_entries()] == ["There."]


def test_a_journal_that_appears_meanwhile_is_not_written_over(no_book: Book) -> None:
    def meanwhile(journal: Journal) -> Journal:
        no_book.path.parent.mkdir()
        no_book.path.write_text("another")
        return journal.upsert_cycle(a_cycle())

    with pytest.raises(ChangedUnderneath):
        no_book.changed(meanwhile)
    assert no_book.path.read_text() == "another"


def test_the_device_s_name_is_on_the_disk(no_book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed = list[int]()
    monkeypatch.setattr(os, "fsync", lambda descriptor: flushed.append(os.fstat(descriptor).st_ino))
    no_book.start()
    name = next((no_book.state / "devices").iterdir()).stat().st_ino
    assert flushed.index((no_book.state / "devices").stat().st_ino, flushed.index(name)) > 0


def test_history_keeps_what_each_change_replaced(book: Book) -> None:
    book.add("first words")
    book.changed(
        lambda journal: journal.upsert_entry(replace(journal.find_entry("1.1"), text="better words")), "1.1 edited"
    )
    book.changed(lambda journal: journal.update_settings(name="Sam").update_settings(role="teacher"))
    opening, adding, editing, setting = read_history(book.path)
    assert (opening.did, opening.before) == ("cycle 1 opened", (("cycles", "cycle-1", None),))
    assert (adding.did, adding.at, adding.before) == ("reflection 1.1 added", AT, (("entries", "entry-1.1", None),))
    [(table, name, before)] = editing.before
    assert (table, name, editing.did) == ("entries", "entry-1.1", "1.1 edited")
    assert msgspec.convert(before, Reflection) == a_reflection("1.1", "first words")
    assert (setting.did, setting.before) == ("changed", (("settings", "settings", None),))
    book.changed(lambda journal: journal.update_settings(role="head"))
    assert read_history(book.path)[-1].before == (("settings", "settings", {"name": "Sam", "role": "teacher"}),)


def test_an_edit_forgets_fields_that_are_no_longer_said(book: Book) -> None:
    book.changed(lambda journal: journal.upsert_entry(replace(a_reflection(), tags=("wait",))))
    book.changed(lambda journal: journal.upsert_entry(a_reflection()))
    assert book.read().find_entry("1.1").tags == ()


def test_an_edited_entry_stays_in_its_place_and_one_taken_out_is_gone(book: Book) -> None:
    for text in "abc":
        book.add(text)
    book.changed(
        lambda journal: journal.upsert_entry(replace(journal.find_entry("1.3"), text="c!")).upsert_cycle(a_cycle(2))
    )
    assert [entry.text for entry in book.read().find_cycle(1).entries] == ["a", "b", "c!"]

    def forget(journal: Journal) -> Journal:
        cycle = journal.find_cycle(1)
        return journal.upsert_cycle(replace(cycle, entries=cycle.entries[1:]))

    book.changed(forget)
    assert book.names == ["1.2", "1.3"]
    [(_, name, before)] = read_history(book.path)[-1].before
    assert (name, before is not None) == ("entry-1.1", True)


def test_an_edit_and_an_addition_in_one_change_do_not_meet(book: Book) -> None:
    book.add("a")

    def both(journal: Journal) -> Journal:
        edited = journal.upsert_entry(replace(journal.find_entry("1.1"), text="edited"))
        return edited.upsert_entry(a_reflection("1.2", "added"))

    book.changed(both)
    assert [entry.text for entry in book.read().iterate_entries()] == ["edited", "added"]


def measured(value: float, sd: float | None = None) -> Evidence:
    values = (MeasuredValue(measure="words per minute", value=value, sd=sd),)
    return Evidence(
        id="e", recorded_at=AT, cycle="cycle-1", name="1.1", happened_on=DAY, text="Read aloud.", values=values
    )


@pytest.mark.parametrize(
    ("flawed", "words"),
    [
        (a_reflection("1.1", "half \ud800"), "can't be kept"),
        (replace(a_reflection(), name="2.1"), "an entry named “2.1” in cycle 1"),
        (replace(a_reflection(), text=7), "can't be kept"),
        (replace(a_reflection(), tags=7), "can't be kept"),
        (replace(a_reflection(), recorded_at=object()), "can't be kept"),
        (measured(float("nan")), "can't be kept"),
        (measured(1.5, sd=float("inf")), "it would not be read back as it is"),
    ],
)
def test_a_value_no_file_can_hold_is_refused_before_anything_is_written(book: Book, flawed: object, words: str) -> None:
    before = book.bytes
    with pytest.raises(CannotWrite, match=words):
        book.changed(lambda journal: journal.upsert_entry(flawed))  # type: ignore[arg-type]
    assert (book.bytes, book.parts) == (before, [])
