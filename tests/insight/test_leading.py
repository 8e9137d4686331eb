"""The walk backwards: what stands on which rung, which cycles are walked, and what a leader is asked first."""

from datetime import date

from enquiry.command_lines import format_command
from enquiry.insight.leading import RUNGS, build_leading_report, build_leading_walk, choose_led_cycles
from enquiry.insight.status import build_status
from enquiry.model.choices import EvidenceKind, GroupSort
from enquiry.model.cycle import SuccessSign
from enquiry.model.entry import AnswerPart
from enquiry.model.groups import is_leading_role, is_learning_leader
from enquiry.model.settings import Settings
from enquiry.presets import DATA, load_calendar, load_prompts
from tests.conftest import a_cycle, a_journal, an_entry

DAY, TODAY = date(2025, 10, 1), date(2026, 2, 3)
SCOTLAND = load_calendar("scotland", DATA / "nowhere")


def test_the_rungs_are_asked_by_the_set_of_prompts_of_the_same_names() -> None:
    asked = load_prompts("leading", DATA / "nowhere").prompts
    assert [prompt.name for prompt in asked] == list(RUNGS)


def test_each_thing_stands_on_the_rung_it_belongs_to_by_name_and_an_empty_rung_invites() -> None:
    parts = (
        AnswerPart(prompt="learners", asked="?", text="Explain it to each other."),
        AnswerPart(prompt="learn", asked="?", text="To ask."),
    )
    entries = (
        an_entry("evidence", date(2025, 9, 2), "three of twelve", evidence_kind=EvidenceKind.STAFF_VOICE),
        an_entry("action", DAY, "cards", number=2, instead="the grade"),
        an_entry("evidence", DAY, "they talk", number=3, evidence_kind=EvidenceKind.PEER_OBSERVATION),
        an_entry("evidence", DAY, "quicker", number=4, evidence_kind=EvidenceKind.PUPIL_VOICE),
        an_entry("evidence", DAY, "19 minutes", number=5, evidence_kind=EvidenceKind.TIME_COST),
        an_entry("ask", DAY, "cover", number=6, of="head"),
        an_entry("reflection", TODAY, "Explain it to each other.\n\nTo ask.", number=7, parts=parts),
    )
    signs = (SuccessSign(text="a disagreement", on=DAY),)
    cycle = a_cycle(hunch="I grade", success=signs, group_of=GroupSort.TEACHERS, entries=entries)
    walk = build_leading_walk(cycle, a_journal(cycle))
    held = {rung.name: [(item.name, item.text) for item in rung.items] for rung in walk.rungs}
    assert held == {
        "learners": [("1.4", "quicker"), ("1.7", "Explain it to each other.")],
        "teachers": [("1.3", "they talk")],
        "support": [("1.2", "cards (what gives way: the grade)"), ("1.6", "asked for: cover (head; no answer yet)")],
        "know": [("1.1", "three of twelve"), ("1", "a disagreement")],
        "learn": [("1", "I grade"), ("1.7", "To ask.")],
    }
    bare = build_leading_walk(a_cycle(), a_journal(a_cycle()))
    assert [format_command(rung.act) for rung in bare.rungs] == [
        "enquiry evidence -c 1 --kind pupil-voice",
        "enquiry evidence -c 1 --kind staff-voice",
        'enquiry ask -c 1 "…"',
        'enquiry edit 1 --success "…"',
        'enquiry read -c 1 "…"',
    ]


def test_cycles_about_leading_are_walked_and_where_there_is_none_all_that_are_open_as_at_the_day() -> None:
    taught, led = a_cycle(1), a_cycle(2, tags=("leadership/talk",))
    assert [one.number for one in choose_led_cycles(a_journal(taught, led), TODAY)] == [2]
    assert [one.number for one in choose_led_cycles(a_journal(taught), TODAY)] == [1]
    assert build_leading_report(None, a_journal(a_cycle(1, on=date(2026, 3, 1))), TODAY).walks == ()
    assert [walk.cycle.number for walk in build_leading_report([taught], a_journal(taught, led), TODAY).walks] == [1]


def test_roles_that_lead_the_learning_of_others_are_known() -> None:
    leading = "Head Teacher, Depute head, Principal teacher of English, Head of Year, Faculty head, PT, Tumuaki"
    assert all(is_learning_leader(role) for role in leading.split(", "))
    assert not any(is_learning_leader(role) for role in ("Class teacher", "Teacher of maths", "", "heading west"))
    assert not is_leading_role("Principal teacher of English")  # whose groups are pupils as often as not


def test_a_leader_is_asked_first_after_the_own_enquiry_and_a_teacher_never() -> None:
    entry = an_entry("evidence", date(2026, 1, 20), "they talk")
    cycle = a_cycle(entries=(entry,), next_look=date(2026, 3, 1))
    head, teacher = Settings(role="Head Teacher"), Settings(role="Class teacher")
    first = build_status(a_journal(cycle, settings=head), SCOTLAND, TODAY).matters[0]
    assert first.words == "Your own enquiry first: what have you learned in 1 since 20 January?"
    assert format_command(first.act) == "enquiry pulse --leading 1"
    assert build_status(a_journal(cycle, settings=teacher), SCOTLAND, TODAY).matters == ()
    assert build_status(a_journal(cycle, settings=head), SCOTLAND, date(2026, 1, 22)).matters == ()
    assert build_status(a_journal(settings=head), SCOTLAND, TODAY).matters == ()
    due = a_cycle(next_look=date(2026, 1, 5))
    assert len(build_status(a_journal(due, settings=head), SCOTLAND, TODAY).matters) == 1
