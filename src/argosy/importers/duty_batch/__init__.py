"""A file of goods lines of any length, row by row to customs value, charges and total: read in pieces, worked out, written as Parquet."""
