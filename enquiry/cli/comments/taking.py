"""Comments taken in: asked about where their place is not certain, kept in one step, and told of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from enquiry.cli.comments.reading import choose_gift, read_commented_file
from enquiry.cli.session import Session
from enquiry.dates.period import spell_short
from enquiry.insight.summary.blocks import capitalise
from enquiry.model.colleagues.gift import Gift
from enquiry.model.entry import end_sentence
from enquiry.unsafe_chars import show_on_one_line
from enquiry.words import format_amount, format_count, join_words, spell_number

if TYPE_CHECKING:
    from enquiry.insight.comments.found import CommentedFile
    from enquiry.insight.comments.place import CommentPlacer, PlacedComment
    from enquiry.insight.comments.take import CommentsReport

_SHOWN = 160
"""How many characters of a comment are shown in a sentence about it."""
_MOST_LINES = 5
"""How many lines that were not taken are told one by one."""


def take_in_comments(session: Session, file: Path, named: str | None, encoding: str | None, *, dry_run: bool) -> None:
    """Take the comments of a document or a mail into the journal in one step, and tell of them."""
    from enquiry.answers.gifts import CommentsAnswer
    from enquiry.insight.comments.changed import find_text_changes
    from enquiry.insight.comments.place import CommentPlacer, join_numbered, name_gift_places
    from enquiry.insight.comments.take import CommentsReport, take_comments
    from enquiry.views.colleagues.comments import draw_comments, format_comment_lines

    found, source = read_commented_file(session, file, encoding)
    journal = session.load_journal()
    gift = choose_gift(journal, found, named, source)
    found = join_numbered(found, name_gift_places(journal, gift))
    placer = CommentPlacer(journal, gift)
    placed = list(placer.place_all(found.comments))
    taken = take_comments(journal, gift, placed, session.now, session.today)
    if taken.unplaced and session.can_ask and not dry_run:
        placed = _ask_places(session, placer, placed, {one.id for one in taken.unplaced}, gift)
    if taken.new and not dry_run:
        with session.change() as step:
            taken = take_comments(step.journal, gift, placed, session.stamp().at, session.today)
            step.journal = taken.journal
            step.did = f"{format_amount(len(taken.new), 'comment')} of gift {gift.name} taken in"
    report = CommentsReport(gift, found, find_text_changes(found, gift), taken, dry_run)
    for words in _tell_comments(report):
        session.say(words)
    if session.json or taken.new:
        session.show(report, view=draw_comments, plain=format_comment_lines, data=CommentsAnswer, journal=taken.journal)
    if taken.new and not dry_run:
        session.say(f'To answer: enquiry reflect --about {taken.new[0].entry.name} "…"')


def _ask_places(
    session: Session, placer: "CommentPlacer", placed: Sequence["PlacedComment"], ids: set[str], gift: Gift
) -> list["PlacedComment"]:
    """Return the comments with the place of each new one that nothing tells as the person says; Enter leaves it."""
    from enquiry.insight.comments.place import follow_threads
    from enquiry.insight.comments.take import get_voice, identify_comments
    from enquiry.model.cycle import Cycle

    settled: dict[str, PlacedComment] = {}
    made = identify_comments(gift, placed)
    for one in placed:
        settled[one.comment.key] = one
        if one.certain or one.comment.answers in settled or made[one.comment.key] not in ids:
            continue
        quoted = f", on “{_shorten(one.comment.quoted)}”" if one.comment.quoted else ""
        session.tell(f"{get_voice(gift, one.comment)}: “{_shorten(one.comment.text)}”{quoted}")
        question = f"Which entry does it speak of? Its name, such as 4.8; Enter: {one.at} as a whole."
        while answer := session.ask_line(question):
            entry = placer.named.get(answer)
            if entry and not isinstance(entry, Cycle):
                settled[one.comment.key] = placer.give(one, entry)
                break
            session.tell(f"“{show_on_one_line(answer)}” is none of what went in gift {gift.name}.")
    return list(follow_threads(settled.values()))


def _shorten(text: str) -> str:
    line = show_on_one_line(text)
    return f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line


def _tell_comments(report: "CommentsReport") -> Iterator[str]:
    """Yield what came back in sentences: who wrote how much on what, what was kept, and what was not taken."""
    found, taken = report.found, report.taken
    if not found.comments:
        yield f"There is no comment in it, on gift {report.gift.name} to {report.gift.to}."
    else:
        yield from _tell_authors(report)
    yield from _tell_text_changes(report)
    if taken.new:
        names = join_words(_join_spans([one.entry.name for one in taken.new]))
        yield f"{'Would be kept' if report.dry_run else 'Kept'} as evidence {names}, peer dialogue."
    if taken.known:
        yield f"{format_count(len(taken.known), 'is', 'are')} here already.".capitalize()
    for entry, words in taken.reworded:
        yield f"{entry.name} reads otherwise there now: “{_shorten(words)}”. It stays as it was said first."
        yield f"To take it as it reads now: enquiry remove {entry.name}, and give the file again."
    for one in taken.unplaced:
        words = f"Nothing tells what {one.name} speaks of; it"
        if report.dry_run:
            yield f"{words} would stand with cycle {one.cycle_number}."
        else:
            way = f"To say what: enquiry edit {one.name} --about NAME"
            yield f"{words} stands with cycle {one.cycle_number}. {way}"
    yield from (f"Not taken: {words}" for words in taken.unfit)
    yield from _tell_left_out(found)
    yield from found.said


def _tell_text_changes(report: "CommentsReport") -> Iterator[str]:
    """Yield what was changed in the text itself, marked or not; nothing of it is taken."""
    from enquiry.insight.comments.found import describe_place

    found = report.found
    if found.put_in or found.struck:
        counts = [(found.put_in, "put in"), (found.struck, "struck out")]
        told = join_words([f"{format_count(many, 'word')} {how}" for many, how in counts if many])
        yield f"Marked as changed in the text itself: {told}. What you wrote stays as it is."
    for places, what in (
        (report.text.changed, "The words of {} were changed in the document"),
        (report.text.gone, "Of the document {} was taken out"),
    ):
        if places:
            yield f"{what.format(join_words([*map(describe_place, places)]))}; your journal keeps yours."
    if report.text.added:
        told = _quote_lines(report.text.added, "paragraph")
        way = f"To take one in, give it as a line: enquiry comments - --gift {report.gift.name}"
        yield f"{end_sentence(f'Written into the text, and not taken: {told}')} {way}"


def _tell_left_out(found: "CommentedFile") -> Iterator[str]:
    """Yield what is no comment on anything, in its own words where it may be somebody's."""
    if found.wordless:
        yield f"{format_count(found.wordless, 'comment')} without a word was left out.".capitalize()
    if found.untaken:
        yield end_sentence(f"Not taken, since no entry is named before it: {_quote_lines(found.untaken, 'line')}")
    if found.left or found.quoted:
        quoted = [format_count(found.quoted, "quoted line")] if found.quoted else []
        yield end_sentence(f"Left out: {join_words([*filter(None, [_quote_lines(found.left, 'line')]), *quoted])}")


def _quote_lines(lines: Sequence[str], what: str) -> str:
    """Return the first of some lines in quotes, and how many more there are."""
    quoted = [f"“{_shorten(line)}”" for line in lines[:_MOST_LINES]]
    more = len(lines) - _MOST_LINES
    return join_words([*quoted, *([f"{format_count(more, what)} more"] if more > 0 else [])])


def _tell_authors(report: "CommentsReport") -> Iterator[str]:
    from enquiry.insight.comments.take import get_voice

    comments = report.found.comments
    voices = Counter(get_voice(report.gift, one) for one in comments)
    days = sorted({one.at.date() for one in comments if one.at})
    span = " to ".join(spell_short(day) for day in (days if len(days) < 2 else (days[0], days[-1])))
    (first, many), *others = voices.items()
    wrote = f"{first} wrote {format_count(many, 'comment')}"
    who = join_words([wrote, *(f"{name} {spell_number(count)}" for name, count in others)])
    places = Counter(one.at for one in report.taken.new)
    alone = len(comments) == len(report.taken.new) == 1
    on = join_words([f"{'' if alone else spell_number(many)} on {at}".strip() for at, many in places.items()])
    to = "" if report.gift.to in voices else f" to {report.gift.to}"
    end = f", new of them {on}" if report.taken.known and on else f": {on}" if on else ""
    yield f"{capitalise(who)}{f' ({span})' if span else ''} in gift {report.gift.name}{to}{end}."


def _join_spans(names: Sequence[str]) -> list[str]:
    """Return names with those of one cycle that follow one another joined: "4.26 to 4.28"."""
    spans = list[list[str]]()
    for name in names:
        cycle, _, number = name.partition(".")
        if spans and spans[-1][-1] == f"{cycle}.{int(number) - 1}":
            spans[-1].append(name)
        else:
            spans.append([name])
    return [one[0] if len(one) == 1 else f"{one[0]} to {one[-1]}" for one in spans]
