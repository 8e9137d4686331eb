"""Change tags all over the journal: shown first, confirmed, then made as one step."""

from collections.abc import Callable

from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.journal import Journal
from enquiry.query.tags.rename import RetagResult


def retag(session: Session, make: Callable[[Journal], RetagResult], *, dry_run: bool) -> None:
    """Change the journal's tags as `make` says; with `dry_run` only show what would change.

    At a terminal it is said what will change, and asked. Raises UsageMistake where nobody can be asked and --yes was
    not given, and whatever `make` raises.
    """
    from enquiry.answers.search import describe_retag
    from enquiry.views.tags import (
        draw_tag_changes,
        format_tag_change_sentences,
        format_tag_changes_lines,
        format_touched_counts,
    )

    proposal = make(session.load_journal())
    if dry_run:
        session.show(
            proposal,
            view=draw_tag_changes,
            plain=format_tag_changes_lines,
            data=lambda proposal: describe_retag(proposal, changed=False),
        )
    elif not session.yes:
        if not session.can_ask:
            words = f"This would change {format_touched_counts(proposal)}, and there is no terminal to ask on."
            raise UsageMistake(words, "Give --yes to do it, or --dry-run to look first.")
        for line in format_tag_change_sentences(proposal):
            session.tell(line)
    if dry_run or not session.confirm("Do it?"):
        session.say("Nothing was changed.")
        return
    with session.change() as step:
        done = make(step.journal)
        step.journal, step.did = done.journal, done.did
    session.say(f"{done.did[0].upper()}{done.did[1:]}: {format_touched_counts(done)}.")
    if session.json:
        session.answer(describe_retag(done, changed=True))
