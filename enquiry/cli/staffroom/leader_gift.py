"""`enquiry gift --for leader`: the lines that may go are shown, struck out at will, and laid in a shared folder.

What is shown is what is written, to the letter: names are settled before it is shown. Whoever asks for it in a script
gives the cycles by name, or has shared them with the school.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from enquiry.cli.privacy.leaving import NameOptions, say_text_finds, settle_text_names
from enquiry.cli.session import Session
from enquiry.cli.summary.questions import can_converse
from enquiry.errors import NotFound, NothingToTell, UsageMistake, suggest_nearest
from enquiry.insight.privacy.places import PlacedText
from enquiry.insight.staffroom.offer import (
    CIRCLE,
    Offer,
    OfferLine,
    OfferPart,
    list_unshared_lines,
    mend_offer,
    offer_enquiries,
)
from enquiry.model.colleagues.gift import Gift, name_next_gift
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.words import join_words

if TYPE_CHECKING:
    from enquiry.model.cycle import Cycle
    from enquiry.model.journal import Journal
    from enquiry.store.outlet import NameClearance

LEADER = "leader"
"""The reader of what is laid in a staffroom, as `--for` names them."""

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


def give_to_leader(session: Session, said: LeaderGiftOptions) -> Gift | None:
    """Lay a gift in a folder and keep it in the register; None for a dry run, which shows the lines.

    Raises NotFound and UsageMistake for the folder and for lines there are not, NothingToTell where nothing is left,
    NamesWouldLeave, and CannotWrite.
    """
    from enquiry.answers.staffroom import OfferAnswer
    from enquiry.views.colleagues.staffroom import draw_offer, format_offer_lines

    folder = _settle_folder(session, said)
    journal = session.load_journal()
    offer = strike_words(_build_offer(session, journal, said), " ".join((*(said.leave or ()), *(said.without or ()))))
    if said.dry_run:
        if said.names.read_decision():
            hint = "Leave out one of the two."
            raise UsageMistake("--dry-run writes nothing, so what becomes of names says nothing.", hint)
        session.show(offer.list_lines(), view=draw_offer, plain=format_offer_lines, data=OfferAnswer)
        say_text_finds(session, journal, _list_texts(offer))
        session.say("Nothing was written.")
        return None
    offer, clearance = _settle_names(session, journal, offer, said.names)
    if can_converse(session):
        offer = _ask_what_goes(session, offer)
    _refuse_empty(offer)
    if not can_converse(session):
        session.show(offer.list_lines(), view=draw_offer, plain=format_offer_lines)
    return _lay_gift(session, offer, clearance, folder, said)


def _settle_folder(session: Session, said: LeaderGiftOptions) -> Path:
    """Return the folder to lay it in; none need be there for a dry run."""
    folder = said.folder
    if folder is None and not said.dry_run:
        if can_converse(session):
            asked = session.ask_line("In which folder do colleagues lay their gifts?")
            folder = Path(asked).expanduser() if asked else None
        if folder is None:
            words = "A gift for a staffroom is laid in a folder, and none was named."
            raise UsageMistake(words, "Name one that colleagues share: -o ~/shared/gifts")
    if folder is None:
        return Path()
    if not folder.is_dir():
        if folder.exists():
            raise UsageMistake(f"{folder} is a file, and a staffroom is a folder.", "Name the folder.")
        raise NotFound(f"There is no folder {folder}.", "Check the path, or make it first.")
    session.outlet.refuse_own(folder)
    return folder


def _build_offer(session: Session, journal: "Journal", said: LeaderGiftOptions) -> Offer:
    """Return what may go: of the cycles that were named, else of those that are open or were worked on this year."""
    named = [cycle for name in said.cycles or () for cycle in journal.find_cycles(name)]
    year = session.load_school_calendar(journal).find_year(session.today).period
    usual = [one for one in journal.kept if one.last_on in year and one.last_on <= session.today]
    cycles: Iterable[Cycle] = {cycle.id: cycle for cycle in named or usual}.values()
    name = " ".join(journal.settings.name.split()) if said.named else ""
    if said.named and not name:
        raise UsageMistake("--name gives it under your name, and none is set.", 'Set it: enquiry config name "…"')
    wish = said.wish
    if wish is None and can_converse(session) and not said.dry_run:
        wish = session.ask_line("What would help you most? Enter skips it.")
    wishes = filter(None, [session.clean_field(wish, "wish")])
    offer = offer_enquiries(tuple(cycles), name, wishes)
    if can_converse(session):
        return offer
    held = list_unshared_lines(offer, {cycle.number for cycle in named})
    for number in sorted({offer.sources[line.at].cycle.number for line in held}):
        parts = [line.part.value for line in held if offer.sources[line.at].cycle.number == number]
        whole = OfferPart.QUESTION in parts
        session.say(_say_held(number, parts, whole=whole, named=number in {cycle.number for cycle in named}))
    return offer.strike(held)


def _say_held(number: int, parts: list[str], *, whole: bool, named: bool) -> str:
    if named:
        return f"Held back of cycle {number}, since it tells of few: {join_words(parts)}. At a terminal it is asked."
    what = f"cycle {number}" if whole else f"{join_words(parts)} of cycle {number}"
    return f"Held back: {what}, not shared with the {CIRCLE}. To let it go: enquiry gift {number} --for {LEADER}"


def strike_words(offer: Offer, words: str) -> Offer:
    """Return an offer without the lines that words name: by number (`2,5`), or by what they are (`tags`).

    Raises UsageMistake for what names no line.
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
    return offer.strike(found)


def _list_texts(offer: Offer) -> list[PlacedText]:
    """Return what is in a person's words in an offer; their own name is theirs to give."""
    theirs = (OfferPart.QUESTION, OfferPart.TAGS, OfferPart.BECAUSE, OfferPart.HELP)
    lines = (line for line in offer.list_lines() if line.part in theirs)
    return [PlacedText(line.of, line.part.value, line.words) for line in lines]


def _settle_names(
    session: Session, journal: "Journal", offer: Offer, names: NameOptions
) -> "tuple[Offer, NameClearance]":
    cleared = settle_text_names(session, journal, _list_texts(offer), names)
    lines = offer.list_lines()
    kept = offer.strike(line for line in lines if line.words in cleared.held)
    return mend_offer(kept, cleared.mend), cleared.clearance


def _ask_what_goes(session: Session, offer: Offer) -> Offer:
    """Show every line until the person gives what is left. Raises NothingToTell where they give nothing."""
    from enquiry.views.colleagues.staffroom import draw_offer

    while lines := offer.list_lines():
        session.tell("\nThis goes to the staffroom, and nothing else:\n")
        session.make_console(session.stderr).print(draw_offer(lines, session.look))
        session.tell("")
        session.tell(
            "Strike lines out by number (2 5) or by what they are (tags); without its question an enquiry stays."
        )
        session.tell("g gives it as it stands. Enter: nothing is written.")
        answer = (session.read_line("> ") or "").strip()
        if answer.casefold() in ("g", "give"):
            return offer
        if not answer:
            break
        try:
            offer = strike_words(offer, answer)
        except UsageMistake as mistake:
            session.tell(f"{mistake.words} {mistake.hint}")
    raise NothingToTell("Nothing was written.", "What goes is shown first: enquiry gift --for leader --dry-run")


def _refuse_empty(offer: Offer) -> None:
    if not (offer.gift.enquiries or offer.gift.asks):
        hint = "Name a cycle to let it go: enquiry gift 4 --for leader -o FOLDER"
        raise NothingToTell("Nothing of it may go, so no file was written.", hint)


def _lay_gift(
    session: Session, offer: Offer, clearance: "NameClearance", folder: Path, said: LeaderGiftOptions
) -> Gift:
    """Write the file and keep the gift in the register; it takes the place of what this journal laid there before."""
    from enquiry.exchange.staffroom.folder import is_gift_file
    from enquiry.exchange.staffroom.gift_file import decode_gift, encode_gift

    name, data = f"gift-{token_hex(8)}.json", encode_gift(offer.gift)
    decode_gift(data, "The gift")  # what nobody could read is not laid there
    went = zip(offer.gift.enquiries, offer.sources, strict=True)
    reviews = [source.review.id for given, source in went if given.decision and source.review]
    with session.change() as step:
        stamp = session.stamp()
        mine = [one for one in step.journal.gifts if one.reader == LEADER and not one.removed]
        before = [one for one in mine if is_gift_file(folder / one.file)]
        gift = Gift(
            id=stamp.id,
            recorded_at=stamp.at,
            name=name_next_gift(step.journal.gifts),
            to=" ".join(session.clean_field(said.to, "name").split()) or USUAL_TO,
            reader=LEADER,
            circle=CIRCLE,
            as_at=session.today,
            wish=offer.gift.asks[0].text if offer.gift.asks else "",
            cycles=tuple(source.cycle.id for source in offer.sources),
            entries=tuple(reviews),
            file=name,
        )
        for one in before:
            step.journal = step.journal.upsert_gift(replace(one, withdrawn=one.withdrawn or session.today))
        step.journal = step.journal.upsert_gift(gift)
        step.did = f"gift {gift.name} for {gift.to}"
        session.outlet.lay_file(folder / name, data, clearance)
    for one in before:
        with translate_write_errors(folder / one.file, done="taken away"):
            (folder / one.file).unlink(missing_ok=True)
        session.say(f"It takes the place of gift {one.name}, which lay there before.")
    session.say(f"Gift {gift.name} lies in {folder} as {name}. Its times say nothing of when.")
    session.say(f"To take it back: enquiry gifts withdraw {gift.name}, or delete the file.")
    return gift


def take_back_file(session: Session, gift: Gift) -> str:
    """Delete the file of a gift to a staffroom where this machine laid it, and say in a sentence what became of it.

    Only a file that is a gift still is deleted; one that lies elsewhere is named. Raises CannotWrite.
    """
    from enquiry.exchange.staffroom.folder import is_gift_file
    from enquiry.store.written import list_written

    places = [path for path in list_written(session.places.state) if path.name == gift.file]
    found = [path for path in places if is_gift_file(path)]
    for path in found:
        with translate_write_errors(path, done="taken away"):
            path.unlink(missing_ok=True)
    if found:
        return f"{found[0]} was deleted; the next look at the staffroom does not have it."
    lay = f"It was laid in {places[-1].parent}." if places else "It was laid there by another machine."
    return f"There is no {gift.file} where it could be deleted. {lay} If it lies there still, delete it by hand."
