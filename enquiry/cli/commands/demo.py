"""`enquiry demo`: a sample journal in a folder of its own, to look around in."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.session import Session
from enquiry.errors import NotFound, near
from enquiry.model.cycle import Cycle

Named = Annotated[str, typer.Argument(metavar="[SAMPLE]", help="Which sample; --list names them.")]
Listing = Annotated[bool, typer.Option("--list", help="Name the samples and say what each shows.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Lay the sample out again as it came, whatever was done in it.")]


def demo(ctx: typer.Context, sample: Named = "primary", listing: Listing = False, fresh: Fresh = False) -> None:
    """Lay out a sample journal in a folder of its own, and look at it. Yours is never touched.

    $ enquiry demo        $ enquiry demo behaviour
    """
    from enquiry.exchange.samples import sample_names

    session: Session = ctx.obj
    known = sample_names()
    if listing:
        _list(session, known)
        return
    if sample not in known:
        raise NotFound(f"There is no sample “{sample}”.{near(sample, known)}", f"The samples are: {', '.join(known)}.")
    path = session.places.data / "demo" / f"{sample}.json"
    _lay_out(session, sample, path, fresh=fresh)
    _look(session, sample, path)


def _list(session: Session, known: tuple[str, ...]) -> None:
    from enquiry.answers.journal import samples_object
    from enquiry.exchange import samples
    from enquiry.views.layout import pairs_lines, pairs_view

    about = {name: samples.sample(name).about for name in known}
    session.show(about, view=pairs_view, plain=pairs_lines, data=samples_object)


def _lay_out(session: Session, sample: str, path: Path, *, fresh: bool) -> None:
    """Put the sample where it can be written in; one that is there already is kept as it was left."""
    from enquiry.exchange.importing.journal import journal_from
    from enquiry.exchange.samples import sample_bytes

    visitor = session.visiting(path)
    if path.exists() and not fresh:
        session.say("The sample is as you left it; enquiry demo --fresh begins again.")
        return
    with visitor.change() as step:
        step.journal = journal_from(sample_bytes(sample), sample)
        step.did = f"sample {sample} laid out"


def _look(session: Session, sample: str, path: Path) -> None:
    from enquiry.answers.journal import status_object, timeline_object
    from enquiry.exchange import samples
    from enquiry.insight.status import standing
    from enquiry.insight.timeline import timeline_of
    from enquiry.query.select import query_of, select
    from enquiry.views.status import status_lines, status_view
    from enquiry.views.timeline import timeline_lines, timeline_view

    told = samples.sample(sample)
    visitor = session.visiting(path, told.as_at)
    journal = visitor.journal()
    calendar = visitor.calendar(journal)
    current = journal.current or journal.kept[0]
    line = timeline_of(select(journal, query_of(cycles=(current.number,))), journal, calendar, visitor.today)
    now = standing(journal, calendar, visitor.today)
    if session.json:
        session.answer({"journal": str(path), "today": visitor.today.isoformat(), "about": told.about})
        return
    session.say(told.about + "\n")
    visitor.show(now, view=status_view, plain=status_lines, data=status_object)
    session.write("\n")
    visitor.show(line, view=timeline_view, plain=timeline_lines, data=timeline_object)
    session.say(_try(path, visitor.today, current, calendar.year_of(visitor.today).label))


def _try(path: Path, day: date, current: Cycle, year: str) -> str:
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
