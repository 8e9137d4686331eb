"""The pulse of every sample journal on the day it was left: what it reads as, and that it keeps its reasons."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from enquiry.answers.answer import project
from enquiry.answers.pulse import PulseAnswer
from enquiry.command_lines import format_command
from enquiry.exchange.encoding import encode_answer
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.exchange.samples import list_samples, load_sample, read_sample
from enquiry.insight.pulse.evaluate import Pulse, PulseReport, build_pulse_report
from enquiry.insight.pulse.sign import Finding
from enquiry.model.choices import Direction, EvidenceKind
from enquiry.presets import load_calendar
from tests.insight.pulse.test_thresholds import names_its_reason

every_sample = pytest.mark.parametrize("name", list_samples())


def left(name: str) -> date:
    """Return the day a sample was left."""
    day = load_sample(name).as_at
    assert day
    return day


def pulses(name: str, *, today: date | None = None, closed: bool = False) -> PulseReport:
    """Return the pulses of a sample's open cycles, or of all its cycles, on the day it was left."""
    journal = load_exported_journal(read_sample(name), name)
    calendar = load_calendar(journal.settings.calendar, Path("nowhere"))
    return build_pulse_report(journal.kept if closed else None, journal, calendar, today or left(name))


def the_pulse(name: str, number: int = 1, today: date | None = None) -> Pulse:
    return next(one for one in pulses(name, today=today, closed=True).pulses if one.cycle.number == number)


def signs(pulse: Pulse) -> dict[str, Finding]:
    return {sign.name: sign for sign in pulse.signs}


def test_greeting_at_the_door_was_measured_when_it_was_time_to_report() -> None:
    pulse = the_pulse("behaviour", 1)
    said = signs(pulse)
    assert pulse.words == ("end-loaded", "stopped")
    assert (said["baseline"].state, said["baseline"].entries) == ("late", ("1.3", "1.1"))
    assert (said["spread"].state, said["spread"].entries) == ("end-loaded", ("1.4", "1.5", "1.6", "1.7", "1.8", "1.10"))
    assert said["written at the time"].state == "written up afterwards"
    assert said["written at the time"].entries == ("1.4", "1.5", "1.6", "1.7", "1.8")
    assert said["delivery"].sentence == "21 of 60 planned times (1.1): too few to say that it did not work."
    assert said["one-sided"].state == "none yet"
    assert format_command(pulse.next.act) == "enquiry pulse 2"


def test_the_cycle_that_grew_from_it_began_with_a_baseline() -> None:
    pulse = the_pulse("behaviour", 2)
    assert pulse.words == ("steady",)
    assert signs(pulse)["baseline"].state == "in place"


@pytest.mark.parametrize("today", [date(2025, 11, 12), date(2025, 12, 5), date(2025, 12, 14), date(2026, 2, 3)])
def test_exchange_in_p4_is_steady_with_its_contradictions_first(today: date) -> None:
    pulse = the_pulse("primary", 4, today)
    assert pulse.words[0] == "steady"
    assert signs(pulse)["one-sided"].state == "noticed"
    assert pulse.disagreeing[0].name == "4.9"
    assert pulse.disagreeing[0].direction is Direction.CONTRADICTS
    assert signs(pulse)["baseline"].state == "in place"


def test_exchange_in_p4_held_after_it_was_embedded() -> None:
    before, later = the_pulse("primary", 4, date(2025, 12, 14)), the_pulse("primary", 4)
    assert before.words == later.words == ("steady", "embedded")
    assert signs(before)["sustain"].state == "to come"
    assert signs(later)["sustain"].state == "done"


def test_waiting_three_seconds_slipped_after_it_was_embedded() -> None:
    pulse = the_pulse("science")
    sign = signs(pulse)["sustain"]
    assert sign.state == "slipped"
    assert "“wait after a question” went back from 3.2 (1.18) to 2.1 s (1.21, 20 Jan)" in sign.sentence
    assert signs(the_pulse("science", today=date(2026, 1, 19)))["sustain"].state == "to come"
    assert the_pulse("science", today=date(2026, 1, 19)).words == ("steady", "embedded")


def test_eight_slow_readers_are_due_a_look() -> None:
    assert the_pulse("primary", 5).words == ("due a look",)


@every_sample
def test_every_sentence_names_an_entry_or_says_that_there_is_none(name: str) -> None:
    found = pulses(name, closed=True)
    said = [found.many, *(sign for pulse in found.pulses for sign in pulse.signs)]
    assert [sign for sign in said if not names_its_reason(sign)] == []


@every_sample
def test_every_entry_a_sign_rests_on_is_one_of_its_cycle(name: str) -> None:
    for pulse in pulses(name, closed=True).pulses:
        known = {entry.name for entry in pulse.cycle.kept}
        assert all({*sign.entries} <= known for sign in pulse.signs)
        assert {entry for cell in pulse.grid for entry in cell.entries} <= known


@every_sample
def test_sentences_are_plain(name: str) -> None:
    found = pulses(name, closed=True)
    said = [found.many, *(sign for pulse in found.pulses for sign in pulse.signs)]
    words = [text for sign in said for text in (sign.sentence, sign.next.words if sign.next else "") if text]
    assert [text for text in words if not text.endswith(".") or not text[:1].strip() or "  " in text] == []
    unwelcome = ("!", "score", "well done", "should", "must", "fail", "complete", "percent")
    assert [text for text in words if any(word in text.casefold() for word in unwelcome)] == []


@every_sample
def test_each_act_is_a_command_of_the_program(name: str) -> None:
    from enquiry.cli.app import PANELS

    commands = {command for panel in PANELS.values() for command in panel}
    found = pulses(name, closed=True)
    acts = [sign.next for pulse in found.pulses for sign in pulse.signs if sign.next]
    acts += [pulse.next for pulse in found.pulses]
    assert all(act.words for act in acts)
    assert {format_command(act.act).split()[1] for act in acts} <= commands


@every_sample
def test_the_object_holds_every_sign_week_and_cell(name: str) -> None:
    document = msgspec.json.decode(encode_answer(project(PulseAnswer, pulses(name))), type=dict[str, Any])
    for pulse, told in zip(pulses(name).pulses, document["cycles"], strict=True):
        for sign, answer in zip(pulse.signs, told["signs"], strict=True):
            assert (answer["name"], answer["state"], answer["sentence"]) == (sign.name, sign.state, sign.sentence)
            assert tuple(answer["entries"]) == sign.entries
            assert answer["command"] == (format_command(sign.next.act) if sign.next else "")
        assert (told["number"], tuple(told["reads"])) == (pulse.cycle.number, pulse.words)
        assert sum(week["pieces"] for week in told["weeks"]) == len(told["positions"])
        assert len(told["grid"]) >= len(EvidenceKind) - 1  # what staff say is asked for where they are the group
