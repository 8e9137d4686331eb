"""`enquiry remove`: a mark that takes something out of sight; nothing vanishes."""

from typing import Annotated

from msgspec.structs import replace

from enquiry.cli.completion import complete_items
from enquiry.cli.names import choose_item_name, format_history_name, resolve_item, say_where_moved
from enquiry.cli.options import CycleOption
from enquiry.cli.session import Session
from enquiry.cli.writing.edit import get_item_name
from enquiry.cli.writing.entries import answer_item, format_item_reference
from enquiry.cli.writing.options import Because, build_item_argument
from enquiry.insight.comments.beneath import list_beneath
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Entry
from enquiry.model.record import Removal
from enquiry.words import choose_form, join_words

Named = Annotated[str | None, build_item_argument(complete_items)]


def remove(session: Session, name: Named = None, cycle: CycleOption = None, because: Because = None) -> None:
    name, reason = choose_item_name("remove", name, cycle), session.clean_field(because, "reason")
    with session.change() as step:
        before = resolve_item(step.journal, name)
        after = replace(before, removed=Removal(at=session.stamp().at, because=reason))
        journal = step.journal.upsert_item(after)
        gone = isinstance(after, Cycle) and journal.settings.current == after.id
        step.journal = journal.update_settings(current=None) if gone else journal
        step.did = f"{format_history_name(before)} removed"
    say_where_moved(session, name, before, step.journal)
    words = f"{format_item_reference(after, step.journal)} was removed"
    answer_item(session, after, step.journal, f"{words}; to bring it back: enquiry reopen {get_item_name(after)}")
    beneath = list_beneath(before, journal) if isinstance(before, Entry) else []
    if names := [one.name for one, depth in beneath if depth == 1]:
        stay = choose_form(len(names), "speaks of it, and stays", "speak of it, and stay")
        session.say(f"{join_words(names)} {stay}.")
    session.say("Its words stay in the journal's file, with its history, and in its backups.")
