"""The account registers: sales management."""
