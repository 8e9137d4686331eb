"""The screen under keys and mouse, at every width: what stands there, how one walks, finds, writes, and comes back."""

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from enquiry.browse.app import Browser
from enquiry.browse.screen import BrowseScreen
from enquiry.browse.sheet import SheetScreen
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.exchange.samples import read_sample
from tests.browse.screens import Driven, drafts, drive, keep
from tests.conftest import Home, made_once
from tests.hostile import BUNDLES, FORBIDDEN, filled
from tests.pretend_editor import PretendEditor

LATER = datetime(2026, 6, 20, 16, 30, tzinfo=UTC)


@pytest.fixture
@made_once
def primary(home: Home) -> Home:
    keep(home, load_exported_journal(read_sample("primary"), "primary"))
    return home


def panes(driven: Driven) -> str:
    """Return which panes are seen, by the beginnings of their names."""
    names = ("enquiries", "life", "page")
    return "".join(name[0] for name in names if driven.app.screen.query_one(f"#{name}").region.width)


def test_a_year_of_thinking_passes_under_the_arrow_keys(primary: Home) -> None:
    async def walk(on: Driven) -> None:
        screen = on.app.screen
        assert isinstance(screen, BrowseScreen)
        await on.sees("20 Jun 2026 · session 2025-26", "6 enquiries, 79 entries, 3 notes", "written week by week")
        await on.sees(
            "▸ ● 5 · What happens", "○ 3 · In what ways", "30 Jan … next look due", "group         Eight P6 readers"
        )
        await on.sees("◇ evidence 5.20 mixed", "┄ Christmas holiday, two weeks ┄", "Term 3, 2025-26")
        await on.press("right", "up")
        await on.sees("5.26  evidence of What happens")
        await on.press("left", "up")
        await on.sees("▸ ● 4 · In what ways", "EMBED 4.23", "refined       5 September")
        await on.press("enter", "home", "enter")
        assert screen.pane == "page"
        await on.press("escape", "escape")
        assert screen.pane == "enquiries"
        for key, words in (
            ("y", "Session 2025-26 ·"),
            ("p", "next"),
            ("m", "explain exchange"),
            ("question_mark", "To walk"),
        ):
            await on.press(key)
            await on.sees(words)
            assert panes(on) == "p"
        await on.press("y", "less_than_sign")
        await on.sees("Session 2024-25 ·")
        await on.press("greater_than_sign")
        await on.sees("Session 2025-26 ·")
        await on.press("escape")
        await on.sees("▸ ● 4 · In what ways")
        for width, seen in ((100, "elp"), (80, "el"), (59, "e"), (20, "e"), (140, "elp")):
            await on.pilot.resize_terminal(width, 5 if width == 20 else 40)
            await on.until(lambda seen=seen: panes(on) == seen, f"{width}")  # type: ignore[misc]
        await on.pilot.resize_terminal(80, 24)
        await on.press("enter", "enter")
        await on.until(lambda: panes(on) == "p")
        await on.press("left")
        await on.until(lambda: panes(on) == "el")
        await on.pilot.resize_terminal(50, 24)
        await on.until(lambda: panes(on) == "l")
        await on.pilot.resize_terminal(140, 40)
        await on.press("b", "b")
        await on.until(lambda: screen.pane == "enquiries")
        await on.pilot.click("#enquiries", offset=(5, 6))
        await on.sees("▸ ● 6 · What helps")
        await on.pilot.click("#life", offset=(5, 3))
        await on.until(lambda: screen.pane == "life")
        await on.press("end", "pageup", "pagedown", "escape", "end", "up")
        await on.sees("▸ 3 notes", "P3 teacher wants to see")
        await on.press("right", "down")
        await on.sees("n3  note in the inbox")
        while screen.places:
            await on.press("b")
        await on.press("b")
        await on.sees("This is where you began.")
        await on.press("q")

    assert drive(primary, walk, now=LATER, size=(140, 40)).return_code == 0


def test_a_query_is_found_as_it_is_typed(primary: Home) -> None:
    async def find(on: Driven) -> None:
        await on.sees("find: tag:talk · 1 enquiry")
        await on.press("escape")
        await on.sees("6 enquiries, 79 entries")
        await on.press("slash", *"partner")
        await on.sees("find: partner ·")
        await on.press("space", *"kind:")
        await on.sees("“kind:” has no value")
        await on.type("reflection")
        await on.sees("find: partner kind:reflection ·", "○ reflection")
        await on.press("enter")
        await on.until(lambda: not on.app.screen.query("FindLine"))
        await on.press("escape")
        await on.misses("find:")
        await on.press("b")
        await on.sees("find: partner kind:reflection ·")
        await on.press("t", "down", "down", "enter")
        await on.sees("find: tag:fluency · 2 enquiries, 34 entries, 1 note")
        await on.press("slash")
        await on.type("zzzz\x1b[31m")
        await on.press("enter")
        await on.sees("Nothing fits.")
        await on.press("slash", "escape")
        await on.sees("6 enquiries, 79 entries")

    drive(primary, find, now=LATER, query="tag:talk")


def test_what_is_written_is_saved_as_its_command_saves_it(primary: Home) -> None:
    async def write(on: Driven) -> None:
        await on.press("e")
        await on.sees("Evidence for 5", "What did I see, hear or count?")
        await on.type("Five hands, [b]all[/b] \x1b[31mup.")
        await on.press("tab")
        await on.type("nonsuch")
        await on.press("ctrl+s")
        await on.sees("19  delivery", "A number or a word")
        await on.press("pageup")
        await on.sees("“nonsuch” is none of them.", "5  tally")
        await on.press("escape")
        await on.sees("invalid"[:2], "nonsuch", "Ctrl-S save")
        await on.press("ctrl+s")
        await on.sees("A number or a word")
        await on.type("5")
        await on.press("enter")
        await on.sees("Evidence 5.27 added to 5", "80 entries")
        await on.press("u")
        await on.sees("Take back the latest step: evidence 5.27 added?")
        await on.type("y")
        await on.press("enter")
        await on.sees("Undone: step 2", "79 entries")
        await on.press("right", "end", "up", "M")
        await on.sees("Where it goes: Evidence 5.26")
        await on.type("6")
        await on.press("ctrl+s")
        await on.sees("is now evidence 6.5 of 6")

    drive(primary, write, now=LATER)
    assert "6.5" in primary.ok("show", "6.5")


def test_a_sheet_is_put_off_gone_on_with_and_written_on_in_an_editor(
    primary: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend = PretendEditor(tmp_path / "pretend").writes("Later, in the editor.")

    async def write(on: Driven) -> None:
        await on.press("n")
        await on.type("Later.\nAnd more.")
        await on.press("escape")
        await on.sees("Kept as draft d1.")
        assert "Later.\nAnd more." in drafts(primary)[0]
        await on.press("D")
        await on.sees("Later.", "And more.")
        await on.press("ctrl+o")
        await on.sees("This terminal can't be lent")
        environ: Any = on.app.desk.session.environ  # type: ignore[attr-defined]
        monkeypatch.setattr(Browser, "suspend", lambda _app: nullcontext())
        environ["ENQUIRY_EDITOR"] = "false"
        await on.press("ctrl+o")
        await on.sees("The editor “false” ended with exit code 1.")
        environ["ENQUIRY_EDITOR"] = pretend.command
        await on.press("ctrl+o")
        await on.sees("Later, in the editor.")
        await on.press("ctrl+s")
        await on.sees("is in the inbox", "4 notes")
        assert drafts(primary) == []

    drive(primary, write, now=LATER)


def test_another_window_s_change_is_seen_at_the_next_key_and_never_over_a_half_written_text(primary: Home) -> None:
    async def look(on: Driven) -> None:
        await on.sees("3 notes")
        primary.ok("note", "from another window")
        await on.press("down")
        await on.sees("4 notes")
        await on.press("up", "right", "up", "E")
        await on.sees("Evidence 5.26 of 5")
        await on.type(" And mine.")
        primary.ok("edit", "5.26", "Theirs alone.")
        await on.press("ctrl+s")
        await on.sees("5.26 was changed elsewhere", "Keep yours (y), theirs (t)")
        await on.type("b")
        await on.press("enter")
        await on.sees("Both texts stand here now", "Theirs alone.", "And mine.")
        await on.press("ctrl+s")
        await on.sees("The line that parts the two texts is still there.")
        await on.press("escape")
        await on.sees("Kept as draft")
        whole = primary.journal.read_bytes()
        primary.journal.write_bytes(whole[:-9])
        await on.press("down")
        await on.sees("damaged: it ends too early.")
        await on.press("up")
        primary.journal.write_bytes(whole)
        await on.press("down")
        await on.sees("4 notes")
        await on.press("r")
        await on.type("half a thought")
        await on.press("ctrl+c")

    assert drive(primary, look, now=LATER).return_code == 130
    assert any("half a thought" in words for words in drafts(primary))


def test_an_empty_journal_says_how_to_begin(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def begin(on: Driven) -> None:
        await on.sees("Nothing is written", "0 enquiries")
        for key in ("y", "p", "m", "t", "escape", "E", "M", "u"):
            await on.press(key)
        await on.sees("There is no journal at")
        await on.press("s")
        await on.sees("The question")
        await on.type("What happens when I wait?")
        await on.press("ctrl+s")
        await on.sees("● 1 · What happens w", "1 enquiry", "A new journal was made")

    drive(home, begin, size=(60, 20))


def test_a_mistake_of_the_program_s_own_ends_it_without_a_word_of_the_journal(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = list[Browser]()

    def fail(_screen: SheetScreen) -> None:
        raise RuntimeError("a secret word")

    async def write(on: Driven) -> None:
        ended.append(on.app)
        await on.press("n")
        await on.sees("What did I notice?")
        await on.type("half a thought")
        await on.press("ctrl+o")
        await on.until(lambda: on.app.fault)

    monkeypatch.setattr(SheetScreen, "action_edit", fail)
    with pytest.raises(RuntimeError):
        drive(home, write, size=(60, 12))
    assert str(ended[0].fault) == "a secret word"
    assert ended[0]._exit_renderables == []
    assert "half a thought" in drafts(home)[0]


def test_hostile_texts_reach_the_screen_as_text(home: Home) -> None:
    keep(home, filled(BUNDLES[0].replace("\udc80", "?")))
    seen = list[str]()

    async def look(on: Driven) -> None:
        for key in ("right", *["down"] * 4, "p", "y", "m", "t", "b", "E"):
            await on.press(key)
            await on.pilot.pause()
            seen.append(on.text)

    drive(home, look)
    assert not [(text, found) for text in seen if (found := FORBIDDEN.search(text.replace("\n", "")))]
    assert any("\N{SYMBOL FOR ESCAPE}" in text for text in seen)
