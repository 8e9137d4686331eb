from pathlib import Path

import pytest

from tests.faults.desk import Desk, begun


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a journal in use. It is left as it is: what is hurt are its twins."""
    return begun(tmp_path_factory.mktemp("desk") / "desk")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "desk"
