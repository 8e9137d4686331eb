"""Codes of standards in a summary, with the titles they had on the days that were written about.

A publisher's lists change: GTCS 2.1 is one thing before 2 August 2021 and another from then on.
"""

from collections.abc import Iterable
from datetime import date

from enquiry.insight.summary.value import CycleSummary, SummaryFacts
from enquiry.model.standards import Standards
from enquiry.model.text import fold


def list_code_days(code: str, cycle: CycleSummary, facts: SummaryFacts) -> list[date]:
    """Return the days that a code was given to: those of the entries that bear it, else the cycle's last."""
    days = sorted({line.on for line in cycle.lines if line.on and code in line.standards})
    return days or [min(facts.asked.as_at, facts.going[cycle.number].cycle.last_on)]


def format_titles(standards: Standards, code: str, days: Iterable[date]) -> str:
    """Return the titles that a code had on some days, each once: `Curriculum, then Curriculum and Pedagogy`."""
    return ", then ".join(dict.fromkeys(filter(None, (standards.find_title(code, day) for day in sorted(days)))))


def format_standards(cycle: CycleSummary, facts: SummaryFacts) -> str:
    """Return the codes of a cycle and its entries, each with its titles where a list has them."""
    standards, told = facts.asked.standards, list[str]()
    for code in cycle.standards:
        title = format_titles(standards, code, list_code_days(code, cycle, facts))
        told.append(f"{code}, {title}" if title and fold(title) != fold(code) else code)
    return "; ".join(told)
