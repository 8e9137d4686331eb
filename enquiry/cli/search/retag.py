"""A change of tags all over the journal: looked at first, agreed to, then made as one step."""

from collections.abc import Callable

from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.journal import Journal
from enquiry.query.tags.rename import Retagged


def retag(session: Session, make: Callable[[Journal], Retagged], *, dry_run: bool) -> None:
    """Change the journal's tags as `make` says; with `dry_run` only show what would change.

    At a terminal it is said what will change, and asked. Raises UsageMistake where nobody can be asked and --yes was
    not given, and whatever `make` raises.
    """
    from enquiry.answers.search import retagged_object
    from enquiry.views.tags import retagged_lines, retagged_view, touched_said

    proposal = make(session.journal())
    if dry_run:
        session.show(
            proposal,
            view=retagged_view,
            plain=retagged_lines,
            data=lambda proposal: retagged_object(proposal, changed=False),
        )
        session.say("Nothing was changed.")
    elif _agreed(session, proposal):
        with session.change() as step:
            done = make(step.journal)
            step.journal, step.did = done.journal, done.did
        session.say(f"{done.did[0].upper()}{done.did[1:]}: {touched_said(done)}.")
        if session.json:
            session.answer(retagged_object(done, changed=True))


def _agreed(session: Session, proposal: Retagged) -> bool:
    from enquiry.views.tags import retagged_said, touched_said

    if not session.yes and not session.can_ask:
        words = f"This would change {touched_said(proposal)}, and there is no terminal to ask on."
        raise UsageMistake(words, "Give --yes to do it, or --dry-run to look first.")
    for line in retagged_said(proposal) if not session.yes else ():
        session.tell(line)
    agreed = session.confirm("Do it?")
    if not agreed:
        session.say("Nothing was changed.")
    return agreed
