"""The trace of a belief: I used to think, now I think, because; every version and every reason, and nothing else."""

from typing import NamedTuple

from enquiry.model.belief import Belief, BeliefVersion, Word
from enquiry.model.choices import Held
from enquiry.model.journal import Journal

NOT_HERE = "not in this journal"
"""What is said of an entry of which nothing is known but its id."""


class Reason(NamedTuple):
    """An entry that speaks for a belief or against it, as people know it: its name, what it is, and its words.

    `gone` says that it is out of sight, and how; then nothing of what it says is told.
    """

    word: Word
    name: str
    kind: str = ""
    text: str = ""
    gone: str = ""

    @property
    def title(self) -> str:
        """Its name and what it is: "4.7 reading", "4.7 (removed)"."""
        return f"{self.name} ({self.gone})" if self.gone else f"{self.name} {self.kind}"


class TraceStep(NamedTuple):
    """A version of a belief: what led to it, and what was said for and against while it stood, in that order.

    `lead` is how the step begins in a sentence: "I used to think", "Now I think".
    """

    lead: str
    version: BeliefVersion
    moved_by: tuple[Reason, ...]
    said: tuple[Reason, ...]


class Trace(NamedTuple):
    """A belief from its first version to the one that stands."""

    belief: Belief
    steps: tuple[TraceStep, ...]


def build_reason(word: Word, journal: Journal) -> Reason:
    """Return an entry as it is told beside a belief; of one that is out of sight its name, and why it is."""
    name, entry = journal.names.get(word.entry, ""), journal.entries_by_id.get(word.entry)
    if entry is None:
        return Reason(word, name or "an entry", gone=NOT_HERE)
    if removed := entry.removed or journal.cycles_by_id[entry.cycle].removed:
        return Reason(word, name, gone=removed.word)
    return Reason(word, name, entry.kind.value, entry.text)


def build_trace(belief: Belief, journal: Journal) -> Trace:
    """Return the trace of a belief.

    What was said of it stands under the latest version that stood by then, the first for what came before all.
    """
    said: list[list[Reason]] = [[] for _ in belief.versions]
    others = (word for word in belief.iterate_words() if not word.moved)
    for word in sorted(others, key=lambda word: (word.on, word.at)):
        by_then = [place for place, one in enumerate(belief.versions) if (one.on, one.at) <= (word.on, word.at)]
        said[by_then[-1] if by_then else 0].append(build_reason(word, journal))
    steps = (
        TraceStep(
            tell_lead(belief, place),
            version,
            tuple(build_reason(word, journal) for word in version.words),
            tuple(said[place]),
        )
        for place, version in enumerate(belief.versions)
    )
    return Trace(belief, tuple(steps))


def tell_lead(belief: Belief, place: int) -> str:
    """Return how the sentence begins that tells a version, by where it stands among the others."""
    version, last = belief.versions[place], place == len(belief.versions) - 1
    if version.held is Held.GIVEN_UP:
        return "I gave it up" if place else "I no longer think"
    if len(belief.versions) == 1:
        return "I think"
    before = belief.versions[place - 1] if place else None
    if before and before.held is Held.GIVEN_UP and before.text == version.text:
        return "Now I think again" if last else "Then I thought again"
    if before and version.text == before.text:
        return "I think so still" if last else "I still thought"
    return "Now I think" if last else "Then I thought" if place else "I used to think"
