"""Spark: a session of our own, on this machine (``local[2]``) or a master elsewhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars
    from ibis.expr.types import Table

HERE = "127.0.0.1"
LOCAL = {"spark.driver.host": HERE, "spark.driver.bindAddress": HERE, "spark.sql.shuffle.partitions": "4"}
ALWAYS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "false",  # a division by zero is null, as on the other engines
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


class Spark:
    """A Spark session. A driver on this machine listens on this machine only."""

    def __init__(self, master: str) -> None:
        import ibis
        from pyspark.sql import SparkSession

        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder: Any = SparkSession.builder
        builder = builder.master(master).appName("argosy")
        for name, value in (ALWAYS | (LOCAL if master.startswith("local") else {})).items():
            builder = builder.config(name, value)
        self._session: Any = builder.getOrCreate()
        self._connection: Any = ibis.pyspark.connect(self._session)

    def file(self, path: Path, name: str) -> Table:
        """A temporary view over the file."""
        return self._connection.read_parquet(str(path), table_name=name)

    def run(self, expression: Table) -> polars.DataFrame:
        """The rows by Arrow: by way of pandas a null would become a NaN."""
        import polars

        found = polars.from_arrow(self._session.sql(self._connection.compile(expression)).toArrow())
        assert isinstance(found, polars.DataFrame)
        return found

    def close(self) -> None:
        """End the session."""
        self._session.stop()
