"""Extracts in, one disclosure-controlled release out."""
