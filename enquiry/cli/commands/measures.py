"""`enquiry measures`: what is looked at in the same way more than once: listed, shown, defined and compared."""

import typer

from enquiry.cli.global_options import Command, RunnableGroup
from enquiry.cli.measures.options import CompareOptions, DefineOptions, InCycle, Name, take_options
from enquiry.cli.options import OfCycle
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal


def measures(ctx: typer.Context, cycle: OfCycle = None) -> None:
    if cycle and ctx.invoked_subcommand == "define":
        raise UsageMistake("A measure is defined for all cycles, and -c names one.", "Leave out -c.")
    if ctx.invoked_subcommand is not None:
        ctx.default_map = {name: {"cycle": cycle} for name in ("show", "compare")}
        return
    session: Session = ctx.obj
    journal = session.load_journal()
    _show_list(session, journal, journal.find_cycle(cycle) if cycle else None)


def _show_list(session: Session, journal: Journal, cycle: Cycle | None) -> None:
    from enquiry.answers.measures import MeasuresAnswer
    from enquiry.insight.measures.catalogue import collect_measures
    from enquiry.views.measures.catalogue import draw_measure_list, format_measure_list_lines

    known = collect_measures(journal, cycle)
    session.show(known, view=draw_measure_list, plain=format_measure_list_lines, data=MeasuresAnswer)
    if not known:
        what, where = (
            (f"Cycle {cycle.number} has no measure", f" -c {cycle.number}") if cycle else ("No measure is in use", "")
        )
        session.say(f'{what} yet: enquiry evidence … --measure "words correct=78" --n 8{where}')


def show(ctx: typer.Context, name: Name, cycle: InCycle = None) -> None:
    from enquiry.answers.answer import project
    from enquiry.answers.measures import MeasuresAnswer
    from enquiry.insight.measures.catalogue import find_measure
    from enquiry.views.measures.catalogue import draw_measure, format_measure_lines

    session: Session = ctx.obj
    journal = session.load_journal()
    if cycle is None and len(name) == 1 and name[0].isdecimal() and journal.find_measure(name[0]) is None:
        _show_list(session, journal, journal.find_cycle(name[0]))  # a bare number names a cycle, as everywhere
        return
    within = journal.find_cycle(cycle) if cycle else None
    found = find_measure(journal, " ".join(name), cycle=within, commands=("compare", "define"))
    session.show(found, view=draw_measure, plain=format_measure_lines, data=lambda one: project(MeasuresAnswer, (one,)))
    if any(use.change for use in found.uses):
        session.say(f'Set side by side: enquiry measures compare "{found.name}"')


@take_options
def define(ctx: typer.Context, options: DefineOptions) -> None:
    from enquiry.cli.measures.define import define_measure, read_definition, warn_outside_range
    from enquiry.insight.measures.catalogue import format_definition

    session: Session = ctx.obj
    name, given = read_definition(session, options)
    with session.change() as step:
        measure, new = define_measure(session, step.journal, name, given)
        step.journal = step.journal.upsert_measure(measure)
        step.did = f"measure {measure.name} defined"
    said = format_definition(measure) or "nothing more was said of it"
    session.say(f"“{measure.name}” is {'now ' if new else ''}a measure: {said}.")
    warn_outside_range(session, step.journal, measure)
    if session.json:
        from enquiry.answers.answer import project
        from enquiry.answers.measures import DefinedMeasureAnswer

        session.answer(project(DefinedMeasureAnswer, measure))


@take_options
def compare(ctx: typer.Context, options: CompareOptions) -> None:
    from enquiry.answers.measures import ComparisonAnswer
    from enquiry.cli.measures.compare import build_asked_comparison
    from enquiry.views.measures.comparison import draw_comparison, format_comparison_lines

    session: Session = ctx.obj
    found = build_asked_comparison(session, options)
    session.show(found, view=draw_comparison, plain=format_comparison_lines, data=ComparisonAnswer)
    if found.regression and found.subject.chosen is None and (entry := found.groups[0].sides[0].entry):
        session.say(f"Was the group chosen because of this measure? Keep the answer: enquiry edit {entry} --chosen yes")


app = typer.Typer(cls=RunnableGroup)
app.callback(invoke_without_command=True)(measures)
for _command in (show, define, compare):
    app.command(cls=Command)(_command)
