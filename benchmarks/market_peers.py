"""The peers' side of ``market_complexity``: run by the Python that has them (``ARGOSY_PEERS``), never imported by Argosy.

Run: ``PYTHON market_peers.py ecomplexity|datawheel TABLE.parquet``: one JSON line with seconds, CPU seconds, peak memory and indices. The table holds i, k, rca.
"""

from __future__ import annotations

import json
import resource
import sys
import time


def ecomplexity(frame):
    """RCA, ECI, PCI, proximity, density and outlook: what the package gives in one call."""
    from ecomplexity import ecomplexity as work

    columns = {"time": "t", "loc": "i", "prod": "k", "val": "value"}
    start = time.perf_counter()
    found = work(frame.rename(columns={"rca": "value"}).assign(t=1), columns, check_logsupermodularity=False, verbose=False)
    taken = time.perf_counter() - start
    return taken, found.drop_duplicates("i").set_index("i")["eci"], found.drop_duplicates("k").set_index("k")["pci"]


def datawheel(frame):
    """RCA, ECI, PCI, proximity and density (relatedness), each by its own call."""
    import economic_complexity as work

    start = time.perf_counter()
    rca = work.rca(frame.pivot(index="i", columns="k", values="rca").fillna(0))
    eci, pci = work.complexity(rca)
    work.relatedness(rca, proximities=work.proximity(rca))
    return time.perf_counter() - start, eci, pci


def main() -> int:
    import pandas as pd

    name, path = sys.argv[1:]
    frame, before = pd.read_parquet(path), time.process_time()
    seconds, eci, pci = {"ecomplexity": ecomplexity, "datawheel": datawheel}[name](frame)
    cpu = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"eci": {str(k): float(v) for k, v in eci.items()}, "pci": {str(k): float(v) for k, v in pci.items()}}
    print("\n" + json.dumps({"seconds": seconds, "cpu": cpu, "megabytes": peak, **figures}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
