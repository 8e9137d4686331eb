"""What speaks of an entry in a summary stands in the list of what it speaks of, right beneath it.

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
