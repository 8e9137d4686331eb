"""What the journal has nothing of, for its owner's eyes: which act fills a part, and what a cycle lacks."""

from collections.abc import Iterator

from enquiry.acts import Act, ActKind
from enquiry.insight.summary.blocks import AnyBlock, Paragraph
from enquiry.insight.summary.reader import SectionContent, SectionSpec
from enquiry.insight.summary.value import CycleSummary, SummaryFacts
from enquiry.model.choices import Direction, EntryKind, EvidenceStage
from enquiry.model.cycle import Cycle

PART_ACTS = {
    SectionContent.DISAGREED: Act(ActKind.LOG_CONTRADICTION, words=True),
    SectionContent.DONE: Act(ActKind.LOG_ACTION, words=True),
    SectionContent.SEEN: Act(ActKind.LOG_EVIDENCE, words=True),
    SectionContent.THOUGHT: Act(ActKind.REFLECT, words=True),
    SectionContent.DECISIONS: Act(ActKind.REVIEW_DECIDING, value="adapt"),
    SectionContent.WIDER: Act(ActKind.REVIEW_DECIDING, value="extend"),
    SectionContent.NOTES: Act(ActKind.NOTE),
    SectionContent.ASKS: Act(ActKind.ASK, words=True),
    SectionContent.READINGS: Act(ActKind.LOG_READING, words=True),
    SectionContent.VALUES: Act(ActKind.LOG_VALUE),
    SectionContent.CHANGE: Act(ActKind.LOG_BASELINE_VALUE),
    SectionContent.NEXT: Act(ActKind.GROW_CYCLE),
    SectionContent.STANDARDS: Act(ActKind.SET_STANDARD),
    SectionContent.TOUCHED: Act(ActKind.SET_STANDARD),
    SectionContent.HELPS: Act(ActKind.REFLECT_UNDER_TAG, value="helps", words=True),
}
"""The act that would fill a part."""


def build_missing(cycle: CycleSummary, _: SectionSpec, facts: SummaryFacts) -> Iterator[AnyBlock]:
    """Say what nothing has been written of up to the day, in the window or before it, and what would fill it."""
    then = facts.going[cycle.number].cycle
    if not then.kept:
        command = facts.asked.word(Act(ActKind.LOG_EVIDENCE, cycle.number, words=True))
        yield Paragraph("not written yet", f"anything; a line is enough ({command})", quiet=True)
        return
    acts = [(what, act._replace(cycle=cycle.number)) for what, act, there in _list_gaps(then) if not there]
    gaps = [f"{what} ({facts.asked.word(act)})" for what, act in acts]
    if gaps:
        yield Paragraph("not written yet", "; ".join(gaps), quiet=True)


def _list_gaps(cycle: Cycle) -> Iterator[tuple[str, Act, bool]]:
    kinds = {entry.kind for entry in cycle.kept}
    evidence = cycle.evidence
    staged = any(cycle.stages[entry.id] is EvidenceStage.BASELINE for entry in evidence)
    disagreed = any(entry.direction in (Direction.CONTRADICTS, Direction.MIXED) for entry in evidence)
    yield "the group", Act(ActKind.SET_GROUP), bool(cycle.group)
    yield "a hunch", Act(ActKind.SET_HUNCH), bool(cycle.hunch)
    yield "a sign that it worked", Act(ActKind.SET_SUCCESS), bool(cycle.success)
    yield "how things were before", Act(ActKind.LOG_BASELINE, words=True), staged
    yield "what was done", Act(ActKind.LOG_ACTION, words=True), EntryKind.ACTION in kinds
    yield "what disagreed", Act(ActKind.LOG_CONTRADICTION, words=True), disagreed
    yield "what I thought", Act(ActKind.REFLECT, words=True), EntryKind.REFLECTION in kinds
    yield "a decision", Act(ActKind.REVIEW), bool(cycle.decided or cycle.turns)
