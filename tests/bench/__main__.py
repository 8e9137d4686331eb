"""`python -m tests.bench`: race the program and print the tables.

The journals are made anew each time, from one seed, in a temporary folder; the program is installed there as a person
installs it. Each command is run as a whole process, in turn with its rival; a table gives the median of its wall time,
and the median, lowest and highest of the ratios of processor time, pair by pair.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from math import log
from pathlib import Path
from statistics import linear_regression, median
from typing import Any

from tests.bench.installing import Install, install
from tests.bench.peers import PEERS
from tests.bench.racing import peak, race
from tests.bench.works import (
    LINE,
    Stand,
    Work,
    list_calls,
    list_peer_works,
    list_revision_works,
    list_start_works,
    time_calls,
)
from tests.bench.writing import COMMON, Shape

MEMORY = {f"reflect {LINE}": 45, f"search {COMMON} --all": 70}
"""The most a command may hold at 10,000 entries, in MiB."""

SMALL, SIZES = Shape(60, years=1), (600, 3_000, 10_000)
LARGE = 100_000
"""The journal of a whole life's work; of other programs only Taskwarrior writes one in less than half a minute."""

EARLIER = "755cb92"
"""The revision before the curves were straightened."""


def main() -> None:
    """Run the benchmark as its arguments ask."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="enquiry-bench-") as name:
        folder = Path(name)
        environ, own = _environ(folder), install(folder / "own")
        other = install(folder / "other", asked.against) if asked.against else None
        machine = _machine(own)
        _say(f"{machine}\n{asked.runs} paired runs each\n\n")
        rows = list[dict[str, Any]]()
        for size in asked.entries:
            stand = Stand(folder, _shape(size), environ)
            _say(f"{stand.shape.name}\n")
            named = [peer for peer in asked.peer if size < LARGE or peer != "jrnl"]
            peers = [PEERS[peer](folder / str(size), stand.shape, environ) for peer in named]
            works = [work for peer in peers for work in list_peer_works(own, stand, peer)]
            rows += _races([*list_start_works(own, stand, environ), *works], asked.runs)
            rows += _memory(own, stand)
            if other and asked.every:
                rows += _races(_every(stand, own, other, asked.against), asked.runs)
        if other:
            rows += _races(list_revision_works(folder, environ, own, other, asked.against), min(3, asked.runs))
        if asked.growth:
            stands = [Stand(folder, shape, environ) for shape in (SMALL, *map(_shape, asked.growth))]
            rows += _growth(own, stands, asked)
            heads = [
                Shape(size, 12, size // 12 - 1, size // 4, 5) for size in asked.growth
            ]  # all but one open, as many tags
            rows += _growth(own, [stands[0], *(Stand(folder, shape, environ) for shape in heads)], asked)
    if asked.json:
        kept = {"machine": machine, "runs": asked.runs, "rows": rows}
        asked.json.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    sizes = "how many entries the journals have (600 3000 10000)"
    parser.add_argument("--entries", type=int, nargs="*", default=SIZES, help=sizes)
    parser.add_argument("--runs", type=int, default=9, help="how many paired runs each race has")
    peer = "another program to race; repeatable"
    parser.add_argument("--peer", choices=PEERS, action="append", default=[], help=peer)
    parser.add_argument("--against", metavar="REV", help="race another revision too, on journals that were slow")
    parser.add_argument("--every", action="store_true", help="with --against, every command")
    growth = "how every command grows over these sizes, in a pipe and at a terminal (600 3000 10000)"
    parser.add_argument("--growth", type=int, nargs="*", metavar="ENTRIES", help=growth)
    every = (
        f"all tables: peers, {LARGE} entries, growth in a pipe up to 30000, and against {EARLIER}: a quarter of an hour"
    )
    parser.add_argument("--all", action="store_true", help=every)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in this file")
    asked = parser.parse_args()
    asked.growth = asked.growth if asked.growth is None else asked.growth or SIZES
    if asked.all:
        asked.entries, asked.runs, asked.peer, asked.against = (*SIZES, LARGE), 5, [*PEERS], asked.against or EARLIER
        asked.growth = (3_000, 30_000)
    return asked


def _shape(entries: int) -> Shape:
    """Return a journal of so many entries: some three hundred a year, until a life is full."""
    return Shape(entries, years=min(40, max(1, entries // 300)))


def _environ(folder: Path) -> dict[str, str]:
    """Return an environment like a person's; none of the variables that change how Python itself runs."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "COLUMNS": "80", "TERM": "xterm"}


def _machine(own: Install) -> str:
    asked = (
        "import sys; from importlib.metadata import version as v; print(sys.version.split()[0], *map(v, sys.argv[1:]))"
    )
    packages = ("enquiry", "typer", "rich", "msgspec")
    told = subprocess.run((own.python, "-c", asked, *packages), capture_output=True, text=True, check=True).stdout
    python, *versions = told.split()
    named = (f"{package} {number}" for package, number in zip(packages, versions, strict=True))
    system = f"{platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} processors"
    return f"{system}; Python {python}; {', '.join(named)}"


def _races(table: Iterable[Work], runs: int) -> Iterator[dict[str, Any]]:
    _say(f"{'work':<44} {'median':>8} {'against':<32} {'ratio':>6}  {'lowest to highest':<18} reach\n")
    for work in table:
        raced = race(work.command, work.rival, runs)
        wall, (low, high) = median(run.wall for run in raced.own), raced.spread
        met = "" if work.reach is None else f"{work.reach:.2f} {'met' if raced.ratio <= work.reach else 'not met'}"
        _say(
            f"{work.name[:44]:<44} {wall * 1000:>5.0f} ms {work.against:<32} {raced.ratio:>6.2f}  "
            f"{f'{low:.2f} to {high:.2f}':<18} {met}\n"
        )
        yield {
            "work": work.name,
            "against": work.against,
            "reach": work.reach,
            "median_s": round(wall, 4),
            "ratio": round(raced.ratio, 3),
            "lowest": round(low, 3),
            "highest": round(high, 3),
        }


def _every(stand: Stand, own: Install, other: Install, revision: str) -> Iterator[Work]:
    rival = stand.fit(other)
    for line, changes in list_calls():
        for terminal in (False, True):
            if not line.startswith("redo"):
                ours, theirs = (
                    place.call(program, line, changes=changes, terminal=terminal)
                    for place, program in ((stand, own), (rival, other))
                )
                yield Work(f"{line[:26]}{', at a terminal' if terminal else ''}", ours, revision, theirs)


def _memory(own: Install, stand: Stand) -> Iterator[dict[str, Any]]:
    for line, reach in MEMORY.items():
        held = max(peak(stand.call(own, line, changes=False)) for _ in range(3))
        _say(f"{line[:44]:<44} {held:>4.0f} MiB at the most; {reach} at 10,000 entries\n")
        yield {"work": line, "peak_mib": round(held, 1), "reach": reach}


def _growth(own: Install, stands: list[Stand], asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield how the time beyond that of the first journal grows with the entries, as the power that fits best."""
    few, terminals = max(1, asked.runs // 3), (False,) if asked.all else (False, True)
    start, *larger = (dict(time_calls(stand, own, few, terminals)) for stand in stands)
    shapes = [stand.shape for stand in stands[1:]]
    sizes = [shape.entries for shape in shapes]
    _say(f"\n{'; '.join(shape.name for shape in shapes)}; up to {shapes[-1].tags:,} tags\n")
    _say(f"{'seconds of processor':<44} {''.join(f'{size:>10,}' for size in sizes)}  as n to the power of\n")
    for line in start:
        each = [took[line] for took in larger]
        beyond = [max(0.001, one - start[line]) for one in each]
        # What lies under a tenth of a second is mostly the start, whose own ups and downs are as great.
        told = [(log(size), log(one)) for size, one in zip(sizes, beyond, strict=True) if one > 0.1]
        power = round(linear_regression(*zip(*told, strict=True)).slope, 2) if len(told) > 1 else None
        said = "next to nothing" if power is None else f"{power:.2f}{'' if power <= 1.05 else '  too steep'}"
        _say(f"{line[:44]:<44} {''.join(f'{one:>10.3f}' for one in each)}  {said}\n")
        yield {"work": line, "entries": sizes, "cpu_s": [round(one, 4) for one in each], "power": power}


def _say(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
