"""`enquiry demo`: a sample journal in a folder of its own, to look around in."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.answers.journal import DemoAnswer, SamplesAnswer
from enquiry.cli.session import Session
from enquiry.errors import NotFound, UsageMistake, suggest_nearest
from enquiry.exchange import samples
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.insight.status import build_status
from enquiry.insight.timeline import build_timeline
from enquiry.query.select import build_query, select
from enquiry.views.layout import draw_pairs, format_pairs_lines
from enquiry.views.status import draw_status, format_status_lines
from enquiry.views.timeline import draw_timeline, format_timeline_lines

Named = Annotated[
    str | None, typer.Argument(metavar="[SAMPLE]", help="Which sample, primary if not said; --list names them.")
]
Listing = Annotated[bool, typer.Option("--list", help="Name the samples and say what each shows.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Lay the sample out again as it came, whatever was done in it.")]


def demo(session: Session, sample: Named = None, listing: Listing = False, fresh: Fresh = False) -> None:
    known = samples.list_samples()
    if listing and (sample or fresh):
        raise UsageMistake(f"--list and {sample or '--fresh'} contradict each other.", "Give one of them.")
    if listing:
        about = {name: samples.load_sample(name).about for name in known}
        session.show(about, view=draw_pairs, plain=format_pairs_lines, data=SamplesAnswer)
        return
    sample = sample or "primary"
    if sample not in known:
        words = f"There is no sample “{sample}”.{suggest_nearest(sample, known)}"
        raise NotFound(words, f"The samples are: {', '.join(known)}.")
    path = session.places.data / "demo" / f"{sample}.json"
    if path.exists() and not fresh:
        session.say("The sample is as you left it; enquiry demo --fresh begins again.")
    else:
        with session.copy_for_journal(path).change() as step:
            step.journal = load_exported_journal(samples.read_sample(sample), sample)
            step.did = f"sample {sample} laid out"
    _show_sample(session, sample, path)


def _show_sample(session: Session, sample: str, path: Path) -> None:
    told = samples.load_sample(sample)
    visitor = session.copy_for_journal(path, told.as_at)
    journal = visitor.load_journal()
    if session.json:
        session.answer(DemoAnswer(path, visitor.today, told.about))
        return
    calendar, current = visitor.load_school_calendar(journal), journal.current or journal.kept[0]
    lines = build_timeline(select(journal, build_query(cycles=(current.number,))), journal, calendar, visitor.today)
    session.say(told.about)
    session.say("")
    now = build_status(journal, calendar, visitor.today)._replace(sample=sample)
    visitor.show(now, view=draw_status, plain=format_status_lines)
    session.write("\n")
    visitor.show(lines, view=draw_timeline, plain=format_timeline_lines)
    year, tag = calendar.find_year(visitor.today).label, current.tags[0]
    tag = f'"{tag}"' if " " in tag else tag
    for line in (
        *("", "To look around in it, on the day it was left, set these first (in this window only):", ""),
        f'  export ENQUIRY_JOURNAL="{path}" ENQUIRY_TODAY={visitor.today.isoformat()}',
        *("", "Then try:", ""),
        f"  enquiry show {current.number}",
        f"  enquiry timeline --year {year}",
        f"  enquiry search --tag {tag}",
        f"  enquiry summary --year {year} -o year.md",
        "  enquiry reflect what I see in it now",
    ):
        session.say(line)
