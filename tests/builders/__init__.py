"""Rows and releases with sensible defaults, one file per kind of thing."""
