"""Reads published tables and shows them, nothing else."""
