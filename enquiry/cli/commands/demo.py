"""`enquiry demo`: a sample journal in a folder of its own, to look around in."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.session import Session
from enquiry.errors import NotFound, suggest_nearest
from enquiry.model.cycle import Cycle

Named = Annotated[str, typer.Argument(metavar="[SAMPLE]", help="Which sample; --list names them.")]
Listing = Annotated[bool, typer.Option("--list", help="Name the samples and say what each shows.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Lay the sample out again as it came, whatever was done in it.")]


def demo(ctx: typer.Context, sample: Named = "primary", listing: Listing = False, fresh: Fresh = False) -> None:
    """Lay out a sample journal in a folder of its own, and look at it. Yours is never touched.

    $ enquiry demo        $ enquiry demo behaviour
    """
    from enquiry.exchange.samples import list_samples

    session: Session = ctx.obj
    known = list_samples()
    if listing:
        _list_samples(session, known)
        return
    if sample not in known:
        raise NotFound(
            f"There is no sample “{sample}”.{suggest_nearest(sample, known)}", f"The samples are: {', '.join(known)}."
        )
    path = session.places.data / "demo" / f"{sample}.json"
    _lay_out(session, sample, path, fresh=fresh)
    _show_sample(session, sample, path)


def _list_samples(session: Session, known: tuple[str, ...]) -> None:
    from enquiry.answers.journal import describe_samples
    from enquiry.exchange import samples
    from enquiry.views.layout import draw_pairs, format_pairs_lines

    about = {name: samples.load_sample(name).about for name in known}
    session.show(about, view=draw_pairs, plain=format_pairs_lines, data=describe_samples)


def _lay_out(session: Session, sample: str, path: Path, *, fresh: bool) -> None:
    """Put the sample where it can be written in; one that is there already is kept as it was left."""
    from enquiry.exchange.importing.journal import load_exported_journal
    from enquiry.exchange.samples import read_sample

    visitor = session.copy_for_journal(path)
    if path.exists() and not fresh:
        session.say("The sample is as you left it; enquiry demo --fresh begins again.")
        return
    with visitor.change() as step:
        step.journal = load_exported_journal(read_sample(sample), sample)
        step.did = f"sample {sample} laid out"


def _show_sample(session: Session, sample: str, path: Path) -> None:
    from enquiry.answers.journal import describe_status, describe_timeline
    from enquiry.exchange import samples
    from enquiry.insight.status import build_status
    from enquiry.insight.timeline import build_timeline
    from enquiry.query.select import build_query, select
    from enquiry.views.status import draw_status, format_status_lines
    from enquiry.views.timeline import draw_timeline, format_timeline_lines

    told = samples.load_sample(sample)
    visitor = session.copy_for_journal(path, told.as_at)
    journal = visitor.load_journal()
    calendar = visitor.load_school_calendar(journal)
    current = journal.current or journal.kept[0]
    line = build_timeline(select(journal, build_query(cycles=(current.number,))), journal, calendar, visitor.today)
    now = build_status(journal, calendar, visitor.today)
    if session.json:
        session.answer({"journal": str(path), "today": visitor.today.isoformat(), "about": told.about})
        return
    session.say(told.about + "\n")
    visitor.show(now, view=draw_status, plain=format_status_lines, data=lambda now: describe_status(now, journal))
    session.write("\n")
    visitor.show(line, view=draw_timeline, plain=format_timeline_lines, data=describe_timeline)
    session.say(_suggest_commands(path, visitor.today, current, calendar.find_year(visitor.today).label))


def _suggest_commands(path: Path, day: date, current: Cycle, year: str) -> str:
    tag = f'"{current.tags[0]}"' if " " in current.tags[0] else current.tags[0]
    return f"""
To look around in it, on the day it was left, set these first (in this window only):

  export ENQUIRY_JOURNAL="{path}" ENQUIRY_TODAY={day.isoformat()}

Then try:

  enquiry show {current.number}
  enquiry timeline --year {year}
  enquiry search --tag {tag}
  enquiry summary --year {year} -o year.md
  enquiry reflect what I see in it now"""
