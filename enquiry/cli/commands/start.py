"""`enquiry start`: open a cycle with its question."""

from typing import Annotated

import typer

from enquiry.cli.completion import complete_cycles
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
    answer_item,
    format_cycle_title,
    format_day_suffix,
    resolve_day,
    resolve_future_day,
    resolve_standards,
    say_new_journal,
    say_new_tags,
    take_record_id,
)
from enquiry.cli.writing.values import parse_links
from enquiry.insight.question import OPEN_STEMS, find_closed_stem
from enquiry.model.choices import Privacy
from enquiry.model.cycle import Cycle, Question, SuccessSign
from enquiry.model.tag import parse_tags

GrewFrom = Annotated[
    str | None,
    typer.Option("--grew-from", metavar="CYCLE", help="The cycle this one grows from.", autocompletion=complete_cycles),
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
    text = session.read_text_argument(words, what="question", example='enquiry start "What happens when …?"')
    with session.change() as step:
        journal, stamp = step.journal, session.stamp()
        day = resolve_day(session, on, journal)
        cycle = Cycle(
            id=take_record_id(session, stamp),
            recorded_at=stamp.at,
            number=journal.next_number,
            questions=(Question(text=text, on=day),),
            issue=session.clean_field(issue, "issue"),
            why=session.clean_field(why, "reason"),
            hunch=session.clean_field(hunch, "hunch"),
            group=session.clean_field(group, "group"),
            success=tuple(
                SuccessSign(text=session.clean_field(sign, "success sign"), on=day) for sign in success or ()
            ),
            tags=parse_tags(tag or ()),
            standards=resolve_standards(session, standard),
            privacy=privacy or Privacy.PRIVATE,
            grew_from=journal.find_cycle(grew_from).id if grew_from is not None else None,
            links=parse_links(session, journal, link or ()),
            next_look=resolve_future_day(session, next_look, journal, "The next look"),
        )
        step.journal = journal.upsert_cycle(cycle).update_settings(current=cycle.id)
        step.did = f"cycle {cycle.number} opened"
    say_new_journal(session, made_new=step.made_new)
    say_new_tags(session, journal, cycle.tags)
    answer_item(
        session,
        cycle,
        step.journal,
        f"Cycle {format_cycle_title(cycle)} is open{format_day_suffix(session, day)}, and the current one.",
    )
    suggest_open_question(session, cycle)


def suggest_open_question(session: Session, cycle: Cycle) -> None:
    """Say once of a question that asks for a yes how it could be opened up; the question stays as it is."""
    if word := find_closed_stem(cycle.question):
        session.say(f"A question that begins with “{word}” asks for a yes. To open it up: {', '.join(OPEN_STEMS)}")
        session.say(f'When you see a better one: enquiry refine -c {cycle.number} "…"')
