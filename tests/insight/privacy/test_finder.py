"""The finder: registered names whole and in every spelling, numbers, guesses, and what is let be."""

import time
import unicodedata

import pytest

from enquiry.exchange.samples import list_samples
from enquiry.insight.privacy.finder import Find, FindKind, Guessing, NameFinder
from enquiry.insight.privacy.numbers import NumberKind
from enquiry.insight.privacy.places import iterate_journal_texts
from enquiry.insight.privacy.pupils import Pupil, choose_code, clean_name
from enquiry.insight.privacy.review import build_finder, find_in_texts
from enquiry.presets import load_name_lists
from tests.insight.privacy.sentences import INNOCENT, PUPILS, list_sentences
from tests.summaries import journal_of

LISTS = load_name_lists()
GUESSING = Guessing(
    *(LISTS.given, LISTS.usual, frozenset(("bridge", "paper", "table")).__contains__),
    *(frozenset(("rowe",)), LISTS.openers),
)


def guesser(*pupils: Pupil, allowed: tuple[str, ...] = ()) -> NameFinder:
    return NameFinder(pupils, allowed, LISTS.words, GUESSING)


def words(finder: NameFinder, text: str) -> list[str]:
    return [one.words for one in finder.find(text)]


def test_of_three_hundred_sentences_every_registered_name_is_found_in_every_spelling_and_place() -> None:
    finder = NameFinder(PUPILS, (), LISTS.words)
    missed, sentences = list[str](), [*list_sentences()]
    for pupil, name, sentence in sentences:
        found = [one for one in finder.find(sentence) if pupil.code in one.codes]
        whole = name.removesuffix("'s").removesuffix("’s")
        at = sentence.index(whole)
        if not any(one.begin <= at < at + len(whole) <= one.end for one in found):
            missed.append(f"{pupil.name}: {sentence!r} {found}")
    assert len(sentences) == 300
    assert missed == []


def test_it_stands_where_it_is_said_to_stand_and_nothing_around_it_is_taken() -> None:
    finder = NameFinder([Pupil("Pupil A", "Zoë O’Neill")])
    for name in ("Zoë O’Neill", unicodedata.normalize("NFD", "Zoë O’Neill"), "ZOE O'NEILL", "O’Neill, Zoë"):
        text = f"— à côté, {name}’s tray…"
        (found,) = finder.find(text)
        assert (text[found.begin : found.end], found.words, found.replacement) == (name, name, "Pupil A")


def test_names_side_by_side_are_one_and_tell_two_children_apart() -> None:
    finder = NameFinder([Pupil("Pupil A", "Anna Brown"), Pupil("Pupil B", "Anna Smith"), Pupil("Pupil C", "Ben Brown")])
    assert [(one.words, one.codes) for one in finder.find("Anna, then Anna Brown; Brown or Anna M. Smith and Ben")] == [
        ("Anna", ("Pupil A", "Pupil B")),
        ("Anna Brown", ("Pupil A",)),
        ("Brown", ("Pupil A", "Pupil C")),
        ("Anna M. Smith", ("Pupil B",)),
        ("Ben", ("Pupil C",)),
    ]
    assert finder.find("Anna")[0].replacement == "Pupil A or Pupil B"
    assert [one.words for one in finder.find("Anna\n\nBrown paper")] == ["Anna", "Brown"]


def test_a_name_that_is_a_word_is_sure_with_a_capital_and_in_a_whole_name_alone() -> None:
    finder = NameFinder([Pupil("Pupil A", "Hope Young"), Pupil("Pupil B", "Will Day")], (), LISTS.words)
    sure = {
        text: [(one.words, one.sure) for one in finder.find(text)] for text in ("I hope so", "Hope so", "hope young")
    }
    assert sure == {
        "I hope so": [("hope", False)],
        "Hope so": [("Hope", True)],
        "hope young": [("hope young", True)],
    }
    assert finder.find("two wills, many days") == ()
    assert [one.words for one in finder.find("Wills way")] == ["Wills"]


def test_a_month_beside_a_number_is_no_child() -> None:
    finder = NameFinder([Pupil("Pupil A", "Grace May")], (), LISTS.words)
    for text in ("3 May 2026", "on the 3rd of May", "May 2026", "May 7, 2026"):
        assert finder.find(text) == (), text
    assert words(finder, "then May came") == ["May"]
    assert words(finder, "Grace May 2026") == ["Grace May"]


def test_a_plural_s_without_its_apostrophe_is_found_and_mended() -> None:
    (found,) = NameFinder([Pupil("Pupil A", "Anna")]).find("Annas tray")
    assert (found.words, found.replacement) == ("Annas", "Pupil A’s")
    assert NameFinder([Pupil("Pupil A", "Jame")]).find("James")[0].plural
    assert not NameFinder([Pupil("Pupil A", "James")]).find("James’ tray")[0].plural


NUMBERS = {
    NumberKind.EMAIL: ("write to a.b-c@school.example", "A.B@x.sch.uk"),
    NumberKind.TELEPHONE: (
        *("0131 496 0123", "07700 900123", "+44 7700 900123", "(01632) 960 001", "mum’s mobile 555 0199"),
        *("416-555-0123", "tel: 960001"),
    ),
    NumberKind.BORN: (
        *(
            "born 12.3.2014",
            "DOB 2014-03-12",
            "d.o.b.: 12/03/14",
            "date of birth: 12 March 2014",
            "born on the 3rd of May",
        ),
        *("birthday is 4 June", "born in March 2014"),
    ),
    NumberKind.UPN: ("A123456789012", "UPN h80120001100a"),
    NumberKind.SCN: ("SCN 012345678", "candidate number 0123 45678", "123456789"),
    NumberKind.HEALTH: ("CHI 0101143456", "943 476 5919", "120314 1234"),
    NumberKind.POSTCODE: ("EH9 3AB", "lives in sw1a 1aa", "BT7 1NN."),
}


@pytest.mark.parametrize("kind", NumberKind)
def test_numbers_are_known_by_how_they_are_written(kind: NumberKind) -> None:
    finder = NameFinder()
    for text in NUMBERS[kind]:
        assert [one.number for one in finder.find(text)] == [kind], text


def test_a_number_that_holds_a_name_is_one_find_and_says_whose_it_is() -> None:
    (found,) = NameFinder([Pupil("Pupil A", "Anna Brown")]).find("anna.brown@school.example")
    assert (found.number, found.codes) == (NumberKind.EMAIL, ("Pupil A",))


def test_innocent_sentences_hold_nothing() -> None:
    assert {text: words(guesser(), text) for text in INNOCENT if guesser().find(text)} == {}


def test_titles_given_names_and_capitals_are_guessed() -> None:
    told = {
        "Mrs Xylander said so": ["Mrs Xylander"],
        "Kofi Mensah drew it": ["Kofi Mensah"],
        "then Kofi’s tower fell": ["Kofi"],
        "I saw Grace smile": ["Grace"],
        "and Xylander was there": ["Xylander"],
        "by Bruner (1966), not Bruner et al.": [],
        "Rowe said so, and Rowe again": [],
        "on the Bridge of paper": [],
        "see Jane_Doe.pdf and x@y.example": ["x@y.example"],
    }
    assert {text: words(guesser(), text) for text in told} == told


def test_a_name_that_no_list_has_is_found_after_a_sentences_first_word_and_with_it() -> None:
    told = {
        "Ask Morag Sinclair’s mother": ["Morag Sinclair"],
        "Call Morag Sinclair's mother on Monday": ["Morag Sinclair"],
        "Call Fiona Macrae's mother": ["Fiona Macrae"],
        "On Monday Morag Sinclair came": ["Morag Sinclair"],
        "Thanked Sinclair for it": ["Sinclair"],
        "Morag Sinclair drew it. Morag Sinclair’s mother wrote.": ["Morag Sinclair", "Morag Sinclair"],
        "Ask Jo Sinclair": ["Jo Sinclair"],
        "Ask Bridge’s mother": ["Bridge"],
        "I asked Paper Bridge": ["Paper Bridge"],
        "Then MacRae spoke": ["MacRae"],
        "Ailsa M. was there": ["Ailsa M"],
        "Ailsa M.’s mother, then Hope M. and Kofi R": ["Ailsa M", "Hope M", "Kofi R"],
        "They used Google Classroom": [],
        "How Wait Time And Talk Moves Meet": [],
        "Wait. Talk. Think": [],
    }
    assert {text: words(guesser(), text) for text in told} == told
    unread = NameFinder((), (), LISTS.words, GUESSING._replace(is_written_small=None))
    assert words(unread, "Ask Morag Sinclair and Sinclair’s mother") == ["Morag Sinclair"]


def test_what_is_allowed_is_passed_over_and_small_only_so() -> None:
    hope = Pupil("Pupil A", "Hope Young")
    assert words(guesser(allowed=("Kofi",)), "Kofi, KOFI and Kofis way, but Ama") == ["Ama"]
    assert words(guesser(allowed=("Kofi Mensah",)), "Kofi Mensah") == []
    assert words(guesser(hope, allowed=("hope",)), "I hope that Hope will") == ["Hope"]
    assert words(guesser(hope, allowed=("Hope",)), "Hope, hope, Hope Young") == ["Hope Young"]
    assert words(guesser(allowed=("0131 496 0123",)), "0131 4960123 or 0131 496 0124") == ["0131 496 0124"]


def test_the_samples_are_flagged_less_than_five_times_in_ten_thousand_words() -> None:
    flags, counted = list[str](), 0
    for name in list_samples():
        journal, _ = journal_of(name)
        texts = [*iterate_journal_texts(journal)]
        counted += sum(len(one.text.split()) for one in texts)
        flags += [one.words for one in find_in_texts(build_finder(journal, (), (), LISTS), texts)]
    assert counted > 9_000
    assert len(flags) / counted * 10_000 <= 5, flags


@pytest.mark.long
def test_a_text_is_looked_through_in_a_millisecond(figure) -> None:  # type: ignore[no-untyped-def]
    crowd = [Pupil(f"P{n}", f"{one} Quill") for n, one in enumerate(sorted(LISTS.given)[::56])]
    spent, counted = 0.0, 0
    for name in list_samples():
        journal, _ = journal_of(name)
        texts, finder = [*iterate_journal_texts(journal)], build_finder(journal, crowd, (), LISTS)
        finder.find("the words that it writes small are listed once")
        began = time.process_time()
        find_in_texts(finder, texts)
        spent, counted = spent + time.process_time() - began, counted + len(texts)
    figure(f"looking through a text of the samples for {len(crowd)} people takes {spent / counted * 1000:.3f} ms")


def test_codes_go_on_after_z_and_names_are_kept_the_given_name_first() -> None:
    assert [choose_code(()), choose_code({"Pupil A"})] == ["Pupil A", "Pupil B"]
    assert choose_code({f"Pupil {chr(65 + n)}" for n in range(26)}) == "Pupil AA"
    assert [clean_name(name) for name in ("Brown,  Anna ", " Anna  Brown", "Brown,")] == [
        "Anna Brown",
        "Anna Brown",
        "Brown",
    ]


def test_a_find_says_what_takes_its_place() -> None:
    assert Find(FindKind.NAME, 0, 4, "Kofi").replacement == "[name]"
    assert NameFinder().find("EH9 3AB")[0].replacement == "[postcode]"
