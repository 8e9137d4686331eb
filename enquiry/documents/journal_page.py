"""The journal as one page to look around in: every enquiry with all that was written in it, in the order of the days.

It begins with its contents by year, thread and tag, whose links lead to enquiries and entries; finding is the browser's
own. Like every page it needs nothing else, runs nothing and fetches nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree as ET

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell
from enquiry.documents.html import add_link, build_parts, render_page
from enquiry.documents.text import sanitize_line
from enquiry.insight.comments.beneath import list_cycle_entries
from enquiry.insight.summary.blocks import AnyBlock, Heading, Paragraph, capitalise
from enquiry.insight.thread import ThreadBranch, build_thread
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal, JournalItem, LooseNote
from enquiry.model.tag import fold_tag
from enquiry.progress import ProgressTracker, ignore_progress
from enquiry.query.select import Selection
from enquiry.query.tags.usage import build_tag_tree, count_tag_uses
from enquiry.words import format_amount

INBOX = "inbox"
"""Where the notes that wait stand on the page."""

_IN_HEADING = ("day", "recorded", "cycle", "question", "state")
"""Facts that a heading tells, or that say nothing beside it."""


class JournalPage(NamedTuple):
    """What of a journal is laid out, and as at which day.

    `facts` yields what is known of a thing beside its words, each with its label; `pictures` are the blocks that stand
    under each cycle before its entries, by its number. `chosen` is the query that narrowed it, in words.
    """

    selection: Selection
    journal: Journal
    calendar: Calendar
    today: date
    facts: Callable[[JournalItem, Journal], Iterable[tuple[str, str]]]
    pictures: Mapping[int, Sequence[AnyBlock]]
    chosen: str = ""


def render_journal_page(page: JournalPage, follow: ProgressTracker = ignore_progress) -> str:
    """Return the page. The same journal and day give the same bytes. `follow` tracks the enquiries laid out."""
    head, blocks, names = list(build_head(page)), list[AnyBlock](), list[str]()
    for found in follow(page.selection.found):
        for name, block in build_cycle_blocks(found.cycle, found.entries, page):
            names += [name] if name else []
            blocks.append(block)
    if page.selection.notes:
        names.append(INBOX)
        blocks.append(Heading(2, "In the inbox"))
    for note in page.selection.notes:
        names.append(note.name)
        blocks.append(Heading(3, f"{note.name}, {spell(note.happened_on)}"))
        blocks += _build_words(note, page.facts(note, page.journal))
    parts = build_parts(blocks, names=True)
    for part, name in zip((part for part in parts if part.tag in ("h2", "h3")), names, strict=True):
        part.set("id", name)
    contents = [build_contents(page)] if blocks else []
    return render_page(_build_title(page), [*build_parts(head, names=False), *contents, *parts])


def _build_title(page: JournalPage) -> str:
    name = page.journal.settings.name
    return f"The journal of {name}" if name else "The journal"


def build_head(page: JournalPage) -> Iterator[AnyBlock]:
    """Yield what the page begins with: whose journal it is, as at which day, and how much is here."""
    selection = page.selection
    yield Heading(1, _build_title(page))
    if page.journal.settings.role:
        yield Paragraph("role", page.journal.settings.role, bare=True)
    counts = [format_amount(len(selection.found), "enquiry", "enquiries")]
    counts.append(format_amount(len(selection.entries), "entry", "entries"))
    counts += [format_amount(len(selection.notes), "note") + " in the inbox"] if selection.notes else []
    yield Paragraph("as at", f"As at {spell(page.today)} · {' · '.join(counts)}", bare=True, quiet=True)
    if page.chosen:
        yield Paragraph("chosen", f"Only part of the journal is here: {page.chosen}.", bare=True)
    if not selection.found and not selection.notes:
        yield Paragraph("nothing", "Nothing is written here yet.", bare=True)


def build_cycle_blocks(cycle: Cycle, entries: Sequence[AnyEntry], page: JournalPage) -> Iterator[tuple[str, AnyBlock]]:
    """Yield the blocks of a cycle; beside a heading stands the name that leads to it, beside others nothing."""
    yield str(cycle.number), Heading(2, cycle.question, cycle.number)
    for label, words in page.facts(cycle, page.journal):
        yield "", Paragraph(label, words)
    for place, block in enumerate(page.pictures.get(cycle.number, ())):
        yield f"{cycle.number}-{place}" if isinstance(block, Heading) else "", block
    for entry, _ in list_cycle_entries(entries):
        told = list(page.facts(entry, page.journal))
        what = dict(told).get("decision", "").partition(",")[0] or entry.kind.value
        yield entry.name, Heading(3, f"{entry.name} {what}, {spell(entry.happened_on)}")
        yield from (("", block) for block in _build_words(entry, told))


def _build_words(thing: AnyEntry | LooseNote, facts: Iterable[tuple[str, str]]) -> Iterator[AnyBlock]:
    """Yield the words of an entry or a note, each part under what was asked, and what is known beside them."""
    parts = () if isinstance(thing, LooseNote) else thing.parts
    for part in parts:
        yield Paragraph("asked", part.asked, bare=True, quiet=True)
        yield Paragraph("answered", part.text, bare=True)
    if thing.text and not parts:
        yield Paragraph("text", thing.text, bare=True)
    told = [f"{capitalise(name)}: {words}" for name, words in facts if name not in _IN_HEADING]
    if told:
        yield Paragraph("beside", "\n".join(told), bare=True, quiet=True)


# --- The contents: by year, thread and tag.


def build_contents(page: JournalPage) -> ET.Element:
    """Return the contents: links by year, thread and tag, and to the notes in the inbox."""
    contents = ET.Element("nav", {"aria-label": "Contents"})
    add_years(contents, page)
    add_threads(contents, page)
    add_tags(contents, page)
    if page.selection.notes:
        add_link(ET.SubElement(contents, "p"), INBOX, "In the inbox")
    return contents


def _add_list(contents: ET.Element, title: str) -> ET.Element:
    ET.SubElement(contents, "strong").text = title
    return ET.SubElement(contents, "ol")


def add_years(contents: ET.Element, page: JournalPage) -> None:
    """Add the school years, each with the enquiries that something in it belongs to; a link leads to the first."""
    dated = list[tuple[str, int, date, str, Cycle]]()
    for cycle, entries, _ in page.selection.found:
        named = [(cycle.began_on, str(cycle.number)), *((entry.happened_on, entry.name) for entry in entries)]
        dated += [(page.calendar.find_year(on).label, cycle.number, on, name, cycle) for on, name in named]
    dated.sort(key=lambda one: one[:3])
    years = _add_list(contents, f"By {page.calendar.words.year}") if dated else contents
    for year, held in groupby(dated, key=lambda one: one[0]):
        item = ET.SubElement(years, "li")
        item.text = year
        inside = ET.SubElement(item, "ol")
        for number, group in groupby(held, key=lambda one: one[1]):
            names = [(name, cycle) for _, _, _, name, cycle in group]
            count = sum("." in name for name, _ in names)
            line = ET.SubElement(inside, "li")
            add_link(line, names[0][0], f"{number} · {names[0][1].question}")
            line[-1].tail = f" ({format_amount(count, 'entry', 'entries')})" if count else ""


def add_threads(contents: ET.Element, page: JournalPage) -> None:
    """Add the enquiries that grew from one another, as trees; those that stand alone are in the years."""
    here, seen, roots = {found.cycle.id for found in page.selection.found}, set[str](), list[ThreadBranch]()
    for found in page.selection.found:
        if found.cycle.id not in seen:
            root = build_thread(found.cycle, page.journal).root
            seen |= {branch.cycle.id for branch in root.walk()}
            roots += [root] if root.grown else []

    def add_branch(above: ET.Element, branch: ThreadBranch) -> None:
        item, words = ET.SubElement(above, "li"), f"{branch.cycle.number} · {branch.cycle.question}"
        if branch.cycle.id in here:
            add_link(item, str(branch.cycle.number), words)
        else:
            item.text = f"{branch.cycle.number} (not here)"
        if branch.grown:
            inside = ET.SubElement(item, "ol")
            for one in branch.grown:
                add_branch(inside, one)

    if roots:
        listed = _add_list(contents, "By thread")
        for root in roots:
            add_branch(listed, root)


def add_tags(contents: ET.Element, page: JournalPage) -> None:
    """Add every tag with links to the enquiries, entries and notes that bear it."""
    selection, borne = page.selection, dict[str, list[str]]()
    things = [(str(one.cycle.number), one.cycle.tags) for one in selection.found]
    things += [(entry.name, entry.tags) for entry in selection.entries]
    for name, tags in (*things, *((note.name, note.tags) for note in selection.notes)):
        for tag in tags:
            borne.setdefault(fold_tag(tag), []).append(name)
    uses = count_tag_uses(((one.cycle, one.entries, True) for one in selection.found), selection.notes)
    listed = _add_list(contents, "By tag") if uses else contents
    for leaf in build_tag_tree(uses):
        item = ET.SubElement(listed, "li")
        item.text = sanitize_line(leaf.tag) + (": " if fold_tag(leaf.tag) in borne else "")
        for place, name in enumerate(borne.get(fold_tag(leaf.tag), ())):
            if place:
                item[-1].tail = ", "
            add_link(item, name, name)
