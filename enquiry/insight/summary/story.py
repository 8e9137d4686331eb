"""Stories: each enquiry in three lines, and the time in one paragraph, made of what is there and of nothing else.

A story quotes what a person wrote, its first sentence where that is long, and adds no word that judges. It is made of
what a document may tell, so that what is held back is in no story. A person's own version takes its place.
"""

import re
from collections.abc import Iterator, Sequence

from enquiry.dates.period import spell
from enquiry.insight.summary.blocks import EntryLine, ToldField
from enquiry.insight.summary.value import CycleSummary, Summary
from enquiry.model.choices import CycleState
from enquiry.model.entry import end_sentence
from enquiry.words import format_count, join_words, spell_number

LONGEST = 160
"""Characters of a text that is quoted whole; of a longer one its first sentence is, cut with "…" where it is long."""

MOST_HEADED = 70
"""Characters of a question that stand as a heading within a section."""

StoryLine = tuple[str, tuple[ToldField, ...]]
"""A line of a story, and what it tells."""


def quote_shortly(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, of a long one its first sentence, cut between words where that is long too."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    first = re.match(r".+?[.?!…](?=\s)", line)
    if first and len(first[0]) <= longest:
        return first[0]
    return f"{line[:longest].rpartition(' ')[0].rstrip(',;:—–- ')}…"


def build_story(
    cycle: CycleSummary, strongest: frozenset[str] = frozenset(), *, asked: bool = True, decided: bool = True
) -> Iterator[StoryLine]:
    """Yield the lines of a cycle's story: what was asked of whom, what changed and was found, and what was decided.

    `strongest` names the evidence that disagrees most. `asked` begins with the
    question, `decided` ends with the decision. A line for which there is nothing is left out.
    """
    number = str(cycle.number)
    if cycle.question and asked:
        of = f"Asked of {cycle.group}: " if cycle.group else "Asked: "
        told = [
            ToldField(number, name, words) for name, words in (("group", cycle.group), ("question", cycle.question))
        ]
        yield end_sentence(f"{of}{cycle.question}"), tuple(one for one in told if one.words)
    told, parts = list[ToldField](), list[str]()
    for label, line in (("Changed", _find_latest(cycle.done)), ("Disagreed", _find_disagreeing(cycle, strongest))):
        if label == "Disagreed":
            changes = [(f"{one.measure} {one.change}", one) for one in cycle.changes if one.change]
            parts += [f"Found: {'; '.join(words for words, _ in changes)}."] if changes else []
            told += [ToldField(number, "change", f"{one.measure}: {one.change}") for _, one in changes]
        if line:
            parts.append(end_sentence(f"{label}: {quote_shortly(line.text)}"))
            whole = quote_shortly(line.text) == " ".join(line.text.split())
            told.append(ToldField(line.name, *(("text", line.text) if whole else ("story", quote_shortly(line.text)))))
    if parts:
        yield " ".join(parts), tuple(told)
    if decided and (line := next((line for line in reversed(cycle.decisions) if line.lead), None)):
        day = f" ({spell(line.on)})" if line.on else ""
        yield end_sentence(f"Decided{day}: {line.lead}"), (ToldField(line.name, "decided", line.lead),)


def _find_latest(lines: Sequence[EntryLine]) -> EntryLine | None:
    return next((line for line in reversed(lines) if line.text), None)


def _find_disagreeing(cycle: CycleSummary, strongest: frozenset[str]) -> EntryLine | None:
    spoken = [line for line in cycle.disagreed if line.text]
    return next((line for line in spoken if line.name in strongest), _find_latest(spoken))


def build_year_story(summary: Summary) -> str:
    """Return the time in one paragraph: how many enquiries, with whom, what was written, disagreed and was decided."""
    cycles = [cycle for cycle in summary.cycles if cycle.goes]
    if not cycles:
        return ""
    closed = sum(cycle.state is CycleState.CLOSED for cycle in cycles)
    named = [cycle.group for cycle in cycles if cycle.group]
    groups, several = list(dict.fromkeys(named)), len(cycles) > 1
    some = "" if len(named) == len(cycles) else f" in {spell_number(len(named))} of them"
    how = [f"{spell_number(closed)} of them closed" if several else "closed"] if closed else []
    how += [f"with {join_words(groups)}{some}"] if groups else []
    sentences = [
        f"{format_count(len(cycles), 'enquiry', 'enquiries').capitalize()}{''.join(f', {one}' for one in how)}"
    ]
    counts = [
        (sum(len(cycle.done) for cycle in cycles), "change in practice", "changes in practice"),
        (sum(len(cycle.seen) + len(cycle.disagreed) for cycle in cycles), "piece of evidence", "pieces of evidence"),
        (sum(len(cycle.thought) for cycle in cycles), "thought written down", "thoughts written down"),
        (sum(len(cycle.readings) for cycle in cycles), "reading", "readings"),
    ]
    if told := [format_count(*count) for count in counts if count[0]]:
        disagreed = sum(len(cycle.disagreed) for cycle in cycles)
        against = f"; {format_count(disagreed, 'piece')} of the evidence disagreed" if disagreed else ""
        sentences.append(f"{'They hold' if several else 'It holds'} {join_words(told)}{against}")
    leads = [line.verdict for cycle in cycles for line in cycle.decisions[-1:] if line.verdict]
    if leads:
        counted = [f"{one} in {format_count(leads.count(one), 'enquiry', 'enquiries')}" for one in dict.fromkeys(leads)]
        sentences.append(f"Decided last: {join_words(counted)}")
    return "".join(f"{end_sentence(sentence)} " for sentence in sentences).strip()
