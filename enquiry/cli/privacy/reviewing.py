"""What `enquiry privacy` does: shows finds, lets words be, and puts codes in the place of names in the journal."""

import re
import shlex
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from enquiry.cli.names import resolve_item
from enquiry.cli.privacy.finding import (
    iterate_all_texts,
    iterate_draft_texts,
    load_allowed,
    load_finder,
    load_pupils,
)
from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session
from enquiry.errors import NotFound, UsageMistake
from enquiry.insight.privacy.finder import Find, FindKind, NameFinder
from enquiry.insight.privacy.folding import fold_word
from enquiry.insight.privacy.mending import mend_journal, mend_text
from enquiry.insight.privacy.places import PlacedText, get_own_name, iterate_journal_texts, iterate_record_texts
from enquiry.insight.privacy.pupils import Pupil, clean_name
from enquiry.insight.privacy.review import (
    PlacedFind,
    build_finder,
    find_in_texts,
    summarise_finds,
)
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.words import format_amount

ALL = "all"
"""Every registered name, as `--replace` names them."""


class ReplaceRequest(NamedTuple):
    """What `--replace` was given: names, a code where one was named, and the thing in which alone it is done."""

    names: tuple[str, ...]
    code: str | None = None
    within: str | None = None
    dry_run: bool = False


def show_finds(session: Session, name: str | None) -> None:
    """Show what was found in the journal, its drafts and presets, or in one cycle, entry or note, with remedies."""
    from enquiry.answers.privacy import describe_finds
    from enquiry.views.privacy.finds import draw_finds, format_find_lines

    journal = session.load_journal()
    finder = load_finder(session, journal)
    with track_progress(session, "Looking for names", "texts") as follow:
        found = find_in_texts(finder, follow([*_list_texts(session, journal, name)]))
    session.show(found, view=draw_finds, plain=format_find_lines, data=describe_finds)
    if not found:
        where = f" in {name}" if name else ""
        session.say(f"Nothing{where} looks like a name, or like a number that tells of a person.")
    if not load_pupils(session):
        session.say("Nobody is registered yet; names that are, are found in every spelling: enquiry pupils add")


def _list_texts(session: Session, journal: Journal, name: str | None) -> Iterable[PlacedText]:
    if name is None:
        return iterate_all_texts(session, journal)
    item = resolve_item(journal, name)
    records = (item, *item.kept) if isinstance(item, Cycle) else (item,)
    return [text for record in records for text in iterate_record_texts(record)]


def allow_words(session: Session, allow: Sequence[str], disallow: Sequence[str]) -> None:
    """Let words be from now on, or speak of them again. Raises NotFound for one that was not let be."""
    from enquiry.store.pupils import keep_allowed

    words = list(load_allowed(session))
    for word in (" ".join(one.split()) for one in allow):
        if not word:
            raise UsageMistake("--allow was given nothing.", "Name a word: enquiry privacy --allow WORD")
        if word in words:
            session.say(f"“{word}” is let be already.")
            continue
        words.append(word)
        small = "written small" if word == word.lower() and not any(map(str.isdigit, word)) else "in any spelling"
        session.say(
            f"“{word}” is let be from now on, {small}. To take it back: enquiry privacy --disallow {shlex.quote(word)}"
        )
    for word in disallow:
        if word not in words:
            known = ", ".join(words) or "none"
            raise NotFound(f"“{word}” is not among the words that are let be.", f"They are: {known}.")
        words.remove(word)
        session.say(f"“{word}” is spoken of again.")
    keep_allowed(session.places.allowed, words)
    if session.json:
        from enquiry.answers.privacy import AllowedAnswer

        session.answer(AllowedAnswer(tuple(words)))


def replace_names(session: Session, asked: ReplaceRequest) -> None:
    """Put codes in the place of names in the journal, in one step, or with a dry run say where it would be done.

    Raises NotFound for a name that stands nowhere, and UsageMistake where it can't be told which code is meant.
    """
    from enquiry.answers.privacy import describe_finds
    from enquiry.presets import load_name_lists

    journal = session.load_journal()
    pupils = [*load_pupils(session), *(Pupil(asked.code, clean_name(name)) for name in asked.names if asked.code)]
    finder = build_finder(journal, pupils, load_allowed(session), load_name_lists())
    replacing = Replacing(finder, asked, _list_names(journal, asked.within))
    found = replacing.list_changes(journal)
    places = summarise_finds(found)
    if asked.dry_run:
        session.say(f"Would be replaced: {places}. Nothing was changed.")
    else:
        with session.change() as step:
            step.journal = replacing.apply(step.journal, [one.code for one in pupils])
            step.did = f"names replaced by codes in {format_amount(len({one.of for one in found}), 'place')}"
        step.changed = ()  # nothing is to be said of names in it
        session.say(f"Replaced: {places}. What stood there before is still in the history, and in backups.")
        drafts = (one for one in iterate_draft_texts(session))
        held = dict.fromkeys(one.of for one in find_in_texts(finder, drafts) if replacing.choose(one.find))
        if held:
            session.say(f"It still stands in {', '.join(held)}: enquiry drafts")
    if session.json:
        session.answer(describe_finds(found))


def _list_names(journal: Journal, within: str | None) -> frozenset[str] | None:
    """Return the names of the records in which alone names are replaced; None for all."""
    if within is None:
        return None
    item = resolve_item(journal, within)
    return frozenset(map(get_own_name, (item, *item.kept) if isinstance(item, Cycle) else (item,)))


class Replacing(NamedTuple):
    """Which finds are replaced, and in which records; `only` None for all."""

    finder: NameFinder
    asked: ReplaceRequest
    only: frozenset[str] | None

    def choose(self, find: Find) -> str | None:
        """Return what takes the place of a find, or None where it stays."""
        asked, words = self.asked, _split(find.words)
        for name in asked.names:
            if name == ALL:
                fits = find.kind is FindKind.PUPIL and find.sure and len(find.codes) == 1
            elif name in find.codes:
                fits = find.sure
            elif find.number:
                fits = "".join(_split(name)) == "".join(words)
            else:
                wanted = _split(name)
                within = any(words[at : at + len(wanted)] == wanted for at in range(len(words)))
                fits = bool(wanted) and within and (find.sure or name == name.lower())
            if fits:
                return find._replace(codes=(asked.code,)).replacement if asked.code else find.replacement
        return None

    def list_changes(self, journal: Journal) -> tuple[PlacedFind, ...]:
        """Return the finds that are replaced. Raises NotFound for none, and UsageMistake where no code is meant."""
        texts = iterate_journal_texts(journal)
        inside = (one for one in texts if (self.only is None or one.of in self.only) and not one.published)
        found = tuple(one for one in find_in_texts(self.finder, inside) if self.choose(one.find) is not None)
        named = " or ".join(f"“{name}”" for name in self.asked.names)
        if not found:
            where = "" if self.only is None else f" in {self.asked.within}"
            raise NotFound(f"{named} is no name that was found{where}.", "enquiry privacy shows what was found.")
        unknown = next((one for one in found if not (self.asked.code or one.find.codes or one.find.number)), None)
        if unknown:
            hint = 'Say by what: --with "Pupil A"; or register the name first: enquiry pupils add'
            raise UsageMistake(f"“{unknown.words}” is not registered, so it has no code.", hint)
        several = next((one for one in found if not self.asked.code and len(one.find.codes) > 1), None)
        if several:
            codes = " or ".join(several.find.codes)
            chosen = f'--replace {several.words} --with "{several.find.codes[0]}"'
            hint = f"Say which, a place at a time: enquiry privacy {several.of} {chosen}"
            raise UsageMistake(f"“{several.words}” in {several.of} may be {codes}.", hint)
        return found

    def apply(self, journal: Journal, codes: Sequence[str]) -> Journal:
        """Return the journal with each of these finds replaced."""
        return mend_journal(journal, lambda text: mend_text(self.finder, text, self.choose), codes, self.only)


def _split(words: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold_word(words))
