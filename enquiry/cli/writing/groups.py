"""Whom a cycle's group is made of: asked once of a person at a terminal, where its own words are not certain."""

from msgspec.structs import replace

from enquiry.cli.session import Session
from enquiry.model.choices import GroupSort
from enquiry.model.cycle import Cycle
from enquiry.model.groups import NOUNS, assume_group_sort, guess_group_sort
from enquiry.model.journal import Journal


def settle_group_sort(session: Session, journal: Journal, cycle: Cycle) -> Cycle:
    """Return a cycle whose group is new saying whom it is made of, as was answered; else say how it is taken.

    What is certain and what is said to begin with is not asked, nor said where they are learners.
    """
    if cycle.group_of or not cycle.group:
        return cycle
    guessed, usual = guess_group_sort(cycle.group), assume_group_sort(cycle, journal.settings.role)
    if guessed is None and session.can_ask and not session.yes:
        from enquiry.cli.choosing import choose, explain_choices

        question = f"Whom is the group made of, “{cycle.group}”?"
        answer = choose(session, question, explain_choices(list(GroupSort)), enter=f"for {usual}")
        return replace(cycle, group_of=GroupSort(answer) if answer else usual)
    taken = guessed or usual
    if taken is not GroupSort.LEARNERS:
        other = GroupSort.LEARNERS if taken is usual else usual
        way = f"enquiry edit {cycle.number} --group-of {other}"
        session.say(f"The group is taken for {NOUNS[taken].many}. If it is not: {way}")
    return cycle
