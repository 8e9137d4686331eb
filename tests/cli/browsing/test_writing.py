"""Sheets without a screen: the same fields and prompts as the commands, the same drafts, and the same record."""

import json
from typing import Any

import pytest

from enquiry.browse.desk import Writing
from enquiry.cli.browsing.writing import WORDS
from enquiry.errors import EnquiryError, NotFound, UsageMistake
from enquiry.model.field import COMMAND_KINDS
from enquiry.model.fields import list_initial_fields
from tests.browse.screens import desk_in, drafts, session_in
from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def waiting(home: Home) -> Home:
    home.ok("start", "What happens when I wait?")
    home.ok("evidence", "Five hands.", "--kind", "tally", "--measure", "hands=5 of 24")
    home.ok("note", "A line.")
    return home


def never(words: str) -> str:
    raise AssertionError(words)


def filled(writing: Writing, **answers: str) -> dict[str, str]:
    values = {area.name: area.value for area in writing.form.areas}
    assert answers.keys() <= values.keys(), values.keys()
    return values | answers


def stored(home: Home, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(home.ok("show", name, "--json"))
    return next(found[key] for key in ("cycle", "entry", "note") if key in found)


def test_a_sheet_has_every_field_of_its_command_and_saves_the_same_record(waiting: Home) -> None:
    desk = desk_in(waiting)
    for command in COMMAND_KINDS:
        form = desk.write(command, "1").form
        names = {area.name for area in form.areas}
        fields = [field for field in list_initial_fields(command) if field.name != "key"]
        assert not [field.name for field in fields if field.sheet_name not in names], command
        assert any(area.name.startswith(WORDS) for area in form.areas)
    writing = desk.write("evidence", "1")
    more = {"kind": "exit", "direction": "contr", "measure": "hands=9 of 24", "tags": "talk, quiet/table", "n": "24"}
    saved = writing.save(filled(writing, words="Nine hands.\n\nOr ten.", **more), never)
    assert saved.said == ("Evidence 1.2 added to 1 · What happens when I wait?",)
    waiting.ok("evidence", "Nine hands.\n\nOr ten.", "--kind", "exit-check", "--direction", "contradicts", "--n", "24",
               "--measure", "hands=9 of 24", "-t", "talk", "-t", "quiet/table")  # fmt: skip
    here, typed = stored(waiting, "1.2"), stored(waiting, "1.3")
    assert {k: v for k, v in here.items() if k not in ("id", "name")} == {
        k: v for k, v in typed.items() if k not in ("id", "name")
    }
    assert drafts(waiting) == []


def test_prompts_stand_above_their_parts(waiting: Home) -> None:
    writing = desk_in(waiting).write("reflect", "1")
    assert [area.label for area in writing.form.areas[:2]] == ["What did I see?", "Why might it matter?"]
    writing.save(filled(writing, **{f"{WORDS}-0": "Hands.", f"{WORDS}-2": "Wait again."}), never)
    kept = stored(waiting, "1.2")
    assert [part["prompt"] for part in kept["parts"]] == ["saw", "next"]
    changing = desk_in(waiting).write("edit", "1.2")
    changing.save(filled(changing, **{f"{WORDS}-1": "Wait longer."}), never)
    assert stored(waiting, "1.2")["text"] == "Hands.\n\nWait longer."


def test_what_is_asked_is_asked_and_what_is_wrong_keeps_the_draft(waiting: Home) -> None:
    desk = desk_in(waiting)
    writing, asked = desk.write("act", "1"), list[str]()

    def answer(words: str) -> str:
        asked.append(words)
        return "y" if len(asked) > 1 else ""

    answers = filled(writing, words="Waited.", date="2026-03-09")
    with pytest.raises(UsageMistake, match="yet to come"):
        writing.save(answers, answer)
    assert "Waited." in drafts(waiting)[0]
    assert "Keep it? [y/N]" in asked[0]
    assert writing.save(answers, answer).said[0].startswith("Action 1.2 added to 1")
    assert drafts(waiting) == []
    with pytest.raises(NotFound):
        desk.write("edit", "9.9")
    writing = desk.write("evidence", "1")
    with pytest.raises(EnquiryError):
        writing.save(filled(writing), never)


def test_a_draft_goes_on_here_or_in_an_editor(waiting: Home) -> None:
    desk = desk_in(waiting)
    with pytest.raises(NotFound):
        desk.resume()
    assert desk.write("note", "").leave(filled(desk.write("note", ""))) == ""
    writing = desk.write("read", "1")
    big = "word " * 199_000 + "end"
    writing.keep(filled(writing, words=big, title="A book"))
    assert "is being written" not in desk.describe_draft()
    said = writing.leave(filled(writing, words=f"{big}!", title="A book"))
    assert said == "Kept as draft d1. D goes on with it, and so does enquiry drafts resume d1."
    assert desk.describe_draft().endswith("waits as draft d1. D goes on with it.")
    again = desk.resume()
    values = filled(again)
    assert (values[WORDS], values["title"]) == (f"{big}!", "A book")
    again.save(values, never)
    assert stored(waiting, "1.2")["title"] == "A book"
    assert desk.describe_draft() == ""
    half = desk.write("start", "")
    half.leave(filled(half, words="And when I don't?"))
    session_in(waiting)
    ran = waiting.run("drafts")
    assert "And when I don't?" in ran.out


def test_a_review_brings_all_its_decision_brings_and_an_enquiry_is_changed(waiting: Home) -> None:
    desk = desk_in(waiting)
    reviewing = desk.write("review", "1")
    more = {"decision": "adapt", "because": "they look away", "refine": "How long?", "act": "Counted aloud."}
    said = reviewing.save(filled(reviewing, words="Mostly.", **more), never).said
    assert said[:2] == (
        "Review 1.2 added to 1 · How long?",
        "Action 1.3 added with it: Counted aloud.",
    )
    changing = desk.write("edit", "1")
    assert changing.form.areas[0].value == "How long?"
    changing.save(filled(changing, group="S2 class", tags="talk"), never)
    kept = stored(waiting, "1")
    assert (kept["group"], kept["tags"], kept["question"]) == ("S2 class", ["talk"], "How long?")


def test_moving_undoing_and_looking(waiting: Home) -> None:
    desk = desk_in(waiting)
    assert desk.look(anew=True)
    assert desk.look() is None
    moving = desk.write("move", "n1")
    assert moving.form.title == "Where it goes: Note n1"
    with pytest.raises(UsageMistake):
        moving.save(filled(moving), never)
    said = moving.save(filled(moving, cycle="wait", **{"as": "refl"}), never).said
    assert said == ("Note n1 is now reflection 1.2 of 1 · What happens when I wait?",)
    assert moving.leave({}) == ""
    with pytest.raises(EnquiryError):
        moving.edit({})
    shelf = desk.look()
    assert shelf
    assert [entry.name for entry in desk.find("line").entries] == ["1.2"]
    assert desk.undo(lambda _words: "n") == ("Nothing was changed.",)
    assert desk.undo(lambda _words: "y")[0] == "Undone: step 4, note n1 filed as reflection 1.2."
    desk.look()
    assert [note.name for note in desk.find("line").notes] == ["n1"]
