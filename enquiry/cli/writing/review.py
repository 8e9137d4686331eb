"""The review as one step in the journal: by options and by conversation alike it makes the same record."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from enquiry.cli.names import resolve_cycle
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import build_entry_fields, grow_cycle
from enquiry.cli.writing.options import EntryOptions
from enquiry.cli.writing.values import resolve_day
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake
from enquiry.insight.agenda import add_term, add_year, compute_usual_look
from enquiry.insight.pulse.rules import PulseRules
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import Cycle, Question
from enquiry.model.entry import Action, Review
from enquiry.model.journal import Journal


class ReviewOutcome(NamedTuple):
    """What a review brings beside its own record: a better question, an action, the question of a cycle to come."""

    refine: str = ""
    act: str = ""
    following: str = ""


class ReviewResult(NamedTuple):
    """The journal after a review, and what was made in it."""

    journal: Journal
    review: Review
    cycle: Cycle
    grown: Cycle | None


def record_review(
    session: Session, journal: Journal, given: EntryOptions, text: str, outcome: ReviewOutcome
) -> ReviewResult:
    """Return the journal with the review and with all its decision brings. Raises UsageMistake for a closed cycle."""
    cycle = resolve_cycle(journal, given.cycle)
    if cycle.state is CycleState.CLOSED:
        msg = f"Cycle {cycle.number} is closed."
        raise UsageMistake(msg, f"To take it up again: enquiry reopen {cycle.number}; then review it.")
    calendar, day = session.load_school_calendar(journal), resolve_day(session, given.on, journal)
    entry = Review(**build_entry_fields(session, journal, cycle, Review, day, given.fields), text=text)
    if entry.next_look is None:
        first, rules = max(day, session.today), session.config.pulse
        entry = replace(entry, next_look=choose_next_look(cycle, entry.decision, calendar, first, rules))
    after = cycle.upsert_entry(entry)
    if outcome.refine:
        after = after.add_question(Question(text=outcome.refine, on=day, because=entry.because))
    if outcome.act:
        fields = build_entry_fields(session, journal, after, Action, day, given.fields)
        after = after.upsert_entry(Action(**fields, text=outcome.act))
    journal, grown = grow_cycle(journal.upsert_cycle(after), after, outcome.following, day, session.stamp())
    return ReviewResult(journal, entry, after, grown)


def check_outcome(fields: Mapping[str, Any], outcome: ReviewOutcome) -> None:
    """Raise UsageMistake for a reason without a decision, and for what does not belong to the decision made."""
    decision = fields.get("decision")
    if fields.get("because") and not decision:
        hint = "Add --decision continue (or adapt, pause, stop, embed, extend)."
        raise UsageMistake("A reason was given, but no decision.", hint)
    if (outcome.refine or outcome.act) and decision is not Decision.ADAPT:
        raise UsageMistake("--refine and --act belong to the decision to adapt.", "Add --decision adapt.")
    if outcome.following and decision not in (Decision.EXTEND, Decision.STOP, Decision.EMBED):
        words = "--next belongs to a decision that ends or widens the cycle."
        raise UsageMistake(words, "Add --decision extend, embed or stop.")


def choose_next_look(
    cycle: Cycle, decision: Decision | None, calendar: Calendar, day: date, rules: PulseRules
) -> date | None:
    """Return the next look a decision brings where none is named: every cycle that goes on has one."""
    if decision is Decision.EMBED:
        return add_term(day, calendar, rules)
    ends = decision in (None, Decision.STOP, Decision.PAUSE)
    return None if ends else compute_usual_look(cycle, calendar, day, rules)


def say_follow_ups(session: Session, result: ReviewResult, calendar: Calendar) -> None:
    """Say when the cycle is looked at again; after *embed*, that it is looked at a year on as well."""
    look = result.cycle.next_look
    if result.review.decision is Decision.EMBED and look:
        year = spell(add_year(result.review.happened_on, calendar))
        session.say(f"Is it still happening? A look on {spell(look, weekday=True)}, and another around {year}.")
    elif look and result.review.next_look:
        session.say(f"Next look: {spell(look, weekday=True)}")
