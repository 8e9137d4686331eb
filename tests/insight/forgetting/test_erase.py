"""Rows lose what is to be forgotten, in every field that holds a person's words, and stay rows."""

from datetime import date
from typing import Any, get_args

import msgspec

from enquiry.insight.forgetting.choose import (
    build_item_eraser,
    build_word_eraser,
    build_word_pattern,
    format_mark,
    settle_forgotten,
)
from enquiry.insight.forgetting.erase import Blank, Eraser
from enquiry.insight.forgetting.words import WordPattern
from enquiry.insight.history.diff import RECORD_TYPES
from enquiry.insight.privacy.pupils import Pupil
from enquiry.model.choices import CycleState, Decision, EntryKind
from enquiry.model.cycle import Target
from enquiry.model.entry import ENTRY_CLASSES, AnswerPart, Citation, CitedField
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.model.settings import SavedQuery, Settings
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry

DAY = date(2026, 2, 3)
WORD = "Zebedee"
MARK = "[forgotten 3 Feb 2026]"


def row_of(record: msgspec.Struct) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    return row


def filled(kind: type[msgspec.Struct], **fields: Any) -> dict[str, Any]:
    """Return a row of a class in which each plain text holds the word."""
    row = {field.name: WORD for field in msgspec.structs.fields(kind) if field.type is str and field.name not in fields}
    return {**row, **fields}


def test_every_text_of_every_kind_of_record_loses_the_word() -> None:
    frame = {"id": "i1", "recorded_at": NOW.isoformat()}
    entry = {**frame, "cycle": "c1", "name": "1.1", "happened_on": "2026-02-03", "tags": [WORD, "class/zebedee", "a"]}
    part = {"prompt": "seen", "asked": WORD, "text": f"{WORD}s. {WORD}"}
    rows: list[tuple[str, dict[str, Any]]] = []
    for kind in EntryKind:
        row = filled(ENTRY_CLASSES[kind], **entry, parts=[part], text=part["text"])
        rows.append(("entries", {"kind": kind.value, **row}))
    rows[0][1]["citation"] = {"sort": "book", "key": WORD, "fields": [{"name": "note", "text": WORD}]}
    values = [{"measure": f"{WORD}'s score", "value": 3}]
    rows[2][1].update(values=values)
    question = {"text": WORD, "on": "2026-02-03", "because": WORD}
    target = {"measure": WORD, "value": 3, "unit": WORD, "whom": WORD}
    more = {"success": [question], "targets": [target], "links": [{"kind": "shared-with", "who": WORD}]}
    fixed = {**frame, "number": 1, "questions": [question], "state": "closed", "group_of": "staff"}
    more |= {"success": [{"text": WORD, "on": "2026-02-03"}], "tags": [WORD]}
    turn = {"state": "closed", "on": "2026-02-03", "at": NOW.isoformat(), "because": WORD}
    rows.append(("cycles", filled(RECORD_TYPES["cycles"], **fixed, **more, turns=[turn])))
    rows.append(("inbox", {**frame, "name": "n1", "text": WORD, "happened_on": "2026-02-03", "tags": [WORD]}))
    rows.append(("measures", {**frame, "name": WORD, "unit": WORD, "levels": [WORD]}))
    fixed_gift = {"name": "g1", "circle": "critical-friend", "as_at": "2026-02-03", "cycles": ["c1"], "entries": ["i1"]}
    rows.append(("gifts", filled(RECORD_TYPES["gifts"], **frame, **fixed_gift)))
    queries = [{"name": "a-zebedee", "text": f"tag:zebedee {WORD}"}, {"name": "zebedee", "text": "x"}]
    sharing = [{"reader": WORD, "cycle": "c1"}]
    rows.append(("settings", {"calendar": "scotland", "name": WORD, "queries": queries, "sharing": sharing}))
    for pupils in ((), (Pupil(code="Pupil A", name=WORD),)):
        eraser = build_word_eraser(build_word_pattern(WORD, pupils, ()), a_journal(), NOW)
        for table, row in rows:
            changed = eraser.rewrite_row(table, row)
            assert WORD.casefold() not in str(changed).casefold().replace(f"{WORD}s".casefold(), ""), (table, changed)
            msgspec.convert(changed, RECORD_TYPES[table])
            assert changed.keys() == row.keys()
            assert eraser.rewrite_row(table, changed) == changed
    assert eraser.rewrite_row("entries", rows[1][1])["tags"] == ["Pupil A", "class/Pupil A", "a"]
    settings: Any = eraser.rewrite_row("settings", rows[-1][1])
    assert settings["queries"][1]["text"] == 'tag:"Pupil A" "Pupil A"'


def test_what_is_no_person_s_word_stays() -> None:
    """Kinds, states, ids and names of records are never taken for words."""
    entry = an_entry("review", DAY, "closed or open", decision=Decision.STOP)
    cycle = a_cycle(state=CycleState.CLOSED, entries=())
    for word in ("review", "stop", "closed", "1.1", entry.id[:8], "scotland", "private"):
        eraser = build_word_eraser(WordPattern(word), a_journal(), NOW)
        for table, record in (("entries", entry), ("cycles", cycle), ("settings", Settings(calendar="scotland"))):
            changed: Any = msgspec.convert(eraser.rewrite_row(table, row_of(record)), RECORD_TYPES[table])
            assert msgspec.structs.replace(changed, **({"text": entry.text} if table == "entries" else {})) == record


def test_a_forgotten_record_keeps_what_it_is_and_nothing_it_said() -> None:
    evidence = an_entry(
        *("evidence", DAY, "said"),
        values=(MeasuredValue(measure="score", value=3),),
        parts=(AnswerPart(prompt="p", asked="q", text="said"),),
        n=3,
        tags=("a",),
        source="folder",
        words_of="x",
    )
    journal = a_journal(
        a_cycle(entries=(evidence, an_entry("reflection", DAY, "also", number=2)), hunch="h"),
        inbox=(a_note(text="said", filed_as=evidence.id), a_note(2)),
        measures=(Measure(id="m1", recorded_at=NOW, name="score"), Measure(id="m2", recorded_at=NOW, name="other")),
    )
    eraser = build_item_eraser(journal, [(evidence, Blank.WHOLE)], NOW)
    assert set(eraser.items) == {evidence.id, journal.inbox[0].id, "m1"}
    row = eraser.rewrite_row("entries", row_of(evidence))
    kept = {"kind", "id", "recorded_at", "removed", "cycle", "name", "happened_on", "text"}
    assert (set(row), row["text"]) == (kept, format_mark(DAY))
    assert msgspec.convert(row, RECORD_TYPES["entries"]).is_forgotten
    words = build_item_eraser(journal, [(evidence, Blank.WORDS)], NOW).rewrite_row("entries", row_of(evidence))
    assert set(words) == {*kept - {"removed"}, "values", "n"}
    whole = build_item_eraser(journal, [(journal.cycles[0], Blank.WHOLE)], NOW)
    assert set(whole.items) == {*eraser.items, journal.cycles[0].id, journal.cycles[0].entries[1].id}
    assert msgspec.convert(whole.rewrite_row("cycles", row_of(journal.cycles[0])), RECORD_TYPES["cycles"]).hunch == ""


def test_the_history_loses_it_in_every_row_and_word_and_keeps_its_shape() -> None:
    note = row_of(a_note(text=f"{WORD} cried"))
    step = {
        "number": 3,
        "id": "s3",
        "at": NOW.isoformat(),
        "clock": {"wall": NOW.isoformat(), "device": WORD},
        "did": f"tag {WORD} taken off",
        "before": [["inbox", note["id"], note], ["inbox", "n2", None]],
        "apart": [["inbox", note["id"], note, None]],
    }
    changed: Any = build_word_eraser(WordPattern(WORD), a_journal(), NOW).rewrite_row("history", step)
    assert changed["did"] == f"tag {MARK} taken off"
    assert [row and row["text"] for _, _, row in changed["before"]] == [f"{MARK} cried", None]
    assert changed["apart"][0][2:] == [{**note, "text": f"{MARK} cried"}, None]
    assert changed["clock"] == step["clock"]
    given = Eraser(by="", rows={note["id"]: {"text": "as it came"}, "s3": {"did": "as told"}})
    changed = given.rewrite_row("history", step)
    assert (changed["did"], changed["before"][0][2]) == ("as told", {"text": "as it came"})


def test_measures_that_are_forgotten_apart_do_not_become_one() -> None:
    journal = a_journal(measures=(Measure(id="m1", recorded_at=NOW, name="Forgotten"),))
    assert build_word_eraser(WordPattern(WORD), journal, NOW).name == "forgotten-2"


def test_a_decision_that_is_forgotten_counts_no_more_and_a_cycle_is_current_no_more() -> None:
    review = an_entry("review", DAY, "enough", decision=Decision.STOP)
    before = a_journal(a_cycle(entries=(review,), state=CycleState.CLOSED), settings=Settings(current="c"))
    gone = msgspec.convert(
        build_item_eraser(before, [(review, Blank.WHOLE)], NOW).rewrite_row("entries", row_of(review)),
        RECORD_TYPES["entries"],
    )
    settled = settle_forgotten(before, a_journal(msgspec.structs.replace(before.cycles[0], entries=(gone,))))
    assert settled.cycles[0].state is CycleState.OPEN


def test_roles_are_told_of_classes_that_there_are() -> None:
    """A field that is renamed would lose its role in silence."""
    from enquiry.insight.forgetting import erase

    for kind, roles in vars(erase)["_ROLES"].items():
        assert roles.keys() <= set(kind.__struct_fields__), kind
    assert {CitedField, Citation, Target, SavedQuery} <= vars(erase)["_ROLES"].keys()
    assert get_args(RECORD_TYPES["entries"])
