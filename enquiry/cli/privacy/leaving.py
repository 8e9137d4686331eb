"""Names in what is about to leave: asked about before anything is written, and refused where nobody can be asked.

A summary that stays with its writer, and a backup, do not leave. Whatever writes a file for others is cleared here.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from enquiry.cli.options import NAME_FLAGS
from enquiry.cli.privacy.finding import FILE_NAME, load_finder, load_pupils, place_file_name
from enquiry.cli.session import Session
from enquiry.errors import NamesWouldLeave, UsageMistake
from enquiry.insight.privacy.finder import Find, FindKind, NameFinder
from enquiry.insight.privacy.leaving import (
    NameDecision,
    build_mender,
    find_in_summary,
    hold_finds,
    hold_readings,
    hold_records,
    iterate_reading_texts,
    list_references,
)
from enquiry.insight.privacy.mending import mend_journal
from enquiry.insight.privacy.places import PlacedText, iterate_journal_texts, map_texts
from enquiry.insight.privacy.review import PlacedFind, find_in_texts, summarise_finds
from enquiry.store.outlet import OWN_COPY, NameClearance

if TYPE_CHECKING:
    from enquiry.insight.summary.value import PreparedSummary, SummaryRequest
    from enquiry.model.journal import Journal

_KEYS = {"r": NameDecision.REPLACE, "h": NameDecision.HOLD, "g": NameDecision.LET_GO}
NOTHING_FOUND = NameClearance("nothing found")
"""The clearance of what was looked through, and in which nothing was found."""

_MOST_ROUNDS = 8
"""How often a summary is made anew to hold back what the holding back has brought forth."""


class NameOptions(NamedTuple):
    """What was said of names by options: `--replace-names`, `--hold-names`, `--names-are-fine`."""

    replace: bool = False
    hold: bool = False
    fine: bool = False

    def read_decision(self) -> NameDecision | None:
        """Return what was decided, or None. Raises UsageMistake for two decisions."""
        given = [(flag, way) for flag, on, way in zip(NAME_FLAGS, self, NameDecision, strict=True) if on]
        if len(given) > 1:
            raise UsageMistake(f"{given[0][0]} and {given[1][0]} contradict each other.", "Give one of them.")
        return given[0][1] if given else None


def get_name_flag(clearance: NameClearance) -> str:
    """Return the option by which a decision about names is said; nothing where none was made."""
    return next((flag for way, flag in zip(NameDecision, NAME_FLAGS, strict=True) if _clear(way) == clearance), "")


class ClearedJournal(NamedTuple):
    """A journal whose names were settled, the file it goes to, and whether a name for a file may stay."""

    journal: "Journal"
    path: Path | None
    clearance: NameClearance
    is_clean: Callable[[str], bool]


class ClearedTexts(NamedTuple):
    """How the names in some texts were settled: what mends every text, and the texts that are held back whole."""

    clearance: NameClearance
    mend: Callable[[str], str] = str
    held: frozenset[str] = frozenset()


def say_text_finds(session: Session, journal: "Journal", texts: Sequence[PlacedText]) -> None:
    """Say which names some texts would be asked about before they left, if there are any."""
    if found := find_in_texts(load_finder(session, journal), texts):
        session.say(f"Before it leaves it will be asked about: {summarise_finds(found)}.")


def settle_text_names(
    session: Session, journal: "Journal", texts: Sequence[PlacedText], options: NameOptions
) -> ClearedTexts:
    """Return what becomes of the names in texts of this journal, or of colleagues, that are to leave.

    Raises NamesWouldLeave where nothing was decided.
    """
    decided, finder = options.read_decision(), load_finder(session, journal)
    found = find_in_texts(finder, texts)
    if not found:
        return ClearedTexts(NOTHING_FOUND)
    decided = decided or _ask_decision(session, found)
    if decided is NameDecision.REPLACE:
        _say_replaced(session, found)
        return ClearedTexts(_clear(decided), build_mender(finder, found))
    if decided is NameDecision.HOLD:
        places = dict.fromkeys(" ".join(filter(None, (one.of, one.field))) for one in found)
        session.say(f"Held back for what they hold: {', '.join(places)}.")
        return ClearedTexts(_clear(decided), held=frozenset(one.text for one in found))
    return ClearedTexts(_clear(decided))


def settle_summary_names(
    session: Session, asked: "SummaryRequest", made: "PreparedSummary", options: NameOptions, path: Path | None
) -> tuple["PreparedSummary", Path | None, NameClearance]:
    """Return a summary in which names are as was decided, the file it goes to, and the clearance to write it.

    Raises NamesWouldLeave where nothing was decided, or what was can't be done.
    """
    decided = options.read_decision()
    if made.summary.owner:
        if decided:
            words = "What becomes of names is said of what goes to somebody else, and this summary stays with you."
            raise UsageMistake(words, "Say for whom it is, such as --for prd, or leave it out.")
        return made, path, OWN_COPY
    if path is None and not decided and session.stdout.isatty():
        return made, path, OWN_COPY  # it is shown to its writer alone
    finder = load_finder(session, asked.journal)
    references = list_references(asked.journal)
    found = find_in_summary(finder, made.summary, references, _list_more_texts(finder, asked, path))
    if not found:
        return made, path, NOTHING_FOUND
    decided = decided or _ask_decision(session, found)
    if decided is NameDecision.REPLACE:
        mend = build_mender(finder, found, references.values())
        _say_replaced(session, found)
        return made._replace(summary=map_texts(made.summary, mend)), _mend_path(session, path, mend), _clear(decided)
    if decided is NameDecision.HOLD:
        _refuse_file_name(found)
        made, held = _hold_back(asked, made, finder, found)
        session.say(f"Held back for what they hold: {', '.join(held)}.")
    return made, path, _clear(decided)


def say_what_is_asked(session: Session, asked: "SummaryRequest", made: "PreparedSummary", path: Path | None) -> None:
    """Say which names a summary would be asked about before it left, if there are any."""
    if not made.summary.owner:
        finder = load_finder(session, asked.journal)
        more = _list_more_texts(finder, asked, path)
        if found := find_in_summary(finder, made.summary, list_references(asked.journal), more):
            session.say(f"Before it leaves it will be asked about: {summarise_finds(found)}.")


def _list_more_texts(finder: NameFinder, asked: "SummaryRequest", path: Path | None) -> list[PlacedText]:
    """Return what else of a document is somebody's words: the headings of a reader, and its file's name."""
    named = [PlacedText("", "the reader’s headings", text) for text in dict.fromkeys(asked.reader.texts)]
    own = [one for one in named if any(_counts_in_heading(find) for find in finder.find(one.text))]
    return [*own, *([place_file_name(path)] if path else [])]


def _counts_in_heading(find: Find) -> bool:
    return not find.is_word and (not find.kind.is_guess or find.kind is FindKind.NAME)


def _hold_back(
    asked: "SummaryRequest", made: "PreparedSummary", finder: NameFinder, found: tuple[PlacedFind, ...]
) -> tuple["PreparedSummary", list[str]]:
    """Return the summary without what finds stand in, and what is held back; raises NamesWouldLeave where some stay."""
    from enquiry.insight.summary.build import prepare_summary

    sharing, more = asked.sharing, list[str]()
    if any((one.of, one.field) == ("", "role") for one in found):
        settings = replace(asked.journal.settings, role="")
        asked, more = asked._replace(journal=replace(asked.journal, settings=settings)), ["your role"]
        found = tuple(one for one in found if (one.of, one.field) != ("", "role"))
    if any((one.of, one.field) == ("", "wish") for one in found):
        asked, more = asked._replace(wish=""), [*more, "what you would like from them"]
        found = tuple(one for one in found if (one.of, one.field) != ("", "wish"))
    for _ in range(_MOST_ROUNDS):
        sharing, stuck = hold_finds(found, sharing) if found else (sharing, ())
        if stuck:
            break
        made = prepare_summary(asked._replace(sharing=sharing))
        more_texts = _list_more_texts(finder, asked, None)
        found = find_in_summary(finder, made.summary, list_references(asked.journal), more_texts)
        if not found:
            fields = sorted(f"{number}:{name}" for number, name in sharing.fields - asked.sharing.fields)
            return made, [*sorted(sharing.held - asked.sharing.held), *fields, *more]
    words = f"{summarise_finds(found)} can’t be held back from it. Nothing was written."
    raise NamesWouldLeave(words, "Give --replace-names, or change it in the journal: enquiry privacy")


def settle_journal_names(
    session: Session, journal: "Journal", options: NameOptions, path: Path | None, *, readings: bool = False
) -> ClearedJournal:
    """Return a journal to be exported in which names are as was decided, with the clearance to write it.

    With `readings` it goes as a bibliography, which tells nothing but readings. Raises NamesWouldLeave where
    nothing was decided.
    """
    decided, finder = options.read_decision(), load_finder(session, journal)
    texts = iterate_reading_texts(journal) if readings else iterate_journal_texts(journal)
    found = find_in_texts(finder, (*texts, *([place_file_name(path)] if path else [])))

    def is_clean(name: str) -> bool:
        return decided is NameDecision.LET_GO or not any(one.sure for one in finder.find(name))

    if path is None and not decided and session.stdout.isatty():
        return ClearedJournal(journal, path, OWN_COPY, is_clean)  # it is shown to its writer alone
    if not found:
        return ClearedJournal(journal, path, NOTHING_FOUND, is_clean)
    decided = decided or _ask_decision(session, found)
    if decided is NameDecision.REPLACE:
        mend = build_mender(finder, found)
        codes = dict.fromkeys(one.code for one in load_pupils(session))
        _say_replaced(session, found)
        mended = mend_journal(journal, mend, codes)
        return ClearedJournal(mended, _mend_path(session, path, mend), _clear(decided), is_clean)
    if decided is NameDecision.HOLD:
        _refuse_file_name(found)
        hold = hold_readings if readings else hold_records
        journal, held = hold(journal, found)
        session.say(f"Left out for what they hold: {', '.join(held)}.")
    return ClearedJournal(journal, path, _clear(decided), is_clean)


def _clear(decided: NameDecision) -> NameClearance:
    return NameClearance(decided.value)


def _ask_decision(session: Session, found: Sequence[PlacedFind]) -> NameDecision:
    """Return what a person at the terminal decides. Raises NamesWouldLeave for Enter, and where nobody can be asked."""
    told = summarise_finds(found)
    if not session.can_ask or session.json or session.plain or session.yes or session.quiet:
        hint = "Give --replace-names, --hold-names or --names-are-fine; to see each: enquiry privacy"
        raise NamesWouldLeave(f"It would take along: {told}. Nothing was written.", hint)
    session.tell("")
    session.tell(f"Would leave with it: {told}.")
    while True:
        session.tell("Replace (r), hold these back (h), or let them go (g)? Enter: nothing is written.")
        answer = (session.read_line("> ") or "").strip().casefold()
        if not answer:
            raise NamesWouldLeave(
                "Nothing was written.", "What is no name is let be for good: enquiry privacy --allow WORD"
            )
        if answer[0] in _KEYS and answer in (answer[0], *(way.value for way in NameDecision)):
            return _KEYS[answer[0]]
        session.tell(f"“{answer}” is none of r, h and g.")


def _say_replaced(session: Session, found: Sequence[PlacedFind]) -> None:
    """Say what was replaced, and what was left since it may be a word."""
    words = [one for one in found if not one.find.sure]
    by_words = {one.words: one.find.replacement for one in found if one.find.sure}
    told = [f"“{name}” by {new}" for name, new in list(by_words.items())[:6]]
    if told:
        more = f" and {len(by_words) - 6} more" if len(by_words) > 6 else ""
        session.say(f"Replaced in it: {', '.join(told)}{more}. The journal is as it was.")
    if words:
        session.say(f"Left, since they may be words: {summarise_finds(words)}.")


def _mend_path(session: Session, path: Path | None, mend: Callable[[str], str]) -> Path | None:
    """Return the path of a file whose name holds no name any more."""
    if path is None or (name := mend(path.stem)) == path.stem:
        return path
    session.say(f"The file’s name held a name; it is “{name}{path.suffix}”.")
    return path.with_name(f"{name}{path.suffix}")


def _refuse_file_name(found: Sequence[PlacedFind]) -> None:
    if named := [one for one in found if one.field == FILE_NAME]:
        raise NamesWouldLeave(f"The file’s name holds “{named[0].words}”. Nothing was written.", "Name another file.")
