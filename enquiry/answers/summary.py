"""What `summary` answers to a program: the value that every document is laid out from, and its preview."""

from typing import Annotated

from enquiry.answers.answer import Answer, take_fields
from enquiry.command_lines import format_command
from enquiry.exchange.encoding import encode_answer
from enquiry.insight.summary.blocks import ToldField
from enquiry.insight.summary.disclosure import Withheld
from enquiry.insight.summary.value import EmptySection, Summary


class SummaryAnswer(Answer, frozen=True):
    """A summary, every field of the value under its own name; a block says which it is."""

    summary: Annotated[Summary, ""]


def render_summary_json(summary: Summary) -> str:
    """Return the summary as one JSON document."""
    return encode_answer(SummaryAnswer(summary)).decode()


@take_fields(EmptySection, without=("act",))
class SilentSection(Answer, frozen=True):
    """A heading under which the journal has nothing, and the command that would fill it."""

    command: Annotated[str, lambda one: format_command(one.act) if one.act else ""]


class SummaryPreview(Answer, frozen=True):
    """What would leave in a summary, what would not, and why; sections that would say nothing (`silent`).

    `goes` names the entries, and `told` holds every field that is told, in its words. `few` and `echoes` are to be
    looked at first: words that count few learners, and words that hold a value of evidence held back.
    """

    reader: Annotated[str, "summary.reader"]
    goes: Annotated[
        tuple[str, ...],
        lambda prepared: tuple(line.name for cycle in prepared.summary.cycles for line in cycle.lines),
    ]
    told: Annotated[tuple[ToldField, ...], "summary.told"]
    held: tuple[Withheld, ...]
    silent: tuple[SilentSection, ...]
    few: tuple[str, ...]
    echoes: tuple[str, ...]


class PreviewAnswer(Answer, frozen=True):
    """What `--dry-run` shows."""

    preview: Annotated[SummaryPreview, ""]
