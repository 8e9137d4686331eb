"""A pytest plugin: the whole suite is measured and spread over all processors; a part of it runs at once, alone.

`pytest` by itself measures branch coverage and fails under the floor. Whoever names files or chooses tests (`-k`, `-m`,
`--lf` …) gets neither the floor, which a part can't reach, nor the time that measuring and starting workers take.
Measuring doubles the time of a test, and the floor should not rest on chance: so what draws its examples at random,
hurts the program or only runs once more what quicker tests have run is not measured.
A file's tests go to one worker: what they share is made once, and whoever hands single tests out walks over all of them
after each, so that the time grows with the square of their number.
Temporary folders lie on the memory disk where there is one: every save waits for the disk, and there it need not.
What was imported and collected is kept out of the garbage collector's rounds, which took an eighth of the time. Modules
are compiled once whatever the environment says: hundreds of processes of the program's own load them.
"""

import gc
import importlib
import os
import pkgutil
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import enquiry

# A slow machine is no failure, and what properties draw is the same on every run.
# `--hypothesis-profile=thorough` draws more, and others each time.
settings.register_profile("settled", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("settled")

MEMORY_DISK = Path("/dev/shm")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

SPREAD = ("--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder")
MEASURED = ("--cov=enquiry", "--cov-branch", "--cov-report=term:skip-covered", "--cov-fail-under=95")
UNMEASURED = {
    *("faults", "bench", "documents", "views", "encoding", "test_house", "test_walls", "test_command_lines"),
    *("test_start_up", "test_seeds", "test_real_editors", "test_looking_for_everyone", "test_text", "test_disclosure"),
    *("test_select", "test_rotation", "test_edges", "test_output", "test_references", "test_told", "test_terminal"),
    *("test_guide", "test_global_options", "test_entries", "test_collect", "test_samples", "test_timeline"),
    *("test_cycle", "test_interview_at_terminal"),
}
"""Folders and modules of tests that are run and not measured: more than half of the time, a hundredth of the coverage.

Found by noting which module ran which branch (`switch_context` of coverage): what these run, quicker ones have run too.
"""
LONG = {"faults", "bench", "browse", "test_house"}
"""What waits for other programs or is long in one piece: it begins first, so that no worker is left alone with it."""
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
    if not chosen:
        args[:] = [*SPREAD, *(() if "no:cov" in given.plugins or given.no_cov else MEASURED), *args]
        early_config.known_args_namespace = parser.parse_known_args(args)
    return (yield)


class Measuring:
    """Traces what tests and their fixtures run where that adds to the coverage; pytest itself works untraced.

    To stop what measures and start it anew takes longer than most tests; to hand its trace function back takes nothing.
    """

    def __init__(self, trace: Any) -> None:
        self.trace, self.wanted = trace, True
        sys.settrace(None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        drawn = getattr(getattr(item, "function", None), "is_hypothesis_test", False)
        self.wanted = not drawn and UNMEASURED.isdisjoint((*item.path.parts, item.path.stem))

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_pyfunc_call(self) -> Generator[None, object, object]:
        before = sys.gettrace()
        sys.settrace(self.trace if self.wanted else None)
        try:
            return (yield)
        finally:
            sys.settrace(before)

    pytest_fixture_setup = pytest_pyfunc_call


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Take over from what measures. A module that an untraced test imported first would count as never run."""
    trace = sys.gettrace()
    if trace and session.config.option.cov_source:
        for module in pkgutil.walk_packages(enquiry.__path__, "enquiry."):
            importlib.import_module(module.name)
        session.config.pluginmanager.register(Measuring(trace))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONG.isdisjoint((*item.path.parts, item.path.stem)))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without the garbage collector, and tell it then that what is there stays until the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
