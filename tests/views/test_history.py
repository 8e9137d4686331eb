"""What the journal's past looks like: differences in words, the history, versions, the shelf of backups."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from enquiry.insight.history import word_diff
from enquiry.insight.history.changes import (
    ChangeKind,
    RecordChange,
    build_record_changes,
    format_field,
)
from enquiry.insight.history.versions import History, VersionHistory, build_history, build_version_history
from enquiry.insight.history.word_diff import DiffPiece, diff_words, shorten_pieces
from enquiry.model.backup import Backup
from enquiry.model.choices import CycleState, Decision, LinkKind, Privacy
from enquiry.model.cycle import Link, Question, StateChange, SuccessSign
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.model.record import Removal
from enquiry.model.step import Clock, Step
from enquiry.unsafe_chars import escape_unsafe
from enquiry.views.history import (
    BackupList,
    draw_backup_list,
    draw_change_list,
    draw_history,
    draw_text_diff,
    draw_versions,
    format_backup_list_lines,
    format_change_list_lines,
    format_history_lines,
    format_size,
    format_versions_lines,
)
from enquiry.views.theme import ASCII, UNICODE, RenderOptions
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, cycle_id, render
from tests.hostile import BUNDLES, DANGEROUS, FORBIDDEN, filled, stands_in
from tests.pictures import Snapshot, find_cut_words
from tests.strategies import HOSTILE

DAY = date(2026, 2, 3)
GONE = Removal(at=NOW)

# Texts compared


@given(st.text(alphabet="ab c.\n", max_size=60), st.text(alphabet="ab c.\n", max_size=60))
def test_the_pieces_hold_both_texts_whole(before: str, after: str) -> None:
    pieces = diff_words(before, after)
    assert "".join(piece.text for piece in pieces if piece.what != "new") == before
    assert "".join(piece.text for piece in pieces if piece.what != "gone") == after
    assert all(piece.text for piece in pieces)
    assert all(one.what != other.what for one, other in pairwise(pieces))


@pytest.mark.parametrize("most", [10, 0])
def test_texts_too_long_for_words_are_compared_by_lines_and_then_as_wholes(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_diff, "MAX_COMPARED_PAIRS", most)
    pieces = diff_words("one two\nthree four\n", "one two\nthree five\n")
    assert pieces[0] == (DiffPiece("same", "one two\n") if most else DiffPiece("gone", "one two\nthree four\n"))
    assert "".join(piece.text for piece in pieces if piece.what != "gone") == "one two\nthree five\n"


def test_a_change_of_several_words_is_one_change() -> None:
    assert diff_words("the old grey cat sat", "the new black cat sat") == (
        DiffPiece("same", "the "),
        DiffPiece("gone", "old grey"),
        DiffPiece("new", "new black"),
        DiffPiece("same", " cat sat"),
    )


def test_what_stayed_is_cut_to_what_stands_beside_a_change() -> None:
    long = "word " * 100
    pieces = tuple(shorten_pieces(diff_words(f"{long}old {long}", f"{long}new {long}")))
    assert [piece.what for piece in pieces] == ["same", "gone", "new", "same"]
    assert pieces[0].text.startswith("…")
    assert pieces[-1].text.endswith("…")
    assert max(len(piece.text) for piece in pieces) < 60
    assert tuple(shorten_pieces((DiffPiece("same", "short"),))) == (DiffPiece("same", "short"),)


@pytest.mark.parametrize("text", HOSTILE)
def test_compared_texts_cannot_act(text: str) -> None:
    drawn = render(draw_text_diff(diff_words(f"{text} and so on", f"then {text}")), 60)
    assert not FORBIDDEN.search(drawn)


# Differences told


def told(before: Journal, after: Journal) -> list[RecordChange]:
    return list(build_record_changes(before, after))


def test_what_comes_what_goes_and_what_changes_is_told() -> None:
    one, two = an_entry("reflection", DAY, "a thought"), an_entry("note", DAY, "a line", number=2)
    before = a_journal(a_cycle(entries=(one,)), inbox=(a_note(),))
    changed = replace(one, text="a better thought", tags=("maths",))
    after = a_journal(a_cycle(entries=(changed, two)), inbox=(a_note(removed=GONE),))
    found = {alteration.title: alteration for alteration in told(before, after)}
    assert {name: alteration.what for name, alteration in found.items()} == {
        "reflection 1.1": ChangeKind.CHANGED,
        "note 1.2": ChangeKind.ADDED,
        "note n1": ChangeKind.GONE,
    }
    assert found["reflection 1.1"].fields == (("text", "a thought", "a better thought"), ("tags", "", "maths"))
    assert found["note 1.2"].fields == (("text", "", "a line"), ("day", "", "3 February 2026"))


def test_what_is_out_of_sight_before_and_after_is_not_told() -> None:
    undone = Removal(at=NOW, undone=True)
    assert told(a_journal(a_cycle(removed=GONE)), a_journal(a_cycle(removed=undone))) == []
    assert told(a_journal(a_cycle()), a_journal(replace(a_cycle(), recorded_at=NOW + timedelta(days=1)))) == []


def test_of_lists_only_what_differs_is_told() -> None:
    first, second = Question(text="Does it?", on=DAY), Question(text="In what ways?", on=DAY, because="narrow")
    before = a_journal(a_cycle(questions=(first,), tags=("a", "b")))
    after = a_journal(a_cycle(questions=(first, second), tags=("a", "c")))
    [alteration] = told(before, after)
    assert alteration.fields == (
        ("question", "", "In what ways? (3 February 2026, because narrow)"),
        ("tags", "b", "c"),
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (False, ""),
        (True, "yes"),
        ((), ""),
        (3, "3"),
        (2.50, "2.5"),
        (Decision.ADAPT, "adapt"),
        (datetime(2026, 2, 3, 16, 30, tzinfo=NOW.tzinfo), "3 February 2026, 16:30"),
        (("a", "b"), "a; b"),
        (SuccessSign(text="they ask", on=DAY), "they ask (said 3 February 2026)"),
        (MeasuredValue(measure="pace", value=3, sd=1.5), "pace 3 (SD 1.5)"),
        (Link(kind=LinkKind.REPLICATES, cycle="4"), "replicates 4"),
        (Link(kind=LinkKind.SHARED_WITH, who="Ines"), "shared-with Ines"),
        (
            StateChange(state=CycleState.CLOSED, on=DAY, at=NOW, because="done"),
            "closed on 3 February 2026, because done",
        ),
        (StateChange(state=CycleState.OPEN, on=DAY, at=NOW), "open on 3 February 2026"),
        (Removal(at=NOW, because="twice"), "3 February 2026, 16:30, twice"),
    ],
)
def test_every_value_has_words(value: object, words: str) -> None:
    assert format_field(value) == words


def test_settings_measures_and_privacy_are_told() -> None:
    measure = Measure(id="m", recorded_at=NOW, name="pace", unit="words")
    before = a_journal(a_cycle(), measures=(measure,))
    after = a_journal(a_cycle(privacy=Privacy.SCHOOL), measures=(replace(measure, unit="words a minute"),))
    found = told(before, after.update_settings(name="Sam", current=cycle_id(1)))
    assert [(one.title, [tuple(field) for field in one.fields]) for one in found] == [
        ("the settings", [("name", "", "Sam"), ("current cycle", "", "1")]),
        ("cycle 1", [("may be shown to", "private", "school")]),
        ("measure pace", [("unit", "words", "words a minute")]),
    ]


def many() -> list[RecordChange]:
    entries = tuple(an_entry("evidence", DAY, f"seen {number}", number=number) for number in range(1, 20))
    note = (a_note(),)
    return told(
        a_journal(a_cycle(), inbox=note), a_journal(a_cycle(2, "Why?", entries=entries), inbox=(a_note(text="x"),))
    )


@pytest.mark.parametrize("width", [45, 80])
def test_of_many_differences_the_first_are_drawn_and_the_rest_counted(width: int, snapshot: Snapshot) -> None:
    snapshot(render(draw_change_list(many(), RenderOptions(width)), width), f"alterations-{width}")


def test_in_plain_lines_every_difference_is_said() -> None:
    lines = list(format_change_list_lines(many()))
    assert sum(line.startswith(("will come: ", "will go: ", "will change: ")) for line in lines) == len(many()) == 22


# The history and the versions of a thing


def steps(text: str = "They drew it first") -> tuple[Step, ...]:
    """Return steps that opened a cycle, added a reflection to it, edited, undid and removed it."""
    entry = an_entry("reflection", DAY, text)
    did = ["cycle 1 opened", f"measure {text} defined", "reflection 1.1 edited", "step 3 undone: reflection 1.1 edited"]
    better = replace(entry, text=f"{text}, and only then asked for the blocks to check it with", tags=(text,))
    before = [None, None, msgspec.to_builtins(entry), msgspec.to_builtins(better)]
    return tuple(
        Step(
            number=number,
            id=f"s{number}",
            at=NOW + timedelta(days=40 * number),
            clock=Clock(wall=NOW, count=number, device="k3f9x2ab00" if number % 2 else ""),
            did=words,
            undoes=(3,) if number == 4 else (),
            before=(("entries", entry.id, row),),
        )
        for number, (words, row) in enumerate(zip(did, before, strict=True), 1)
    )


def history(text: str = "pace", most: int = 3) -> History:
    journal = a_journal(a_cycle(entries=(an_entry("reflection", DAY, text),)))
    return build_history(steps(text), journal, most=most)


def versions(text: str = "They drew it first") -> VersionHistory:
    return build_version_history(an_entry("reflection", DAY, text), steps(text), Journal())


@pytest.mark.parametrize("width", [45, 80])
def test_the_history_as_it_is_drawn(width: int, snapshot: Snapshot) -> None:
    snapshot(render(draw_history(history(), RenderOptions(width)), width), f"history-{width}")


@pytest.mark.parametrize("width", [45, 80])
def test_versions_as_they_are_drawn(width: int, snapshot: Snapshot) -> None:
    snapshot(render(draw_versions(versions(), RenderOptions(width)), width), f"versions-{width}")


def test_versions_from_before_the_history_begins_are_shown_as_such() -> None:
    entry = an_entry("reflection", DAY, "now")
    found = build_version_history(entry, steps()[2:3], Journal())
    assert [change.step and change.step.number for change in found.changes] == [None, 3]
    assert "before the history begins" in render(draw_versions(found, RenderOptions(80)))
    assert "step: 3" in list(format_versions_lines(found))


@pytest.mark.parametrize("text", [*BUNDLES, *DANGEROUS])
@pytest.mark.parametrize("width", [45, 80])
def test_no_text_in_the_past_can_act(text: str, width: int) -> None:
    alone = replace(a_cycle(), questions=(Question(text="x", on=DAY),))
    found = told(a_journal(alone), filled(text))
    for look in (RenderOptions(width), RenderOptions(width, ASCII)):
        for drawing in (
            draw_change_list(found, look),
            draw_history(history(text), look),
            draw_versions(versions(text), look),
        ):
            drawn = render(drawing, width)
            assert not FORBIDDEN.search(drawn)
            assert max(map(cell_len, drawn.splitlines())) <= width
    assert stands_in(text, render(draw_versions(versions(text), RenderOptions(width)), width))
    for line in (
        *format_change_list_lines(found),
        *format_history_lines(history(text)),
        *format_versions_lines(versions(text)),
    ):
        assert "\n" not in line
        assert not FORBIDDEN.search(escape_unsafe(line).replace("\t", " "))


# The shelf


def shelf() -> BackupList:
    def written() -> Iterator[Backup]:
        for number in range(4, 0, -1):
            at = NOW + timedelta(days=number, hours=number)
            more = {"number": number, "path": Path(f"b{number}"), "size": 900 * 40**number}
            form = 0 if number == 3 else 2
            yield Backup(at, f"{number:08x}", number + 40, number, number * 30, 1, form, **more)

    return BackupList(tuple(written()), f"{4:08x}")


@pytest.mark.parametrize("width", [20, 30, 45, 60, 80, 140])
def test_the_past_keeps_within_any_width_and_cuts_no_word(width: int) -> None:
    look = RenderOptions(width)
    texts = {
        render(draw_change_list(many(), look), width): ["cycle 2", "Why?"],
        render(draw_history(history(), look), width): [step.did for step in steps("pace")[-3:]],
        render(draw_versions(versions(), look), width): ["They drew it first and only then asked for the blocks"],
        render(draw_backup_list(shelf(), look), width): [backup.name for backup in shelf().backups],
    }
    for drawing, words in texts.items():
        assert max(map(cell_len, drawing.splitlines())) <= width
        assert not [line for line in drawing.splitlines() if line != line.rstrip()]
        assert find_cut_words(drawing, words, min(12, width // 2)) == set()


@pytest.mark.parametrize("width", [45, 80])
def test_the_shelf_as_it_is_drawn(width: int, snapshot: Snapshot) -> None:
    snapshot(render(draw_backup_list(shelf(), RenderOptions(width)), width), f"backups-{width}")


def test_the_shelf_in_plain_lines(snapshot: Snapshot) -> None:
    snapshot("".join(f"{line}\n" for line in format_backup_list_lines(shelf())), "backups-plain")


def test_nothing_is_drawn_where_there_is_nothing() -> None:
    assert (
        render(draw_backup_list(BackupList(()), RenderOptions(80)))
        == render(draw_history(History(()), RenderOptions(80)))
        == ""
    )
    assert render(draw_change_list((), RenderOptions(80, UNICODE))) == ""


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (999, "999 bytes"),
        (1000, "1 kB"),
        (95_700, "96 kB"),
        (999_500, "1 MB"),
        (7_700_000, "7.7 MB"),
        (2 * 10**8, "200 MB"),
    ],
)
def test_a_size_in_words(size: int, words: str) -> None:
    assert format_size(size) == words
