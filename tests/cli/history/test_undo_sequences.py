"""Whatever is done can be undone: undo all is the start, redo all is the end, and no number is ever given twice.

Sameness is what a person sees: two journals are the same where no thing in sight differs in any field, which is what
`alterations` tells. Under it what was undone stays in the file, marked, so that its text and its number are kept. After
redoing the journal is the same altogether, marks included.
"""

import itertools
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.insight.history.changes import build_record_changes
from enquiry.insight.history.diff import SETTINGS, decode_record
from enquiry.insight.history.undo import build_undo_state
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.model.record import R, Removal
from enquiry.model.step import RecordRow, Step
from enquiry.store.journal import read_journal_and_steps
from tests import TOP
from tests.conftest import NOW, Home

SEEDS = TOP / "seeds"
cycles = st.integers(1, 3).map(str)
entries = st.builds("{}.{}".format, cycles, st.integers(1, 4))
things = st.one_of(cycles, entries, st.integers(1, 3).map("n{}".format))
words = st.sampled_from(
    ["they drew it", "a quiet table", "Zoë “spoke”", "[bold] :smile:", "e\u0301", "=1+1", "two\nlines"]
)
kinds = st.sampled_from(["reflection", "evidence", "note", "review"])
counts = st.integers(1, 5).map(str)
commands = st.one_of(
    st.tuples(st.just("start"), words),
    st.tuples(st.just("note"), words),
    st.tuples(st.sampled_from(["reflect", "act", "read", "evidence", "review"]), words, st.just("-c"), cycles),
    st.tuples(st.just("evidence"), words, st.just("--measure"), st.sampled_from(["pace=3 words", "talk=4 of 24"])),
    st.tuples(st.just("review"), st.just("--decision"), st.sampled_from(["adapt", "pause", "stop", "embed"])),
    st.tuples(st.just("refine"), words, st.just("-c"), cycles),
    st.tuples(st.just("file"), st.integers(1, 3).map("n{}".format), st.just("-c"), cycles),
    st.tuples(st.just("edit"), things, words),
    st.tuples(st.just("move"), st.sampled_from(["1.1", "2.1", "1.2"]), st.sampled_from(["2", "1", "n1"]), cycles),
    st.tuples(st.just("move"), st.sampled_from(["1.1", "2.1", "n1"]), st.sampled_from(["2", "1"])),
    st.tuples(st.just("move"), st.sampled_from(["1.1", "2.1"]), st.sampled_from(["2", "1"]), st.just("--as"), kinds),
    st.tuples(st.just("edit"), entries, st.just("--as"), kinds),
    st.tuples(st.just("edit"), things, st.just("-t"), st.sampled_from(["maths", "talk", "wait/long"])),
    st.tuples(st.sampled_from(["remove", "reopen"]), things),
    st.tuples(st.just("close"), cycles, st.just("--next"), words),
    st.tuples(st.just("use"), cycles),
    st.tuples(st.just("config"), st.just("calendar"), st.sampled_from(["wales", "new-zealand"])),
    st.tuples(st.just("config"), st.just("name"), words),
    st.tuples(st.just("measures"), st.just("define"), st.just("pace"), st.just("--better"), st.just("up")),
    st.tuples(st.just("import"), st.sampled_from(["science", "french"]).map(lambda name: str(SEEDS / f"{name}.json"))),
    st.tuples(st.sampled_from(["undo", "redo"]), counts),
    st.tuples(st.sampled_from(["undo", "redo"])),
)


TWO = [("start", "What happens when I wait?"), ("evidence", "a sight", "-c", "1"), ("start", "And then?")]
"""Two cycles, and an entry that can move."""


def sequences(most: int) -> st.SearchStrategy[list[tuple[str, ...]]]:
    """Commands in a row; most begin with a cycle, since little can be done without one."""
    begin = st.sampled_from([TWO, [("start", "Why?"), ("note", "a line")], [], TWO[:1]])
    return st.builds(lambda first, more: [*first, *more], begin, st.lists(commands, min_size=1, max_size=most))


def whole(home: Home) -> tuple[Journal, tuple[Step, ...]]:
    return read_journal_and_steps(home.journal)[:2] if home.journal.exists() else (Journal(), ())


def names(journal: Journal) -> dict[str, str]:
    """Return every number and name that stands in the file, and the id of what bears it."""
    found = {str(cycle.number): cycle.id for cycle in journal.cycles}
    found |= {f"{cycle.number}.{place}": one for cycle in journal.cycles for place, one in cycle.iterate_names()}
    return found | {note.name: note.id for note in journal.inbox}


def rebuild_journal_at(journal: Journal, steps: Sequence[Step], number: int, mark: Removal) -> Journal:
    """Return the journal as it stood after the step of that number (0: before the first), by going back step by step.

    Records added since are not taken out but get `mark`; a number that an entry had since stays taken. Raises
    JournalDamaged for a row that can't be read.
    """
    wanted = defaultdict[str, dict[str, RecordRow | None]](dict)
    for step in reversed(steps):
        if step.number <= number:
            break
        for table, record, row in step.before:
            wanted[table][record] = row
    cycles = [replace(cycle, entries=()) for cycle in journal.cycles]
    entries = [entry for cycle in journal.cycles for entry in cycle.entries]
    of_cycle = defaultdict[str, list[AnyEntry]](list)
    for entry in _restore_records("entries", entries, wanted, mark):
        of_cycle[entry.cycle].append(entry)
    settings = journal.settings
    if SETTINGS in wanted[SETTINGS]:
        settings = decode_record(SETTINGS, wanted[SETTINGS][SETTINGS] or {})
    restored = []
    for cycle in _restore_records("cycles", cycles, wanted, mark):
        whole, now = replace(cycle, entries=tuple(of_cycle[cycle.id])), journal.cycles_by_id.get(cycle.id)
        restored.append(whole.keep_numbers(now) if now else whole)
    return Journal(
        settings=settings,
        cycles=tuple(restored),
        inbox=tuple(_restore_records("inbox", journal.inbox, wanted, mark)),
        measures=tuple(_restore_records("measures", journal.measures, wanted, mark)),
    )


def _restore_records(
    table: str, records: Iterable[R], wanted: Mapping[str, Mapping[str, RecordRow | None]], mark: Removal
) -> list[R]:
    """Return the records of one table, those with a wanted row as it says; None stands for no record."""
    left, given = dict(wanted[table]), list[R]()
    for record in records:
        if record.id not in left:
            given.append(record)
        elif (row := left.pop(record.id)) is not None:
            given.append(decode_record(table, row))
        else:
            given.append(record if record.removed and record.removed.undone else replace(record, removed=mark))
    return [*given, *(decode_record(table, row) for row in left.values() if row is not None)]


def same_to_see(one: Journal, other: Journal) -> bool:
    return build_record_changes(one, other) == ()


def check(home: Home, before: list[tuple[str, ...]], sequence: list[tuple[str, ...]]) -> None:
    """Run commands, undo those of `sequence` and redo them, and compare the journal and the names in it all along."""
    for argv in before:
        home.run(*argv, "--yes")
    start, began = whole(home)
    known = names(start)
    for argv in sequence:
        home.run(*argv, "--yes")
        now = names(whole(home)[0])
        assert known.items() <= now.items()
        known = now
    end, steps = whole(home)
    stood, stands = build_undo_state(began).done, build_undo_state(steps).done
    common = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], zip(stood, stands, strict=False))))
    if common == len(stands):
        return
    first = stands[common].number
    reached = rebuild_journal_at(end, steps, first - 1, Removal(at=NOW, undone=True))
    home.ok("undo", "--to", str(first - 1), "--yes")
    undone, _ = whole(home)
    assert same_to_see(undone, reached)
    assert same_to_see(undone, start) or common < len(stood)
    assert known.items() <= names(undone).items()
    home.ok("redo", str(len(stands) - common), "--yes")
    assert whole(home)[0] == end


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@example(TWO, [("move", "1.1", "2"), ("reflect", "one more", "-c", "1"), ("move", "2.1", "1", "--as", "note")])
@given(st.just([]) | sequences(3), sequences(8))
def test_undo_all_is_the_start_and_redo_all_the_end(
    home: Home, before: list[tuple[str, ...]], sequence: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory(dir=home.folder) as folder:
        check(Home(Path(folder)), before, sequence)


@pytest.mark.long
@settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck), derandomize=False)
@given(st.just([]) | sequences(3), sequences(8))
def test_undo_all_is_the_start_in_five_thousand_sequences(
    home: Home, before: list[tuple[str, ...]], sequence: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory(dir=home.folder) as folder:
        check(Home(Path(folder)), before, sequence)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(sequences(6))
def test_one_after_the_other_is_the_same_as_all_at_once(home: Home, sequence: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory(dir=home.folder) as folder:
        one = Home(Path(folder))
        for argv in (argv for argv in sequence if argv[0] not in ("undo", "redo")):
            one.run(*argv, "--yes")
        end, steps = whole(one)
        states = [end]
        for _ in steps:
            one.ok("undo")
            states.append(whole(one)[0])
        assert same_to_see(states[-1], Journal())
        for state in reversed(states[:-1]):
            one.ok("redo")
            assert whole(one)[0] == state or same_to_see(whole(one)[0], state)
        assert whole(one)[0] == end


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(sequences(5), sequences(5))
def test_what_is_written_after_an_undo_gets_numbers_never_used(
    home: Home, first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory(dir=home.folder) as folder:
        one = Home(Path(folder))
        for argv in first:
            one.run(*argv, "--yes")
        used = names(whole(one)[0])
        one.run("undo", "--to", "0", "--yes")
        for argv in second:
            one.run(*argv, "--yes")
            now = names(whole(one)[0])
            assert used.items() <= now.items()
            used = now
