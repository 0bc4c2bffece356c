"""The five jobs: published competency standards read exactly, and the built-in catalogue the product works from."""
