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
from enquiry.cli.writing.entries import EntryOptions, answer_entry, format_cycle_title, resolve_cycle, resolve_day
from enquiry.cli.writing.review import ReviewAnswers, check_answers, record_review, say_follow_ups
from enquiry.errors import UsageMistake
from enquiry.model.choices import Decision
from enquiry.unsafe_chars import flatten_text

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
    named, words = _parse_cycle_and_text(cycle, words)
    given = EntryOptions(named, on, tag, standard, privacy)
    if ics:
        _write_looks(session, ics, force=force)
    elif session.can_ask and not any((words, decision, because, next_look, refine, act, following)):
        _walk_due_cycles(ctx, given)
    else:
        answers = ReviewAnswers(
            decision=decision,
            because=session.clean_field(because, "reason"),
            next_look=next_look,
            refine=session.clean_field(refine, "question"),
            act=session.clean_field(act, "action"),
            following=session.clean_field(following, "question"),
        )
        check_answers(answers)
        if words or decision or not session.can_ask:
            _save_review(session, given, answers._replace(text=_text(session, words, decision)))
        else:
            _ask_for_text(ctx, given, answers)


EXAMPLE = "enquiry review --decision continue"


def _parse_cycle_and_text(cycle: str | None, words: list[str] | None) -> tuple[str | None, list[str] | None]:
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
    return session.read_text_argument(words, what="review", example=EXAMPLE)


def _save_review(session: Session, given: EntryOptions, answers: ReviewAnswers) -> None:
    from enquiry.insight.pulse.start import format_baseline_reminder

    with session.change() as step:
        before = resolve_cycle(step.journal, given.cycle)
        result = record_review(session, step.journal, before, given, answers)
        step.journal = result.journal
        step.did = f"review {result.review.name} added"
    answer_entry(session, result.review, f"Review {result.review.name} added to {format_cycle_title(result.cycle)}")
    if answers.act:
        session.say(f"Action {result.cycle.entries[-1].name} added with it: {flatten_text(answers.act)}")
    if result.grown:
        session.say(f"Cycle {format_cycle_title(result.grown)} grew from it; it is open, and the current one.")
    say_follow_ups(session, result, session.load_school_calendar(step.journal))
    if answers.act and (said := format_baseline_reminder(result.cycle)):
        session.say(said)


def _ask_for_text(ctx: typer.Context, given: EntryOptions, answers: ReviewAnswers) -> None:
    """Ask for the text of a review of which only other things were given."""
    from enquiry.cli.interview.drafts import keep_draft
    from enquiry.cli.interview.fill import collect_typed_options
    from enquiry.cli.interview.review import ReviewInterview, open_review_autosave

    session: Session = ctx.obj
    journal = session.load_journal()
    cycle, day = resolve_cycle(journal, given.cycle), resolve_day(session, given.on, journal)
    with keep_draft(session, open_review_autosave(session, cycle, day, collect_typed_options(ctx))) as keeping:
        text = ReviewInterview(session, journal, cycle, keeping).ask_text()
        _save_review(session, given._replace(cycle=str(cycle.number), on=day), answers._replace(text=text))


def _walk_due_cycles(ctx: typer.Context, given: EntryOptions) -> None:
    """Review the named cycle, or each that is due, or else the current one, as a conversation."""
    from enquiry.cli.interview.drafts import keep_draft
    from enquiry.cli.interview.fill import collect_typed_options
    from enquiry.cli.interview.review import ReviewInterview, open_review_autosave
    from enquiry.insight.agenda import build_agenda
    from enquiry.insight.pulse.next_look import find_due_cycles
    from enquiry.views.review import draw_agenda, format_agenda_lines

    session: Session = ctx.obj
    journal = session.load_journal()
    calendar, rules = session.load_school_calendar(journal), session.config.pulse
    day = resolve_day(session, given.on, journal)
    given = given._replace(on=day)
    due = list(find_due_cycles(journal.open, calendar, session.today, rules))
    cycles = [journal.find_cycle(given.cycle)] if given.cycle else due or [resolve_cycle(journal, None)]
    for cycle in cycles:
        agenda = build_agenda(
            cycle, journal, session.load_school_calendar(journal), session.today, session.config.pulse
        )
        if not session.json:  # one command answers with one document: the review that comes of it
            session.show(agenda, view=draw_agenda, plain=format_agenda_lines)
            session.stdout.flush()
        session.tell("")
        with keep_draft(session, open_review_autosave(session, cycle, day, collect_typed_options(ctx))) as keeping:
            if answers := ReviewInterview(session, journal, cycle, keeping).ask_review():
                _save_review(session, given._replace(cycle=str(cycle.number)), answers)
            else:
                session.say(f"Nothing was written on {format_cycle_title(cycle)}.")


def _write_looks(session: Session, path: Path, *, force: bool) -> None:
    from enquiry.exchange.ics import render_next_looks
    from enquiry.store.disk.atomic import write_file_atomically

    looking = [cycle for cycle in session.load_journal().kept if cycle.next_look]
    write_file_atomically(path, render_next_looks(looking, session.now), overwrite=force)
    session.say(f"{len(looking)} next look{'s were' if len(looking) != 1 else ' was'} written to {path}.")
    if session.json:
        from enquiry.answers.journal import WrittenAnswer

        session.answer(WrittenAnswer(path, "ics"))
