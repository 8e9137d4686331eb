"""The stories of a summary's cycles, opened in the person's editor and kept in their own words."""

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from enquiry.cli.session import Session
from enquiry.errors import NothingWritten, UsageMistake

if TYPE_CHECKING:
    from enquiry.insight.summary.value import SummaryRequest


def write_stories(ctx: Any, asked: "SummaryRequest", *, dry_run: bool) -> "SummaryRequest":
    """Open the story of each cycle whose words go, one after the other, and return the request with those kept.

    A story that is left as it is, or emptied, is made anew each time. Raises UsageMistake where nothing may be changed,
    or nobody is there to write.
    """
    from enquiry.cli.editor.session import write_in_editor
    from enquiry.insight.summary.build import prepare_summary
    from enquiry.insight.summary.story import build_story

    session: Session = ctx.obj
    if dry_run or session.json or session.no_input:
        switch = "--dry-run" if dry_run else "--json" if session.json else "--no-input"
        raise UsageMistake(f"--story opens your editor, and {switch} excludes that.", "Leave one of the two out.")
    command = ctx.parent.command.get_command(ctx.parent, "edit")
    for cycle in (cycle for cycle in prepare_summary(asked).summary.cycles if cycle.goes):
        made = "\n".join(words for words, _ in build_story(cycle, asked=False))
        session.say(f"The story of {cycle.number}: it stands in the line “story:”.")
        try:
            given = dict.fromkeys(("cycle", "words")) | {"name": str(cycle.number)}
            write_in_editor(session, command, given, {"story": cycle.story or made})
        except NothingWritten:
            session.say(f"Nothing was kept: the story of {cycle.number} is made anew each time.")
    now = {cycle.id: cycle.story for cycle in session.load_journal().kept}
    found = tuple(
        one._replace(cycle=replace(one.cycle, story=now.get(one.cycle.id, ""))) for one in asked.selection.found
    )
    return asked._replace(selection=asked.selection._replace(found=found))
