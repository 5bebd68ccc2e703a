"""Where a unit stands among its peers: a funnel whose limits allow for how much such units differ anyway.

What lives here: the funnel (Spiegelhalter 2005: z-scores on a transformed scale, the outer tenths pulled in, an
additive allowance for differences between units). What does not: which measures are compared (`funnels`), what is said
of them (`peers`, `official`), or funnels by the letter of other tools (`standard_funnels`). There is no ranking
anywhere: a unit is inside the funnel or outside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pipelines.signals.arrays import Floats
from pipelines.signals.overdispersion import between, spread, winsorised

NOTE = 1.959964
"""Deviations to the 95% limits: outside them a chart may carry a grey note. One unit in twenty is, by chance."""
SPECIAL = 3.090232
"""Deviations to the 99.8% limits: one unit in five hundred lies outside them by chance."""
FEWEST_UNITS = 8
"""With fewer peers, how much they differ anyway cannot be told from chance, and nothing is said."""


class Scale(StrEnum):
    """What is compared; each on the transformed scale where chance is about as large at every level."""

    SHARE = "share"
    """`events` are a part of `exposure`: arcsine of the square root."""
    RATE = "rate"
    """`events` arise from `exposure` (cases per FTE): square root."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """`deviation`: how far each unit stands from the pooled value, chance and usual differences allowed for.

    Beyond ±`SPECIAL` it is outside the 99.8% limits, beyond ±`NOTE` outside the 95% limits. `z` allows for chance
    alone, `phi` is its spread, `tau2` the variance between units beyond chance, `error` the chance of each unit.
    """

    scale: Scale
    pooled: float
    z: Floats
    phi: float
    tau2: float
    error: Floats
    deviation: Floats

    def limits(self, deviations: float, *, overdispersed: bool = True) -> tuple[Floats, Floats]:
        """The lower and upper limit at each unit, so many deviations from the pooled value."""
        reach = deviations * np.sqrt(self.error**2 + (self.tau2 if overdispersed else 0.0))
        if self.scale is Scale.RATE:
            return self.pooled * np.clip(1 - reach, 0.0, None) ** 2, self.pooled * (1 + reach) ** 2
        centre = np.arcsin(np.sqrt(self.pooled))
        # The angle is clipped: past a right angle the sine falls again and the limits would fold back.
        return np.sin(np.clip(centre - reach, 0.0, None)) ** 2, np.sin(np.clip(centre + reach, None, np.pi / 2)) ** 2


def funnel(events: Floats, exposure: Floats, scale: Scale, pooled: float | None = None) -> Funnel:
    """The funnel of units whose `events` and `exposure` are all known, around `pooled` (default: their own).

    `exposure` is above zero everywhere. Source: Spiegelhalter 2005, Funnel plots for comparing institutional
    performance, and Handling over-dispersion of performance indicators.
    """
    pooled = float(events.sum() / exposure.sum()) if pooled is None else pooled
    if scale is Scale.SHARE:
        error = 0.5 / np.sqrt(exposure)
        # Shares of rounded counts may pass the whole by a little.
        pooled = min(pooled, 1.0)
        distance = np.arcsin(np.sqrt(np.minimum(events / exposure, 1.0))) - np.arcsin(np.sqrt(pooled))
    else:
        expected = np.maximum(pooled, np.finfo(np.float64).tiny) * exposure
        error = 0.5 / np.sqrt(expected)
        distance = np.sqrt(events / expected) - 1.0
    z = distance / error
    phi = spread(winsorised(z))
    tau2 = between(phi, error)
    return Funnel(scale, pooled, z, phi, tau2, error, distance / np.sqrt(error**2 + tau2))
