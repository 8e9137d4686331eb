"""`enquiry review`: a look at the whole cycle that ends in a decision with its reason."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.names import resolve_cycle, split_first_word
from enquiry.cli.options import Force, build_argument, build_option
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import answer_entry, format_cycle_title, say_rest
from enquiry.cli.writing.options import EntryOptions, Next, NextGroup, add_entry_options
from enquiry.cli.writing.review import (
    ReviewOutcome,
    check_outcome,
    open_review_interview,
    record_review,
    say_follow_ups,
)
from enquiry.cli.writing.tried import say_tried
from enquiry.cli.writing.values import resolve_day
from enquiry.errors import UsageMistake
from enquiry.model.entry import Action, Ask
from enquiry.unsafe_chars import flatten_text

OptionalWords = Annotated[list[str] | None, build_argument("[TEXT]", "What you make of it; - reads standard input.")]
Better = Annotated[str | None, build_option("--refine", "QUESTION", "With adapt: the question put better.")]
Changed = Annotated[str | None, build_option("--act", "TEXT", "With adapt: what changes in what you do.")]
Help = Annotated[str | None, build_option("--ask", "TEXT", "What would help: kept as an ask beside the review.")]
Of = Annotated[str | None, build_option("--of", "ROLE", "With --ask: whom you ask it, by role and never by name.")]
Events = Annotated[
    Path | None,
    build_option("--ics", "FILE", "Write the looks that are ahead into a calendar file, as remind does."),
]


@add_entry_options
def review(
    ctx: typer.Context,
    given: EntryOptions,
    refine: Better = None,
    act: Changed = None,
    following: Next = None,
    group: NextGroup = None,
    ask: Help = None,
    of: Of = None,
    ics: Events = None,
    force: Force = False,
    words: OptionalWords = None,
) -> None:
    session: Session = ctx.obj
    words, named = split_first_word(session, "review", words, given.cycle)
    given = given._replace(cycle=named)
    decided = {"decision", "because", "next_look", "tried"} & given.fields.keys()
    brought = any((refine, act, following, group, ask, of))
    if ics:
        from enquiry.cli.writing.calendar_file import write_looks

        if words or given.cycle or given.on or given.fields or brought:
            raise UsageMistake("--ics writes the next looks, and nothing else goes with it.", "Leave one out.")
        write_looks(session, ics, force=force)
    elif force:
        raise UsageMistake("--force was given, but no file.", "It belongs to --ics FILE.")
    elif session.can_ask and not (words or decided or brought):
        _walk_due_cycles(ctx, given)
    else:
        clean = session.clean_field
        said = clean(refine, "question"), clean(act, "action"), clean(following, "question")
        outcome = ReviewOutcome(*said, clean(group, "group"), clean(ask, "ask"), clean(of, "role"))
        check_outcome(given.fields, outcome)
        needs_text = not {"decision", "tried"} & decided
        if needs_text and not words and session.can_ask:
            _ask_for_text(ctx, given, outcome)
            return
        text, example = "", "enquiry review --decision continue"
        if words or needs_text:  # a decision, or how a reading turned out, may stand without a text
            text = session.read_text_argument(words, what="review", example=example)
        _save_review(session, given, text, outcome)


def _save_review(session: Session, given: EntryOptions, text: str, outcome: ReviewOutcome) -> None:
    from enquiry.cli.beliefs.offer import offer_after_review
    from enquiry.command_lines import format_hint
    from enquiry.insight.pulse.plan import build_baseline_reminder

    with session.change() as step:
        result = record_review(session, step.journal, given, text, outcome)
        step.journal = result.journal
        step.did = f"review {result.review.name} added"
    lead = f"Review {result.review.name} added to "
    answer_entry(session, result.review, f"{lead}{format_cycle_title(result.cycle, session, lead)}")
    for what, kind, words in (("Action", Action, outcome.act), ("Ask", Ask, outcome.ask)):
        if words:
            name = next(entry.name for entry in reversed(result.cycle.entries) if isinstance(entry, kind))
            session.say(f"{what} {name} added with it: {flatten_text(words)}")
    if result.grown:
        session.say(f"Cycle {format_cycle_title(result.grown)} grew from it; it is open, and the current one.")
        say_rest(session, result.grown, step.journal)
    say_follow_ups(session, result, session.load_school_calendar(step.journal))
    say_tried(session, result.cycle, result.review, step.journal)
    if outcome.act and (reminder := build_baseline_reminder(result.cycle)):
        session.say(format_hint(reminder))
    offer_after_review(session, result.review)


def _ask_for_text(ctx: typer.Context, given: EntryOptions, outcome: ReviewOutcome) -> None:
    """Ask for the text of a review of which only other things were given."""
    session: Session = ctx.obj
    journal = session.load_journal()
    cycle, day = resolve_cycle(journal, given.cycle), resolve_day(session, given.on, journal)
    with open_review_interview(ctx, journal, cycle, day) as talk:
        _save_review(session, given._replace(cycle=str(cycle.number), on=day), talk.ask_text(), outcome)


def _walk_due_cycles(ctx: typer.Context, given: EntryOptions) -> None:
    """Review the named cycle, or each that is due, or else the current one, as a conversation."""
    from enquiry.insight.agenda import build_agenda, find_due_cycles
    from enquiry.views.review import draw_agenda, format_agenda_lines

    session: Session = ctx.obj
    journal = session.load_journal()
    calendar, rules = session.load_school_calendar(journal), session.config.pulse
    day = resolve_day(session, given.on, journal)
    due = list(find_due_cycles(journal.open, calendar, session.today, rules))
    cycles = [journal.find_cycle(given.cycle)] if given.cycle else due or [resolve_cycle(journal, None)]
    for cycle in cycles:
        agenda = build_agenda(cycle, journal)
        if not session.json:  # one command answers with one document: the review that comes of it
            session.no_pager = True  # a pager would hide the questions that follow
            session.show(agenda, view=draw_agenda, plain=format_agenda_lines)
            session.stdout.flush()
        session.tell("")
        with open_review_interview(ctx, journal, cycle, day) as talk:
            if said := talk.ask_review():
                text, decided, outcome = said
                fields = {**given.fields, **decided}
                _save_review(session, EntryOptions(cycle=str(cycle.number), on=day, fields=fields), text, outcome)
            else:
                session.say(f"Nothing was written on {format_cycle_title(cycle)}.")
