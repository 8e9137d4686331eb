"""`enquiry summary`: the school year, or any window, as a document that is ready on any day."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.choosing import Choice, query_from, typed_query
from enquiry.cli.options import DryRun, Force, OfCycle, OfKind, Output, QueryArgument, Since, Term, Until, WithTag, Year
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake, near
from enquiry.insight.year import Summary


class Format(StrEnum):
    """What a summary can be written as."""

    MARKDOWN = "markdown"
    JSON = "json"


ENDINGS = {".md": Format.MARKDOWN, ".markdown": Format.MARKDOWN, ".json": Format.JSON}

AsAt = Annotated[str | None, typer.Option("--as-at", metavar="DAY", help="As things stood at the end of this day.")]
In = Annotated[Format | None, typer.Option("--format", help="The format; else by the ending of FILE.")]


def summary(
    ctx: typer.Context,
    words: QueryArgument = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
    as_at: AsAt = None,
    tag: WithTag = None,
    kind: OfKind = None,
    cycle: OfCycle = None,
    output: Output = None,
    form: In = None,
    force: Force = False,
    dry_run: DryRun = False,
) -> None:
    """Hand over the school year so far, or any window, as it stands today or stood on any day.

    $ enquiry summary --year 2025-26 -o year.md
    """
    from enquiry.exchange.summary_json import summary_object
    from enquiry.views.year import summary_lines, summary_view

    session: Session = ctx.obj
    _refuse_contradictions(session, output, form, force=force)
    chosen_format = form or (_by_ending(output) if output else None)
    made = _made(session, Choice(tag, kind, (cycle,), year, term, since, until), words, as_at)
    if output and dry_run:
        session.say(f"{output} would hold {made.entries} entries of {len(made.cycles)} cycles. Nothing was written.")
    elif output and chosen_format:
        _write(session, made, chosen_format, output, force=force)
    elif chosen_format and not session.json:
        session.hand_over(_document(made, chosen_format).encode())
    else:
        session.show(made, view=summary_view, plain=summary_lines, data=summary_object)


def _refuse_contradictions(session: Session, output: Path | None, form: Format | None, *, force: bool) -> None:
    if output:
        return
    if force:
        raise UsageMistake(
            "--force was given, but no file to write over.", "Name it with -o FILE, or leave --force out."
        )
    if form and (session.plain or (session.json and form is not Format.JSON)):
        switch = "--plain" if session.plain else "--json"
        raise UsageMistake(f"{switch} and --format {form.value} contradict each other.", "Give one of them.")


def _made(session: Session, choice: Choice, asked: list[str] | None, as_at: str | None) -> Summary:
    from enquiry.dates.period import Period, spell, spell_period
    from enquiry.dates.spoken import read_day
    from enquiry.insight.year import summary_of
    from enquiry.query.select import select

    journal = session.journal()
    calendar = session.calendar(journal)
    day = read_day(as_at, today=session.today, calendar=calendar) if as_at is not None else session.today
    query = query_from(session, journal, choice, asked)
    year = calendar.year_of(day)
    window: Period = query.window or year.period
    if window.begin > day:
        words = f"The time asked for begins on {spell(window.begin)}, after {spell(day)}, the day it is told as at."
        raise UsageMistake(words, "Name an earlier time, or a later --as-at.")
    named = calendar.year_of(window.begin)
    title = f"{calendar.words.year} {named.label}" if window == named.period else spell_period(window)
    return summary_of(
        select(journal, query._replace(window=window)),
        journal,
        window=window,
        as_at=day,
        title=title,
        chosen=_chosen(choice, asked),
    )


def _chosen(choice: Choice, typed: list[str] | None) -> str:
    """Return in words what the summary was narrowed to, beside its window."""
    words = [f"tag {tag}" for tag in choice.tags or ()] + [f"kind {kind}" for kind in choice.kinds or ()]
    words += [f"cycle {cycle}" for cycle in choice.cycles if cycle]
    return ", ".join([*words, *([f"query {typed_query(typed)}"] if typed else [])])


def _by_ending(output: Path) -> Format:
    ending = output.suffix.casefold()
    if ending not in ENDINGS:
        hint = f"End the file's name in {', '.join(ENDINGS)}, or give --format."
        raise UsageMistake(f"There is no format for “{output.name}”.{near(ending, ENDINGS)}", hint)
    return ENDINGS[ending]


def _document(made: Summary, form: Format) -> str:
    from enquiry.exchange.markdown import markdown_of
    from enquiry.exchange.summary_json import summary_json

    return {Format.MARKDOWN: markdown_of, Format.JSON: summary_json}[form](made)


def _write(session: Session, made: Summary, form: Format, output: Path, *, force: bool) -> None:
    from enquiry.exchange.objects import path_text
    from enquiry.store.whole import write_whole

    write_whole(output, _document(made, form).encode(), overwrite=force)
    session.say(f"The summary was written to {output}: {made.entries} entries of {len(made.cycles)} cycles.")
    if session.json:
        session.answer({"written": path_text(output), "format": form.value})
