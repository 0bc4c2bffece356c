"""Analytic tables by name and edition. DuckDB over Parquet files by default; nothing above this room names an engine."""
