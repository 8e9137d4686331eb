"""What a gift says beside what it tells: for whom it is, how to answer, and what is asked of whoever has it."""

from datetime import date
from enum import StrEnum

from msgspec.structs import replace

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell
from enquiry.insight.summary.blocks import Heading, Listing, Paragraph
from enquiry.insight.summary.value import Summary
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle

FEWEST_DAYS = 28
"""A colleague has that many days at least before a gift is to be deleted."""


class AnswerWay(StrEnum):
    """How a colleague can answer a gift, which rests on its format: in the margin, in lines of it, or in a mail."""

    MARGIN = "margin"
    LINES = "lines"
    MAIL = "mail"


_HOW = {
    AnswerWay.MARGIN: "Write in the margin: mark the words you mean, then Review ▸ New Comment. Save it, and send it "
    "back to me. Without Word, answer in a mail that names gift {gift}, in lines such as “{name}: your words”.",
    AnswerWay.LINES: "Answer in lines such as “{name}: your words”, here or in a mail that names "
    "gift {gift}, and send them back to me.",
    AnswerWay.MAIL: "Answer in a mail that names gift {gift}, in lines such as “{name}: your words”.",
}


def sign_gift(told: Summary, gift: Gift, way: AnswerWay) -> Summary:
    """Return a summary as it is given away: at its end it says how to answer, whose it is, and what is asked."""
    language = told.language
    number = str(told.cycles[0].number) if told.cycles else ""
    name = next(iter(list_told_entries(told)), number)
    how = _HOW[way].format(name=name, gift=gift.name)
    how += f" Each entry has its name beside the day; {number} alone is the whole enquiry."
    source = f", from {told.name}" if told.name else ""
    end = f" Delete it by {language.spell(gift.delete_by)}." if gift.delete_by else ""
    given = f"Gift {gift.name} for {told.to}{source}, {language.spell(gift.given_on)}."
    blocks = (
        *told.blocks,
        Heading(2, language.translate("How to answer")),
        Paragraph("how to answer", how, bare=True),
        Paragraph("foot", f"{given} Please do not pass it on.{end}", bare=True, quiet=True),
    )
    return replace(told, blocks=blocks, gift=gift.name)


def list_told_entries(told: Summary, *, by_name: bool = False) -> list[str]:
    """Return the names of the entries whose words a document tells, in their order; or of those told by name alone."""
    lines = (line for block in told.blocks if isinstance(block, Listing) for line in block.lines)
    return list(dict.fromkeys(line.name for line in lines if line.name and line.by_name is by_name))


def choose_deletion_day(cycles: tuple[Cycle, ...], calendar: Calendar, today: date) -> date:
    """Return the day by which a gift is to be deleted where none is named.

    Rule: the end of this school year, or of the next where that is near; earlier where what a cycle gathered is to be
    deleted earlier, and that day is still to come.
    """
    end = calendar.find_year(today).period.last
    if (end - today).days < FEWEST_DAYS:
        end = calendar.find_year(end + date.resolution).period.last
    return min([end, *(cycle.delete_by for cycle in cycles if cycle.delete_by and cycle.delete_by > today)])


def write_withdrawal(gift: Gift, name: str) -> str:
    """Return the few lines that ask for a gift back, from the journal's owner by the name they go by."""
    document = f"{gift.file}, gift {gift.name}"
    please = (
        f"please delete what I gave you on {spell(gift.given_on)} ({document}), and every copy that you made of it."
    )
    thanks = "What you said of it stays with me, and I am grateful for it."
    return "\n\n".join(filter(None, (f"Dear {gift.to},", f"{please} {thanks}", name)))
