"""The interview: prompts one at a time, answered, skipped, gone back to and explained, and what comes of them."""

import json
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from enquiry.insight.drafts import format_waiting_draft
from enquiry.model.asking.draft import Draft, StoredDraft
from enquiry.presets import DATA
from tests.conftest import NOW, Home, Ran, Stream

PRESETS = sorted((DATA / "prompts").glob("*.toml"))


@pytest.fixture
def begun(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "--quiet")
    return home


def asked(home: Home, *argv: str, lines: str = "", **more: Any) -> Ran:
    """Run a command at a terminal at which these lines are typed; input ends after them."""
    return home.run(*argv, tty=True, stdin=lines, **more)


def entry(home: Home, name: str = "1.1") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(home.ok("show", name, "--json"))["entry"]
    return found


def drafts(home: Home) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(home.ok("drafts", "--json"))["drafts"]
    return found


def parts(home: Home, name: str = "1.1") -> list[tuple[str, str]]:
    return [(part["asked"], part["text"]) for part in entry(home, name)["parts"]]


# Answering, skipping, going back, help


def test_answers_are_kept_as_the_parts_of_the_entry(begun: Home) -> None:
    ran = asked(begun, "reflect", lines="One table drew it.\nThen they asked.\n\n\nPaper first.\n\n")
    assert (ran.code, ran.out) == (0, "")
    assert parts(begun) == [
        ("What did I see?", "One table drew it.\nThen they asked."),
        ("What will I do next, and when?", "Paper first."),
    ]
    assert entry(begun)["text"] == "One table drew it.\nThen they asked.\n\nPaper first."
    assert drafts(begun) == []


def test_the_head_says_cycle_day_and_the_ways(begun: Home) -> None:
    told = asked(begun, "reflect", "--on", "yesterday", lines="x\n").err
    assert told.startswith(
        "Reflection on 1 · What happens when I wait? · for Monday 2 February 2026\n"
        "Enter skips, < goes back, ? shows an example, Ctrl-D ends.\n"
        "An empty line ends an answer. Every line is kept as you go.\n\n"
        "1 of 3\nWhat did I see?\n> "
    )


def test_back_shows_the_earlier_answer_and_adds_to_it(begun: Home) -> None:
    told = asked(begun, "reflect", lines="one\n\n<\ntwo\n\n\n\n").err
    assert "What did I see?\n  one\n(Enter keeps it, what you type is added, - takes it away.)\n> " in told
    assert parts(begun) == [("What did I see?", "one\ntwo")]


def test_an_earlier_answer_is_kept_by_enter_and_taken_away_by_a_dash(begun: Home) -> None:
    asked(begun, "reflect", lines="one\n\n<\n\nand\n\n\n")
    assert parts(begun) == [("What did I see?", "one"), ("Why might it matter?", "and")]
    asked(begun, "reflect", lines="one\n\n<\n-\nanew\n\n")
    assert parts(begun, "1.2") == [("What did I see?", "anew")]


def test_a_dash_is_a_dash_where_nothing_was_answered(begun: Home) -> None:
    asked(begun, "reflect", lines="-\n- a point\n\n")
    assert parts(begun) == [("What did I see?", "-\n- a point")]


def test_going_back_in_the_middle_keeps_the_lines_so_far(begun: Home) -> None:
    asked(begun, "reflect", lines="one\n\nhalf\n<\n\n\n\n")
    assert parts(begun) == [("What did I see?", "one"), ("Why might it matter?", "half")]


def test_a_question_mark_shows_an_example_even_in_the_middle(begun: Home) -> None:
    told = asked(begun, "reflect", lines="?\none\n?\ntwo\n\n").err
    assert told.count("For example: One table drew it first") == 2
    assert parts(begun)[0][1] == "one\ntwo"


def test_a_space_before_it_makes_a_sign_text(begun: Home) -> None:
    asked(begun, "reflect", lines=" ?\n <\n\n")
    assert parts(begun)[0][1] == " ?\n <"


def test_the_end_of_input_in_the_middle_saves_what_is_there(begun: Home) -> None:
    assert asked(begun, "reflect", lines="one\ntwo").code == 0
    assert parts(begun) == [("What did I see?", "one\ntwo")]


@pytest.mark.parametrize("lines", ["", "\n", "\n\n\n", "<\n", "?\n", "one\n\n<\n-\n\n\n\n"])
def test_where_nothing_was_answered_nothing_is_saved_or_kept(begun: Home, lines: str) -> None:
    before = begun.journal.read_bytes()
    ran = asked(begun, "reflect", lines=lines)
    assert ran.code == 2
    assert "Nothing was written for the reflection.\nNothing was saved.\n" in ran.err
    assert begun.journal.read_bytes() == before
    assert drafts(begun) == []


@pytest.mark.parametrize("argv", [("reflect", "a text"), ("reflect", "-"), ("reflect", "--no-input")])
def test_what_is_not_to_be_asked_is_not_asked(begun: Home, argv: tuple[str, ...]) -> None:
    ran = asked(begun, *argv, lines="piped\n")
    assert "What did I see?" not in ran.err
    assert ran.code == (2 if "--no-input" in argv else 0)


def test_without_a_terminal_it_is_a_usage_error(begun: Home) -> None:
    ran = begun.run("reflect", "--prompts", "rolfe")
    assert ran.code == 2
    assert ran.err.startswith("--prompts rolfe was given, but nothing is to be asked.\n")
    assert begun.run("reflect").err.startswith("No text was given for the reflection")


def test_prompts_with_a_text_are_not_passed_over_in_silence(begun: Home) -> None:
    ran = asked(begun, "reflect", "a text", "--prompts", "rolfe")
    assert (ran.code, begun.run("show", "1.1").code) == (2, 3)


def test_a_json_answer_is_one_document(begun: Home) -> None:
    ran = asked(begun, "reflect", "--json", lines="one\n\n")
    assert json.loads(ran.out)["entry"]["parts"][0]["text"] == "one"


# The top: cycle and day


def test_the_first_question_leads_back_to_the_cycle_and_the_day(begun: Home) -> None:
    begun.ok("start", "What else?", "--quiet")
    told = asked(begun, "reflect", lines="<\n<\n1\nyesterday\nseen\n\n")
    assert told.code == 0, told.err
    assert "Which day was it? (Enter: today)" in told.err
    assert "Which cycle? (Enter: 2 · What else?)" in told.err
    assert "Reflection on 1 · What happens when I wait? · for Monday 2 February 2026\n" in told.err
    assert (entry(begun)["happened_on"], entry(begun)["text"]) == ("2026-02-02", "seen")


def test_a_cycle_or_day_that_is_none_is_asked_again(begun: Home) -> None:
    told = asked(begun, "reflect", lines="<\n31 feb\nyesterday\n\n\nseen\n\n")
    assert "31 feb" in told.err
    told = asked(begun, "reflect", lines="<\n<\n7\n1\n\nseen\n\n")
    assert "There is no cycle 7" in told.err
    assert entry(begun, "1.2")["cycle"] == 1


def test_where_no_cycle_is_the_current_one_it_is_asked_for(begun: Home) -> None:
    begun.ok("start", "What else?", "--quiet")
    begun.ok("start", "And else?", "--quiet")
    begun.ok("close", "3", "--quiet")
    told = asked(begun, "reflect", lines="2\n\nseen\n\n")
    assert told.code == 0, told.err
    assert "No cycle is the current one." in told.err
    assert "  1 · What happens when I wait?\n  2 · What else?\n" in told.err
    assert entry(begun, "2.1")["text"] == "seen"
    ran = asked(begun, "reflect", lines="\n")
    assert (ran.code, "No cycle was named" in ran.err) == (2, True)


def test_a_cycle_named_wrongly_is_said_before_anything_is_asked(begun: Home) -> None:
    ran = asked(begun, "reflect", "-c", "9", lines="x\n")
    assert (ran.code, "What did I see?" in ran.err) == (3, False)


def test_without_a_cycle_nothing_is_asked(home: Home) -> None:
    ran = asked(home, "reflect", lines="x\n")
    assert (ran.code, "What did I see?" in ran.err) == (2, False)


def test_a_day_to_come_is_questioned_once(begun: Home) -> None:
    told = asked(begun, "reflect", "--on", "tomorrow", lines="y\nseen\n\n\n\n")
    assert told.code == 0, told.err
    assert told.err.count("is yet to come. Keep it?") == 1
    assert entry(begun)["happened_on"] == "2026-02-04"


# Fields


def test_a_start_fills_its_fields(home: Home) -> None:
    lines = "What happens?\n\nThe same six.\nAlways.\n\nYear 8, 30\nI rescue.\n\nThey answer.\nThey ask.\n\n"
    told = asked(home, "start", "-t", "talk", lines=lines)
    assert told.code == 0, told.err
    cycle = json.loads(home.ok("show", "1", "--json"))["cycle"]
    assert (cycle["question"], cycle["issue"], cycle["group"]) == (
        "What happens?",
        "The same six.\nAlways.",
        "Year 8, 30",
    )
    assert (cycle["hunch"], [sign["text"] for sign in cycle["success"]]) == ("I rescue.", ["They answer.", "They ask."])
    assert cycle["tags"] == ["talk"]


def test_evidence_is_asked_again_for_what_a_field_cannot_take(begun: Home) -> None:
    lines = "14 of 24\n\nexitcheck\nexit\nperhaps\ncon\nmany\n0\n24\nwrong\nexplain=14 of 24\n\njotters\n"
    told = asked(begun, "evidence", lines=lines)
    assert told.code == 0, told.err
    for said in (
        "“exitcheck” is none of them. Did you mean exit-check?",
        "“perhaps” is none of them",
        "“many” is not a number from 1 to 1000000.",
    ):
        assert said in told.err
    made = entry(begun)
    assert (made["text"], made["evidence_kind"], made["direction"]) == ("14 of 24", "exit-check", "contradicts")
    assert (made["n"], made["values"][0]["value"], made["source"], made["parts"]) == (24, 14, "jotters", [])


def test_what_was_given_as_an_option_is_not_asked(begun: Home) -> None:
    told = asked(begun, "evidence", "--kind", "tally", "--n", "24", lines="seen\n\n").err
    assert "What kind of evidence" not in told
    assert "How many learners" not in told
    assert (entry(begun)["evidence_kind"], entry(begun)["n"]) == ("tally", 24)


def test_a_reading_an_action_a_note_and_a_question_are_filled_in_too(begun: Home) -> None:
    lines = (
        "Waiting helps.\n\nRowe, M. B.\n86\n1986\nWait time\nJTE\nnot a doi\n10.1177/00224\nMine are short.\n\n"
        "Longer answers.\n\nOld.\n\n"
    )
    assert asked(begun, "read", lines=lines).code == 0
    made = entry(begun)
    assert [made[field] for field in ("authors", "year", "doi", "fit", "expects", "doubt")] == [
        *("Rowe, M. B.", 1986, "10.1177/00224", "Mine are short.", "Longer answers.", "Old.")
    ]
    assert asked(begun, "act", lines="I wait.\n\n12\n9\nsometime\nend of term\n").code == 0
    assert (entry(begun, "1.2")["planned"], entry(begun, "1.2")["done"]) == (12, 9)
    assert entry(begun, "1.2")["until"] is not None
    assert asked(begun, "note", "--on", "yesterday", lines="a line\n\n").code == 0
    assert asked(begun, "refine", lines="In what ways?\n\nit asked for a yes\n").code == 0
    cycle = json.loads(begun.ok("show", "1", "--json"))["cycle"]
    assert (cycle["questions"][-1]["text"], cycle["questions"][-1]["because"]) == (
        "In what ways?",
        "it asked for a yes",
    )


def test_what_is_needed_is_asked_for_once_more(home: Home) -> None:
    told = asked(home, "start", lines="\nThe same six.\n\n\n\n\n\nWhat happens?\n\n\n\n\n\n")
    assert told.code == 0, told.err
    assert "One thing is needed; all else may stay empty." in told.err
    ran = asked(home, "start", lines="\nThe same six.\n")
    assert (ran.code, len(drafts(home))) == (2, 1)
    assert "The question itself was not written, so nothing was saved.\nWhat you answered is kept.\n" in ran.err


def test_a_long_earlier_answer_is_shown_by_its_end(begun: Home) -> None:
    told = asked(begun, "reflect", lines="".join(f"line {n}\n" for n in range(30)) + "\n<\n").err
    assert "… (18 lines before these)\n  line 18\n" in told
    assert parts(begun)[0][1].startswith("line 0\nline 1\n")


def test_an_answer_that_is_too_long_is_said_and_can_be_taken_away(begun: Home) -> None:
    told = asked(begun, "reflect", lines="x" * 1_000_001 + "\n\n-\nshort\n\n").err
    assert "1,000,001 bytes long" in told
    assert parts(begun)[0][1] == "short"


AWKWARD = [
    "it’s [good] :smile: $HOME `x` !! \\n",
    "-5 left; touch x",
    "élève 日本 👩🏽‍🏫",
    "\tתלמיד \u202eabc",
    "\"quoted\" 'so'",
    "~ * # |",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_sentences_are_the_same_by_argument_by_pipe_and_in_an_interview(begun: Home, text: str) -> None:
    begun.ok("reflect", "--", text)
    begun.ok("reflect", "-", stdin=text)
    assert asked(begun, "reflect", lines=f"{text}\n\n").code == 0
    assert {entry(begun, f"1.{n}")["text"] for n in (1, 2, 3)} == {text}


# Prompt sets


@pytest.mark.parametrize("path", PRESETS, ids=lambda path: path.stem)
def test_every_preset_asks_each_of_its_commands(begun: Home, path: Path) -> None:
    preset = tomllib.loads(path.read_text(encoding="utf-8"))
    for command in preset["commands"]:
        ran = asked(begun, command, "--prompts", path.stem, lines="?\nseen\n\n?\n" + "\n?\n" * 10)
        assert ran.code == 0, ran.err
        told = " ".join(ran.err.split())
        assert all(f"{prompt['asks'].replace('{learners}', 'learners')} " in told for prompt in preset["prompt"])
        assert all(f"For example: {prompt['example']}" in told for prompt in preset["prompt"])


def test_the_sets_of_the_vocabulary_are_there() -> None:
    names = {path.stem for path in PRESETS}
    assert {"quick", "rolfe", "kolb", "gibbs", "four-lenses", "scan", "hunch", "review"} <= names


def test_the_settings_name_the_usual_set_where_it_fits(begun: Home) -> None:
    begun.ok("config", "prompts", "rolfe")
    asked(begun, "reflect", lines="seen\n\n")
    assert parts(begun) == [("What?", "seen")]
    assert "What did I see, hear or count?" in asked(begun, "evidence", lines="seen\n\n").err
    ran = begun.run("config", "prompts", "rolf")
    assert (ran.code, ran.err.partition("\n")[0]) == (2, "There is no prompt set “rolf”. Did you mean rolfe?")
    begun.ok("config", "prompts", "")
    asked(begun, "reflect", lines="seen\n\n")
    assert parts(begun, "1.3") == [("What did I see?", "seen")]


def own_set(home: Home, name: str, text: str) -> None:
    folder = home.folder / "config" / "enquiry" / "prompts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


MINE = 'about = "mine"\ncommands = ["reflect"]\n[[prompt]]\nname = "a"\nasks = "A [good] one?"\n'


def test_a_set_of_ones_own_comes_before_a_preset(begun: Home) -> None:
    own_set(begun, "rolfe", MINE)
    told = asked(begun, "reflect", "--prompts", "rolfe", lines="?\nseen\n\n")
    assert "A [good] one?\n> There is no example for this one.\n" in told.err
    assert (entry(begun)["text"], entry(begun)["parts"]) == ("seen", [])
    assert str(begun.folder / "config" / "enquiry" / "prompts") in begun.ok("where", "--plain")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("about = ", "can't be read"),
        ("\udcff", "can't be read"),
        ('about = "x"\ncommands = ["reflect"]\n', "missing required field `prompt`"),
        (MINE.replace("asks", "ask"), "has an unknown key “ask”. Did you mean asks?"),
        (MINE.replace("about", "abuot"), "has an unknown key “abuot”. Did you mean about?"),
        (MINE.replace('"A [good] one?"', "7"), "Expected `str`, got `int`"),
        (MINE.replace('"A [good] one?"', '" "'), "has a prompt that asks nothing"),
        (MINE.replace('["reflect"]', "[]"), "is for no command"),
        (MINE.replace('["reflect"]', '["reflekt"]'), "is for “reflekt”, which asks by no set"),
        (MINE + 'field = "tag"\n', "asks for no text"),
        (MINE + '[[prompt]]\nname = "a"\nasks = "B?"\n', "has two prompts of one name"),
        (MINE + '[[prompt]]\nname = "-cycle"\nasks = "B?"\n', "has a prompt whose name is not like-this"),
        (MINE + '[[prompt]]\nname = "b"\nasks = "B?"\nfield = "kind"\n', "fills “kind”, which not every command"),
        (
            MINE + "".join(f'[[prompt]]\nname = "{name}"\nasks = "B?"\nfield = "tag"\n' for name in "bc"),
            "fills a field twice",
        ),
    ],
)
def test_a_set_that_cannot_be_used_is_named_with_its_fault(begun: Home, text: str, said: str) -> None:
    own_set(begun, "own", "")
    path = begun.folder / "config" / "enquiry" / "prompts" / "own.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    ran = asked(begun, "reflect", "--prompts", "own", lines="x\n")
    assert ran.code == 2
    assert said in ran.err
    assert str(path) in ran.err
    assert len(ran.err.splitlines()) == 2


def test_an_unknown_set_and_one_for_another_command(begun: Home) -> None:
    ran = asked(begun, "reflect", "--prompts", "gibs")
    assert (
        ran.code,
        ran.err.startswith("There is no prompt set “gibs”. Did you mean gibbs?\nThe prompt sets are: "),
    ) == (
        2,
        True,
    )
    ran = asked(begun, "act", "--prompts", "rolfe")
    assert ran.code == 2
    assert ran.err == "The prompt set “rolfe” is for reflect, not for act.\nThe sets for act are: act.\n"


# Drafts


def interrupted(home: Home, *argv: str, lines: str = "one\n\n") -> Ran:
    """Run a command that ends with an error after these lines were answered: its cycle is gone by then."""
    from unittest.mock import patch

    from enquiry.cli.session import Session

    typed = iter(lines.split("\n")[:-1])

    def line(_self: Session, _prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise KeyboardInterrupt from None

    with patch.object(Session, "read_line", line):
        return home.run(*argv, tty=True)


def test_an_interview_that_is_stopped_leaves_a_draft_and_says_how_to_go_on(begun: Home) -> None:
    ran = interrupted(begun, "reflect", "-t", "talk", "--on", "yesterday", lines="one\n\ntwo\n")
    assert ran.code == 130
    assert ran.err.endswith("Kept as draft d1. To go on with it: enquiry drafts resume d1\nStopped.\n")
    (draft,) = drafts(begun)
    assert (draft["command"], draft["here"], draft["prompts"], draft["busy"]) == ("reflect", True, "quick", False)
    assert draft["answers"] == [{"prompt": "saw", "text": "one"}, {"prompt": "matters", "text": "two"}]
    assert draft["given"] == {"tag": ["talk"], "cycle": ["1"], "on": ["2026-02-02"]}


def test_a_draft_is_gone_on_with_where_it_stopped(begun: Home) -> None:
    interrupted(begun, "reflect", "-t", "talk", "--on", "yesterday", lines="one\n\ntwo\n")
    told = asked(begun, "drafts", "resume", "d1", lines="more\n\nthree\n\n", ENQUIRY_TODAY="2026-02-09")
    assert told.code == 0, told.err
    assert "for Monday 2 February 2026" in told.err
    assert "Why might it matter?\n  two\n(Enter keeps it, what you type is added, - takes it away.)\n> " in told.err
    made = entry(begun)
    assert [part["text"] for part in made["parts"]] == ["one", "two\nmore", "three"]
    assert (made["tags"], made["happened_on"]) == (["talk"], "2026-02-02")
    assert drafts(begun) == []


def test_the_latest_is_gone_on_with_where_none_is_named(begun: Home) -> None:
    for text in ("first", "second"):
        interrupted(begun, "reflect", lines=f"{text}\n\n")
    assert asked(begun, "drafts", "resume", lines="\n\n\n").code == 0
    assert entry(begun)["text"] == "second"
    assert [one["name"] for one in drafts(begun)] == ["d1"]


def test_the_next_writing_command_and_the_status_say_that_one_waits(begun: Home) -> None:
    interrupted(begun, "reflect")
    words = "A reflection, begun today, waits as draft d1."
    assert begun.run("note", "x").err.endswith(f"\n{words} enquiry drafts resume d1\n")
    assert f"{words} enquiry drafts resume d1\n" in asked(begun, "act", lines="x\n").err
    assert "waits as" not in begun.run("note", "x", "--quiet").err
    assert "enquiry drafts resume d1" in begun.ok("status")
    assert f"matter: {words}" in begun.ok("status", "--plain")
    assert json.loads(begun.ok("status", "--json"))["matters"][0]["command"] == "enquiry drafts resume d1"
    assert "waits as" not in begun.run("list").err


def test_even_an_empty_journal_says_that_one_waits(home: Home) -> None:
    interrupted(home, "start", lines="What happens?\n\n")
    assert "A question, begun today, waits as draft d1." in home.ok()
    later = home.ok(ENQUIRY_TODAY="2027-03-01")
    assert "begun on 3 February 2026" in later


def test_a_draft_whose_cycle_is_gone_can_go_to_another(begun: Home) -> None:
    interrupted(begun, "reflect")
    begun.ok("start", "What else?", "--quiet")
    begun.ok("remove", "1", "--quiet")
    ran = asked(begun, "drafts", "resume", lines="\n")
    assert ran.code == 2
    assert "Cycle 1 was removed." in ran.err
    assert ran.err.count("Kept as draft d1.") == 1
    told = asked(begun, "drafts", "resume", lines="2\n\n\n\n\n")
    assert told.code == 0, told.err
    assert entry(begun, "2.1")["text"] == "one"
    assert drafts(begun) == []


def test_an_error_on_saving_keeps_the_draft(begun: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from enquiry.errors import JournalBusy
    from enquiry.store import journal

    def busy(*_: object, **__: object) -> None:
        raise JournalBusy("The journal is busy.", "Try again.")

    with monkeypatch.context() as patched:
        patched.setattr(journal, "change_journal", busy)
        ran = asked(begun, "reflect", lines="one\n\n\n\n")
    assert ran.code == 6
    assert ran.err.endswith(
        "Kept as draft d1. To go on with it: enquiry drafts resume d1\nThe journal is busy.\nTry again.\n"
    )
    assert asked(begun, "drafts", "resume", "d1", lines="\n\n\n").code == 0
    assert entry(begun)["text"] == "one"


def test_what_was_saved_already_is_not_saved_twice(begun: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from enquiry.store.drafts import OpenDraft

    for argv, lines in (
        (("reflect",), "one\n\n"),
        (("note",), "one\n\n"),
        (("start",), "Why?\n\n"),
        (("review",), "so\n\n"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(OpenDraft, "discard", lambda held: held.close())
            assert asked(begun, *argv, lines=lines).code == 0
        before = begun.journal.read_bytes()
        ran = asked(begun, "drafts", "resume", lines="\n\n\n")
        assert "This was saved already, as " in ran.err
        assert begun.journal.read_bytes() == before
        assert drafts(begun) == []


def test_drafts_belong_to_a_journal(begun: Home) -> None:
    interrupted(begun, "reflect")
    other = str(begun.folder / "other.json")
    assert "waits as" not in begun.run("note", "x", "--journal", other).err
    assert f"of another journal, {begun.journal}" in begun.ok("drafts", "--journal", other, COLUMNS="200")
    ran = asked(begun, "drafts", "resume", "d1", "--journal", other, lines="\n")
    assert ran.code == 2
    assert f"--journal '{begun.journal}'" in ran.err
    assert asked(begun, "drafts", "resume", "--journal", other).code == 3
    assert begun.run("drafts", "discard", "--all", "--yes", "--journal", other).code == 3
    assert len(drafts(begun)) == 1


def test_discarding_asks_first(begun: Home) -> None:
    for _ in range(2):
        interrupted(begun, "reflect")
    ran = asked(begun, "drafts", "discard", "d1", lines="n\n")
    assert (ran.code, len(drafts(begun))) == (2, 2)
    assert begun.run("drafts", "discard", "d1").code == 2
    assert asked(begun, "drafts", "discard", "d1", lines="y\n").code == 0
    assert [one["name"] for one in drafts(begun)] == ["d2"]
    assert json.loads(begun.ok("drafts", "discard", "--all", "--yes", "--json")) == {
        "schema_version": 1,
        "discarded": ["d2"],
    }
    assert drafts(begun) == []
    for argv in (("d1", "--yes"), ("--all", "--yes")):
        assert begun.run("drafts", "discard", *argv).code == 3
    for wrong in (["drafts", "discard"], ["drafts", "discard", "d1", "--all"]):
        assert begun.run(*wrong).err.startswith("Say which draft is to go.")


def test_a_draft_that_cannot_be_read_is_listed_and_never_touched(begun: Home) -> None:
    interrupted(begun, "reflect")
    path = begun.folder / "state" / "enquiry" / "drafts" / "d1" / "draft.json"
    path.write_text('{"program":"enquiry","format":9,"draft":{}}')
    for look in ((), ("--plain",), ("--json",)):
        assert "written by a newer version of enquiry" in begun.ok("drafts", *look)
    assert begun.run("note", "x").code == 0
    ran = asked(begun, "drafts", "resume", "d1")
    assert (ran.code, path.exists()) == (1, True)
    assert begun.run("drafts", "discard", "d1", "--yes").code == 0
    assert not path.exists()


def test_a_draft_that_names_no_command_is_kept(begun: Home) -> None:
    interrupted(begun, "reflect")
    path = begun.folder / "state" / "enquiry" / "drafts" / "d1" / "draft.json"
    path.write_text(path.read_text().replace('"command":"reflect"', '"command":"ponder"'))
    assert "What was begun with ponder" in begun.ok("drafts")
    ran = asked(begun, "drafts", "resume", "d1")
    assert (ran.code, "which is no command here" in ran.err, path.exists()) == (2, True, True)
    assert "The draft d1 is kept as it was." in ran.err


def test_a_set_that_is_gone_loses_no_answer(begun: Home) -> None:
    own_set(begun, "own", MINE)
    interrupted(begun, "reflect", "--prompts", "own", lines="one\n")
    (begun.folder / "config" / "enquiry" / "prompts" / "own.toml").unlink()
    told = asked(begun, "drafts", "resume", lines="new\n\n\n\n")
    assert "The prompt set “own” is gone; the usual one asks instead." in told.err
    assert parts(begun) == [("What did I see?", "new"), ("a", "one")]


def test_the_list_in_each_form(begun: Home) -> None:
    assert begun.ok("drafts") == "No draft waits: all that was written is saved.\n"
    assert (begun.ok("drafts", "--plain"), json.loads(begun.ok("drafts", "--json"))["drafts"]) == ("", [])
    interrupted(begun, "reflect", lines="[good] one\ntwo\n\n")
    assert begun.ok("drafts") == (
        "d1  A reflection, begun 3 Feb 2026 · one answer\n    [good] one two\n\n"
        "enquiry drafts resume d1\nenquiry drafts discard d1\n"
    )
    assert begun.ok("drafts", "--plain").startswith("draft: d1\nwhat: A reflection\nbegan: 2026-02-03\njournal: ")
    assert "words: [good] one two\n" in begun.ok("drafts", "--plain")


def test_going_on_needs_a_terminal(begun: Home) -> None:
    interrupted(begun, "reflect")
    assert begun.run("drafts", "resume", "d1").code == 2
    assert asked(begun, "drafts", "resume", "d9").code == 3


def test_a_full_disk_is_said_once_and_the_interview_goes_on(begun: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from enquiry.cli.writing import drafts as keeping
    from enquiry.errors import CannotWrite

    def full(*_: object) -> None:
        raise CannotWrite("It can't be written: the disk is full.", "Make room.")

    monkeypatch.setattr(keeping, "create_draft", full)
    told = asked(begun, "reflect", lines="one\n\ntwo\n\n\n")
    assert told.code == 0
    assert told.err.count("What you write can't be kept as you go: It can't be written: the disk is full.\n") == 1
    assert [text for _, text in parts(begun)] == ["one", "two"]
    ran = interrupted(begun, "reflect", lines="three\n\n")
    assert "This could be kept nowhere, so here it is, to be copied:\nthree\nStopped.\n" in ran.err


def test_a_review_talked_through_keeps_its_answers(begun: Home) -> None:
    ran = interrupted(begun, "review", "1", "--on", "yesterday", lines="it holds\n\nadapt\nour hands\n")
    assert (ran.code, drafts(begun)[0]["about"]) == (130, "1")
    assert "A review about 1, begun today, waits as draft d1." in begun.run("note", "x").err
    told = asked(begun, "drafts", "resume", lines="In what ways?\n\ncount to three\n\n", ENQUIRY_TODAY="2026-02-05")
    assert told.code == 0, told.err
    made = entry(begun)
    assert (made["text"], made["decision"], made["because"]) == ("it holds", "adapt", "our hands")
    assert made["happened_on"] == "2026-02-02"
    assert drafts(begun) == []


def test_a_review_of_a_closed_cycle_keeps_what_was_answered(begun: Home) -> None:
    interrupted(begun, "review", "1", lines="it holds\n\n")
    begun.ok("close", "1", "--quiet")
    ran = asked(begun, "drafts", "resume", lines="\n")
    assert (ran.code, len(drafts(begun))) == (2, 1)
    begun.ok("remove", "1", "--quiet")
    ran = asked(begun, "drafts", "resume", lines="\n")
    assert (ran.code, len(drafts(begun))) == (3, 1)
    assert "The draft d1 is kept as it was." in ran.err


def test_a_review_given_only_a_look_asks_for_its_text_and_keeps_it(begun: Home) -> None:
    ran = interrupted(begun, "review", "--next-look", "in 3 weeks", lines="it holds\n")
    assert (ran.code, drafts(begun)[0]["given"]["next_look"]) == (130, ["in 3 weeks"])
    assert asked(begun, "drafts", "resume", lines="\n").code == 0
    assert (entry(begun)["text"], entry(begun)["next_look"]) == ("it holds", "2026-02-24")
    ran = asked(begun, "review", "--next-look", "in 3 weeks", lines="\n")
    assert (ran.code, drafts(begun)) == (2, [])


def test_stopping_while_a_line_is_being_kept_adds_nothing_to_it(begun: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from enquiry.cli.writing import conversation
    from enquiry.store.drafts import OpenDraft

    kept = OpenDraft.keep
    calls = iter([False, True, False, False])

    def stopped_once(held: OpenDraft, draft: Any) -> None:
        if next(calls):
            raise KeyboardInterrupt
        kept(held, draft)

    with monkeypatch.context() as patched:
        patched.setattr(conversation, "get_unfinished_line", lambda: "the line before")
        patched.setattr(OpenDraft, "keep", stopped_once)
        assert asked(begun, "reflect", lines="one\ntwo\n").code == 130
    assert drafts(begun)[0]["answers"] == [{"prompt": "saw", "text": "one\ntwo"}]


def test_a_draft_that_cannot_be_cleared_away_is_said(begun: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from enquiry.errors import CannotWrite
    from enquiry.store.drafts import OpenDraft

    def refuse(_held: OpenDraft) -> None:
        raise CannotWrite("The disk reported a fault.", "Check it.")

    monkeypatch.setattr(OpenDraft, "discard", refuse)
    ran = asked(begun, "reflect", lines="one\n")
    assert ran.code == 0
    assert "The draft d1 is done with, but still there: The disk reported a fault.\n" in ran.err


def test_a_broken_set_does_not_stand_in_the_way_of_others(begun: Home) -> None:
    own_set(begun, "broken", "about =")
    ran = asked(begun, "act", "--prompts", "rolfe")
    assert ran.err.endswith("The sets for act are: act.\n")


def test_drafts_that_cannot_be_looked_at_stop_no_writing(begun: Home) -> None:
    (begun.folder / "state" / "enquiry" / "drafts").write_text("a file in the way")
    assert begun.run("note", "x").code == 0
    assert begun.run("status").code == 0
    ran = begun.run("drafts")
    assert (ran.code, len(ran.err.splitlines())) == (1, 2)
    ran = asked(begun, "reflect", lines="one\n")
    assert (ran.code, "can't be kept as you go" in ran.err) == (0, True)


def test_a_change_of_the_cycle_outlives_the_interview(begun: Home) -> None:
    begun.ok("start", "What else?", "--quiet")
    interrupted(begun, "reflect", "--privacy", "school", lines="one\n\n<\n<\n<\n1\n\n\n")
    assert drafts(begun)[0]["given"] == {"privacy": ["school"], "cycle": ["1"], "on": ["2026-02-03"]}
    assert asked(begun, "drafts", "resume", lines="\n\n\n").code == 0
    assert (entry(begun)["text"], entry(begun)["privacy"]) == ("one", "school")


def test_a_review_that_stops_asks_only_for_its_reason(begun: Home) -> None:
    told = asked(begun, "review", "1", lines="it holds\n\nstop\ncover fell through\n")
    assert told.code == 0, told.err
    assert "Next look" not in told.err
    assert (entry(begun)["decision"], entry(begun)["because"]) == ("stop", "cover fell through")


def test_a_draft_being_written_elsewhere_is_listed_as_such_and_not_offered(begun: Home) -> None:
    from enquiry.store.drafts import open_draft

    interrupted(begun, "reflect")
    with open_draft(begun.folder / "state" / "enquiry", "d1"):
        assert begun.ok("drafts", COLUMNS="120") == (
            "d1  A reflection, begun 3 Feb 2026 · being written in another window · one answer\n    one\n"
        )
        assert "note: being written in another window\n" in begun.ok("drafts", "--plain")
        assert drafts(begun)[0]["busy"]
        assert "waits as" not in begun.run("note", "x").err
        assert asked(begun, "drafts", "resume", "d1").code == 6
        assert begun.run("drafts", "discard", "d1", "--yes").code == 6


def test_a_draft_of_an_edit_is_called_again_with_its_name_and_switches() -> None:
    from enquiry.cli.writing.drafts import build_draft_arguments

    def param(name: str, *opts: str) -> SimpleNamespace:
        return SimpleNamespace(name=name, opts=opts or [name], param_type_name="option" if opts else "argument")

    command = SimpleNamespace(
        params=[param("name"), param("tag", "--tag", "-t"), param("editor", "--editor"), param("on", "--on")]
    )
    given = {"name": ("7.4",), "tag": ("a", "-b"), "editor": ()}
    draft = Draft(journal="/j", command="edit", began=NOW, about="7.4", given=given)
    assert build_draft_arguments(command, draft) == ["--tag=a", "--tag=-b", "--editor", "--", "7.4"]
    assert format_waiting_draft(StoredDraft(name="d1", draft=draft), NOW.date()) == (
        "A change to 7.4, begun today, waits as draft d1."
    )
    assert format_waiting_draft(StoredDraft(name="d1", flaw="torn"), NOW.date()) == "The draft d1 can't be read."


def test_without_readline_lines_are_the_terminal_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins
    import sys

    from enquiry.cli import terminal as lines

    real = Stream("typed\n")
    real.tty = True
    monkeypatch.setattr(sys, "stdin", real)
    monkeypatch.setattr(sys, "stdout", real)
    streams = (real, real, Stream())
    monkeypatch.setitem(sys.modules, "readline", None)
    assert lines.read_terminal_line(*streams, "> ") == "typed"
    assert lines.get_unfinished_line() == ""
    bound = list[object]()
    other = SimpleNamespace(__doc__="libedit", set_auto_history=bound.append, parse_and_bind=bound.append)
    monkeypatch.setitem(sys.modules, "readline", other)
    monkeypatch.setattr(builtins, "input", lambda prompt: prompt)
    assert lines.read_terminal_line(*streams, "> ") == "> "
    assert bound == [False]


def test_the_program_s_words_are_broken_between_words(begun: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "45")
    told = asked(begun, "reflect", lines="?\none\n\n<\n").err
    assert "Enter skips, < goes back, ? shows an example,\nCtrl-D ends.\n" in told
    assert "(Enter keeps it, what you type is added, -\ntakes it away.)\n" in told


# Choosing, counting, weight


def test_choices_are_listed_and_picked_by_number_or_by_any_word_that_means_one(begun: Home) -> None:
    meant = {"3": "exit-check", "Jotters": "pupil-work", "Pupil work": "pupil-work", "sur": "survey"}
    for place, (typed, kind) in enumerate(meant.items(), 1):
        told = asked(begun, "evidence", "--n", "4", lines=f"seen\n\n{typed}\n2\n\n\n").err
        made = entry(begun, f"1.{place}")
        assert (made["evidence_kind"], made["direction"]) == (kind, "mixed")
        assert "  1  supports     it is as you thought\n" in told  # few choices are listed with their question
        assert "what learners made" not in told  # many where they are asked for


def test_a_choice_that_is_none_is_asked_again_and_help_lists_them(begun: Home) -> None:
    told = asked(begun, "evidence", lines="seen\n\n?\n99\npeer\n19\n\n\n\n\n").err
    assert "   1  pupil-work        what learners made: jotters, drawings, posters\n" in told
    assert "99 is not from 1 to 20." in told
    assert "“peer” fits several: peer-observation, peer-dialogue." in told
    assert entry(begun)["evidence_kind"] == "delivery"


def test_questions_are_counted_and_help_is_set_apart(begun: Home) -> None:
    told = asked(begun, "reflect", lines="one\n\n\n\n", columns=80, NO_COLOR="").err
    assert "\x1b[2m2 of 3\x1b[0m\n\x1b[1mWhy might it matter?\x1b[0m\n> " in told
    assert "\x1b[2mEnter skips, < goes back" in told
    assert "\x1b" not in asked(begun, "reflect", lines="one\n\n\n\n", columns=80).err


def test_what_was_pasted_where_it_can_t_be_placed_is_kept_with_the_text(
    begun: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A paste arrives as one line that holds line ends, where lines can be edited."""
    from enquiry.cli.session import Session

    typed = iter(["seen", "", "one\n\ntwo paragraphs", "exit-check", "", "", "", ""])
    monkeypatch.setattr(Session, "read_line", lambda _session, _prompt, _begin="": next(typed))
    told = asked(begun, "evidence").err
    words = "What you pasted is kept under “What did I see, hear or count?”; < leads back to it."
    assert words in " ".join(told.split())
    assert (entry(begun)["text"], entry(begun)["evidence_kind"]) == ("seen\none\n\ntwo paragraphs", "exit-check")
