"""Whom a group is made of: as said, by its own words where these are certain, else by who keeps the journal."""

from enquiry.model.choices import EvidenceKind, GroupSort, Perspective
from enquiry.model.groups import get_perspective, guess_group_sort, is_leading_role, resolve_group_sort
from tests.conftest import a_cycle


def test_the_words_of_a_group_tell_its_sort_only_where_they_are_certain() -> None:
    told = {
        "P4 to P7 teachers": GroupSort.TEACHERS,
        "class teachers, all stages": GroupSort.TEACHERS,
        "the student teachers": GroupSort.TEACHERS,
        "all staff": GroupSort.STAFF,
        "classroom assistants": GroupSort.STAFF,
        "parents of P1": GroupSort.FAMILIES,
        "S2 class": GroupSort.LEARNERS,
        "Year 8 science, 30 of them": GroupSort.LEARNERS,
        "six readers": GroupSort.LEARNERS,
        "my class, shared with a teacher": GroupSort.LEARNERS,
        "the six who never speak": None,
        "P5 pupils and their teachers": None,
        "": None,
    }
    assert {group: guess_group_sort(group) for group in told} == told


def test_a_leader_is_known_by_the_role() -> None:
    leads = ("head", "Headteacher", "Head Teacher", "depute head", "Deputy", "Principal", "vice-principal", "DHT")
    teaches = ("", "class teacher", "principal teacher", "head of maths", "Head of Year 9", "probationer")
    assert all(map(is_leading_role, leads))
    assert not any(map(is_leading_role, teaches))


def test_what_was_said_comes_before_words_and_words_before_the_role() -> None:
    assert resolve_group_sort(a_cycle(group="all staff", group_of=GroupSort.BOTH), "head") is GroupSort.BOTH
    assert resolve_group_sort(a_cycle(group="S2 class"), "head") is GroupSort.LEARNERS
    assert resolve_group_sort(a_cycle(group="the six"), "head") is GroupSort.TEACHERS
    assert resolve_group_sort(a_cycle(group="the six", tags=("Leadership/team",)), "") is GroupSort.TEACHERS
    assert resolve_group_sort(a_cycle(group="the six"), "class teacher") is GroupSort.LEARNERS


def test_evidence_of_staff_looks_through_colleagues_and_of_parents_through_families() -> None:
    sorts = (GroupSort.LEARNERS, GroupSort.TEACHERS, GroupSort.STAFF, GroupSort.FAMILIES)
    seen = {
        EvidenceKind.SURVEY: (Perspective.LEARNERS, *[Perspective.COLLEAGUES] * 2, Perspective.FAMILIES),
        EvidenceKind.PUPIL_WORK: (Perspective.LEARNERS,) * 4,
        EvidenceKind.STAFF_VOICE: (Perspective.COLLEAGUES,) * 4,
        EvidenceKind.NOTICING: (Perspective.OWN,) * 4,
    }
    assert {kind: tuple(get_perspective(kind, sort) for sort in sorts) for kind in seen} == seen
