"""`enquiry show`: one cycle, entry or note, whole."""

from typing import TYPE_CHECKING, Annotated

from enquiry.cli.completion import complete_items
from enquiry.cli.names import choose_name, resolve_cycle, resolve_item, resolve_item_or_removed, say_where_moved
from enquiry.cli.options import CycleOption, build_argument, build_option
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.cycle import Cycle
from enquiry.model.step import name_machines

if TYPE_CHECKING:
    from enquiry.answers.answer import Answer
    from enquiry.views.show import ShownItem

_NAME = "A cycle (7), an entry (7.4), a note (n12) or a belief (belief-3); else the current cycle."
_VERSIONS = "Show every version it has had: when it was written, and what changed."
_LIFE = "Of a cycle: how its question came to be and changed, and what stood before each change."
Named = Annotated[str | None, build_argument("[NAME]", _NAME, complete_items)]
Every = Annotated[bool, build_option("--versions", None, _VERSIONS)]
Life = Annotated[bool, build_option("--question", None, _LIFE)]


def show(
    session: Session, name: Named = None, cycle: CycleOption = None, versions: Every = False, question: Life = False
) -> None:
    from enquiry.views.show import ShownItem, draw_item, format_item_lines

    name = choose_name(name, cycle)
    if question:
        if versions:
            raise UsageMistake("--question and --versions contradict each other.", "Give one of them.")
        _show_question_life(session, name)
        return
    if versions:  # also of what was removed
        from enquiry.answers.history import VersionsAnswer
        from enquiry.insight.history.versions import build_version_history
        from enquiry.views.history import draw_versions, format_versions_lines

        journal, steps = session.load_history()
        thing = resolve_cycle(journal, None) if name is None else resolve_item_or_removed(journal, name)
        say_where_moved(session, name or "", thing, journal)
        found = build_version_history(thing, steps, journal)
        session.show(found, view=draw_versions, plain=format_versions_lines, data=VersionsAnswer, journal=journal)
        return
    journal = session.load_journal()
    thing = resolve_item(journal, name) if name is not None else resolve_cycle(journal, None)
    twice = any(one.otherwise for one in (thing, *(thing.kept if isinstance(thing, Cycle) else ())))
    shown = ShownItem(thing, journal, name_machines(session.load_history()[1]) if twice else {})
    say_where_moved(session, name or "", thing, journal)
    session.show(shown, view=draw_item, plain=format_item_lines, data=build_answer)


def build_answer(shown: "ShownItem") -> "Answer":
    """Return what is shown as programs get it; its types are loaded for them alone."""
    from enquiry.answers.records import describe_item

    return describe_item(shown.thing, shown.journal)


def _show_question_life(session: Session, name: str | None) -> None:
    """Show how the question of a cycle changed. Raises UsageMistake for what has no question."""
    from enquiry.answers.history import QuestionLifeAnswer
    from enquiry.insight.replay.question import build_question_life
    from enquiry.views.replay.question import draw_question_life, format_question_life_lines

    journal, steps = session.load_history()
    thing = resolve_cycle(journal, None) if name is None else resolve_item(journal, name)
    if not isinstance(thing, Cycle):
        words = f"{name} is no cycle, and --question shows the life of a cycle's question."
        raise UsageMistake(words, "Name the cycle: enquiry show 7 --question; enquiry list shows them.")
    life = build_question_life(thing, journal, steps)
    plain = format_question_life_lines
    session.show(life, view=draw_question_life, plain=plain, data=QuestionLifeAnswer, journal=journal)
