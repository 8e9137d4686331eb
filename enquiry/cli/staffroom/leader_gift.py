"""`enquiry gift --for leader`: the lines that may go are shown, struck out at will, and laid in a shared folder.

What is shown is what is written, to the letter: names are settled before it is shown. Whoever asks for it in a script
gives the cycles by name, or has shared them with the school.
"""

import re
import shlex
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from enquiry.answers.gifts import describe_offer
from enquiry.cli.privacy.leaving import NameOptions, say_text_finds, settle_text_names
from enquiry.cli.session import Session
from enquiry.cli.summary.questions import can_converse
from enquiry.errors import NotFound, NothingToTell, UsageMistake, suggest_nearest
from enquiry.exchange.staffroom.folder import is_gift_file
from enquiry.exchange.staffroom.gift_file import decode_gift, encode_gift
from enquiry.insight.privacy.places import PlacedText
from enquiry.insight.readings.known import list_known_readings
from enquiry.insight.staffroom.offer import (
    CIRCLE,
    LEADER,
    OF_READING,
    Offer,
    OfferLine,
    OfferPart,
    list_unshared_lines,
    mend_offer,
    offer_enquiries,
)
from enquiry.model.colleagues.gift import Gift, name_next_gift
from enquiry.paths import expand_path
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.written import list_written
from enquiry.views.colleagues.staffroom import draw_offer, format_offer_lines
from enquiry.words import choose_form, join_words

if TYPE_CHECKING:
    from enquiry.store.outlet import NameClearance

USUAL_TO = "the staffroom"


class LeaderGiftOptions(NamedTuple):
    """What was said of a gift to a staffroom; `leave` and `without` strike lines out by number and by what they are."""

    cycles: list[str] | None
    folder: Path | None
    to: str | None
    wish: str | None
    leave: list[str] | None
    without: list[str] | None
    named: bool
    names: NameOptions
    dry_run: bool


def refuse_beside(reader: str, elsewhere: Mapping[str, object], here: Mapping[str, object]) -> None:
    """Raise UsageMistake for an option that was given and has no say in this gift.

    Those of `elsewhere` have none in a gift to a staffroom, those of `here` in any other.
    """
    odd, what = (elsewhere, "a staffroom") if reader == LEADER else (here, "one colleague")
    if option := next((name for name, given in odd.items() if given), ""):
        raise UsageMistake(
            f"{option} says nothing of a gift for {what}.", f"Leave {option} out, or see: enquiry gift --help"
        )


def settle_folder(session: Session, named: Path | None) -> Path:
    """Return the folder to lay it in. Raises UsageMistake, NotFound, and CannotWrite for one of the program's."""
    typed = str(named or "")
    if not typed and can_converse(session):
        typed = session.ask_line("In which folder do colleagues lay their gifts?")
    if not typed:
        words = "A gift for a staffroom is laid in a folder, and none was named."
        raise UsageMistake(words, "Name one that colleagues share: -o ~/shared/gifts")
    folder = expand_path(typed)
    if folder.is_file():
        raise UsageMistake(f"{folder} is a file, and a staffroom is a folder.", "Name the folder.")
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}.", "Check the path, or make it first.")
    session.outlet.refuse_own(folder)
    return folder


def give_to_leader(session: Session, said: LeaderGiftOptions) -> Gift | None:
    """Lay a gift in a folder and keep it in the register; None for a dry run, which shows the lines.

    Raises NotFound and UsageMistake for the folder and for lines there are not, NothingToTell where nothing is left,
    NamesWouldLeave, and CannotWrite.
    """
    if said.dry_run:
        StaffroomGiving(session, said).show_lines()
        return None
    folder = settle_folder(session, said.folder)
    giving = StaffroomGiving(session, said)
    clearance = giving.settle_names()
    if giving.asks:
        giving.ask_what_goes()
    if all(line.part is OfferPart.NAME for line in giving.offer.list_lines()):
        raise NothingToTell("Nothing of it may go, so no file was written.", giving.hint)
    if not giving.asks:
        session.show(giving.offer.list_lines(), view=draw_offer, plain=format_offer_lines)
    return giving.lay(folder, clearance)


def strike_words(session: Session, offer: Offer, words: str) -> Offer:
    """Return an offer without the lines that words name: by number (`2,5`), or by what they are (`tags`).

    What goes along with them is said. Raises UsageMistake for what names no line.
    """
    lines, found = offer.list_lines(), list[OfferLine]()
    for word in filter(None, re.split(r"[\s,;]+", words.casefold())):
        if word.isdecimal() and len(word) < 10 and 0 < int(word) <= len(lines):
            found.append(lines[int(word) - 1])
        elif word in set(OfferPart):
            found += [line for line in lines if line.part == word]
        else:
            hint = f"Name them by number, 1 to {len(lines)}, or as one of: {', '.join(OfferPart)}."
            raise UsageMistake(f"“{word}” names no line of it.{suggest_nearest(word, list(OfferPart))}", hint)
    return _strike(session, offer, found)


def _strike(session: Session, offer: Offer, lines: Collection[OfferLine]) -> Offer:
    """Return an offer without some lines, and say which others went with them: those of a question, or a decision."""
    left = offer.strike(lines)
    stays = {line._replace(at=0) for line in left.list_lines()}
    along = [line for line in offer.list_lines() if line not in lines and line._replace(at=0) not in stays]
    for place in dict.fromkeys((line.cycle, line.part in OF_READING) for line in along):
        parts = [_quote(line) for line in along if (line.cycle, line.part in OF_READING) == place]
        session.say(f"With that goes what belongs to it: {join_words(list(dict.fromkeys(parts)))} (cycle {place[0]}).")
    return left


def _quote(line: OfferLine) -> str:
    return f"“{line.part}”"


def hold_unshared(session: Session, offer: Offer, named: Collection[int], folder: Path | None = None) -> Offer:
    """Return an offer without the lines that nobody has said may go, which are said with how to let them.

    `named` are the numbers of the cycles that were named, and so let go, and `folder` is where a gift is to be laid.
    Without one it stands first on a page of one's own, where `-c` names it.
    """
    held = list_unshared_lines(offer, named)
    for number in sorted({line.cycle for line in held}):
        lines = [line for line in held if line.cycle == number]
        whole = any(line.part is OfferPart.QUESTION for line in lines)
        parts = join_words(list(dict.fromkeys(map(_quote, lines))))
        what = f"cycle {number}" if whole else f"the {choose_form(len(lines), 'line')} {parts} of cycle {number}"
        if number in named:
            session.say(f"Held back: {what}. It tells of few people, or a number that is held back.")
            for name in dict.fromkeys(line.of for line in lines):
                session.say(f"To let it go as it is: enquiry edit {name} --privacy {CIRCLE}")
                session.say(f"To put it in other words first: enquiry edit {name} --editor")
            continue
        way = f"enquiry gift {number} --for {LEADER} -o {shlex.quote(str(folder))}" if folder else f"-c {number}"
        session.say(f"Held back: {what}, not shared with the {CIRCLE}. To let it go: {way}")
    return _strike(session, offer, held)


class StaffroomGiving:
    """A gift to a staffroom on its way: `offer` is what is left of it, `asks` says that a person is asked of it.

    Raises UsageMistake for lines to be struck out that there are not.
    """

    def __init__(self, session: Session, said: LeaderGiftOptions) -> None:
        self.session, self.said, self.asks = session, said, can_converse(session)
        self.journal = session.load_journal()
        struck = (*(said.leave or ()), *(said.without or ()))
        self.offer = strike_words(session, self._build_offer(), " ".join(struck))

    def _build_offer(self) -> Offer:
        """Return what may go: of the cycles that were named, else of all that were worked on this year."""
        session, said, journal = self.session, self.said, self.journal
        named = [cycle for name in said.cycles or () for cycle in journal.find_cycles(name)]
        year = session.load_school_calendar(journal).find_year(session.today).period
        cycles = {cycle.id: cycle for cycle in named or journal.kept if named or cycle.last_on in year}.values()
        name = " ".join(journal.settings.name.split()) if said.named else ""
        if said.named and not name:
            raise UsageMistake("--name gives it under your name, and none is set.", 'Set it: enquiry config name "…"')
        wish = said.wish
        if wish is None and self.asks and not said.dry_run:
            wish = session.ask_line("What would help you most? Enter skips it.")
        wishes = filter(None, [session.clean_field(wish or None, "wish")])
        offer = offer_enquiries(tuple(cycles), name, wishes, list_known_readings(journal))
        if self.asks:
            return offer
        return hold_unshared(session, offer, {cycle.number for cycle in named}, said.folder or Path("FOLDER"))

    @property
    def hint(self) -> str:
        """What to do where nothing of it may go: a cycle that there is, named."""
        if not (kept := self.journal.kept):
            return 'Begin with your question: enquiry start "…"'
        number = (self.journal.current or kept[-1]).number
        way = f"enquiry gift {number} --for {LEADER} -o {shlex.quote(str(self.said.folder or 'FOLDER'))}"
        return f"Name a cycle to let it go: {way}"

    @property
    def texts(self) -> list[PlacedText]:
        """What of the offer is in a person's words; their own name is theirs to give."""
        theirs = (OfferPart.QUESTION, OfferPart.TAGS, OfferPart.BECAUSE, OfferPart.HELP, *OF_READING)
        lines = [line for line in self.offer.list_lines() if line.part in theirs]
        sources = {line for line in lines if line.part is OfferPart.READ and not self.offer.gift.readings[line.at].text}
        return [PlacedText(line.of, line.part.value, line.words, line in sources) for line in lines]

    def show_lines(self) -> None:
        """Show what would go, with names as was decided; else say which of them would be asked about."""
        decided = self.said.names.read_decision()
        if decided:
            self.settle_names()
        self.session.show(self.offer.list_lines(), view=draw_offer, plain=format_offer_lines, data=describe_offer)
        if not decided:
            say_text_finds(self.session, self.journal, self.texts)
        self.session.say("Nothing was written.")

    def settle_names(self) -> "NameClearance":
        """Settle the names in the offer, and return the clearance to write it. Raises NamesWouldLeave."""
        cleared = settle_text_names(self.session, self.journal, self.texts, self.said.names)
        kept = self.offer.strike(line for line in self.offer.list_lines() if line.words in cleared.held)
        self.offer = mend_offer(kept, cleared.mend)
        return cleared.clearance

    def ask_what_goes(self) -> None:
        """Show every line until the person gives what is left. Raises NothingToTell where they give nothing."""
        session = self.session
        while lines := self.offer.list_lines():
            session.tell("\nThis goes to the staffroom, and nothing else:\n")
            session.make_console(session.stderr).print(draw_offer(lines, session.look))
            session.tell(
                "\nStrike lines out by number (2 5) or by what they are (tags); what belongs to a question or a "
                "decision goes with it."
            )
            session.tell("g gives it as it stands. Enter: nothing is written.")
            answer = (session.read_line("> ") or "").strip()
            if answer.casefold() in ("g", "give"):
                return
            if not answer:
                break
            try:
                self.offer = strike_words(session, self.offer, answer)
            except UsageMistake as mistake:
                session.tell(f"{mistake.words} {mistake.hint}")
        way = shlex.join(["enquiry", "gift", *(self.said.cycles or ()), "--for", LEADER, "--dry-run"])
        raise NothingToTell("Nothing was written.", f"What goes is shown first: {way}")

    def lay(self, folder: Path, clearance: "NameClearance") -> Gift:
        """Write the file and keep the gift in the register; what this journal laid there before gives way to it."""
        session, given, sources = self.session, self.offer.gift, self.offer.sources
        name, data = f"gift-{token_hex(8)}.json", encode_gift(given)
        decode_gift(data, "The gift")  # what nobody could read is not laid there
        decided = (source.review for one, source in zip(given.enquiries, sources, strict=True) if one.decision)
        with ExitStack() as unless_kept:
            with session.change() as step:
                stamp = session.stamp()
                mine = [one for one in step.journal.gifts if one.reader == LEADER]  # what was undone lies there still
                before = [one for one in mine if is_gift_file(folder / one.file)]
                gift = Gift(
                    id=stamp.id,
                    recorded_at=stamp.at,
                    name=name_next_gift(step.journal.gifts),
                    to=" ".join(session.clean_field(self.said.to or None, "name").split()) or USUAL_TO,
                    reader=LEADER,
                    circle=CIRCLE,
                    as_at=session.today,
                    wish=next((ask.text for ask, one in zip(given.asks, self.offer.asked, strict=True) if not one), ""),
                    cycles=tuple(source.cycle.id for source in sources),
                    entries=(*(one.id for one in decided if one), *(one.ask.id for one in self.offer.asked if one)),
                    file=name,
                )
                for one in before:
                    step.journal = step.journal.upsert_gift(replace(one, withdrawn=one.withdrawn or session.today))
                step.journal = step.journal.upsert_gift(gift)
                step.did = f"gift {gift.name} for {gift.to}"
                session.outlet.lay_file(folder / name, data, clearance)
                unless_kept.callback((folder / name).unlink, missing_ok=True)
            unless_kept.pop_all()
        for one in before:
            with translate_write_errors(folder / one.file, done="taken away"):
                (folder / one.file).unlink(missing_ok=True)
            session.say(f"It takes the place of gift {one.name}, which lay there before.")
        session.say(f"Gift {gift.name} lies in {folder}, under a name of chance and without a day.")
        session.say(f"To take it back: enquiry gifts withdraw {gift.name}")
        return gift


def take_back_file(session: Session, gift: Gift) -> str:
    """Delete the file of a gift to a staffroom where this machine laid it, and say in a sentence what became of it.

    Only a file that is a gift still is deleted; one that lies elsewhere is named. Raises CannotWrite.
    """
    places = [path for path in list_written(session.places.state) if path.name == gift.file]
    found = [path for path in places if is_gift_file(path)]
    for path in found:
        with translate_write_errors(path, done="taken away"):
            path.unlink(missing_ok=True)
    if found:
        return "Its file was deleted: the next look at the staffroom does not have it."
    lay = f"It was laid in {places[-1].parent}." if places else "It was laid there by another machine."
    return f"There is no {gift.file} that could be deleted. {lay} If it lies there still, delete it by hand."
