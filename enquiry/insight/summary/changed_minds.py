"""Changed minds: what was believed and is no longer, or not so, as far as it may go to the reader.

Rule: a belief goes that was shared at least as wide as the reader's circle, with its own words alone; what moved it is
named where the entry goes too, and the document names entries.
"""

from collections.abc import Iterator

from enquiry.dates.period import spell
from enquiry.insight.summary.blocks import Paragraph, ToldField
from enquiry.insight.summary.disclosure import Disclosure, decide_disclosure, is_shared_with
from enquiry.insight.summary.reader import SectionSpec
from enquiry.insight.summary.value import SummaryFacts, SummaryRequest
from enquiry.model.belief import Belief, BeliefVersion
from enquiry.model.choices import Held
from enquiry.model.entry import end_sentence
from enquiry.words import join_words


def build_changed_minds(_: SectionSpec, facts: SummaryFacts) -> Iterator[Paragraph | ToldField]:
    """Tell each belief that was put otherwise or given up within the time: I used to think, now I think, because."""
    asked = facts.asked
    for belief in asked.journal.believed:
        if pair := find_change(belief, asked):
            before, now = pair
            yield Paragraph("changed mind", _format_change(before, now, asked), bare=True)
            for words in filter(None, (before.text, now.text, now.because)):
                yield ToldField(belief.name, "belief", words)


def find_change(belief: Belief, asked: SummaryRequest) -> tuple[BeliefVersion, BeliefVersion] | None:
    """Return what was believed as the time began and how it stood as it ended; None where that is one, or is kept."""
    goes = asked.reader.owner or is_shared_with(belief.privacy, asked.reader.circle)
    stood = [version for version in belief.versions if version.on <= asked.until]
    if not goes or belief.name in asked.sharing.held or asked.chosen or not stood:
        return None
    earlier = [version for version in stood if version.on < asked.window.begin]
    before, now = (earlier or stood)[-1 if earlier else 0], stood[-1]
    gave_up = now.held is Held.GIVEN_UP and before.held is not Held.GIVEN_UP
    return (before, now) if before.text != now.text or gave_up else None


def _format_change(before: BeliefVersion, now: BeliefVersion, asked: SummaryRequest) -> str:
    spell_day = asked.language.spell if not asked.language.is_english else spell
    names: tuple[str, ...] = ()
    if asked.reader.names:
        entries = [one for one in map(asked.journal.find_entry_in_sight, now.moved_by) if one]
        going = (
            one for one in entries if decide_disclosure(one, asked.reader, asked.sharing).verdict is Disclosure.GOES
        )
        names = tuple(one.name for one in going)
    reasons = [now.because.rstrip(".")] if now.because else []
    reasons += [f"of {join_words(list(names))}"] if names else []
    because = f", because {', and because '.join(reasons)}" if reasons else ""
    used = f"I used to think ({spell_day(before.on)}): {end_sentence(before.text)}"
    if now.held is Held.GIVEN_UP:
        return end_sentence(f"{used} I gave it up ({spell_day(now.on)}){because}")
    return f"{used} Now I think ({spell_day(now.on)}): {end_sentence(now.text.rstrip('.') + because)}"
