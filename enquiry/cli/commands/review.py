"""`enquiry review`: a look at the whole cycle that ends in a decision with its reason."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.options import (
    Because,
    Decided,
    Force,
    InCycle,
    Next,
    NextLook,
    On,
    OptionalWords,
    Standards,
    Tags,
    WithPrivacy,
)
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import Given, answer_entry, chosen, happened, title
from enquiry.cli.writing.review import Answers, check_answers, reviewed, say_follow_ups
from enquiry.errors import UsageMistake
from enquiry.model.choices import Decision
from enquiry.views.text import one_line

Better = Annotated[
    str | None, typer.Option("--refine", metavar="QUESTION", help="With adapt: the question put better.")
]
Changed = Annotated[str | None, typer.Option("--act", metavar="TEXT", help="With adapt: what changes in what you do.")]
Events = Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write the next looks as calendar events.")]


def review(
    ctx: typer.Context,
    words: OptionalWords = None,
    decision: Decided = None,
    because: Because = None,
    next_look: NextLook = None,
    refine: Better = None,
    act: Changed = None,
    following: Next = None,
    ics: Events = None,
    force: Force = False,
    cycle: InCycle = None,
    on: On = None,
    tag: Tags = None,
    standard: Standards = None,
    privacy: WithPrivacy = None,
) -> None:
    """Look at a cycle and decide: continue, adapt, pause, stop, embed or extend. Without more, the ones that are due.

    $ enquiry review 7        $ enquiry review --decision adapt --because "our hands are in the way"
    """
    session: Session = ctx.obj
    named, words = _named(cycle, words)
    given = Given(named, on, tag, standard, privacy)
    if ics:
        _write_looks(session, ics, force=force)
    elif session.can_ask and not any((words, decision, because, next_look, refine, act, following)):
        _walk(ctx, given)
    else:
        answers = Answers(
            decision=decision,
            because=session.field(because, "reason"),
            next_look=next_look,
            refine=session.field(refine, "question"),
            act=session.field(act, "action"),
            following=session.field(following, "question"),
        )
        check_answers(answers)
        if words or decision or not session.can_ask:
            _record(session, given, answers._replace(text=_text(session, words, decision)))
        else:
            _talk(ctx, given, answers)


EXAMPLE = "enquiry review --decision continue"


def _named(cycle: str | None, words: list[str] | None) -> tuple[str | None, list[str] | None]:
    """Return the cycle and the text that were meant: a number alone is a cycle, as in `enquiry review 7`."""
    if not words or len(words) > 1 or not words[0].isdecimal():
        return cycle, words
    if cycle and cycle != words[0]:
        raise UsageMistake(f"Both {words[0]} and -c {cycle} name a cycle.", "Give one of them.")
    return words[0], None


def _text(session: Session, words: list[str] | None, decision: Decision | None) -> str:
    """Return the review's text; a decision may stand without one."""
    if decision and not words:
        return ""
    return session.text(words, what="review", example=EXAMPLE)


def _record(session: Session, given: Given, answers: Answers) -> None:
    from enquiry.insight.pulse.start import said_at_first_action

    with session.change() as step:
        before = chosen(step.journal, given.cycle)
        result = reviewed(session, step.journal, before, given, answers)
        step.journal = result.journal
        step.did = f"review {result.review.name} added"
    answer_entry(session, result.review, f"Review {result.review.name} added to {title(result.cycle)}")
    if answers.act:
        session.say(f"Action {result.cycle.entries[-1].name} added with it: {one_line(answers.act)}")
    if result.grown:
        session.say(f"Cycle {title(result.grown)} grew from it; it is open, and the current one.")
    say_follow_ups(session, result, session.calendar(step.journal))
    if answers.act and (said := said_at_first_action(result.cycle)):
        session.say(said)


def _talk(ctx: typer.Context, given: Given, answers: Answers) -> None:
    """Ask for the text of a review of which only other things were given."""
    from enquiry.cli.interview.drafts import writing
    from enquiry.cli.interview.fill import options_given
    from enquiry.cli.interview.review import Conversation, kept_for

    session: Session = ctx.obj
    journal = session.journal()
    cycle, day = chosen(journal, given.cycle), happened(session, given.on, journal)
    with writing(session, kept_for(session, cycle, day, options_given(ctx))) as keeping:
        text = Conversation(session, journal, cycle, keeping).made()
        _record(session, given._replace(cycle=str(cycle.number), on=day), answers._replace(text=text))


def _walk(ctx: typer.Context, given: Given) -> None:
    """Review the named cycle, or each that is due, or else the current one, as a conversation."""
    from enquiry.cli.interview.drafts import writing
    from enquiry.cli.interview.fill import options_given
    from enquiry.cli.interview.review import Conversation, kept_for
    from enquiry.insight.agenda import agenda_of
    from enquiry.insight.pulse.next_look import due_among
    from enquiry.views.review import agenda_lines, agenda_view

    session: Session = ctx.obj
    journal = session.journal()
    calendar, rules = session.calendar(journal), session.config.pulse
    day = happened(session, given.on, journal)
    given = given._replace(on=day)
    due = list(due_among(journal.open, calendar, session.today, rules))
    cycles = [journal.cycle(given.cycle)] if given.cycle else due or [chosen(journal, None)]
    for cycle in cycles:
        agenda = agenda_of(cycle, journal, session.calendar(journal), session.today, session.config.pulse)
        if not session.json:  # one command answers with one document: the review that comes of it
            session.show(agenda, view=agenda_view, plain=agenda_lines, data=lambda _agenda: {})
            session.stdout.flush()
        session.tell("")
        with writing(session, kept_for(session, cycle, day, options_given(ctx))) as keeping:
            if answers := Conversation(session, journal, cycle, keeping).asked():
                _record(session, given._replace(cycle=str(cycle.number)), answers)
            else:
                session.say(f"Nothing was written on {title(cycle)}.")


def _write_looks(session: Session, path: Path, *, force: bool) -> None:
    from enquiry.exchange.ics import next_looks
    from enquiry.store.disk.atomic import write_whole

    looking = [cycle for cycle in session.journal().kept if cycle.next_look]
    write_whole(path, next_looks(looking, session.now), overwrite=force)
    session.say(f"{len(looking)} next look{'s were' if len(looking) != 1 else ' was'} written to {path}.")
