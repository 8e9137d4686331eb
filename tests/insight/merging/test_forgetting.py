"""What one machine forgot comes back from no other, whatever was written there, in whatever order they are merged."""

import functools
import itertools
import json
import os
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.insight.forgetting.choose import build_item_eraser, build_word_eraser, settle_forgotten
from enquiry.insight.forgetting.erase import Blank, Eraser
from enquiry.insight.forgetting.words import WordPattern
from enquiry.insight.history.diff import diff_journals
from enquiry.insight.merging.log import JournalCopy
from enquiry.insight.merging.merge import merge_copies
from enquiry.insight.merging.rebase import join_rows, rebase_row
from enquiry.model.checks.breaches import iterate_breaches
from enquiry.model.checks.flaws import find_step_flaw
from enquiry.model.journal import Journal
from enquiry.model.step import RecordRow, Step, update_clock
from enquiry.store.encoding.copies import decode_copy
from enquiry.store.encoding.rows import encode_row
from tests.insight.merging.machines import ACTS, Machine, encoded, histories, open_copy, pick, proved

WORD, OTHER = "Zebedee", "Yolanda"
MARK = "[forgotten 3 Feb 2026]"


class Forgetful(Machine):
    """A machine that forgets as the program does, and of which all that is written at first holds two names."""

    planting = True

    def say(self, what: str = "words") -> str:
        names = f" {WORD} saw {OTHER}" if Forgetful.planting else ""
        return f"{super().say(what)}{names} {next(self.count)}"

    def forget(self, eraser: Eraser) -> None:
        self.now += timedelta(minutes=1)
        rows = {key: eraser.rewrite_row(key[0], row) for key, row in self.copy.rows.items()}
        steps = list[Step]()
        touched = {key for key in rows if rows[key] != self.copy.rows[key]}
        words = set[str]()
        for step in self.copy.steps:
            row: Any = msgspec.json.decode(msgspec.json.encode(step))
            changed: Any = eraser.rewrite_row("history", row)
            for field in ("before", "apart"):
                pairs = zip(row.get(field, ()), changed.get(field, ()), strict=True)
                touched |= {(a[0], a[1]) for a, b in pairs if a != b}
            if row["did"] != changed["did"]:
                words.add(step.id)
            steps.append(msgspec.convert(changed, Step))
        if not touched and not words:
            return
        before = open_copy(JournalCopy(rows, ()))
        after = settle_forgotten(self.journal, before)
        replaced = list[Any]()
        for diff in diff_journals(before, after):
            replaced.append((diff.table, diff.id, rows.get((diff.table, diff.id))))
            rows[diff.table, diff.id] = encode_row(diff.after)  # type: ignore[arg-type]
        clock = update_clock(steps[-1].clock if steps else None, self.now, self.device)
        forgets = [(*key, None) for key in (*sorted(touched), *(("history", one) for one in sorted(words)))]
        made = Step(
            number=len(steps) + 1,
            id=f"step-{next(self.count):06}",
            at=self.now,
            clock=clock,
            did="a word forgotten",
            before=tuple(replaced),
            forgets=tuple(forgets),
        )
        self.copy = JournalCopy(rows, (*steps, made))

    def forget_word(self, word: str) -> None:
        self.forget(build_word_eraser(WordPattern(word), self.journal, self.now))

    def forget_item(self, place: int, how: Blank) -> None:
        entries = [entry for cycle in self.journal.cycles for entry in cycle.entries]
        if entries:
            self.forget(build_item_eraser(self.journal, [(pick(entries, place), how)], self.now))


def add_to_one(machine: Machine, a: int, journal: Journal, now: datetime) -> Journal:
    return add_words(machine, journal, now, a, 0)


def add_words(machine: Machine, journal: Journal, _now: datetime, a: int, _b: int) -> Journal:
    entry = pick(journal.iterate_entries(), a)
    return journal.upsert_entry(replace(entry, text=f"{machine.say('first')} {entry.text} and {machine.say('more')}"))


def play_forgetting(
    shared: list[tuple[int, int, int, int, int]], apart: list[tuple[int, int, int, int, int]]
) -> tuple[list[Forgetful], set[str]]:
    """Return three machines that knew one journal full of names, and then wrote and forgot apart; and what they forgot.

    In what they wrote apart no name stands, but for what they left of earlier texts.
    """
    Forgetful.planting = True
    first, forgotten = Forgetful("a"), set[str]()
    for what in (0, 1, 2, 1):
        first.do(what, what, what + 1)
    for _, what, a, b, jump in shared:
        first.now += timedelta(hours=jump)
        first.do(what, a, b)
    Forgetful.planting = False
    machines = [first, Forgetful("b", first.copy), Forgetful("c", first.copy)]
    for who, what, a, b, jump in apart:
        machine = machines[who % 3]
        machine.now += timedelta(hours=jump)
        if what < 3:
            machine.forget_word((WORD, OTHER)[what % 2])
            forgotten.add((WORD, OTHER)[what % 2])
        elif what == 3:
            machine.forget_item(a, Blank.WORDS if b % 2 else Blank.WHOLE)
        elif what < 8:
            machine.write(functools.partial(add_to_one, machine, a), "words added")
        elif what >= len(ACTS):
            machine.take_in(machines[(who + 1 + a % 2) % 3])
        else:
            machine.do(what, a, b)
    return machines, forgotten


def merged(*copies: JournalCopy) -> JournalCopy:
    return functools.reduce(lambda one, other: merge_copies(one, other).copy, copies)


def check(shared: Any, apart: Any) -> None:
    machines, forgotten = play_forgetting(shared, apart)
    copies = [machine.copy for machine in machines]
    found = {encoded(merged(*order)) for order in itertools.permutations(copies)}
    one, other, third = copies
    found.add(encoded(merged(one, merged(other, third))))
    for data in found:
        for word in forgotten:
            traces = [line for line in data.decode().splitlines() if word in line]
            assert not traces, (word, traces[0])
    assert len(found) == 1
    [data] = found
    kept, journal = proved(data)
    whole = decode_copy(kept)
    assert encoded(merged(whole, whole)) == data
    for copy in copies:  # which knows as little as it did
        assert encoded(merged(copy, whole)) == encoded(merged(whole, copy)) == data
    assert find_step_flaw(whole.steps) == ""
    assert [breach for breach in iterate_breaches(journal) if "grew" not in breach.words] == []
    last = Forgetful("a", whole)  # and what undoing and redoing everything that can be undone shows
    last.now = machines[0].now + timedelta(days=30)
    last.reverse(4)
    last.reverse(2, redo=True)
    assert not any(
        word in json.dumps(msgspec.to_builtins(row)) for row in last.copy.rows.values() for word in forgotten
    )


short = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 35), *[st.integers(0, 7)] * 2, st.integers(-3, 3)), max_size=20
)


@settings(max_examples=8, deadline=None)
@given(histories, short)
def test_no_history_of_three_machines_brings_back_what_one_forgot(shared: Any, apart: Any) -> None:
    check(shared, apart)


NOTHING = (0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("shared", "apart"),
    [
        # an entry that was a note holds the note's words, on its machine those from before the other forgot
        ([NOTHING] * 4 + [(0, 18, 0, 0, 0)], [NOTHING] * 5 + [(0, 19, 0, 0, 0), (1, 1, 0, 0, 0)]),
        # words kept beside the text, let go by who settled it
        ([], [(2, 4, 0, 0, 0), (1, 0, 0, 0, 0), (0, 5, 0, 0, 0), (0, 31, 7, 0, 0), (0, 21, 0, 0, 0)]),
        ([], [(2, 5, 4, 0, 0), (0, 4, 7, 0, 0), (0, 31, 3, 0, 0), (0, 21, 0, 0, 0), (1, 0, 0, 0, 0)]),
        # both forgot, and a question refined in the same month as the mark tells
        ([(1, 24, 0, 0, 3), (2, 19, 0, 0, 3), (0, 24, 0, 0, 3)], [NOTHING, (2, 0, 0, 0, 0), (2, 15, 0, 0, 0)]),
        # a word forgotten on one machine, the whole text on another, added to on a third
        ([], [(0, 1, 0, 0, 0), (1, 3, 0, 5, 0), (2, 4, 0, 0, 0)]),
        # the same, and the second knew what the third had added
        ([NOTHING, (2, 12, 0, 0, 0)], [(0, 2, 0, 0, 0), (1, 3, 3, 5, 0), (2, 5, 2, 0, 0), (1, 31, 0, 0, 0)]),
        # a record forgotten whole by who knew what had been made of it, and by another who did not a word in it
        (
            [(1, 0, 0, 1, 3)],
            [(0, 3, 6, 2, 3), (0, 11, 7, 0, 3), (0, 17, 6, 2, -2), (1, 30, 7, 7, 1), (2, 0, 1, 6, -1), (1, 3, 7, 6, 0)],
        ),
        # the words of a record of which a change had been undone; what stood in it stands in others too
        (
            [(0, 10, 0, 7, 2), (2, 26, 1, 6, 1), (0, 14, 7, 1, 2), (2, 4, 3, 5, 0)],
            [(1, 3, 6, 7, 3), (0, 1, 0, 1, -1), (2, 6, 5, 1, -2)],
        ),
        # nothing forgotten: an entry moved out and back again, both undone, has the number that it was given first
        ([(1, 28, 4, 3, 2), (0, 12, 2, 2, 1), (1, 17, 6, 4, 1), (1, 17, 1, 3, -2)], [(0, 26, 1, 1, 0)]),
        # a record forgotten whole in which two had written apart, each on another row than stands in the line
        (
            [],
            [
                *((1, 5, 0, 4, -2), (2, 5, 0, 4, -3), (1, 31, 2, 1, -2), (0, 31, 6, 2, 3), (1, 1, 5, 3, 2)),
                (0, 3, 0, 4, 3),
            ],
        ),
        ([], [(2, 0, 0, 0, 0), (1, 3, 1, 0, 0), (0, 32, 0, 0, 0), (0, 3, 1, 0, 0)]),  # forgotten twice
    ],
)
def test_nothing_comes_back(shared: Any, apart: Any) -> None:
    check(shared, apart)


@pytest.mark.long
@settings(
    max_examples=int(os.environ.get("ENQUIRY_MERGES", "1000")),
    deadline=None,
    derandomize=False,
    phases=[Phase.generate],  # what fails is long, and takes minutes to be made shorter
)
@given(histories, short)
def test_a_thousand_histories_bring_back_nothing(shared: Any, apart: Any) -> None:
    check(shared, apart)


@pytest.mark.parametrize("order", [1, -1])
def test_of_a_text_that_was_changed_and_then_forgotten_nothing_stays_beneath_what_was_added(order: int) -> None:
    Forgetful.planting = False
    first = Forgetful("a")
    for what in (0, 1):
        first.do(what, what, what + 1)
    first.write(lambda journal, _now: journal.upsert_entry(replace(pick(journal.iterate_entries(), 0), text=WORD)))
    other = Forgetful("b", first.copy)
    first.forget_item(0, Blank.WORDS)
    other.write(functools.partial(add_to_one, other, 0), "words added")
    data = encoded(merged(*[first.copy, other.copy][::order])).decode()
    assert WORD not in data
    assert "first 1" in data or "more" in data


def test_what_was_written_without_knowing_is_laid_on_what_is_left() -> None:
    saw: dict[str, object] = {"text": "Anna waited. Then Anna spoke.", "tags": ["anna", "a"], "hunch": "h"}
    under: dict[str, object] = {"text": f"{MARK} waited. Then {MARK} spoke.", "tags": ["a"], "hunch": "h"}
    for made, wanted in (
        ("Anna waited long. Then Anna spoke, softly.", f"{MARK} waited long. Then {MARK} spoke, softly."),
        ("Then Anna spoke.", f"Then {MARK} spoke."),
        ("Anna waited. Then ANNA and Anna spoke.", f"{MARK} waited. Then {MARK} and spoke."),
        ("Something else, and Anna’s book", f"Something else, and {MARK}’s book"),
    ):
        laid = rebase_row(saw, {**saw, "text": made, "tags": ["anna", "a", "b", "anna-b"]}, under)
        assert (laid["text"], laid["tags"], laid["hunch"]) == (wanted, ["a", "b"], "h")


def test_rows_of_machines_that_forgot_apart_hold_neither_word() -> None:
    one: RecordRow = {"text": f"{MARK} and Ben, said all", "tags": ["ben"]}
    other: RecordRow = {"text": f"Anna and {MARK}, said all", "tags": ["anna"]}
    joined = join_rows([one, other])
    assert joined == {"text": f"{MARK} and {MARK}, said all", "tags": []}
    assert join_rows([joined, one]) == joined
