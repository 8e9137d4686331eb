"""Other people's text cannot act in colour or in ASCII either."""

from collections.abc import Callable

import pytest

from enquiry.views.theme import ASCII, RenderOptions
from tests.conftest import render
from tests.hostile import (
    BUNDLES,
    ESCAPES,
    FORBIDDEN,
    Screen,
    draw_cut,
    draw_whole,
    stands_in,
)

Screens = Callable[[str], dict[str, Screen]]

bundles = pytest.mark.parametrize("text", BUNDLES, ids=[f"{n:02}" for n in range(len(BUNDLES))])


@pytest.mark.parametrize("screens", [draw_whole, draw_cut])
@bundles
def test_with_colour_the_only_escapes_are_those_of_styles(text: str, screens: Screens) -> None:
    for name, screen in screens(text).items():
        drawn = render(screen.view(RenderOptions(80)), 80, color=True)
        bare = ESCAPES.sub("", drawn)
        assert not FORBIDDEN.search(bare), name
        assert bare.split() == render(screen.view(RenderOptions(80)), 80).split(), name


@pytest.mark.parametrize("screens", [draw_whole, draw_cut])
@bundles
def test_in_ascii_the_texts_are_the_same_and_only_the_signs_change(text: str, screens: Screens) -> None:
    for name, screen in screens(text).items():
        drawn = render(screen.view(RenderOptions(80, ASCII)), 80)
        assert not FORBIDDEN.search(drawn), name
        if screen.whole and name != "search":
            assert stands_in(text, drawn), name
