"""Extracts as received: found, read as text, nothing converted, dropped or guessed."""
