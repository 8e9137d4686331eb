"""Which lines stand in a list of a summary: what speaks of an entry beneath that, and no more than there is room for.

The facts have every entry in the list of its own kind. A comment on what was done is evidence by itself, and told under
what was done; in a document that has no such part it stays with what was seen, and says what it speaks of.
"""

from collections.abc import Sequence

from enquiry.insight.summary.blocks import EntryLine
from enquiry.insight.summary.reader import SectionContent
from enquiry.insight.summary.value import LISTS, CycleSummary, SummaryFacts


def gather_beneath(
    part: SectionContent, lines: Sequence[EntryLine], cycle: CycleSummary, facts: SummaryFacts
) -> Sequence[EntryLine]:
    """Return the lines of a list with what speaks of them, and without what speaks of a line of another list there is.

    What disagrees stays where it comes first, and what is told by its name only where it is.
    """
    if not any(line.about for line in cycle.lines) or part.value not in LISTS:
        return lines
    known = {line.name: line for line in cycle.lines}
    home = {line.name: name for name in LISTS for line in getattr(cycle, name)}
    shown, listed = {one.value for one in facts.asked.reader.parts}, {line.name for line in lines}

    def find_list(line: EntryLine) -> str:
        """Return the list in which a line stands: that of the first it speaks of, by way of others, if that is told."""
        root, seen = line, {line.name}
        while root.about in known and home[root.name] != "disagreed" and root.about not in seen:
            root = known[root.about]
            seen.add(root.name)
        return home[root.name] if home[root.name] in shown else home[line.name]

    others = (line for line in cycle.lines if line.about and line.name not in listed)
    return [line for line in (*lines, *others) if find_list(line) == part.value]


def limit_lines(lines: Sequence[EntryLine], most: int | None, facts: SummaryFacts) -> tuple[EntryLine, ...]:
    """Return at most so many lines: those that matter most, then the first, which says how it began, and the latest.

    The strongest contradiction of a cycle matters most, then what its writer marked so. What is included by its name
    stands there whatever the limit; what speaks of another line only so, or marked. Lines told by their name only give
    way to the others, but for the strongest contradiction, which then takes no room of theirs.
    """
    if most is None or len(lines) <= (most := most + max(0, facts.more)):
        return tuple(lines)
    included = {line.name for line in lines if line.name in facts.asked.sharing.entries}
    lines = [line for line in lines if not line.about or line.name in included | facts.starred]
    named = {line.name for line in lines if line.by_name and line.name in facts.strongest}
    told = [line for line in lines if line.name not in included | named]
    first = [line for line in told if line.name in facts.strongest]
    first += [line for line in told if line.name in facts.starred and line not in first and not line.by_name]
    rest = [line for line in told if line not in first]
    spoken = [line for line in rest if not line.by_name] or rest
    latest = spoken[-1:] if told and told[-1] not in first else []
    order = dict.fromkeys([*first, *latest, *spoken[:1], *reversed(spoken)])
    chosen = included | named | {line.name for line in list(order)[: max(0, most - len(included))]}
    return tuple(line for line in lines if line.name in chosen)
