"""The people whose names are registered, each under a code, and the forms in which a text may call them.

The table of names and codes is apart from the journal. A name is found whole and in each of its parts, with or without
accents, apostrophes, hyphens and capitals.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

import msgspec

from enquiry.insight.privacy.folding import FoldedText, FoldedWord, fold_word, has_case, list_spellings, list_words

CODE = re.compile(r"\bPupil [A-Z]{1,2}\b")
"""A code, as it is given where none is named."""

_PARTICLES = frozenset(
    (
        *("van", "der", "den", "von", "zu", "de", "la", "le", "du", "da", "dos", "das", "del", "di", "el", "al", "bin"),
        *("ibn", "bint", "ben", "ter", "ten", "ni", "ui"),
    )
)
"""Small words within a name, which alone name nobody."""

_MONTHS = frozenset(("march", "april", "may", "june", "august"))
"""Names of months that children have: beside a number they are the month."""
_SHORTEST_PIECE = 3
"""Letters that a piece of a double name must have to be looked for alone: Marie of Anne-Marie, not O of O’Neil."""


class Pupil(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person of whom the journal speaks by a code. A child with two names stands under one code twice."""

    code: str
    name: str


class NamedStretch(NamedTuple):
    """Where a folded text calls somebody registered; `codes` are those that are meant.

    `sure` is False for a name that is a word as well and written small. `plural` says that an s without an apostrophe
    ends it, `is_word` that it is one name that is a word as well.
    """

    begin: int
    end: int
    codes: tuple[str, ...]
    sure: bool
    parts: int = 1
    plural: bool = False
    is_word: bool = False


def clean_name(name: str) -> str:
    """Return a name as it is kept: the given name first, single spaces, no comma."""
    last, comma, first = name.partition(",")
    return " ".join(f"{first} {last}".split() if comma and first.strip() else name.replace(",", " ").split())


def choose_code(taken: Collection[str]) -> str:
    """Return the first of Pupil A to Z, AA, AB … that is not taken."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for number in count():
        tens, ones = divmod(number, 26)
        if (code := f"Pupil {letters[tens - 1] if tens else ''}{letters[ones]}") not in taken:
            return code
    raise AssertionError


def format_code(code: str, *, plural: bool = False) -> str:
    """Return a code as it stands for a name; for one with an s and no apostrophe, “Annas tray”, with ’s."""
    return f"{code}’s" if plural else code


class NameIndex:
    """The forms of all registered names, by which a text is looked through word by word.

    `words` are names that are words, too: written small such a name may be the word.
    """

    def __init__(self, pupils: Iterable[Pupil], words: Collection[str] = ()) -> None:
        self._codes = defaultdict[str, dict[str, None]](dict)
        self._sequences = defaultdict[str, dict[tuple[str, ...], dict[str, None]]](lambda: defaultdict(dict))
        self._runs = defaultdict[str, dict[str, None]](dict)
        self._words = words
        for pupil in pupils:
            parts = pupil.name.split()
            for at, part in enumerate(parts):
                if len(parts) == 1 or at == 0 or fold_word(part) not in _PARTICLES:
                    self._add_part(part, pupil.code, alone=len(parts) == 1)
            if len(parts) > 1:
                for order in (parts, parts[::-1], [parts[0], parts[-1]], [parts[-1], parts[0]]):
                    self._add_form(re.findall(r"[^\W\d_]+", " ".join(map(fold_word, order))), pupil.code)
                    self._add_form([re.sub(r"[\W\d_]", "", "".join(map(fold_word, order)))], pupil.code)

        known = {*self._codes, *self._sequences}
        self._heads = known | {f"{name}s" for name in self._codes}

    def _add_part(self, part: str, code: str, *, alone: bool) -> None:
        for spelled in list_spellings(part):
            pieces = re.findall(r"[^\W\d_]+", spelled)
            if spelled and not has_case(spelled):
                self._add_run(spelled, code, alone=alone)
                continue
            self._add_form(pieces, code)
            if len(pieces) > 1:
                self._add_form(["".join(pieces)], code)
                for piece in pieces:
                    if len(piece) >= _SHORTEST_PIECE and piece not in _PARTICLES:
                        self._add_form([piece], code)

    def _add_run(self, name: str, code: str, *, alone: bool) -> None:
        """Add a name of a script that parts no words; of three Chinese signs the last two are the given name."""
        if any(map(str.isalpha, name)) and (len(name) > 1 or alone):
            self._runs[name][code] = None
        if alone and len(name) == 3 and all("\u4e00" <= sign <= "\u9fff" for sign in name):
            self._runs[name[1:]][code] = None

    def _add_form(self, pieces: Sequence[str], code: str) -> None:
        if len(pieces) == 1:
            self._codes[pieces[0]][code] = None
        elif pieces:
            self._sequences[pieces[0]][tuple(pieces)][code] = None

    def may_name(self, folded: FoldedText) -> bool:
        """Say whether any word of a text begins a name; where none does it need not be taken apart."""
        return not self._heads.isdisjoint(list_words(folded.small))

    def find(self, folded: FoldedText, tokens: Sequence[FoldedWord]) -> Iterator[NamedStretch]:
        """Yield the stretches that call somebody registered, in their order; names side by side are one."""
        found = [*self._find_words(folded, tokens), *self._find_runs(folded)]
        last: NamedStretch | None = None
        for one in sorted(found, key=lambda stretch: (stretch.begin, -stretch.end)):
            if last is None:
                last = one
            elif one.begin < last.end:
                continue
            elif common := self._join_codes(last, one, folded):
                last = NamedStretch(last.begin, one.end, common, True, last.parts + one.parts, one.plural)
            else:
                yield last
                last = one
        if last is not None:
            yield last

    def _find_words(self, folded: FoldedText, tokens: Sequence[FoldedWord]) -> Iterator[NamedStretch]:
        small = [folded.small[token.begin : token.end] for token in tokens]
        if self._heads.isdisjoint(small):
            return
        at = 0
        while at < len(tokens):
            begin, end, _ = tokens[at]
            word = small[at]
            long = max(
                (one for one in self._sequences.get(word, ()) if tuple(small[at : at + len(one)]) == one),
                key=len,
                default=(),
            )
            if long and folded.is_one_stretch(tokens[at : at + len(long)]) and not self._ends_in_word(tokens, at, long):
                codes = tuple(self._sequences[word][long])
                yield NamedStretch(begin, tokens[at + len(long) - 1].end, codes, True, len(long))
                at += len(long)
                continue
            at += 1
            if word in self._codes:
                is_word = word in self._words
                sure = not is_word or folded.plain[begin].isupper()
                if not (word in _MONTHS and folded.is_dated(begin, end)):
                    yield NamedStretch(begin, end, tuple(self._codes[word]), sure, is_word=is_word)
                continue
            whole = word.removesuffix("s")
            is_plural = len(whole) < len(word) > _SHORTEST_PIECE and whole in self._codes
            if is_plural and (whole not in self._words or folded.plain[begin].isupper()):
                yield NamedStretch(begin, end, tuple(self._codes[whole]), True, plural=True)

    def _ends_in_word(self, tokens: Sequence[FoldedWord], at: int, pieces: tuple[str, ...]) -> bool:
        """Say whether a name begins with a capital and goes on with a word written small, as in “Ben will”."""
        small = (tokens[at + place] for place in range(1, len(pieces)) if pieces[place] in self._words)
        return tokens[at].words[0].isupper() and any(one.words[0].islower() for one in small)

    def _find_runs(self, folded: FoldedText) -> Iterator[NamedStretch]:
        for name, codes in self._runs.items():
            at = folded.small.find(name)
            while at >= 0:
                yield NamedStretch(at, at + len(name), tuple(codes), True)
                at = folded.small.find(name, at + len(name))

    def _join_codes(self, left: NamedStretch, right: NamedStretch, folded: FoldedText) -> tuple[str, ...]:
        """Return the codes of one person whom two stretches side by side name; nothing where they name two."""
        between = folded.plain[left.end : right.begin]
        small = [word for word in between.lower().split() if word not in _PARTICLES]
        initials = re.fullmatch(r"(?: ?\n| |-|_)(?:(?:[A-HJ-Z]|I(?=\.))\.?[ _-]|[a-z]{1,3}[ _-])*", between)
        if not initials or any(len(word.strip(".")) > 1 for word in small) or left.plural:
            return ()
        words = [folded.small[one.begin : one.end] for one in (left, right)]
        is_word = not right.sure and folded.plain[left.begin].isupper()
        return () if words[0] == words[1] or is_word else tuple(code for code in left.codes if code in right.codes)
