"""The summary as a value: what a window held, as it stood at the end of a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from enquiry.dates.period import Period
from enquiry.insight.summary.blocks import EntryLine
from enquiry.insight.summary.collect import find_next_look_at
from enquiry.insight.summary.disclosure import format_learner_count
from enquiry.insight.summary.value import CycleSummary, Summary, TimelyCount
from enquiry.model.choices import (
    BetterDirection,
    Counted,
    CycleState,
    Decision,
    Direction,
    EntryKind,
    EvidenceKind,
    EvidenceStage,
    LinkKind,
    Privacy,
)
from enquiry.model.cycle import Cycle, Link, Question, StateChange, SuccessSign
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.model.record import Removal
from tests import strategies
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, cycle_id
from tests.summaries import YEAR, summary_of

JUNE = date(2026, 6, 30)
GONE = Removal(at=NOW)


def day(month: int, on: int) -> date:
    return date(2025 if month > 7 else 2026, month, on)


def told(journal: Journal, as_at: date = JUNE, window: Period = YEAR, chosen: str = "", **conditions: Any) -> Summary:
    return summary_of(journal, window=window, as_at=as_at, chosen=chosen, **conditions)


def told_of(cycle: Cycle, as_at: date = JUNE, window: Period = YEAR) -> CycleSummary:
    (found,) = told(a_journal(cycle), as_at, window).cycles
    return found


def names(cycle: CycleSummary) -> dict[str, list[str]]:
    """Return the names of the entries in each section that has any."""
    sections = ("disagreed", "seen", "done", "thought", "decisions", "readings", "notes")
    return {section: [line.name for line in getattr(cycle, section)] for section in sections if getattr(cycle, section)}


# What the window holds


def test_each_kind_has_its_section_and_what_disagrees_comes_first() -> None:
    cycle = a_cycle(
        entries=(
            an_entry("evidence", day(9, 2), number=1, direction=Direction.SUPPORTS),
            an_entry("evidence", day(9, 3), number=2, direction=Direction.CONTRADICTS),
            an_entry("evidence", day(9, 4), number=3, direction=Direction.MIXED),
            an_entry("evidence", day(9, 5), number=4),
            an_entry("evidence", day(9, 6), number=5, direction=Direction.UNCLEAR),
            an_entry("action", day(9, 7), number=6),
            an_entry("reflection", day(9, 8), number=7),
            an_entry("review", day(9, 9), number=8),
            an_entry("review", day(9, 10), number=9, decision=Decision.ADAPT),
            an_entry("reading", day(9, 11), number=10),
            an_entry("note", day(9, 12), number=11),
            an_entry("note", day(9, 12), number=12, removed=GONE),
        )
    )
    found = told_of(cycle)
    assert names(found) == {
        "disagreed": ["1.2", "1.3"],
        "seen": ["1.1", "1.4", "1.5"],
        "done": ["1.6"],
        "thought": ["1.7", "1.8"],
        "decisions": ["1.9"],
        "readings": ["1.10"],
        "notes": ["1.11"],
    }
    assert [line.name for line in found.lines][:2] == ["1.2", "1.3"]
    assert sorted(line.name for line in found.lines) == sorted(entry.name for entry in cycle.kept)


def test_the_window_takes_its_first_day_and_leaves_its_last() -> None:
    days = [date(2025, 7, 31), date(2025, 8, 1), date(2026, 7, 31), date(2026, 8, 1)]
    cycle = a_cycle(on=days[0], entries=tuple(an_entry("note", on, number=n) for n, on in enumerate(days, 1)))
    assert names(told_of(cycle, date(2026, 9, 1))) == {"notes": ["1.2", "1.3"]}
    assert told(a_journal(cycle), date(2026, 9, 1)).entries == 2


def test_the_day_it_is_told_as_at_is_the_last_that_counts() -> None:
    cycle = a_cycle(entries=tuple(an_entry("note", day(10, on), number=on) for on in (10, 11, 12)))
    assert names(told_of(cycle, day(10, 11))) == {"notes": ["1.10", "1.11"]}


def test_of_a_later_cycle_nothing_is_told() -> None:
    late = a_cycle(2, on=day(12, 1), entries=(an_entry("note", day(12, 2), cycle=2),), grew_from=1)
    october = told(a_journal(a_cycle(), late), day(10, 11))
    assert [cycle.number for cycle in october.cycles] == [1]
    assert october.still_open == ((1, "What happens when I wait?"),)
    assert october.without_entries == ()
    assert october.cycles[0].next_questions == ()
    assert told(a_journal(a_cycle(), late)).cycles[0].next_questions == (late.question,)


# As it stood


def test_questions_versions_and_signs_are_those_of_the_day() -> None:
    signs = (SuccessSign(text="they wait", on=day(9, 1)), SuccessSign(text="all answer", on=day(11, 1)))
    cycle = a_cycle(question="first", success=signs).add_question(
        Question(text="second", on=day(9, 20), because="wide")
    )
    cycle = cycle.add_question(Question(text="third", on=day(12, 1)))
    october = told_of(cycle, day(10, 11))
    assert (october.question, [v.text for v in october.versions]) == ("second", ["first", "second"])
    assert october.success == ("they wait",)
    june = told_of(cycle)
    assert (june.question, len(june.versions), june.success) == ("third", 3, ("they wait", "all answer"))
    assert cycle.get_question_on(day(9, 19)).text == "first"


def test_before_the_first_version_its_words_are_told_of_an_earlier_entry() -> None:
    cycle = a_cycle(question="first", on=day(9, 1), entries=(an_entry("reading", day(8, 20)),))
    august = told_of(cycle, day(8, 31))
    assert (august.question, august.versions, august.began_on) == ("first", (), day(8, 20))


def a_life() -> Cycle:
    """A cycle that was paused in October, opened again in November, and stopped in December."""
    cycle = a_cycle(next_look=day(9, 29))
    cycle = cycle.upsert_entry(
        an_entry("review", day(9, 26), number=1, decision=Decision.CONTINUE, next_look=day(10, 24))
    )
    cycle = cycle.upsert_entry(an_entry("review", day(10, 8), number=2, decision=Decision.PAUSE))
    again = datetime(2025, 11, 3, 9, tzinfo=UTC)
    cycle = cycle.apply_state_change(StateChange(state=CycleState.OPEN, on=day(11, 3), at=again))
    cycle = cycle.upsert_entry(an_entry("review", day(11, 14), number=3, next_look=day(12, 12)))
    return cycle.upsert_entry(an_entry("review", day(12, 8), number=4, decision=Decision.STOP))


@pytest.mark.parametrize(
    ("as_at", "state"),
    [
        (day(9, 25), "open"),
        (day(10, 7), "open"),
        (day(10, 8), "paused"),
        (day(11, 2), "paused"),
        (day(11, 3), "open"),
        (day(12, 7), "open"),
        (day(12, 8), "closed"),
        (JUNE, "closed"),
    ],
)
def test_the_state_is_that_of_the_day(as_at: date, state: str) -> None:
    summary = told(a_journal(a_life()), as_at)
    assert summary.cycles[0].state == state
    assert [number for number, _ in summary.still_open] == ([] if state == "closed" else [1])


@pytest.mark.parametrize(
    ("as_at", "look"),
    [
        (day(9, 25), None),
        (day(9, 26), day(10, 24)),
        (day(10, 23), day(10, 24)),
        (day(10, 24), None),
        (day(11, 13), None),
        (day(11, 14), day(12, 12)),
        (day(12, 7), day(12, 12)),
        (day(12, 8), None),
        (JUNE, None),
    ],
)
def test_the_next_look_is_the_one_that_lay_ahead_on_the_day(as_at: date, look: date | None) -> None:
    assert told_of(a_life(), as_at).next_look == look


def test_a_look_that_nothing_has_moved_since_is_told_as_it_is_now() -> None:
    cycle = a_cycle(next_look=day(10, 24))
    assert find_next_look_at(cycle, day(10, 1)) == day(10, 24)
    assert find_next_look_at(cycle, day(10, 24)) is None
    assert find_next_look_at(a_cycle(), day(10, 24)) is None
    closed = cycle.apply_state_change(StateChange(state=CycleState.CLOSED, on=day(12, 1), at=NOW))
    assert find_next_look_at(closed, day(12, 1)) is None


def test_stopped_and_paused_cycles_are_told_like_the_others() -> None:
    decisions = (Decision.STOP, Decision.PAUSE, Decision.EMBED)
    cycles = [
        a_cycle(n, entries=(an_entry("review", day(10, 8), cycle=n, decision=decision),))
        for n, decision in enumerate(decisions, 1)
    ]
    found = told(a_journal(*cycles)).cycles
    assert [(cycle.number, cycle.state, len(cycle.decisions)) for cycle in found] == [
        (1, "closed", 1),
        (2, "paused", 1),
        (3, "open", 1),
    ]


def test_a_cycle_only_closed_in_the_window_is_told() -> None:
    turn = StateChange(state=CycleState.CLOSED, on=day(9, 3), at=NOW, because="the group moved on")
    cycle = a_cycle(on=date(2024, 9, 1), turns=(turn,), state=CycleState.CLOSED)
    assert [found.number for found in told(a_journal(cycle)).cycles] == [1]
    assert told(a_journal(cycle), day(9, 2)).cycles == ()


def test_cycles_still_open_without_entries_are_named() -> None:
    old = a_cycle(1, "An old one?", on=date(2024, 9, 1))
    done = a_cycle(
        2, on=date(2024, 9, 1), entries=(an_entry("review", date(2025, 5, 1), cycle=2, decision=Decision.STOP),)
    )
    gone = a_cycle(3, on=date(2024, 9, 1), removed=GONE)
    summary = told(a_journal(old, done, gone, a_cycle(4, "New?")))
    assert summary.without_entries == ((1, "An old one?"),)
    assert summary.still_open == ((4, "New?"),)


# Chosen in part


@pytest.mark.parametrize("conditions", [{"tags": ("reading",)}, {"cycles": (1,)}, {"kinds": (EntryKind.NOTE,)}])
def test_a_narrowed_summary_says_so_and_is_silent_about_the_rest(conditions: dict[str, Any]) -> None:
    one = a_cycle(1, tags=("reading",), entries=(an_entry("note", day(9, 2)),))
    two = a_cycle(2, "Private?", entries=(an_entry("action", day(9, 2), cycle=2),))
    notes = (a_note(1, happened_on=day(9, 2)), a_note(2, happened_on=day(9, 2), tags=("reading",)))
    summary = told(a_journal(one, two, inbox=notes), chosen="tag reading", **conditions)
    assert [cycle.number for cycle in summary.cycles] == [1]
    assert (summary.chosen, summary.without_entries, summary.entries) == ("tag reading", (), 1)
    assert "Private?" not in str(summary)
    assert summary.unfiled == {"tags": 1, "cycles": 0, "kinds": 2}[next(iter(conditions))]


def test_waiting_notes_of_the_window_up_to_the_day_are_counted() -> None:
    days = [date(2025, 7, 31), day(8, 1), day(10, 11), day(10, 12)]
    notes = tuple(a_note(n, happened_on=on) for n, on in enumerate(days, 1))
    filed = a_note(9, happened_on=day(9, 1), filed_as="1.1")
    assert told(a_journal(inbox=(*notes, filed)), day(10, 11)).unfiled == 2


# How things are told


def beside(kind: str, **fields: Any) -> tuple[str, str]:
    cycle = told_of(a_cycle(entries=(an_entry(kind, day(9, 2), **fields),)))
    (line,) = cycle.lines
    return line.lead, line.beside


@pytest.mark.parametrize(
    ("kind", "fields", "lead", "words"),
    [
        ("note", {}, "", ""),
        ("reflection", {}, "", ""),
        ("action", {}, "", ""),
        ("action", {"until": day(10, 10)}, "", "until 10 October 2025"),
        (
            "action",
            {"planned": 44, "done": 37, "until": day(10, 10)},
            "",
            "done 37 of 44 planned, until 10 October 2025",
        ),
        ("evidence", {}, "", "noticing, baseline"),
        (
            "evidence",
            {
                "evidence_kind": EvidenceKind.PUPIL_WORK,
                "stage": EvidenceStage.FOLLOW_UP,
                "direction": Direction.UNCLEAR,
                "n": 24,
            },
            "",
            "pupil work, follow-up, unclear, 24 learners",
        ),
        ("evidence", {"n": 5}, "", "noticing, baseline, 5 learners"),
        ("evidence", {"n": 4}, "", "noticing, baseline, 4 learners"),
        ("evidence", {"n": 1}, "", "noticing, baseline, 1 learner"),
        ("review", {"decision": Decision.STOP}, "Stop", ""),
        (
            "review",
            {"decision": Decision.ADAPT, "because": "it drifts", "next_look": day(11, 3)},
            "Adapt, because it drifts",
            "next look 3 November 2025",
        ),
        ("reading", {}, "", ""),
        (
            "reading",
            {"authors": "Rowe", "year": 1986, "fit": "as here.", "doubt": "small"},
            "",
            "Rowe (1986). How it fits here: as here. In doubt: small.",
        ),
    ],
)
def test_what_stands_beside_the_words(kind: str, fields: dict[str, Any], lead: str, words: str) -> None:
    assert beside(kind, **fields) == (lead, words)


@pytest.mark.parametrize(("count", "said"), [(1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (27, "27")])
def test_fewer_than_five_learners_are_not_counted_out(count: int, said: str) -> None:
    assert format_learner_count(count) == said


@pytest.mark.parametrize(
    ("unit", "value", "n", "said"),
    [
        ("of 24", 4, None, "fewer than 5 of 24"),
        ("of 24", 1, 24, "fewer than 5 of 24 (n 24)"),
        ("of 24", 5, None, "5 of 24"),
        ("of 4", 2.6, 8, "2.6 of 4 (n 8)"),
        ("of 24", 19, 24, "19 of 24 (n 24)"),
        ("of 24", 20, None, "more than 19 of 24"),
        ("of 24", 21, 24, "more than 19 of 24 (n 24)"),
        ("of 24", 24, 24, "more than 19 of 24 (n 24)"),
        ("of 8", 6, 8, "more than 3 of 8 (n 8)"),
        ("of 24", 30, None, "30 of 24"),
        ("of 20", 18, 24, "18 of 20 (n 24)"),
        ("", 3, 3, "fewer than 5 (n fewer than 5)"),
        ("", 30, 3, "30 (n fewer than 5)"),
        ("pupils", 3, None, "fewer than 5 pupils"),
        ("Learners", 3, 3, "fewer than 5 Learners (n fewer than 5)"),
        ("pupils", 12, 24, "12 pupils (n 24)"),
        ("%", 3, None, "3%"),
        ("seconds", 3, None, "3 seconds"),
        ("seconds", 3, 3, "3 seconds (n fewer than 5)"),
    ],
)
def test_values_keep_small_counts_of_learners_back(unit: str, value: float, n: int | None, said: str) -> None:
    known = Measure(id="m", recorded_at=NOW, name="explain", unit=unit)
    shown, values = Privacy.PUBLIC, (MeasuredValue(measure="Explain", value=value),)
    journal = a_journal(
        a_cycle(entries=(an_entry("evidence", day(9, 2), n=n, values=values, privacy=shown),)), measures=(known,)
    )
    (change,) = told(journal, reader="accreditation").cycles[0].changes
    assert (change.measure, change.unit) == ("Explain", unit)
    assert [(one.on, one.told, one.entry) for one in change.values] == [(day(9, 2), said, "1.1")]
    (own,) = told(journal).cycles[0].changes
    assert (own.values[0].value, str(n or "")) == (value, own.values[0].n)
    assert "than" not in own.values[0].told


@pytest.mark.parametrize(
    ("first", "latest", "own", "said"),
    [
        (9, 2, "38 % → 8 %, 9 of 24, 2 of 24", "down by at least 5 of 24 since the first value of 2 Sep 2025, which"),
        (2, 9, "8 % → 38 %, 2 of 24, 9 of 24", "up by at least 5 of 24 since the first value of 2 Sep 2025, which is"),
        (2, 23, "8 % → 96 %, 2 of 24, 23 of 24", "up by at least 16 of 24 since the first value"),
        (4, 2, "17 % → 8 %, 4 of 24, 2 of 24", ""),
        (12, 7, "50 % → 29 %, 12 of 24, 7 of 24", "50 % → 29 %, 12 of 24, 7 of 24, since the first value"),
    ],
)
def test_a_change_is_whole_to_the_owner_and_at_least_so_large_to_others(
    first: int, latest: int, own: str, said: str
) -> None:
    known = Measure(id="m", recorded_at=NOW, name="called out", unit="of 24", better=BetterDirection.DOWN)
    held = [
        an_entry(
            "evidence",
            day(9, 2 + place),
            number=place + 1,
            n=24,
            privacy=Privacy.PUBLIC,
            stage=EvidenceStage.DURING,
            values=(MeasuredValue(measure="called out", value=value),),
        )
        for place, value in enumerate((first, latest))
    ]
    journal = a_journal(a_cycle(entries=tuple(held)), measures=(known,))
    way = "better" if latest < first else "worse"
    own += f", since the first value of 2 Sep 2025, which is {way}"
    assert told(journal).cycles[0].changes[0].change == own
    change = told(journal, reader="accreditation").cycles[0].changes[0].change
    assert change.startswith(said)
    assert bool(change) is bool(said)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((("2", 24), ("12", 23)), "up by at least 35 percentage points since the first value of 1 Sep 2025"),
        ((("2", 24), ("4", 23)), ""),
        ((("3", 24), ("4", 24), ("9", 24)), "up by at least 5 of 24 since the baseline of two values"),
        ((("3", 24), ("7", 24), ("21", 24)), "up by at least 14 of 24 since the baseline of two values"),
    ],
)
def test_the_least_change_knows_no_more_than_the_bounds_that_are_told(
    counts: tuple[tuple[str, int], ...], said: str
) -> None:
    """A baseline of several values is their median, and that of two bounds lies between them."""
    staged = [EvidenceStage.DURING] if len(counts) < 3 else [EvidenceStage.BASELINE] * 2
    held = [
        an_entry(
            "evidence",
            day(9, place),
            number=place,
            privacy=Privacy.PUBLIC,
            stage=staged[place - 1] if place <= len(staged) else EvidenceStage.DURING,
            values=(MeasuredValue(measure="explain", value=int(value), of=of),),
        )
        for place, (value, of) in enumerate(counts, 1)
    ]
    known = Measure(id="m", recorded_at=NOW, name="explain", counts=Counted.LEARNERS)
    (change,) = (
        told(a_journal(a_cycle(entries=tuple(held)), measures=(known,)), reader="accreditation").cycles[0].changes
    )
    assert (change.change, change.since) == (said, "")


def test_values_outside_the_window_or_after_the_day_are_left_out() -> None:
    days = [date(2025, 5, 1), day(9, 2), day(10, 11), day(10, 12)]
    values = [MeasuredValue(measure="pace", value=10 + n, sd=n) for n in range(4)]
    held = [an_entry("evidence", on, number=n, values=(values[n - 1],)) for n, on in enumerate(days, 1)]
    other = an_entry("evidence", days[0], number=9, values=(MeasuredValue(measure="old", value=1),))
    cycle = told_of(a_cycle(on=days[0], entries=(*held, other)), day(10, 11))
    assert [(change.measure, [one.told for one in change.values]) for change in cycle.changes] == [
        ("pace", ["11 (SD 1)", "12 (SD 2)"])
    ]


def test_standards_of_the_cycle_and_of_its_entries_stand_once_each() -> None:
    held = (
        an_entry("note", day(9, 2), number=1, standards=("GTCS 2.1", "GTCS 3.3")),
        an_entry("note", day(9, 3), number=2, standards=("GTCS 3.3",)),
    )
    assert told_of(a_cycle(standards=("GTCS 2.1",), entries=held)).standards == ("GTCS 2.1", "GTCS 3.3")


def test_a_line_bears_its_own_tags() -> None:
    (line,) = told_of(a_cycle(tags=("whole",), entries=(an_entry("note", day(9, 2), tags=("own",)),))).lines
    assert line.tags == ("own",)


# Over the year


def test_months_go_from_the_window_s_first_to_the_day_it_is_told() -> None:
    cycle = a_cycle(entries=(an_entry("evidence", day(9, 2)), an_entry("review", day(11, 3), number=2)))
    months = told(a_journal(cycle), day(11, 30)).months
    assert [(month.begins.month, month.pieces) for month in months] == [(8, 0), (9, 1), (10, 0), (11, 1)]
    assert len(told(a_journal(cycle), date(2027, 1, 1)).months) == 12
    assert len(told(a_journal(cycle), date(2025, 7, 1)).months) == 1


def test_how_many_were_written_at_the_time() -> None:
    late = datetime(2025, 12, 1, tzinfo=UTC)
    held = (an_entry("note", day(9, 2)), an_entry("note", day(9, 2), number=2, recorded_at=late))
    summary = told(a_journal(a_cycle(entries=held)))
    assert summary.at_the_time == TimelyCount(1, 2)


def test_an_empty_window() -> None:
    summary = told(Journal().update_settings(name="Ishbel", role="teacher"))
    assert (summary.cycles, summary.entries, summary.still_open, summary.unfiled) == ((), 0, (), 0)
    assert (summary.name, summary.role, summary.title) == ("Ishbel", "teacher", "session 2025-26")


@strategies.seldom
@given(strategies.journals(), strategies.days, strategies.days)
def test_every_entry_of_the_window_up_to_the_day_is_told_once_and_no_other(
    journal: Journal, begin: date, as_at: date
) -> None:
    window = Period(begin, begin + timedelta(days=120))
    summary = told(journal, as_at, window)
    lines = [line.name for cycle in summary.cycles for line in cycle.lines]
    expected = [e.name for e in journal.iterate_entries() if e.happened_on in window and e.happened_on <= as_at]
    assert sorted(lines) == sorted(expected)
    assert summary.entries == len(expected)
    assert sum(month.pieces for month in summary.months) <= len(expected)
    for cycle in summary.cycles:
        assert cycle.next_look is None or cycle.next_look > min(as_at, window.last)
        assert all(version.on <= as_at for version in cycle.versions)


@strategies.seldom
@given(strategies.journals(), strategies.days)
def test_what_was_told_in_october_is_told_in_june_too(journal: Journal, as_at: date) -> None:
    early, late = told(journal, as_at), told(journal, date(2030, 1, 1))
    told_later = {line.name: line.text for cycle in late.cycles for line in cycle.lines}
    for cycle in early.cycles:
        assert all(told_later[line.name] == line.text for line in cycle.lines)


def test_ties_to_others_are_told_to_the_owner_alone() -> None:
    links = (
        Link(kind=LinkKind.CONTRADICTS, cycle=cycle_id(2)),
        Link(kind=LinkKind.SAME_GROUP, cycle=cycle_id(3)),
        Link(kind=LinkKind.SHARED_WITH, who="the stage partner"),
    )
    journal = a_journal(a_cycle(links=links), a_cycle(2), a_cycle(3))
    words = "contradicts enquiry 2; same group as enquiry 3; shared with the stage partner"
    assert words in str(told(journal).blocks)
    shared = a_journal(a_cycle(links=links, privacy=Privacy.PUBLIC))
    document = summary_of(shared, as_at=JUNE, reader="accreditation")
    assert "stage partner" not in str(document.blocks)
    assert document.cycles[0].ties == ()


def test_an_aside_with_brackets_stands_in_none() -> None:
    line = EntryLine(NOW.date(), "1.1", "Wait.", beside="Rowe, M. (1986).")
    assert [run.text for run in line.runs] == ["Wait.", "— Rowe, M. (1986)."]
    assert [run.text for run in EntryLine(NOW.date(), "1.1", "Wait.", beside="before").runs] == ["Wait.", "(before)"]
