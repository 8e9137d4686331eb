"""The review as one step in the journal: by options and by conversation alike it makes the same record."""

from datetime import date
from typing import NamedTuple

from enquiry.cli.session import Session
from enquiry.cli.writing.entries import build_entry, build_next_cycle
from enquiry.cli.writing.options import EntryOptions
from enquiry.cli.writing.values import resolve_day, resolve_next_look
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake
from enquiry.insight.agenda import add_term, add_year, compute_usual_look, tell_day_off
from enquiry.insight.pulse.rules import PulseRules
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import Cycle, Question
from enquiry.model.entry import Action, Review
from enquiry.model.journal import Journal


class ReviewAnswers(NamedTuple):
    """What a review comes to, by options or by answers: the same either way."""

    text: str = ""
    decision: Decision | None = None
    because: str = ""
    next_look: str | None = None
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
    session: Session, journal: Journal, cycle: Cycle, given: EntryOptions, answers: ReviewAnswers
) -> ReviewResult:
    """Return the journal with the review and with all its decision brings. Raises UsageMistake for a closed cycle."""
    if cycle.state is CycleState.CLOSED:
        msg = f"Cycle {cycle.number} is closed."
        raise UsageMistake(msg, f"To take it up again: enquiry reopen {cycle.number}; then review it.")
    calendar, day = session.load_school_calendar(journal), resolve_day(session, given.on, journal)
    if answers.next_look is not None:
        look: date | None = resolve_next_look(session, answers.next_look, journal)
    else:
        first = max(day, session.today)
        look = choose_next_look(cycle, answers.decision, calendar, first, session.config.pulse)
    decided = {"decision": answers.decision, "because": answers.because, "next_look": look}
    entry = build_entry(session, journal, cycle, Review, given, text=answers.text, **decided)
    after = cycle.upsert_entry(entry)
    if answers.refine:
        after = after.add_question(Question(text=answers.refine, on=day, because=answers.because))
    if answers.act:
        after = after.upsert_entry(build_entry(session, journal, after, Action, given, text=answers.act))
    journal = journal.upsert_cycle(after)
    new = build_next_cycle(journal, after, answers.following, day, session.stamp()) if answers.following else None
    journal = journal.upsert_cycle(new).update_settings(current=new.id) if new else journal
    closed = after.state is CycleState.CLOSED and journal.settings.current == after.id
    return ReviewResult(journal.update_settings(current=None) if closed else journal, entry, after, new)


def check_answers(answers: ReviewAnswers) -> None:
    """Raise UsageMistake for a reason without a decision, and for what does not belong to the decision made."""
    if answers.because and not answers.decision:
        hint = "Add --decision continue (or adapt, pause, stop, embed, extend)."
        raise UsageMistake("A reason was given, but no decision.", hint)
    if (answers.refine or answers.act) and answers.decision is not Decision.ADAPT:
        raise UsageMistake("--refine and --act belong to the decision to adapt.", "Add --decision adapt.")
    if answers.following and answers.decision not in (Decision.EXTEND, Decision.STOP, Decision.EMBED):
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
        on = f"{spell(look, weekday=True)}{tell_day_off(look, calendar)}"
        session.say(f"Is it still happening? A look on {on}, and another around {year}.")
    elif look and result.review.next_look:
        session.say(f"Next look: {spell(look, weekday=True)}{tell_day_off(look, calendar)}")
