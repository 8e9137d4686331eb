"""`enquiry doctor`: whether all is well with the journal, with what is kept of it, and with this machine."""

from functools import partial
from typing import Annotated

import typer

from enquiry.cli.session import Session
from enquiry.errors import ExitCode, UsageMistake

Fix = Annotated[bool, typer.Option("--fix", help="Mend what touches no word of yours, and say each thing.")]
Report = Annotated[
    bool, typer.Option("--report", help="Write a form for a report: no word of yours, no path, no name.")
]


def doctor(session: Session, fix: Fix = False, report: Report = False) -> None:
    from enquiry.answers.doctor import describe_checkup, format_checkup_report
    from enquiry.cli.doctor.fix import examine_and_fix
    from enquiry.views.doctor import draw_checkup, format_checkup_lines

    if report and (fix or session.json or session.plain):
        other = "--fix" if fix else "--json" if session.json else "--plain"
        raise UsageMistake(f"--report and {other} contradict each other.", "Give one of them.")
    probe, found, mended = examine_and_fix(session, fix=fix)
    if report:
        session.write(format_checkup_report(found, probe.journal, probe.count_steps()))
    else:
        for words in mended:
            session.say(words)
        data = partial(describe_checkup, mended=mended)
        session.show(found, view=draw_checkup, plain=format_checkup_lines, data=data)
    raise typer.Exit(ExitCode.DAMAGED if found.is_damaged else ExitCode.FAILED if found.wrong else ExitCode.DONE)
