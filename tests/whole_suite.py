"""A pytest plugin: the whole suite is measured and spread over all processors; a part of it runs at once, alone.

`pytest` by itself measures branch coverage and fails under the floor. Whoever names files or chooses tests (`-k`, `-m`,
`--lf` …) gets neither the floor, which a part can't reach, nor the time that measuring and starting workers take.
Temporary folders lie on the memory disk where there is one: every save waits for the disk, and there it need not.
What was imported and collected is kept out of the garbage collector's rounds, which took an eighth of the time. Modules
are compiled once whatever the environment says: hundreds of processes of the program's own load them.
"""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY_DISK = Path("/dev/shm")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

MEASURED = (
    *("--cov=enquiry", "--cov-branch", "--cov-report=term:skip-covered", "--cov-fail-under=95"),
    *("--numprocesses=auto", "--dist=loadgroup"),
)
CHOOSING = ("file_or_dir", "keyword", "lf", "failedfirst", "newfirst", "stepwise", "usepdb", "collectonly")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Iterator[None]:
    """Add the options of a whole run before the plugins that read them start."""
    if os.access(MEMORY_DISK, os.W_OK | os.X_OK):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY_DISK))  # where tmp_path makes its folders
    given = early_config.known_args_namespace
    chosen = any(getattr(given, name, None) for name in CHOOSING) or given.markexpr != "not long"
    if not chosen and "no:cov" not in given.plugins:
        args[:] = [*MEASURED, *args]
        early_config.known_args_namespace = parser.parse_known_args(args)
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Tell the garbage collector that what is there now stays until the end."""
    gc.collect()
    gc.freeze()
