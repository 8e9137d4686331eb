"""Documents in tests are set with the fonts that Typst brings along, so that no test depends on those of a machine."""

from functools import cache
from typing import TYPE_CHECKING

import pytest

from enquiry.documents.pdf import typst

if TYPE_CHECKING:
    from typst import Compiler


@cache
def embedded_fonts_compiler() -> "Compiler":
    from typst import Compiler

    return Compiler(ignore_system_fonts=True)


@pytest.fixture(autouse=True)
def _embedded_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "get_compiler", embedded_fonts_compiler)
