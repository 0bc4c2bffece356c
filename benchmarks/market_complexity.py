"""RCA, ECI, PCI, proximity and density of 222 exporters × 4,726 HS6 products, beside ecomplexity and Datawheel's package in the same run.

Run: ``ARGOSY_PEERS=PYTHON python -m benchmarks.market_complexity TABLE.parquet`` where TABLE holds i (exporter), k (product) and rca (BACI 2018; its
figures are taken as values by all three, so every one works RCA out). From a frame in memory to the result; each in a process of its own, so
that peak memory is its own too. ``--runs`` is how often ours is measured; the best counts, as the peers' single run includes no loading either.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

WANTED = {"datawheel": 8.0, "ecomplexity": 30.0}
MEGABYTES = 600


def ours(path: Path, runs: int) -> dict[str, Any]:
    """The same figures; seconds of the best run, peak memory of this process."""
    import polars as pl

    from argosy.engines.market.complexity import Way, complexity
    from argosy.engines.market.matrix import balassa, matrix, presence
    from argosy.engines.market.space import density, proximity

    frame = pl.read_parquet(path).rename({"i": "exporter", "k": "product", "rca": "value"})
    taken = []
    for _ in range(runs):
        start, cpu = time.perf_counter(), time.process_time()
        found = presence(balassa(matrix(frame)))
        indices = complexity(found, Way(pci_scale="eci", sample=False))
        density(found.matrix.figures, proximity(found.matrix.figures, self_loops=False))
        taken.append((time.perf_counter() - start, time.process_time() - cpu))
    truncated = complexity(found, Way("reflections"))
    figures = {"eci": dict(zip(found.matrix.exporters, indices.eci.tolist(), strict=True))}
    figures["pci"] = dict(zip(found.matrix.products, indices.pci.tolist(), strict=True))
    figures["reflected"] = dict(zip(found.matrix.exporters, truncated.eci.tolist(), strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds, cpu = min(taken)
    return {"seconds": seconds, "cpu": cpu, "first": taken[0][0], "megabytes": peak, **figures}


def apart(mine: dict[str, float], theirs: dict[str, float]) -> float:
    """The largest difference of a figure both know."""
    return max(abs(mine[k] - theirs[k]) for k in mine.keys() & theirs.keys())


def told(name: str, one: dict[str, Any], more: str) -> None:
    """One line, at once: the slowest peer takes minutes on a busy machine."""
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"{name:<12}{one['seconds']:8.2f} s {one['cpu']:8.2f} CPU-s {one['megabytes']:6.0f} MB  {load}  {more}", flush=True)


def run(command: list[str]) -> dict[str, Any]:
    """The last line a process prints, as JSON."""
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(ran.stderr[-2000:])
    return json.loads(ran.stdout.strip().splitlines()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--alone", action="store_true", help="ours only, as one JSON line")
    given = parser.parse_args()
    if not given.table.is_file():
        print(f"not measured: {given.table} is absent")
        return 0
    if given.alone:
        print(json.dumps(ours(given.table, given.runs)))
        return 0
    mine = run([sys.executable, "-m", "benchmarks.market_complexity", str(given.table), "--runs", str(given.runs), "--alone"])
    told("argosy", mine, f"first run {mine['first']:.2f} s")
    good = mine["megabytes"] <= MEGABYTES
    peers = os.environ.get("ARGOSY_PEERS", "")
    if not peers:
        print("peers not measured: ARGOSY_PEERS names no Python that has ecomplexity and economic-complexity")
        return 0 if good else 1
    for name, wanted in WANTED.items():
        theirs = run([peers, str(Path(__file__).with_name("market_peers.py")), name, str(given.table)])
        ratio = theirs["seconds"] / mine["seconds"]
        same = apart(mine["eci" if name == "ecomplexity" else "reflected"], theirs["eci"])
        processor = theirs["cpu"] / mine["cpu"]
        told(name, theirs, f"{ratio:.1f} × ours, {processor:.1f} × its CPU (wanted {wanted:.0f} ×); ECI apart by at most {same:.1e}")
        good = good and ratio >= wanted
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
