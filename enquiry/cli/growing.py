"""A cycle that grows from another: about the same group, under the same tags, with a question of its own."""

from datetime import date

from enquiry.cli.session import Stamp
from enquiry.model.cycle import Cycle, Question
from enquiry.model.journal import Journal


def grown_from(journal: Journal, parent: Cycle, question: str, day: date, stamp: Stamp) -> Cycle:
    """Return a new cycle that grew from `parent`, to be added to the journal."""
    return Cycle(
        id=stamp.id,
        recorded_at=stamp.at,
        number=journal.next_number,
        questions=(Question(text=question, on=day),),
        group=parent.group,
        tags=parent.tags,
        standards=parent.standards,
        privacy=parent.privacy,
        grew_from=parent.number,
    )
