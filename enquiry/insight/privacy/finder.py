"""The finder: what in a text may tell of a person, in the order in which it is asked.

1. Whoever is registered, in every form (`pupils`). This alone is promised to be whole.
2. Numbers: e-mail, telephone, day of birth, pupils' and patients' numbers, postcodes (`numbers`).
3. A title with a capital: Mr, Mrs, Ms.
4. A given name of the list that comes with the program. One that is a word too counts within a sentence alone.
5. A capital within a sentence of a word that the journal never writes small, wherever it stands where an initial and a
   full stop follow (Ailsa M. said); two capitals in a row, or a second one with ’s, whether it does or not. What begins
   a sentence belongs to the name unless it is a word that may (`openers`), which is no name by itself.

What a person has allowed is passed over, and so are days, months, languages, words of schools and cited authors.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from enquiry.insight.privacy.folding import FoldedText, FoldedWord, fold_text, fold_word
from enquiry.insight.privacy.numbers import NumberKind, find_numbers
from enquiry.insight.privacy.pupils import NameIndex, Pupil, format_code

_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "master"))
_CAPITALISED = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W\d_]*")
"""A word that begins with no small letter of the Latin ones."""
_SHORTEST = 3
"""Letters that a word must have to be guessed a name."""
_LONGEST_RUN = 5
"""How many words with a capital in a row may be a name, and the word before it; more are a heading."""
_RUN = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W\d_]+[ '-][^\W\d_a-z][^\W\d_]+")
_SENTENCE_END = frozenset('.!?:;\n"([{/|*#>-')
_INITIAL = re.compile(r"(?P<stopped> [A-Z]\.(?=$|[,;)]|'s| [a-z]))| [B-HJ-Z](?![^\W_])")
"""The initial of a family name after a given one; `stopped` has its full stop, with which no sentence ends."""


class FindKind(StrEnum):
    """What was found, by the rule that found it."""

    PUPIL = "pupil"
    NUMBER = "number"
    TITLE = "title"
    NAME = "name"
    CAPITAL = "capital"

    @property
    def is_guess(self) -> bool:
        """Whether it may be something else than a name."""
        return self not in (FindKind.PUPIL, FindKind.NUMBER)


class Find(NamedTuple):
    """What may tell of a person: where it stands in the text, its words, and for whom or what they stand.

    `codes` are those of whom is meant where they are registered. `sure` is False for a registered name that may be a
    word. `number` says what a number is. `is_word` says that a registered name is a word as well.
    """

    kind: FindKind
    begin: int
    end: int
    words: str
    codes: tuple[str, ...] = ()
    sure: bool = True
    number: NumberKind | None = None
    plural: bool = False
    is_word: bool = False

    @property
    def replacement(self) -> str:
        """What stands for the words where they are replaced."""
        if self.codes:
            return format_code(" or ".join(self.codes), plural=self.plural)
        return f"[{self.number.value.partition(' ')[2]}]" if self.number else "[name]"


class Guessing(NamedTuple):
    """What guesses rest on: given names, names that are words, and whether the journal writes a word small.

    `usual` are words that have a capital and name nobody, `openers` those that begin a sentence before a name; `cited`
    are the names of authors. All are small and without marks. Without `is_written_small` no capital that stands alone
    is guessed to be a name.
    """

    given: Collection[str]
    usual: Collection[str] = ()
    is_written_small: Callable[[str], bool] | None = None
    cited: Collection[str] = ()
    openers: Collection[str] = ()

    def may_open(self, small: str) -> bool:
        """Say whether a word that begins a sentence is no part of the name that follows it."""
        if small in self.given:
            return False
        return small in self.openers or small.endswith(("ed", "ing", "ly")) or self.writes_small(small)

    def writes_small(self, small: str) -> bool:
        """Say whether the journal writes a word small; False where that is not known."""
        return bool(self.is_written_small and self.is_written_small(small))


class NameFinder:
    """Looks through texts for what may tell of a person; without `guessing` for what is registered, and for numbers.

    `allowed` are words that a person has let be: with a capital in any spelling, written small only so. `words` are
    names that are words, too.
    """

    def __init__(
        self,
        pupils: Sequence[Pupil] = (),
        allowed: Collection[str] = (),
        words: Collection[str] = (),
        guessing: Guessing | None = None,
    ) -> None:
        self._index = NameIndex(pupils, words) if pupils else None
        self._words, self._guessing = words, guessing
        self._allowed = {fold_word(one) for one in allowed if one != one.lower()}
        self._allowed_small = {fold_word(one) for one in allowed if one == one.lower()}
        self._allowed_numbers = {_squash(one) for one in allowed if re.search(r"\d|@", one)}

    def find(self, text: str) -> tuple[Find, ...]:
        """Return what may tell of a person in a text, in its order."""
        folded = fold_text(text)
        is_named = self._index is not None and self._index.may_name(folded)
        tokens = folded.tokens if is_named or (self._guessing and self._may_guess(folded, self._guessing)) else []
        found = list[Find]()
        if self._index:
            for one in self._index.find(folded, tokens):
                begin, end = folded.locate(one.begin, one.end)
                words = text[begin:end]
                if one.parts > 1 or not self._is_allowed(words):
                    named = Find(FindKind.PUPIL, begin, end, words, one.codes, one.sure)
                    found.append(named._replace(plural=one.plural, is_word=one.is_word))
        for number in find_numbers(folded.small):
            begin, end = folded.locate(number.begin, number.end)
            words = text[begin:end].strip()
            if _squash(words) not in self._allowed_numbers:
                within = [one for one in found if begin <= one.begin < one.end <= end]
                codes = tuple(dict.fromkeys(code for one in within for code in one.codes))
                found = [one for one in found if one not in within]
                found.append(Find(FindKind.NUMBER, begin, end, words, codes, number=number.kind))
        if self._guessing:
            found += self._guess(folded, tokens, tuple(found), self._guessing)
        return tuple(sorted(found, key=lambda one: one.begin))

    def _may_guess(self, folded: FoldedText, guessing: Guessing) -> bool:
        """Say whether any word with a capital may be a name; most texts have none, and need not be taken apart."""
        for found in _CAPITALISED.finditer(folded.plain):
            small = folded.small[found.start() : found.end()]
            if small in _TITLES or small in guessing.given:
                return True
            if guessing.is_written_small and not guessing.is_written_small(small):
                return True
        return bool(_RUN.search(folded.plain))

    def _is_allowed(self, words: str) -> bool:
        folded = fold_word(words)
        bare = folded.removesuffix("s") if folded not in self._allowed else folded
        return (
            folded in self._allowed
            or (bare in self._allowed and bare != folded)
            or (words == words.lower() and folded in self._allowed_small)
        )

    def _guess(
        self, folded: FoldedText, tokens: Sequence[FoldedWord], known: Sequence[Find], guessing: Guessing
    ) -> Iterator[Find]:
        """Yield what may be a name, but for what is known."""
        done = -1
        for at, token in enumerate(tokens):
            if at <= done or not token.words[0].isupper():
                continue
            kind, first = self._judge(folded, tokens, at, guessing)
            if kind is None:
                continue
            done = self._extend(folded, tokens, first, guessing)
            begin_at = at
            while kind is not FindKind.TITLE and self._belongs_to_next(folded, tokens, begin_at - 1, guessing):
                begin_at -= 1
            begin, end = folded.locate(tokens[begin_at].begin, tokens[done].end)
            words = folded.text[begin:end]
            if not self._is_allowed(words) and not any(begin < one.end and one.begin < end for one in known):
                yield Find(kind, begin, end, words)

    def _judge(
        self, folded: FoldedText, tokens: Sequence[FoldedWord], at: int, guessing: Guessing
    ) -> tuple[FindKind | None, int]:
        """Return by which rule a word may be a name, if any, and the first word of the name itself."""
        token = tokens[at]
        small = folded.small[token.begin : token.end]
        if folded.is_glued(token):
            return None, at
        if small in _TITLES and at + 1 < len(tokens):
            name, gap = tokens[at + 1], folded.plain[token.end : tokens[at + 1].begin]
            is_title = gap in (" ", ". ") and len(name.words) > 1 and self._is_name_like(folded, name, guessing)
            return (FindKind.TITLE if is_title else None), at + 1
        if len(small) < _SHORTEST or _is_cited(folded, token) or not self._is_name_like(folded, token, guessing):
            return None, at
        return self._judge_capital(folded, tokens, at, guessing), at

    def _judge_capital(
        self, folded: FoldedText, tokens: Sequence[FoldedWord], at: int, guessing: Guessing
    ) -> FindKind | None:
        """Return by which rule a word that may be a name by itself is one, as it stands in its sentence."""
        token = tokens[at]
        small = folded.small[token.begin : token.end]
        before, run = _count_capitals(folded, tokens, at)
        initial = _INITIAL.match(folded.plain, token.end)
        is_opener = small in guessing.openers and small not in guessing.given
        within = before > 0 if before + run <= _LONGEST_RUN else _follows_small(folded, tokens, at)
        within = within or bool(initial and initial["stopped"])
        if small in guessing.given and (within or small not in self._words):
            return FindKind.NAME
        if not within or is_opener or not re.sub(r"^Ma?c(?=[A-Z])", "", token.words)[1:].islower():
            return None
        is_second = tokens[at - 1].words[0].isupper()
        if (run > 1 and self._extend(folded, tokens, at, guessing) > at) or (
            is_second and folded.plain.startswith("'s", token.end)
        ):
            return FindKind.CAPITAL
        is_proper = is_second and not self._is_name_like(folded, tokens[at - 1], guessing)  # Google Classroom
        is_known = is_proper or any(map(guessing.writes_small, (small, small.removesuffix("s"))))
        return None if is_known or guessing.is_written_small is None else FindKind.CAPITAL

    def _belongs_to_next(self, folded: FoldedText, tokens: Sequence[FoldedWord], at: int, guessing: Guessing) -> bool:
        """Say whether a word belongs to the name after it: a short one, or a given name that no list has."""
        if at < 0 or not _is_run(folded, tokens, at) or not self._is_name_like(folded, tokens[at], guessing):
            return False
        small = folded.small[tokens[at].begin : tokens[at].end]
        is_first = _count_capitals(folded, tokens, at)[0] == 0
        return len(small) > 1 and not (is_first and guessing.may_open(small))

    def _is_name_like(self, folded: FoldedText, token: FoldedWord, guessing: Guessing) -> bool:
        small = folded.small[token.begin : token.end]
        usual = small in guessing.usual or small.removesuffix("s") in guessing.usual
        cited = small in guessing.cited and small not in guessing.given
        return token.words[0].isupper() and not usual and not cited and not self._is_allowed(token.words)

    def _extend(self, folded: FoldedText, tokens: Sequence[FoldedWord], at: int, guessing: Guessing) -> int:
        """Return the last of the words with a capital that follow a name at once, as a family name does."""
        while at + 1 < len(tokens):
            gap, follows = folded.plain[tokens[at].end : tokens[at + 1].begin], tokens[at + 1]
            if _INITIAL.match(folded.plain, tokens[at].end):
                return at + 1
            if (
                gap not in (" ", "-", "'")
                or not self._is_name_like(folded, follows, guessing)
                or len(follows.words) < 2
            ):
                break
            if follows.words.isupper() and not tokens[at].words.isupper():
                break
            at += 1
        return at


def _count_capitals(folded: FoldedText, tokens: Sequence[FoldedWord], at: int) -> tuple[int, int]:
    """Return how many words with a capital stand in a row before a word, and how many from it on.

    A word written small before them counts as one, too; before the first word of a sentence stand none.
    """
    first, last = at, at
    while first > 0 and _is_run(folded, tokens, first - 1):
        first -= 1
    while last + 1 < len(tokens) and _is_run(folded, tokens, last):
        last += 1
    return at - first + _follows_small(folded, tokens, first), last - at + 1


def _is_run(folded: FoldedText, tokens: Sequence[FoldedWord], at: int) -> bool:
    """Say whether a word and the next both have a capital, and stand in a row as the words of a name do."""
    left, right = tokens[at], tokens[at + 1]
    gap = folded.plain[left.end : right.begin]
    return left.words[0].isupper() and right.words[0].isupper() and gap in (" ", "-", "'")


def _follows_small(folded: FoldedText, tokens: Sequence[FoldedWord], at: int) -> bool:
    """Say whether a word follows one that is written small, and no sign that ends a sentence."""
    if at == 0:
        return False
    before = folded.plain[tokens[at - 1].end : tokens[at].begin]
    return not _SENTENCE_END & set(before) and (
        tokens[at - 1].words.islower() or ("," in before and len(before.strip()) == 1)
    )


def _is_cited(folded: FoldedText, token: FoldedWord) -> bool:
    """Say whether a year follows a word, as the name of an author has it: Bruner (1966), Bruner 1966, Bruner et al."""
    return bool(
        re.match(
            r"(?:'s)?,? (?:and \w+ |& \w+ )?(?:et al|\(?(?:1[89]|20)\d\d\b)", folded.small[token.end : token.end + 30]
        )
    )


def _squash(words: str) -> str:
    return re.sub(r"[\s()-]", "", words.casefold())
