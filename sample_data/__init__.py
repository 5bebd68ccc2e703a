"""One fictional authority, seeded and synthetic: extracts to try the pipeline on, and the program that makes them.

What lives here: where the committed extracts are and the day they end. What does not: any real person or authority.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

REFERENCE_DATE = date(2026, 10, 31)
"""The last day the synthetic extracts know of."""

EXTRACTS = Path(__file__).parent / "extracts"
"""The committed extracts of the default authority."""
