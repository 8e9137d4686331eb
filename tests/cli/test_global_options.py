"""An option that takes one value is refused when it is given twice, for every command there is."""

from collections.abc import Iterator
from typing import Any

import pytest

from enquiry.cli.app import PANELS, build_command_line
from tests.conftest import Home

TREE = build_command_line()


def commands() -> Iterator[tuple[str, ...]]:
    """Yield the path of every command, and of those it holds."""
    for name in (name for names in PANELS.values() for name in names):
        yield (name,)
        yield from ((name, inner) for inner in getattr(TREE.get_command(None, name), "commands", {}))


def options(path: tuple[str, ...]) -> list[Any]:
    """Return the options of a command that take a value."""
    command = TREE.get_command(None, path[0])
    command = command.commands[path[1]] if len(path) > 1 else command
    return [one for one in command.params if one.param_type_name == "option" and not one.is_flag]


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_a_single_value_given_twice_is_refused_with_both(home: Home, path: tuple[str, ...]) -> None:
    single = [one for one in options(path) if not one.multiple]
    assert {"--journal", "--color"} <= {one.opts[0] for one in single}
    for option in single:
        for written in (option.opts[0], option.opts[-1]):
            ran = home.run(*path, written, "first thing", f"{option.opts[0]}=second thing")
            assert ran.code == 2, (path, written, ran.err)
            assert f"{option.opts[0]} was given twice: “first thing” and “second thing”." in ran.err
            assert "leave one out" in ran.err
    assert not home.journal.exists()


def test_there_are_options_of_both_sorts() -> None:
    """So that the test above can't pass for want of options, or with all of them marked as repeatable."""
    everything = [option for path in commands() for option in options(path)]
    assert sum(not option.multiple for option in everything) > 200
    named = {option.opts[0] for option in everything if not option.multiple}
    assert {"--on", "--cycle", "--n", "--kind", "--because", "--next-look", "--output", "--for", "--since"} <= named
    assert {"--tag", "--standard", "--measure", "--success"}.isdisjoint(named)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--color never list --color always", "--color was given twice: “never” and “always”."),
        ("--journal a.json list --journal b.json", "--journal was given twice: “a.json” and “b.json”."),
        ("tags --color never list --color never", "--color was given twice: “never” and “never”."),
        ("reflect -c 1 words --cycle 2", "--cycle was given twice: “1” and “2”."),
        ("reflect -c1 -c1 words", "--cycle was given twice: “1” and “1”."),
    ],
)
def test_it_is_refused_wherever_the_two_stand(home: Home, line: str, words: str) -> None:
    ran = home.run(*line.split())
    assert (ran.code, words in ran.err) == (2, True), ran.err


def test_a_switch_may_be_given_twice_and_what_is_repeatable_as_often_as_one_likes(home: Home) -> None:
    home.ok("start", "What now?", "--quiet", "-t", "one", "--quiet", "-t", "two", "--success", "a", "--success", "b")
    assert '"tags"' in home.ok("--json", "show", "1", "--json")


def test_what_stands_after_two_dashes_is_text(home: Home) -> None:
    home.ok("start", "What now?")
    home.ok("reflect", "--on", "2026-02-02", "--", "--on", "tuesday")
    assert "--on tuesday" in home.ok("show", "1.1")
