"""Which choice a word means: forgiving case, spaces, plurals and beginnings; and a line for every choice there is."""

import pytest

from enquiry.model.choice_words import _OTHER_WORDS, EXPLANATIONS, match_choice
from enquiry.model.choices import Decision, Direction, EntryKind, EvidenceKind, EvidenceStage, Privacy

TABLES = (EvidenceKind, EntryKind, Decision, Direction, EvidenceStage, Privacy)


def test_every_choice_has_a_line_that_explains_it_and_means_itself() -> None:
    for table in TABLES:
        for one in table:
            assert EXPLANATIONS[one]
            assert match_choice(one.value, list(table)) == (one.value,)
            plural = f"{one.value.replace('-', ' ').rstrip('s').upper()}s"
            assert match_choice(f" {plural} ", list(table)) == (one.value,)


def test_no_other_word_is_for_two_choices_of_a_table() -> None:
    for table in TABLES:
        words = [word for one in table for word in _OTHER_WORDS.get(one, ())]
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jotters", ("pupil-work",)),
        ("Exit tickets", ("exit-check",)),
        ("exit question", ("exit-check",)),
        ("test", ("assessment",)),
        ("parents", ("family-voice",)),
        ("surveys", ("survey",)),
        ("questionnaires", ("survey",)),
        ("pup", ("pupil-work", "pupil-voice")),
        ("peer", ("peer-observation", "peer-dialogue")),
        ("b", ("behaviour",)),
        ("behavior", ("behaviour",)),
        ("poem", ()),
        ("", ()),
        ("  ", ()),
    ],
)
def test_what_is_typed_for_a_kind_of_evidence(typed: str, meant: tuple[str, ...]) -> None:
    assert match_choice(typed, list(EvidenceKind)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("cont", ("continue",)), ("e", ("embed", "extend")), ("Stops", ("stop",)), ("finish", ("stop",))],
)
def test_what_is_typed_for_a_decision(typed: str, meant: tuple[str, ...]) -> None:
    assert match_choice(typed, list(Decision)) == meant
