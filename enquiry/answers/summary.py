"""What `summary` answers to a program: the value that every document is laid out from, and its preview."""

from enquiry.answers.answer import Answer, project
from enquiry.exchange.encoding import encode_answer
from enquiry.insight.summary.build import PreparedSummary, Summary
from enquiry.insight.summary.collect import list_entry_lines
from enquiry.insight.summary.disclosure import Withheld


class SummaryAnswer(Answer, frozen=True):
    """A summary, every field of the value under its own name; a block says which it is."""

    summary: Summary


class SilentSection(Answer, frozen=True):
    """A heading under which the journal has nothing, and the command that would fill it."""

    heading: str
    command: str


class SummaryPreview(Answer, frozen=True):
    """What would leave in a summary (`goes`), what would not, and why; sections that would say nothing (`silent`)."""

    reader: str
    goes: tuple[str, ...]
    held: tuple[Withheld, ...]
    silent: tuple[SilentSection, ...]
    few: tuple[str, ...]


class PreviewAnswer(Answer, frozen=True):
    """What `--dry-run` shows."""

    preview: SummaryPreview


def describe_summary(summary: Summary) -> SummaryAnswer:
    """Return the answer of `summary`."""
    return SummaryAnswer(summary)


def render_summary_json(summary: Summary) -> str:
    """Return the summary as one JSON document."""
    return encode_answer(SummaryAnswer(summary)).decode()


def describe_preview(prepared: PreparedSummary) -> PreviewAnswer:
    """Return the answer of `summary --dry-run`."""
    goes = tuple(line.name for cycle in prepared.summary.cycles for line in list_entry_lines(cycle))
    return PreviewAnswer(project(SummaryPreview, prepared, reader=prepared.summary.reader, goes=goes))
