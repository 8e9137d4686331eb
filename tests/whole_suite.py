"""A pytest plugin: the whole suite is measured and spread over all processors; a part of it runs at once, alone.

`pytest` by itself measures branch coverage and fails under the floor. Whoever names files or chooses tests (`-k`, `-m`,
`--lf` …) gets neither the floor, which a part can't reach, nor the time that measuring and starting workers take.
"""

from collections.abc import Iterator

import pytest

MEASURED = (
    *("--cov=enquiry", "--cov-branch", "--cov-report=term:skip-covered", "--cov-fail-under=95"),
    *("--numprocesses=auto",),
)
CHOOSING = ("file_or_dir", "keyword", "lf", "failedfirst", "newfirst", "stepwise", "usepdb", "collectonly")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Iterator[None]:
    """Add the options of a whole run before the plugins that read them start."""
    given = early_config.known_args_namespace
    chosen = any(getattr(given, name, None) for name in CHOOSING) or given.markexpr != "not long"
    if not chosen and "no:cov" not in given.plugins:
        args[:] = [*MEASURED, *args]
        early_config.known_args_namespace = parser.parse_known_args(args)
    return (yield)
