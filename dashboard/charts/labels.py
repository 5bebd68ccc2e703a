"""Names at the ends of lines, moved apart where they would touch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

SETTLING_ROUNDS: Final = 20


def apart(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Heights from 0 to 1, lowest first and near the wanted ones, at which labels of these sizes do not touch."""
    placed = list(wanted)
    for _ in range(SETTLING_ROUNDS):
        for low in range(len(placed) - 1):
            overlap = placed[low] + (sizes[low] + sizes[low + 1]) / 2 - placed[low + 1]
            if overlap > 0:
                placed[low] -= overlap / 2
                placed[low + 1] += overlap / 2
    return _from_top_to_bottom(placed, sizes)


def _from_top_to_bottom(placed: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Pushed down where the highest would stick out, then up where the lowest would."""
    down = list(placed)
    ceiling = 1.0
    for place in reversed(range(len(down))):
        down[place] = min(down[place], ceiling - sizes[place] / 2)
        ceiling = down[place] - sizes[place] / 2
    floor = 0.0
    for place in range(len(down)):
        down[place] = max(down[place], floor + sizes[place] / 2)
        floor = down[place] + sizes[place] / 2
    return down
