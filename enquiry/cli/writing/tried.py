"""What a review says of readings: by its option, and asked in its conversation, once of each that would have one look.

`--tried "4.2=in part: the quiet four wrote nothing"`: a reading by its name, a verdict, and after a colon why.
"""

import re
from collections.abc import Iterable

from enquiry.cli.choosing import read_choice
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.insight.readings.known import VERDICT_WORDS, iterate_said, label_reading, list_expectations
from enquiry.model.asking.prompt import Prompt
from enquiry.model.choices import TriedVerdict
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Reading, Review, TriedReading
from enquiry.model.journal import Journal
from enquiry.unsafe_chars import flatten_text

TRIED = "tried"
"""The field of a review."""
VERDICT = "verdict"
"""What the prompts for a reading fill: no field, but its verdict and the reason, from which that is made."""

_SHAPE = 'Write it as --tried "4.2=in part: the quiet four wrote nothing".'
_VERDICT, _WHY = "tried-", "why-"
"""How the names of the two prompts of a reading begin; its id follows."""


def parse_tried(
    session: Session, journal: Journal, raw: Iterable[str | TriedReading], held: tuple[TriedReading, ...]
) -> tuple[TriedReading, ...]:
    """Return what a review held with what was given, which takes the place of what it said of the same readings.

    An empty text takes away all it held. Raises UsageMistake for what is no verdict or no reading, or names one
    twice, and NotFound for a name that nothing has.
    """
    given = [one for one in raw if one]
    found = [one if isinstance(one, TriedReading) else _parse_one(session, journal, one) for one in given]
    said = dict[str, TriedReading]()
    for one in found:
        if one.reading in said:
            words = f"What {journal.get_name(one.reading)} claims was given twice."
            raise UsageMistake(words, "Say of each reading once how it turned out.")
        said[one.reading] = one
    return tuple(({one.reading: one for one in held if given} | said).values())


def _parse_one(session: Session, journal: Journal, raw: str) -> TriedReading:
    name, sign, rest = (part.strip() for part in raw.partition("="))
    typed, _, why = (part.strip() for part in rest.partition(":"))
    if not sign or not typed:
        raise UsageMistake(f"“{raw}” does not say how a reading turned out.", _SHAPE)
    if not re.fullmatch(r"\d{1,9}\.\d{1,9}", name):
        raise UsageMistake(f"“{name}” is not the name of a reading.", f"{_SHAPE} enquiry readings lists them.")
    reading = journal.find_entry(name)
    if not isinstance(reading, Reading):
        words = f"{name} is no reading but {reading.kind}."
        raise UsageMistake(words, "enquiry readings lists them.")
    verdict, wrong = read_choice(typed, list(TriedVerdict))
    if wrong:
        raise UsageMistake(wrong, f"It is one of: {', '.join(VERDICT_WORDS.values())}.")
    kept = session.clean_field(why, "reason") if why else ""
    return TriedReading(reading=reading.id, verdict=TriedVerdict(verdict), why=kept)


def build_tried_prompts(cycle: Cycle, answers: dict[str, str]) -> list[Prompt]:
    """Return what a review asks of each reading whose claim no review has been asked about: how it was, then why."""
    prompts = list[Prompt]()
    for reading in list_expectations(cycle, asked=False):
        claim = flatten_text(reading.expects).rstrip(".")
        asks = f"{label_reading(reading)} would have you see “{claim}”. How was it here? (Enter leaves it open)"
        name = f"{_VERDICT}{reading.id}"
        prompts.append(Prompt(name=name, asks=asks, example="in part", field=VERDICT))
        if name in answers:
            why = Prompt(
                name=f"{_WHY}{reading.id}", asks="What says so?", example="the quiet four wrote nothing", field=VERDICT
            )
            prompts.append(why)
    return prompts


def is_verdict_prompt(prompt: Prompt) -> bool:
    """Say whether a prompt asks for a verdict, and not for the reason of one."""
    return prompt.name.startswith(_VERDICT)


def collect_tried(answers: dict[str, str], passed: Iterable[str]) -> list[TriedReading]:
    """Return what was answered of readings; those that were passed over, by the names of prompts, are left open."""
    verdicts = {name.removeprefix(_VERDICT): answer for name, answer in answers.items() if name.startswith(_VERDICT)}
    left = (name.removeprefix(_VERDICT) for name in passed if name.startswith(_VERDICT) and name not in answers)
    said = [
        TriedReading(reading=one, verdict=TriedVerdict(verdict), why=answers.get(f"{_WHY}{one}", ""))
        for one, verdict in verdicts.items()
    ]
    return [*said, *(TriedReading(reading=one) for one in left)]


def say_tried(session: Session, cycle: Cycle, review: Review, journal: Journal) -> None:
    """Say at a terminal what was kept of readings; and of each whose claim no review was asked about how to say it.

    In a conversation each was asked about, so that nothing is left to say.
    """
    if session.message_layout:
        for label, said in iterate_said(review, journal):
            session.say(f"{label}: {said}")
    for reading in list_expectations(cycle, asked=False):
        claim = flatten_text(reading.expects).rstrip(".")
        session.say(
            f"{label_reading(reading)} ({reading.name}) would have you see “{claim}”, and no review has looked. "
            f'To say how it was: enquiry edit {review.name} --tried "{reading.name}=…"'
        )
