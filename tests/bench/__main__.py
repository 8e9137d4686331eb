"""`python -m tests.bench`: race the program and print the table.

The journals are made anew each time, from one seed, in a temporary folder. Each command is run as a whole process, in
turn with its rival; the table gives the median of its wall time and the median, lowest and highest of the ratios of
wall time, pair by pair.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from math import log
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.peers import PEERS
from tests.bench.racing import Race, peak, race
from tests.bench.works import LINE, Stand, Work, works
from tests.bench.writing import TAG

MEMORY = {"reflect": 90, "search --tag": 120}
"""The most a command may hold at 10,000 entries, in MiB."""


def main() -> None:
    """Run the benchmark as its arguments ask."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="enquiry-bench-") as name:
        folder = Path(name)
        environ = _environ(folder)
        peers = [PEERS[peer](folder, asked.entries, environ) for peer in asked.peer]
        _say(f"{_machine()}\n{asked.entries:,} entries of 80 words, {asked.runs} paired runs each\n")
        stand = Stand(folder, asked.entries, environ)
        rows = [*_races(works(stand, environ, peers), asked.runs), *_memory(stand)]
        if asked.growth:
            rows += _growth(folder, environ, asked.runs)
    if asked.json:
        kept = {"machine": _machine(), "entries": asked.entries, "runs": asked.runs, "rows": rows}
        asked.json.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000, help="how many entries the journal has")
    parser.add_argument("--runs", type=int, default=9, help="how many paired runs each race has")
    parser.add_argument(
        "--peer", choices=PEERS, action="append", default=[], help="another program to race; repeatable"
    )
    parser.add_argument("--growth", action="store_true", help="also at 1,000, 10,000 and 100,000 entries")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in this file")
    return parser.parse_args()


def _environ(folder: Path) -> dict[str, str]:
    """Return an environment like a person's; none of the variables that change how Python itself runs."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "COLUMNS": "80", "TERM": "dumb"}


def _machine() -> str:
    named = [f"{package} {version(package)}" for package in ("enquiry", "typer", "rich", "msgspec")]
    system = f"{platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} processors"
    return f"{system}; Python {platform.python_version()}; {', '.join(named)}"


def _races(table: list[Work], runs: int) -> Iterator[dict[str, Any]]:
    _say(f"{'work':<28} {'median':>8} {'against':<32} {'ratio':>6}  {'lowest to highest':<18} reach\n")
    for work in table:
        raced = race(work.command, work.rival, runs)
        wall, (low, high) = median(run.wall for run in raced.own), raced.spread
        met = "met" if raced.ratio <= work.reach else "not met"
        _say(
            f"{work.name:<28} {wall * 1000:>5.0f} ms {work.against:<32} {raced.ratio:>6.2f}  "
            f"{f'{low:.2f} to {high:.2f}':<18} {work.reach:.2f} {met}\n"
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


def _memory(stand: Stand) -> Iterator[dict[str, Any]]:
    for name, words in {"reflect": ("reflect", *LINE), "search --tag": ("search", "--tag", TAG)}.items():
        held = max(peak(stand.call(*words)) for _ in range(3))
        _say(f"{name:<28} {held:>4.0f} MiB at the most; {MEMORY[name]} at 10,000 entries\n")
        yield {"work": name, "peak_mib": round(held, 1), "reach": MEMORY[name]}


def _growth(folder: Path, environ: dict[str, str], runs: int) -> Iterator[dict[str, Any]]:
    sizes = (1_000, 10_000, 100_000)
    took: dict[str, list[float]] = {}
    for size in sizes:
        stand = Stand(folder / "growth", size, environ)
        for name, words in {"reflect": ("reflect", *LINE), "search --tag": ("search", "--tag", TAG)}.items():
            own: Race = race(stand.call(*words), None, max(3, runs // 2))
            took.setdefault(name, []).append(median(run.wall for run in own.own))
    for name, seconds in took.items():
        power = log(seconds[-1] / seconds[-2]) / log(10)
        said = ", ".join(f"{size:,}: {one * 1000:.0f} ms" for size, one in zip(sizes, seconds, strict=True))
        _say(f"{name:<28} {said}; from 10,000 to 100,000 as n^{power:.2f}\n")
        yield {"work": name, "entries": sizes, "median_s": [round(one, 4) for one in seconds], "power": round(power, 3)}


def _say(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
