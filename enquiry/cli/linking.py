"""Links between cycles as they are given: `--link replicates=3`, `--link "shared-with=stage partner"`."""

from collections.abc import Iterable

from enquiry.cli.session import Session
from enquiry.errors import UsageMistake, near
from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Link
from enquiry.model.journal import Journal


def links_given(session: Session, journal: Journal, raw: Iterable[str]) -> tuple[Link, ...]:
    """Return the links a person gave.

    Raises UsageMistake for what is not KIND=CYCLE, and NotFound or Ambiguous for the cycle as `Journal.cycle` does.
    """
    return tuple(_link(session, journal, one) for one in raw)


def _link(session: Session, journal: Journal, raw: str) -> Link:
    word, _, other = raw.partition("=")
    kinds = [kind.value for kind in LinkKind]
    if word.strip() not in kinds or not other.strip():
        hint = f'Write it as replicates=3 or "shared-with=stage partner"; the kinds are: {", ".join(kinds)}.'
        raise UsageMistake(f"“{raw}” is not a link.{near(word.strip(), kinds)}", hint)
    kind = LinkKind(word.strip())
    if kind is LinkKind.SHARED_WITH:
        return Link(kind=kind, who=session.field(other.strip(), "link"))
    return Link(kind=kind, cycle=journal.cycle(other.strip()).number)
