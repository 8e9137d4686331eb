"""The sample journals: they can be read, they agree with themselves, and they tell what they should."""

import re
from datetime import date, datetime
from typing import Any

import msgspec
import pytest
from dateutil import tz

from enquiry.insight.leading import build_leading_walk
from enquiry.insight.readings.known import format_trials, list_known_readings
from enquiry.model.belief import Belief
from enquiry.model.choices import CycleState, Decision, Direction, EvidenceKind, EvidenceStage
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Action, AnyEntry, Ask, Entry, Evidence, Reading, Reflection, Review
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import Measure
from enquiry.model.settings import Settings
from enquiry.model.tag import parse_tag
from tests import TOP

SEEDS = TOP / "seeds"
NAMES = sorted(path.stem for path in SEEDS.glob("*.json"))
TOP_FIELDS = {"schema_version", "about", "as_at", "settings", "cycles", "inbox", "measures"}

WORDS = """none one two three four five six seven eight nine ten
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"""

every_seed = pytest.mark.parametrize("name", NAMES)


def document(name: str) -> dict[str, Any]:
    """Return a sample as it lies in its file."""
    found: dict[str, Any] = msgspec.json.decode((SEEDS / f"{name}.json").read_bytes())
    return found


def journal(name: str) -> Journal:
    """Return a sample as the model's values, read as strictly as the model reads."""
    raw = document(name)
    cycles = [{key: value for key, value in cycle.items() if key != "question"} for cycle in raw["cycles"]]
    return Journal(
        settings=msgspec.convert(raw["settings"], Settings, strict=True),
        cycles=msgspec.convert(cycles, tuple[Cycle, ...], strict=True),
        inbox=msgspec.convert(raw["inbox"], tuple[LooseNote, ...], strict=True),
        measures=msgspec.convert(raw["measures"], tuple[Measure, ...], strict=True),
        beliefs=msgspec.convert(raw.get("beliefs", []), tuple[Belief, ...], strict=True),
    )


def entries(name: str) -> list[AnyEntry]:
    return [entry for cycle in journal(name).cycles for entry in cycle.entries]


def moments(name: str) -> list[tuple[str, datetime]]:
    """Return the id and the moment of writing of everything that has them."""
    whole = journal(name)
    records = [*whole.cycles, *entries(name), *whole.lone, *whole.measures]
    return [(record.id, record.recorded_at) for record in records]


def values(cycle: Cycle, measure: str) -> list[tuple[str, float, float | None]]:
    """Return the day, value and standard deviation of each value of a measure in a cycle."""
    return [(f"{e.happened_on:%d %b}", v.value, v.sd) for e, v in cycle.iterate_values() if v.measure == measure]


def decisions(cycle: Cycle) -> list[tuple[str, str]]:
    """Return the day and the decision of each review that came to one."""
    reviews = (entry for entry in cycle.kept if isinstance(entry, Review))
    return [(f"{review.happened_on:%d %b}", review.decision.value) for review in reviews if review.decision]


def actions(cycle: Cycle) -> list[str]:
    return [f"{entry.happened_on:%d %b}" for entry in cycle.actions]


def on(cycle: Cycle, day: str) -> list[Evidence]:
    """Return the evidence of one day."""
    return [e for e in cycle.kept if isinstance(e, Evidence) and f"{e.happened_on:%d %b}" == day]


def ways_to_say(number: float) -> list[str]:
    """Return the number in figures and, where it is small and whole, in words; ready for a pattern."""
    words = dict(enumerate(WORDS.split()))
    return [re.escape(str(number)), re.escape(f"{number:g}"), *([words[int(number)]] if number in words else [])]


def texts(name: str) -> list[str]:
    """Return every sentence a person wrote: texts, reasons, questions and the fields of a cycle."""
    whole, found = journal(name), []
    for cycle in whole.cycles:
        found += [cycle.issue, cycle.why, cycle.hunch, cycle.group, *(sign.text for sign in cycle.success)]
        found += [part for question in cycle.questions for part in (question.text, question.because)]
        found += [turn.because for turn in cycle.turns]
    for entry in entries(name):
        found.append(entry.text)
        found += [entry.because] if isinstance(entry, Review) else []
        found += [entry.fit, entry.doubt] if isinstance(entry, Reading) else []
    for belief in whole.beliefs:
        found += [part for version in belief.versions for part in (version.text, version.because)]
        found += [support.why for support in belief.supports]
    return [text for text in (*found, *(note.text for note in whole.inbox)) if text]


# What holds of every sample


def test_the_samples_are_all_there() -> None:
    expected = "behaviour career depute french history maths new-zealand primary science"
    assert expected.split() == NAMES


def test_nothing_in_the_folder_can_be_executed() -> None:
    files = [path for path in SEEDS.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= {".json", ".md"}
    assert not [path for path in files if path.stat().st_mode & 0o111]
    assert not [path for path in files if path.read_bytes().startswith(b"#!")]


@every_seed
def test_the_file_is_laid_out_for_reading(name: str) -> None:
    raw = (SEEDS / f"{name}.json").read_text(encoding="utf-8")
    assert raw.startswith('{\n  "schema_version": 2,\n  "about": ')
    assert raw.endswith("}\n")
    assert "\\u" not in raw
    assert set(document(name)) - {"beliefs"} == TOP_FIELDS


@every_seed
def test_it_says_that_its_people_are_invented(name: str) -> None:
    about = document(name)["about"]
    assert "invented" in about
    assert re.search(r"The people, the school and the (pupils|ākonga|learners) are all made up\.$", about)


@every_seed
def test_it_is_read_strictly_and_defaults_are_left_out(name: str) -> None:
    raw, whole = document(name), journal(name)
    cycles = [{key: value for key, value in cycle.items() if key != "question"} for cycle in raw["cycles"]]
    read = (whole.settings, whole.cycles, whole.inbox, whole.measures)
    written = [raw["settings"], cycles, raw["inbox"], raw["measures"]]
    assert msgspec.json.decode(msgspec.json.encode(read).replace(b'Z"', b'+00:00"')) == written


@every_seed
def test_each_cycle_shows_its_latest_question(name: str) -> None:
    shown = [cycle["question"] for cycle in document(name)["cycles"]]
    assert shown == [cycle.question for cycle in journal(name).cycles]


@every_seed
def test_ids_are_unique_of_version_7_and_of_the_moment_of_writing(name: str) -> None:
    found = moments(name)
    assert len({id_ for id_, _ in found}) == len(found)
    for id_, moment in found:
        assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", id_)
        assert int(id_.replace("-", "")[:12], 16) == int(moment.timestamp() * 1000)


@every_seed
def test_cycles_entries_and_notes_are_numbered_in_order_of_writing(name: str) -> None:
    whole = journal(name)
    assert [cycle.number for cycle in whole.cycles] == list(range(1, len(whole.cycles) + 1))
    assert [note.name for note in whole.inbox] == [f"n{number}" for number in range(1, len(whole.inbox) + 1)]
    for cycle in whole.cycles:
        assert [e.name for e in cycle.entries] == [f"{cycle.number}.{n}" for n in range(1, len(cycle.entries) + 1)]
        assert {entry.cycle for entry in cycle.entries} == {cycle.id}
        assert [e.recorded_at for e in cycle.entries] == sorted(e.recorded_at for e in cycle.entries)
    for rows in (whole.cycles, whole.inbox, whole.measures):
        assert [row.recorded_at for row in rows] == sorted(row.recorded_at for row in rows)


@every_seed
def test_nothing_is_written_before_it_happened_or_before_its_cycle(name: str) -> None:
    whole = journal(name)
    for cycle in whole.cycles:
        assert cycle.questions[0].on <= cycle.recorded_at.date()
        assert [question.on for question in cycle.questions] == sorted(question.on for question in cycle.questions)
        assert all(cycle.questions[0].on <= entry.happened_on for entry in cycle.entries)
        assert all(cycle.recorded_at < entry.recorded_at for entry in cycle.entries)
        assert all(turn.on <= turn.at.date() for turn in cycle.turns)
    for thing in (*entries(name), *whole.inbox):
        assert thing.happened_on <= thing.recorded_at.date()


@every_seed
def test_the_day_of_the_visit_comes_after_everything_but_the_next_look(name: str) -> None:
    whole, as_at = journal(name), date.fromisoformat(document(name)["as_at"])
    days = [entry.happened_on for entry in entries(name)]
    days += [moment.date() for _, moment in moments(name)]
    days += [question.on for cycle in whole.cycles for question in cycle.questions]
    days += [sign.on for cycle in whole.cycles for sign in cycle.success]
    days += [turn.at.date() for cycle in whole.cycles for turn in cycle.turns]
    assert max(days) <= as_at
    looks = [entry for entry in entries(name) if isinstance(entry, Review) and entry.next_look]
    assert all(review.next_look and review.next_look > review.happened_on for review in looks)


@every_seed
def test_the_clock_is_that_of_the_country(name: str) -> None:
    zone = tz.gettz("Pacific/Auckland" if journal(name).settings.calendar == "new-zealand" else "Europe/London")
    written = [moment for _, moment in moments(name)] + [t.at for c in journal(name).cycles for t in c.turns]
    for moment in written:
        assert moment.utcoffset() == moment.replace(tzinfo=zone).utcoffset(), moment
        assert 7 <= moment.hour < 23


@every_seed
def test_things_happen_on_days_when_there_is_school(name: str) -> None:
    assert not [e.name for e in entries(name) if e.happened_on.weekday() > 4 and not isinstance(e, Reading)]


@every_seed
def test_most_is_written_at_the_time(name: str) -> None:
    late = [entry.name for entry in entries(name) if (entry.recorded_at.date() - entry.happened_on).days > 5]
    assert late == (["1.9"] if name == "behaviour" else [])


@every_seed
def test_names_of_other_things_lead_to_them(name: str) -> None:
    whole = journal(name)
    numbers = {cycle.id: cycle.number for cycle in whole.cycles}
    assert whole.settings.current in numbers
    assert all(numbers[cycle.grew_from] < cycle.number for cycle in whole.cycles if cycle.grew_from)
    assert {link.cycle for cycle in whole.cycles for link in cycle.links if link.cycle} <= set(numbers)
    assert {note.filed_as for note in whole.inbox if note.filed_as} <= {entry.id for entry in entries(name)}


@every_seed
def test_every_value_is_of_a_listed_measure_and_within_its_scale(name: str) -> None:
    whole, used = journal(name), set()
    units = {measure.name: measure.unit for measure in whole.measures}
    assert len(units) == len(whole.measures)
    for value in [value for cycle in whole.cycles for _, value in cycle.iterate_values()]:
        used.add(value.measure)
        most = re.fullmatch(r"of (\d+)", units[value.measure])
        assert 0 <= value.value <= (int(most[1]) if most else 100 if units[value.measure] == "%" else 1000)
    assert used == set(units)


@every_seed
def test_values_stand_in_the_words_too(name: str) -> None:
    for evidence in (entry for entry in entries(name) if isinstance(entry, Evidence)):
        said = evidence.text.casefold()
        for value in evidence.values:
            found = [form for form in ways_to_say(value.value) if re.search(rf"(?<![\w.]){form}(?!\w|\.\d)", said)]
            assert found, (evidence.name, value)


@every_seed
def test_the_state_follows_from_decisions_and_turns(name: str) -> None:
    for cycle in journal(name).cycles:
        told = [(review.recorded_at, review.decision) for review in cycle.reviews]
        steps = sorted([*told, *((turn.at, turn.state) for turn in cycle.turns)], key=lambda step: step[0])
        state = CycleState.OPEN
        for _, step in steps:
            match step:
                case CycleState():
                    state = step
                case Decision.PAUSE:
                    state = CycleState.PAUSED
                case Decision.STOP:
                    state = CycleState.CLOSED
                case Decision():
                    state = CycleState.OPEN
                case None:
                    pass
        assert cycle.state is state, cycle.number
        assert cycle.next_look is None or state is not CycleState.CLOSED, cycle.number


@every_seed
def test_a_reason_reads_on_after_because(name: str) -> None:
    for review in (entry for entry in entries(name) if isinstance(entry, Review)):
        if review.decision:
            assert review.because
            assert not review.because.endswith(".")
            assert review.because[0].islower() or review.because.startswith("I ")


@every_seed
def test_it_is_written_as_at_half_past_four(name: str) -> None:
    for text in texts(name):
        assert len(text.split()) <= 100, text
        assert "!" not in text, text
        assert text == text.strip()
        assert "  " not in text
    assert max(len(text.split()) for text in texts(name)) > 30


@every_seed
def test_tags_can_be_typed(name: str) -> None:
    things: list[Cycle | Entry | LooseNote] = [*journal(name).cycles, *entries(name), *journal(name).inbox]
    for tag in {tag for thing in things for tag in thing.tags}:
        assert parse_tag(tag) == tag


@every_seed
def test_something_disagrees_and_somebody_thinks(name: str) -> None:
    found = entries(name)
    assert any(isinstance(entry, Evidence) and entry.direction is Direction.CONTRADICTS for entry in found)
    assert any(isinstance(entry, Reflection) for entry in found)
    assert any(isinstance(entry, Review) for entry in found)


def test_readings_are_the_publications_that_exist() -> None:
    known = {
        "Carbonneau, K. J., Marley, S. C. & Selig, J. P.": (2013, "105(2), 380–400", "10.1037/a0031084"),
        "Therrien, W. J.": (2004, "25(4), 252–261", "10.1177/07419325040250040801"),
        "Mercer, N., Wegerif, R. & Dawes, L.": (1999, "25(1), 95–111", "10.1080/0141192990250107"),
        "Palincsar, A. S. & Brown, A. L.": (1984, "1(2), 117–175", "10.1207/s1532690xci0102_1"),
        "Rohrer, D., Dedrick, R. F. & Stershic, S.": (2015, "107(3), 900–908", "10.1037/edu0000001"),
        "Rowe, M. B.": (1986, "37(1), 43–50", "10.1177/002248718603700110"),
        "Roediger, H. L. & Karpicke, J. D.": (2006, "17(3), 249–255", "10.1111/j.1467-9280.2006.01693.x"),
    }
    readings = [entry for name in NAMES for entry in entries(name) if isinstance(entry, Reading)]
    published = [reading for reading in readings if reading.authors or reading.title or reading.doi]
    for reading in published:
        year, pages, doi = known[reading.authors]
        assert (reading.year, reading.doi) == (year, doi)
        assert reading.where.endswith(f", {pages}")
    assert {reading.authors for reading in published} == set(known)


# What each sample tells


def test_exchange_in_p4() -> None:
    cycle = journal("primary").find_cycle(4)
    assert [f"{question.on:%d %b}" for question in cycle.questions] == ["25 Aug", "05 Sep"]
    assert cycle.questions[1].because == "the first question asked for a yes and was too wide"
    assert values(cycle, "explain exchange") == [
        ("03 Sep", 5, None), ("24 Sep", 9, None), ("10 Nov", 14, None), ("03 Dec", 17, None)
    ]  # fmt: skip
    assert values(cycle, "20-item check") == [("03 Sep", 11.2, 4.1), ("03 Dec", 15.1, 3.8), ("26 Jan", 14.6, None)]
    assert actions(cycle) == ["10 Sep", "29 Sep", "03 Nov", "24 Nov"]
    assert decisions(cycle) == [("08 Oct", "adapt"), ("14 Nov", "continue"), ("08 Dec", "embed")]
    assert [evidence.direction for evidence in on(cycle, "06 Oct")] == [Direction.CONTRADICTS]
    assert cycle.resolve_stage(on(cycle, "03 Sep")[0]) is EvidenceStage.BASELINE
    assert cycle.resolve_stage(on(cycle, "26 Jan")[0]) is EvidenceStage.FOLLOW_UP
    assert cycle.tags == ("numeracy", "place-value", "cpa")


def test_eight_slow_readers() -> None:
    cycle = journal("primary").find_cycle(5)
    assert values(cycle, "words correct") == [("08 Sep", 71, 14), ("06 Oct", 78, None), ("15 Dec", 92, 17)]
    assert values(cycle, "words correct, whole class") == [("08 Sep", 104, 29), ("15 Dec", 116, 30)]
    assert values(cycle, "prosody") == [("10 Sep", 1.9, None), ("10 Nov", 2.6, None)]
    assert actions(cycle) == ["15 Sep", "03 Nov", "17 Nov", "12 Jan"]
    rereading = cycle.actions[0]
    assert isinstance(rereading, Action)
    assert (rereading.planned, rereading.done) == (44, 37)
    assert decisions(cycle) == [("10 Oct", "continue"), ("28 Nov", "adapt"), ("16 Dec", "extend")]
    assert [evidence.direction for evidence in on(cycle, "24 Nov")] == [Direction.MIXED]


def test_the_default_sample_has_a_past_a_present_and_an_inbox() -> None:
    whole = journal("primary")
    assert [cycle.state for cycle in whole.cycles] == [CycleState.CLOSED] * 3 + [CycleState.OPEN] * 3
    assert [whole.get_number(cycle.grew_from) for cycle in whole.cycles] == [None, None, None, 1, 3, 4]
    assert [18 <= len(cycle.entries) <= 26 for cycle in whole.cycles] == [False, False, False, True, True, False]
    assert decisions(whole.find_cycle(2)) == [("06 Mar", "stop")]
    assert [note.name for note in whole.waiting] == ["n2", "n3", "n4"]
    assert whole.find_cycle(6).question == "What helps those who lean on blocks to choose their own model?"


def test_rules_for_talk() -> None:
    cycle = journal("new-zealand").find_cycle(1)
    assert values(cycle, "reasoning words") == [("06 May", 6, None), ("09 Jun", 13, None), ("24 Jun", 21, None)]
    assert values(cycle, "feel listened to") == [("07 May", 12, None), ("29 Jul", 20, None)]
    assert actions(cycle) == ["12 May", "26 May", "16 Jun", "21 Jul"]
    assert decisions(cycle) == [("13 Jun", "continue"), ("27 Jun", "adapt"), ("01 Aug", "embed")]
    assert "ākonga" in cycle.question


def test_reciprocal_reading() -> None:
    cycle = journal("history").find_cycle(1)
    assert cycle.questions[0].text == "Will reciprocal reading raise attainment?"
    assert values(cycle, "source summary") == [("09 Sep", 1.6, None), ("07 Oct", 2.0, None), ("02 Dec", 2.7, None)]
    assert actions(cycle) == ["16 Sep", "30 Sep", "04 Nov", "18 Nov"]
    assert [(e.direction, e.n) for e in on(cycle, "11 Nov")] == [(Direction.CONTRADICTS, 27)]
    assert decisions(cycle) == [("10 Oct", "continue"), ("14 Nov", "adapt"), ("05 Dec", "extend")]


def test_mixed_homework() -> None:
    cycle = journal("maths").find_cycle(1)
    assert values(cycle, "delayed mixed test") == [("10 Sep", 10.8, None), ("10 Dec", 14.9, 3.9)]
    assert values(cycle, "delayed mixed test, comparison class") == [("10 Sep", 10.6, None), ("10 Dec", 12.6, 4.1)]
    assert [evidence.n for evidence in on(cycle, "10 Dec")] == [27, 26]
    assert actions(cycle)[:3] == ["15 Sep", "13 Oct", "10 Nov"]
    assert [evidence.direction for evidence in on(cycle, "17 Oct")] == [Direction.CONTRADICTS]
    assert decisions(cycle) == [("21 Oct", "continue"), ("12 Dec", "continue")]


def test_waiting_three_seconds() -> None:
    cycle = journal("science").find_cycle(1)
    waits = [("16 Sep", 0.9, None), ("07 Oct", 2.4, None), ("11 Nov", 3.2, None), ("20 Jan", 2.1, None)]
    assert values(cycle, "wait after a question") == waits
    assert [value for _, value, _ in values(cycle, "length of answers")] == [4.1, 7.0, 9.8]
    assert [value for _, value, _ in values(cycle, "spoke in the lesson")] == [7, 15]
    assert actions(cycle) == ["22 Sep", "06 Oct", "03 Nov"]
    told = decisions(cycle)
    assert len(told) == 8
    assert {("15 Oct", "adapt"), ("14 Nov", "embed"), ("20 Jan", "continue")} <= set(told)


def test_no_stakes_quizzes() -> None:
    cycle = journal("french").find_cycle(1)
    checks = [("02 Sep", 5.2, None), ("07 Oct", 6.4, None), ("11 Nov", 7.6, None), ("09 Dec", 6.9, None)]
    assert values(cycle, "vocabulary check") == checks
    assert values(cycle, "worried about tests") == [("02 Sep", 4, None), ("07 Oct", 6, None)]
    assert Direction.CONTRADICTS in [evidence.direction for evidence in on(cycle, "07 Oct")]
    assert actions(cycle) == ["09 Sep", "28 Oct", "18 Nov"]
    assert decisions(cycle) == [("10 Oct", "adapt"), ("14 Nov", "continue"), ("12 Dec", "embed")]


def test_greeting_at_the_door_went_wrong_as_it_did() -> None:
    whole = journal("behaviour")
    wrong, following = whole.cycles
    assert values(wrong, "on task") == [("17 Sep", 78, None), ("27 Nov", 80, None)]
    greeting = wrong.actions[0]
    assert isinstance(greeting, Action)
    assert (f"{greeting.happened_on:%d %b}", greeting.planned, greeting.done) == ("27 Aug", 60, 21)
    assert EvidenceStage.BASELINE not in [wrong.resolve_stage(e) for e in wrong.kept if isinstance(e, Evidence)]
    at_once = [e for e in wrong.entries if e.recorded_at.date() == date(2025, 11, 28)]
    assert [entry.name for entry in at_once] == ["1.4", "1.5", "1.6", "1.7", "1.8"]
    assert [entry.happened_on.day for entry in at_once] == [24, 25, 26, 27, 28]
    assert any("I measured when it was time to report." in entry.text for entry in at_once)
    assert decisions(wrong) == [("01 Dec", "stop")]
    assert following.grew_from == wrong.id
    before = [
        e for e in following.kept if isinstance(e, Evidence) and following.resolve_stage(e) is EvidenceStage.BASELINE
    ]
    assert (before[0].happened_on, before[-1].happened_on) == (date(2026, 1, 12), date(2026, 1, 16))
    assert actions(following) == ["19 Jan"]


def test_a_leader_learns_too() -> None:
    cycle = journal("depute").find_cycle(1)
    assert len(cycle.questions) == 2
    kinds = {evidence.evidence_kind for evidence in cycle.kept if isinstance(evidence, Evidence)}
    assert {EvidenceKind.PEER_DIALOGUE, EvidenceKind.TIME_COST} <= kinds
    assert [(entry.of, entry.answer) for entry in cycle.kept if isinstance(entry, Ask)] == [("head teacher", "partly")]
    walk = build_leading_walk(cycle, journal("depute"))
    assert all(rung.items for rung in walk.rungs)
    assert [item.name for item in walk.rungs[0].items] == ["1.22"]


def test_one_reading_is_tried_four_times_over_the_years() -> None:
    whole = journal("career")
    [known] = [one for one in list_known_readings(whole) if one.trials]
    told = "tried in two classes, looked at four times: twice in part, once not here, once it couldn't be told"
    assert f"{known.label}: {format_trials(known, whole)}" == f"Therrien 2004: {told}"
    assert [trial.review.name for trial in known.trials] == ["10.6", "10.8", "14.5", "14.9"]
    assert {cycle.priority for cycle in whole.cycles if cycle.priority} == set(whole.settings.priorities)


def test_ten_years_hang_together() -> None:
    whole = journal("career")
    assert len(whole.cycles) == 14
    assert all(5 <= len(cycle.entries) <= 10 for cycle in whole.cycles)
    assert (whole.cycles[0].began_on.year, whole.cycles[-1].began_on.year) == (2016, 2025)
    assert {decision for cycle in whole.cycles for _, decision in decisions(cycle)} == set(Decision)
    assert {cycle.state for cycle in whole.cycles} == set(CycleState) - {CycleState.RESTING}
    assert sum(cycle.grew_from is not None for cycle in whole.cycles) >= 8
    tags = [tag for cycle in whole.cycles for tag in cycle.tags]
    assert {"questioning", "questions", "reading", "reading/fluency", "what-i-got-wrong"} <= set(tags)
    assert sum(tag.partition("/")[0] == "reading" for tag in tags) >= 8
