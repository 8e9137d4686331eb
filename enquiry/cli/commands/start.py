"""`enquiry start`: open a cycle with its question."""

from typing import Annotated

import typer

from enquiry.cli.completion import known_cycles
from enquiry.cli.options import (
    Group,
    Hunch,
    Issue,
    Links,
    NextLook,
    On,
    Standards,
    Success,
    Tags,
    Why,
    WithPrivacy,
    Words,
)
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import (
    answer,
    day_said,
    happened,
    lasting_id,
    say_new_journal,
    say_new_tags,
    standards_given,
    title,
    to_come,
)
from enquiry.cli.writing.values import links_given
from enquiry.insight.question import OPENINGS, asks_for_a_yes
from enquiry.model.choices import Privacy
from enquiry.model.cycle import Cycle, Question, SuccessSign
from enquiry.model.tag import tags_from

GrewFrom = Annotated[
    str | None,
    typer.Option("--grew-from", metavar="CYCLE", help="The cycle this one grows from.", autocompletion=known_cycles),
]


def start(
    ctx: typer.Context,
    words: Words = None,
    issue: Issue = None,
    why: Why = None,
    hunch: Hunch = None,
    group: Group = None,
    success: Success = None,
    grew_from: GrewFrom = None,
    link: Links = None,
    next_look: NextLook = None,
    on: On = None,
    tag: Tags = None,
    standard: Standards = None,
    privacy: WithPrivacy = None,
) -> None:
    """Open a cycle with its question, and make it the current one.

    $ enquiry start "What happens to answers when I wait three seconds?" --group "Year 8 science" -t questioning
    """
    session: Session = ctx.obj
    text = session.text(words, what="question", example='enquiry start "What happens when …?"')
    with session.change() as step:
        journal, stamp = step.journal, session.stamp()
        day = happened(session, on, journal)
        cycle = Cycle(
            id=lasting_id(session, stamp),
            recorded_at=stamp.at,
            number=journal.next_number,
            questions=(Question(text=text, on=day),),
            issue=session.field(issue, "issue"),
            why=session.field(why, "reason"),
            hunch=session.field(hunch, "hunch"),
            group=session.field(group, "group"),
            success=tuple(SuccessSign(text=session.field(sign, "success sign"), on=day) for sign in success or ()),
            tags=tags_from(tag or ()),
            standards=standards_given(session, standard),
            privacy=privacy or Privacy.PRIVATE,
            grew_from=journal.cycle(grew_from).number if grew_from is not None else None,
            links=links_given(session, journal, link or ()),
            next_look=to_come(session, next_look, journal, "The next look"),
        )
        step.journal = journal.with_cycle(cycle).with_settings(current=cycle.number)
        step.did = f"cycle {cycle.number} opened"
    say_new_journal(session, made_new=step.made_new)
    say_new_tags(session, journal, cycle.tags)
    answer(session, cycle, f"Cycle {title(cycle)} is open{day_said(session, day)}, and the current one.")
    say_if_closed(session, cycle)


def say_if_closed(session: Session, cycle: Cycle) -> None:
    """Say once of a question that asks for a yes how it could be opened up; the question stays as it is."""
    if word := asks_for_a_yes(cycle.question):
        session.say(f"A question that begins with “{word}” asks for a yes. To open it up: {', '.join(OPENINGS)}")
        session.say(f'When you see a better one: enquiry refine -c {cycle.number} "…"')
