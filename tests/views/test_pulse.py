"""The pulse on the page and on the command line."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len

from enquiry.command_lines import format_command
from enquiry.config import SETTING_NAMES, Config, read_settings
from enquiry.insight.pulse.evaluate import build_pulse_report
from enquiry.insight.pulse.thresholds import DEFAULT_RULES
from enquiry.model.choices import Decision, Direction
from enquiry.presets import load_calendar
from enquiry.views.pulse import LABELS, draw_pulse_list, draw_week_strip, format_pulse_list_lines
from enquiry.views.theme import ASCII, UNICODE, RenderOptions
from tests.conftest import Home, a_cycle, a_journal, an_entry, render
from tests.insight.pulse.test_samples import pulses
from tests.insight.pulse.test_thresholds import MONDAY, SCOTLAND, after, made, nth, read, review, seen, value
from tests.pictures import Snapshot, find_cut_words


def drawn(name: str, width: int, *, ascii_only: bool = False, today: date | None = None) -> str:
    found = pulses(name, today=today)
    look = RenderOptions(width, ASCII if ascii_only else UNICODE)
    return render(draw_pulse_list(found, look, every=True), width)


@pytest.mark.parametrize("width", [45, 80])
def test_the_pulse_as_it_is_drawn(width: int, snapshot: Snapshot) -> None:
    snapshot(drawn("primary", width), f"pulse-primary-{width}")


def test_the_verdict_and_what_comes_next_stand_first_then_what_asks(snapshot: Snapshot) -> None:
    found = pulses("primary")
    text = render(draw_pulse_list(found, RenderOptions(60)), 60)
    snapshot(text, "pulse-primary-short-60")
    for pulse, part in zip(found.pulses, text.split("─" * 60), strict=True):
        head, _, rest = part.partition("by week")
        assert all(word in head for word in pulse.words)
        assert "Next: " in head
        assert format_command(pulse.next.act) in head
        asking = [sign for sign in pulse.signs if sign.asks]
        assert [LABELS.get(sign.name, sign.name) in rest for sign in asking] == [True] * len(asking)
        assert f"enquiry pulse {pulse.cycle.number} --all" in rest
        assert "ask for nothing" in " ".join(rest.split())


def test_what_asks_for_something_stands_before_what_is_fine(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("act", "counted to three", "--planned", "10", "--done", "2")
    lines = home.ok("pulse", "--all").splitlines()
    places = {word: place for place, line in enumerate(lines) if (word := line[:14].strip())}
    assert max(places["baseline"], places["success sign"], places["delivery"]) < places["next look"]
    short = home.ok("pulse")
    assert "missing: there is no evidence" in short
    assert "could be asked" not in short
    assert "could be asked" in home.ok("pulse", "--all")


@pytest.mark.parametrize("width", [20, 30, 45, 60, 80, 140, 200])
@pytest.mark.parametrize("name", ["primary", "science"])
def test_it_reads_well_at_every_width(name: str, width: int) -> None:
    text = drawn(name, width)
    assert max(map(cell_len, text.splitlines())) <= width
    told = [sign for pulse in pulses(name).pulses for sign in pulse.signs if sign.entries]
    sentences = [sign.sentence.partition(" ")[2] for sign in told]  # the first word may stand in lower case
    assert find_cut_words(text, sentences, min(12, width // 3)) == set()


def test_it_can_be_drawn_in_ascii() -> None:
    strips = [line for line in drawn("primary", 80, ascii_only=True).splitlines() if "by week" in line]
    assert strips
    assert all(line.isascii() for line in strips)


def test_what_went_wrong_is_told_without_blame(snapshot: Snapshot) -> None:
    found = pulses("behaviour", closed=True)
    snapshot(render(draw_pulse_list(found, RenderOptions(80), every=True), 80), "pulse-behaviour-80")


def test_plain_lines_hold_every_sign(snapshot: Snapshot) -> None:
    found = pulses("primary")
    text = "\n".join(format_pulse_list_lines(found))
    snapshot(text + "\n", "pulse-primary-plain")
    for pulse in found.pulses:
        told = [sign for sign in pulse.signs if sign.entries]
        assert all(f"{sign.name}: {sign.state}. " in text for sign in told)
        assert all(format_command(sign.next.act) in text for sign in told if sign.next)


def test_what_disagrees_stands_first_in_the_persons_own_words() -> None:
    text = drawn("primary", 80)
    rows = [line for line in text.splitlines() if line[:1].isalpha()]
    assert rows[0].startswith("disagrees")
    assert "4.9 Stage partner watched" in text


def test_silence_is_drawn_and_holidays_are_told_apart() -> None:
    pulse = read(made(seen(MONDAY), seen(MONDAY), seen(date(2025, 11, 3))), date(2025, 11, 7))
    line = render(draw_week_strip(pulse, RenderOptions(80)), 80)
    assert line == "1 Sep ▂·····┄┄·▁ 7 Nov   evidence, reflection and reviews by week\n"
    assert render(draw_week_strip(pulse, RenderOptions(80, ASCII)), 80).startswith("1 Sep 2.....~~.1 7 Nov")


def test_a_high_week_keeps_to_its_bar() -> None:
    pulse = read(made(*(seen(MONDAY) for _ in range(30))), after(1))
    assert "█" in render(draw_week_strip(pulse, RenderOptions(80)), 80)
    assert "9" in render(draw_week_strip(pulse, RenderOptions(80, ASCII)), 80)


def test_years_fit_where_there_is_little_room() -> None:
    pulse = read(made(seen(MONDAY)), date(2027, 6, 1))
    text = render(draw_week_strip(pulse, RenderOptions(50)), 50)
    assert text.startswith("1 Sep 2025 ")
    assert "by four weeks" in text
    assert max(map(len, text.splitlines())) <= 50


@pytest.mark.parametrize("width", [40, 80])
def test_a_cycle_with_nothing_in_it_has_a_pulse(width: int) -> None:
    journal = a_journal(a_cycle(on=MONDAY))
    plain = load_calendar("custom", Path("nowhere"))
    for calendar in (SCOTLAND, plain):
        found = build_pulse_report(None, journal, calendar, MONDAY)
        text = render(draw_pulse_list(found, RenderOptions(width)), width)
        assert "early days" in text
        assert "spread" not in text  # there is nothing to say of it yet
        assert "enquiry evidence -c 1 --stage baseline" in text
        assert max(map(len, text.splitlines())) <= width
        assert any("early days" in line for line in format_pulse_list_lines(found))


def test_a_word_of_the_persons_is_never_markup() -> None:
    hostile = "[bold]wait[/done] :smile: \x1b[31m"
    entry = an_entry("evidence", MONDAY, hostile, direction=Direction.CONTRADICTS, values=value(3, hostile))
    cycle = a_cycle(1, hostile, hunch=hostile, on=MONDAY, entries=(entry,))
    found = build_pulse_report(None, a_journal(cycle), SCOTLAND, MONDAY)
    text = render(draw_pulse_list(found, RenderOptions(110), every=True), 110)
    assert text.count("[bold]wait[/done] :smile: ␛[31m") == 4
    assert "\x1b" not in text


def test_too_many_open_cycles_are_noted_once_at_the_end() -> None:
    cycles = [a_cycle(n, on=MONDAY, entries=(an_entry("note", MONDAY, cycle=n),)) for n in (1, 2, 3)]
    found = build_pulse_report(None, a_journal(*cycles), SCOTLAND, MONDAY)
    text = render(draw_pulse_list(found, RenderOptions(80)), 80)
    assert "Three cycles are under way: 1 (last 1.1), 2 (last 2.1) and 3 (last 3.1)." in text
    assert text.rstrip().endswith("enquiry list")
    few = build_pulse_report(None, a_journal(*cycles[:2]), SCOTLAND, MONDAY)
    assert "under way" not in render(draw_pulse_list(few, RenderOptions(80)), 80)


def test_what_disagrees_without_a_word_is_not_quoted() -> None:
    entry = an_entry("evidence", MONDAY, "", direction=Direction.CONTRADICTS)
    found = build_pulse_report(None, a_journal(a_cycle(on=MONDAY, entries=(entry,))), SCOTLAND, MONDAY)
    assert "one piece disagrees (1.1)" in render(draw_pulse_list(found, RenderOptions(80)), 80)


# --- the command ----------------------------------------------------------------------------------------------


def test_pulse_of_one_cycle_of_every_open_one_and_of_none(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("start", "What happens when they draw first?")
    assert home.ok("pulse").count("early days") == 2
    assert home.ok("pulse", "wait").startswith("1 · What happens when I wait?")
    document = msgspec.json.decode(home.ok("pulse", "--json"))
    assert [cycle["number"] for cycle in document["cycles"]] == [1, 2]
    assert document["too_many"]["state"] == "few"
    assert "cycle: 2\n" in home.ok("pulse", "2", "--plain")
    home.ok("close", "1")
    home.ok("close", "2")
    none = home.run("pulse")
    assert (none.code, none.out.strip()) == (0, "")
    assert "No cycle is open." in none.err
    assert home.run("pulse", "9").code == 3
    assert home.run("pulse", "what").code == 4


def test_pulse_without_a_journal_says_so(home: Home) -> None:
    assert home.run("pulse").code == 3


def test_the_first_action_without_a_baseline_is_told_once_and_kept(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    first = home.run("act", "counted to three")
    assert first.code == 0
    assert "enquiry evidence -c 1 --stage baseline" in first.err
    assert "enquiry reflect -c 1 -t no-baseline" in first.err
    assert "baseline" not in home.run("act", "counted to four").err
    home.ok("start", "What happens when they draw first?")
    home.ok("evidence", "7 of 24 explain it")
    assert "baseline" not in home.run("act", "paper first").err
    quiet = home.run("act", "paper first", "--quiet")
    assert quiet.err == ""


def test_both_ways_on_settle_it(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("act", "counted to three")
    home.ok("reflect", "I had begun before I thought of looking", "-t", "no-baseline")
    assert "1.2 says why" in " ".join(home.ok("pulse", "--all").split())
    home.ok("start", "What happens when they draw first?")
    home.ok("act", "paper first")
    home.ok("evidence", "7 of 24, from last week's jotters", "--stage", "baseline")
    assert "needs a baseline" not in home.ok("pulse", "2")


def test_status_and_pulse_agree(home: Home) -> None:
    home.ok("start", "What happens when I wait?", "--on", "2025-09-01", "--next-look", "2026-02-14")
    assert "due" not in home.ok("status", ENQUIRY_TODAY="2026-02-03").split("session")[0]
    saturday = home.ok("status", ENQUIRY_TODAY="2026-02-14")
    assert "due a look" not in saturday
    after_the_mid_term = home.ok("status", ENQUIRY_TODAY="2026-02-18")
    assert "Cycle 1 is due a look; you set it for 14 February." in after_the_mid_term
    assert "due a look" in home.ok("pulse", ENQUIRY_TODAY="2026-02-18")


def test_status_asks_after_what_was_embedded(home: Home) -> None:
    from enquiry.insight.status import build_status

    cycle = made(review(nth(0), "embed"))
    due = [matter.words for matter in build_status(a_journal(cycle), SCOTLAND, date(2025, 11, 10)).matters]
    assert due == ["Cycle 1 was embedded on 1 September 2025; is it still happening?"]
    assert build_status(a_journal(cycle), SCOTLAND, date(2025, 11, 7)).matters == ()


def test_status_counts_from_the_last_review_where_no_look_was_set() -> None:
    from enquiry.insight.status import build_status

    cycle = made(review(MONDAY), seen(after(15)))
    words = [matter.words for matter in build_status(a_journal(cycle), SCOTLAND, after(20)).matters]
    assert words == ["Cycle 1 is due a look; the last was on 1 September."]
    assert build_status(a_journal(cycle), SCOTLAND, after(19)).matters == ()


# --- the thresholds -------------------------------------------------------------------------------------------


def settings(home: Home, text: str) -> Path:
    path = home.folder / "config" / "enquiry" / "settings.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_thresholds_are_read_from_the_settings(home: Home) -> None:
    path = settings(home, "wait = 5\n[pulse]\nnext_look = 3\nmean_position = 1\n")
    config = read_settings(path).config
    assert (config.pulse.next_look, config.pulse.mean_position, config.pulse.quiet) == (3, 1, 20)
    assert Config().pulse == DEFAULT_RULES
    home.ok("start", "What happens when I wait?", "--on", "2026-01-28")
    assert "due a look" in home.ok("pulse", ENQUIRY_TODAY="2026-02-02")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[pulse]\nquite = 3\n", "there is no setting “pulse.quite”. Did you mean pulse.quiet?"),
        ("[pulse]\nquiet = 0\n", "pulse.quiet can't be “0”; it takes a whole number from 1 to 1000"),
        ('[pulse]\nquiet = "long"\n', "pulse.quiet can't be “long”"),
        ("[pulse]\nlate_from = 1.5\n", "pulse.late_from can't be “1.5”; it takes a number from 0 to 1"),
        ("pulse = 3\n", "there is no setting “pulse”"),
        ("[pulses]\nquiet = 3\n", "there is no table [pulses]. Did you mean pulse?"),
    ],
)
def test_a_threshold_that_cannot_be_is_named(home: Home, text: str, words: str) -> None:
    config, faults = read_settings(settings(home, text))
    assert config == Config()
    assert faults[0].words.startswith(words)


def test_a_threshold_is_set_and_shown_like_every_setting(home: Home) -> None:
    path = settings(home, "# mine\nwait = 5\n")
    home.ok("config", "pulse.quiet", "30")
    assert path.read_text() == "# mine\nwait = 5\n\n[pulse]\nquiet = 30\n"
    home.ok("config", "pulse.mean_position", "0.8")
    assert (read_settings(path).config.pulse.quiet, read_settings(path).config.pulse.mean_position) == (30, 0.8)
    assert "30" in home.ok("config", "pulse.quiet")
    shown = home.ok("config", "--plain")
    assert [line for line in shown.splitlines() if "pulse" in line] == ["pulse.mean_position: 0.8", "pulse.quiet: 30"]
    assert all(home.ok("config", key, "--plain").startswith(f"{key}: ") for key in SETTING_NAMES)
    refused = home.run("config", "pulse.quiet", "long")
    assert refused.code == 2
    assert home.run("config", "pulse", "3").code == 2
    assert read_settings(path).config.pulse.quiet == 30


def test_an_embedding_review_brings_its_follow_up(home: Home) -> None:
    home.ok("start", "What happens when I wait?", "--on", "2025-09-01")
    home.ok("evidence", "they speak more", "--on", "2025-09-02", "--direction", "supports")
    home.ok("review", "--decision", "embed", "--because", "it runs by itself")
    document = msgspec.json.decode(home.ok("pulse", "--json"))
    pulse = document["cycles"][0]
    assert pulse["reads"] == [Decision.EMBED.value + "ded"]
    assert [one["state"] for one in pulse["follow_ups"]] == ["to come", "to come"]
    assert pulse["next_look"] == pulse["follow_ups"][0]["on"]
