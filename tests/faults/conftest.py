import pytest

import tests.faults.spoiled  # noqa: F401 (spoils this process too, where a mutant is asked for)
from tests.faults.desk import Desk, begun
from tests.store.conftest import book, no_book

__all__ = ["book", "desk", "no_book"]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a journal in use. It is left as it is: what is hurt are its twins."""
    return begun(tmp_path_factory.mktemp("desk") / "desk")
