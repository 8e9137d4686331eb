"""Rules that other programs merge by, each in the place of ours: the proofs must go red under every one."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from enquiry.insight.merging import fields, log, merge, replay
from enquiry.insight.merging.replay import LoggedStep, Replay


def let_the_last_writer_win(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(replay, "merge_row", lambda _table, _now, writing, _blame: writing.made)


def let_deletion_win(patch: pytest.MonkeyPatch) -> None:
    def remove(now: Any, writing: Any, _blame: object, **_settled: bool) -> tuple[object, None]:
        return writing.made.get("removed") or now.get("removed"), None

    patch.setattr(fields, "merge_removal", remove)


def know_everything_earlier(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Replay, "_is_unseen", lambda *_: False)


def go_by_the_wall_clock_alone(patch: pytest.MonkeyPatch) -> None:
    def by_wall(steps: Iterable[LoggedStep]) -> list[LoggedStep]:
        return sorted(steps, key=lambda step: step.clock.wall)

    for module in (log, merge):
        patch.setattr(module, "sort_steps", by_wall)


def put_the_own_side_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "sort_steps", list)


MUTANTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "last writer wins": let_the_last_writer_win,
    "deletion wins": let_deletion_win,
    "knows everything earlier": know_everything_earlier,
    "wall clock alone": go_by_the_wall_clock_alone,
    "own side first": put_the_own_side_first,
}
