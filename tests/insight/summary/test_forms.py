"""What fourteen public forms ask, field by field: where each has its home in a journal, and which readers carry it.

The journal of the test has a word of its own in every home. A form's field is carried by a reader whose document,
with every cycle let go, holds that word. Homes are fields of the model, `tag:` for lines under a tag, `made:` for
what a document makes of the dates.
"""

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.insight.summary.disclosure import DisclosureOverrides
from enquiry.model.choices import Decision, Direction, EvidenceKind, EvidenceStage, PlanState
from enquiry.model.cycle import Cycle, Question, SuccessSign, Target
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from tests.conftest import NOW, a_cycle, a_journal, an_entry
from tests.summaries import READERS, document, everything, prepared, reader_named

TODAY = date(2026, 2, 3)

HOMES = {
    "question": "homequestion",
    "questions": "homeearlier",
    "issue": "homeissue",
    "why": "homewhy",
    "hunch": "homehunch",
    "group": "homegroup",
    "setting": "homesetting",
    "partners": "homepartners",
    "success": "homesign",
    "target": "homewhom",
    "instead": "homeinstead",
    "informed": "hometold",
    "consent": "homeconsent",
    "delete by": "9 October 2026",
    "standards": "homestandard",
    "reading": "homereading",
    "reading.changed": "homechanged",
    "reading.fit": "homefit",
    "action": "homeaction",
    "action.done": "done 37 of 44 planned",
    "plan": "homeplan",
    "plan.day": "2 March 2026",
    "hours": "7.5 hours",
    "baseline": "homebaseline",
    "evidence": "homeseen",
    "evidence.predicted": "homeforetold",
    "evidence.case": "homecase",
    "observation": "homewatched",
    "conversation": "homespoken",
    "words of": "homementor",
    "disagreed": "homeagainst",
    "measure": "up 20 words a minute since the baseline of 9 Sep 2025",
    "reflection": "homethought",
    "decision": "homebecause",
    "next look": "23 March 2026",
    "next question": "homegrown",
    "tag:surprise": "homesurprise",
    "tag:for-my-reviewer": "homeask",
    "tag:help": "homehelp",
    "tag:impact": "homeimpact",
    "tag:priority": "homepriority",
    "tag:helps": "homehelps",
    "tag:for-a-friend": "homefriend",
    "extend": "homewider",
    "made:period": "1 August 2025 to 31 July 2026",
    "made:name": "homename",
}
"""Each home, and the words that stand in it."""

FORMS = {
    # a yearly review of a teacher's professional learning (Scotland)
    "review meeting": {
        "learning undertaken": "reading",
        "impact on my practice": "action",
        "impact on learners": "measure",
        "what changed my thinking": "reading.changed",
        "standards reflected on": "standards",
        "what surprised or challenged me": "tag:surprise",
        "evidence of impact": "evidence",
        "priorities for the coming year": "next question",
        "support I need": "tag:help",
        "questions for my reviewer": "tag:for-my-reviewer",
    },
    # five-yearly professional update
    "professional update": {
        "period": "made:period",
        "areas of learning": "question",
        "professional reading": "reading",
        "what reading changed": "reading.changed",
        "standards engaged with": "standards",
        "impact over time": "tag:impact",
        "decisions sustained": "decision",
        "what was hard": "disagreed",
        "next steps": "next look",
    },
    # growth cycle and its annual summary (New Zealand)
    "growth cycle": {
        "goal": "question",
        "why it matters for ākonga": "why",
        "standards in focus": "standards",
        "actions taken": "action",
        "feedback from others": "words of",
        "reflections": "reflection",
        "summary statement": "decision",
        "next goal": "next question",
    },
    # inquiry for full registration (Victoria)
    "registration inquiry": {
        "context of the school and class": "setting",
        "learners and their needs": "group",
        "inquiry question": "question",
        "research read": "reading",
        "action plan": "plan",
        "intended outcome": "success",
        "mentor's observation": "observation",
        "professional conversation": "conversation",
        "evidence of learning": "evidence",
        "evaluation of effectiveness": "decision",
        "reflection on practice": "reflection",
    },
    # statutory induction, progress review and final assessment (England)
    "induction": {
        "standards evidenced": "standards",
        "development target": "target",
        "by when": "target",
        "support in place": "partners",
        "progress since last review": "measure",
        "mentor's comments": "words of",
        "teacher's comments": "reflection",
        "agreed next steps": "plan",
    },
    # student growth or learning objective (United States)
    "growth objective": {
        "student population": "group",
        "rationale": "why",
        "baseline data": "baseline",
        "growth target": "target",
        "instructional strategies": "action",
        "interval of instruction": "made:period",
        "evidence source": "evidence",
        "results": "measure",
        "reflection on results": "reflection",
    },
    # teacher learning and leadership project (Ontario)
    "learning project": {
        "project question": "question",
        "team and roles": "partners",
        "planned activities": "plan",
        "timeline": "plan.day",
        "release hours": "hours",
        "success measures": "success",
        "what was learned": "reflection",
        "sharing beyond the team": "extend",
    },
    # lesson study, research lesson and case pupils
    "lesson study": {
        "research theme": "issue",
        "team": "partners",
        "case pupils": "evidence.case",
        "predicted response": "evidence.predicted",
        "observed response": "observation",
        "pupils' voices": "evidence",
        "what to change next": "decision",
        "next research lesson": "plan",
    },
    # plan, do, study, act
    "improvement cycle": {
        "aim": "issue",
        "measure and target": "target",
        "prediction for this test": "evidence.predicted",
        "who, where and when": "setting",
        "date of the test": "plan.day",
        "what happened": "evidence",
        "how it compared with the prediction": "measure",
        "adopt, adapt or abandon": "decision",
    },
    # ethics and consent for practitioner research
    "ethics": {
        "purpose": "why",
        "who takes part": "group",
        "who was informed": "informed",
        "how consent was given": "consent",
        "when records are destroyed": "delete by",
        "colleagues involved": "partners",
    },
    # implementation plan of a school
    "implementation plan": {
        "problem": "issue",
        "what will change": "action",
        "what stops to make room": "instead",
        "fidelity": "action.done",
        "outcome": "success",
        "monitoring dates": "next look",
        "staff time": "hours",
        "contrary signs": "disagreed",
    },
    # the school's own report on enquiries
    "school report": {
        "priority served": "tag:priority",
        "group": "group",
        "baseline and latest": "measure",
        "what did not work": "disagreed",
        "decision": "decision",
        "ready to go wider": "extend",
    },
    # transition and handover
    "handover": {
        "group": "group",
        "what was tried": "question",
        "where they are now": "measure",
        "what helps": "tag:helps",
        "what does not help": "disagreed",
        "what is already planned": "plan",
    },
    # action research report
    "action research": {
        "title": "question",
        "earlier questions": "questions",
        "assumption": "hunch",
        "how reading fits": "reading.fit",
        "cycles of action": "action",
        "data": "baseline",
        "contradictions": "disagreed",
        "critical friend asked": "tag:for-a-friend",
        "claims and reasons": "decision",
        "new questions": "next question",
        "references": "reading",
        "author": "made:name",
    },
}
"""Each form, with its fields and their homes."""

ASKED = {"prd": ("review meeting", "growth cycle"), "peer": ("action research",), "handover": ("handover",)}
ASKED |= {"school": ("school report",), "update": ("professional update",)}
"""The forms that a reader is made for; it carries every field they ask."""


@cache
def planted() -> Journal:
    """Return a journal that says something in every home."""

    def word(home: str) -> str:
        return HOMES[home]

    signs = (SuccessSign(text=word("success"), on=date(2025, 9, 1)),)
    target = Target(measure="pace", value=95, unit="words a minute", by=date(2026, 6, 1), whom=word("target"))
    paces = [(MeasuredValue(measure="pace", value=value),) for value in (71, 91)]
    watched, spoken, case = EvidenceKind.PEER_OBSERVATION, EvidenceKind.PEER_DIALOGUE, EvidenceKind.CASE_PUPIL
    tags = [name for name in HOMES if name.startswith("tag:")]
    of_kind: list[tuple[str, str, dict[str, Any]]] = [
        ("reading", word("reading"), {"changed": word("reading.changed"), "fit": word("reading.fit"), "hours": 7.5}),
        ("evidence", word("baseline"), {"stage": EvidenceStage.BASELINE, "values": paces[0]}),
        ("action", word("action"), {"planned": 44, "done": 37}),
        ("evidence", word("observation"), {"evidence_kind": watched}),
        ("evidence", word("conversation"), {"evidence_kind": spoken}),
        ("evidence", word("evidence.case"), {"evidence_kind": case}),
        ("evidence", word("disagreed"), {"direction": Direction.CONTRADICTS}),
        ("reflection", word("reflection"), {}),
        ("evidence", word("evidence"), {"predicted": word("evidence.predicted"), "values": paces[1]}),
        ("action", word("plan"), {"plan_for": date(2026, 3, 2), "plan": PlanState.PLANNED}),
        ("review", "", {"decision": Decision.EXTEND, "because": word("extend"), "words_of": word("words of")}),
        ("review", "", {"decision": Decision.EMBED, "because": word("decision"), "next_look": date(2026, 3, 23)}),
        *(("note", word(tag), {"tags": (tag.partition(":")[2],)}) for tag in tags),
    ]
    entries = tuple(
        an_entry(kind, date(2025, 9, 7 + place % 20), text, number=place, **more)
        for place, (kind, text, more) in enumerate(of_kind, 1)
    )
    questions = (
        Question(text=word("questions"), on=date(2025, 9, 1)),
        Question(text=word("question"), on=date(2025, 9, 2)),
    )
    texts: dict[str, Any] = {
        name: word(name) for name in ("issue", "why", "hunch", "group", "setting", "partners", "instead")
    }
    texts |= {"informed": word("informed"), "consent": word("consent")}
    cycle: Cycle = a_cycle(
        questions=questions,
        success=signs,
        targets=(target,),
        standards=(word("standards"),),
        delete_by=date(2026, 10, 9),
        next_look=date(2026, 3, 23),
        entries=entries,
        **texts,
    )
    grown = a_cycle(2, word("next question"), grew_from=cycle.id)
    pace = Measure(id="pace", recorded_at=NOW, name="pace", unit="words a minute")
    return a_journal(cycle, grown, measures=(pace,)).update_settings(name=word("made:name"))


@cache
def page(reader: str) -> str:
    """Return the document for a reader in Markdown, with every cycle and what is close to someone let go."""
    told = reader_named(reader)
    close = {"1.4", "1.5", "1.6"} if reader == "accreditation" else set[str]()
    everyone = everything(planted())._replace(entries=frozenset(close))
    sharing = DisclosureOverrides() if told.owner else everyone
    summary = prepared(planted(), as_at=TODAY, reader=reader, sharing=sharing).summary
    return document(summary, SummaryFormat.MARKDOWN).decode()


def carries(reader: str, home: str) -> bool:
    return HOMES[home] in page(reader)


def test_fourteen_forms_ask_what_has_a_home() -> None:
    assert len(FORMS) == 14
    assert {home for fields in FORMS.values() for home in fields.values()} <= set(HOMES)


@pytest.mark.parametrize("form", FORMS)
def test_each_field_of_a_form_is_carried_for_oneself_and_by_the_readers_made_for_it(form: str) -> None:
    missing = [field for field, home in FORMS[form].items() if not carries("self", home)]
    assert missing == []
    for reader in (reader for reader, forms in ASKED.items() if form in forms):
        assert [field for field, home in FORMS[form].items() if not carries(reader, home)] == [], reader


def test_how_many_fields_each_reader_carries() -> None:
    homes = [home for fields in FORMS.values() for home in fields.values()]
    count = Counter({reader: sum(carries(reader, home) for home in homes) for reader in READERS})
    assert len(homes) == 117
    assert count["self"] == 117
    assert count["accreditation"] >= 105
    assert {reader: count[reader] for reader in ("prd", "peer", "update", "handover", "school")} == {
        "prd": 92,
        "peer": 80,
        "update": 69,
        "handover": 56,
        "school": 55,
    }
