"""What digits tell: landings on whole percents, first digits, round amounts. Portfolio facts, never about one row.

Whole percents after the tests on election tallies of Kobak, Shpilkin and Pshenichnikov (2016); first digits after
Benford, to be used only on many amounts over several orders of magnitude.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

NEAR_POINTS = 0.05
"""A share this near to a whole percent counts as landed on it."""
LARGE = 10_000
"""Of wholes above this every share is possible: a landing has the chance of the window's width."""
CHANCE_OF_LARGE = 2 * NEAR_POINTS
FIRST_DIGITS = np.arange(1, 10)
BENFORD = np.log10(1 + 1 / FIRST_DIGITS)


def lands_on_whole_percent(parts: np.ndarray, wholes: np.ndarray | np.float64) -> np.ndarray:
    """Whether 100 * part / whole lies within :data:`NEAR_POINTS` of a whole number. Wholes must be above 0."""
    share = 100.0 * parts / wholes
    landed: np.ndarray = np.abs(share - np.round(share)) <= NEAR_POINTS
    return landed


def chances_of_landing(parts: np.ndarray, wholes: np.ndarray) -> np.ndarray:
    """Chance that a tally drawn anew from Binomial(whole, part / whole) lands on a whole percent, exactly.

    Small wholes land often ("45 of 50" always does), so each tally has its own chance. Parts must lie within 0..whole.
    """
    chances = np.full(parts.shape, CHANCE_OF_LARGE)
    small = np.flatnonzero(wholes <= LARGE)
    pairs, place = np.unique(np.column_stack([parts[small], wholes[small]]), axis=0, return_inverse=True)
    chances[small] = np.array([_chance(int(part), int(whole)) for part, whole in pairs])[place.ravel()]
    return chances


def _chance(part: int, whole: int) -> float:
    from scipy.special import xlog1py, xlogy  # type: ignore[import-untyped]  # loaded only where it is needed

    landing, ways = _landings(whole)
    share = part / whole
    return float(np.exp(ways + xlogy(landing, share) + xlog1py(whole - landing, -share)).sum())


@lru_cache(maxsize=1_024)
def _landings(whole: int) -> tuple[np.ndarray, np.ndarray]:
    """Parts of ``whole`` that lie on a whole percent, and the logarithm of the ways to draw each."""
    from scipy.special import gammaln

    drawn = np.arange(whole + 1, dtype=np.float64)
    landing = drawn[lands_on_whole_percent(drawn, np.float64(whole))]
    return landing, gammaln(whole + 1) - gammaln(landing + 1) - gammaln(whole - landing + 1)


def chance_of_as_many(landed: int, chances: np.ndarray) -> float:
    """Exact chance of at least ``landed`` landings where each tally has its own: the Poisson binomial tail."""
    shares = np.zeros(chances.size + 1)
    shares[0] = 1.0
    for counted, chance in enumerate(chances, 1):
        more = shares[:counted] * chance
        shares[:counted] *= 1 - chance
        shares[1 : counted + 1] += more
    return float(shares[landed:].sum())


def benford_distance(amounts: np.ndarray) -> tuple[float, float]:
    """(mean absolute deviation of first digits from Benford, orders of magnitude spanned) of amounts above 0.

    Orders are counted between the 1st and the 99th percentile, so that one slip does not make a range.
    """
    logs = np.log10(amounts.astype(np.float64))
    first = np.floor(10 ** (logs - np.floor(logs)) + 1e-9).astype(np.int64).clip(1, 9)
    shares = np.bincount(first, minlength=10)[1:] / amounts.size
    low, high = np.quantile(logs, (0.01, 0.99))
    return float(np.mean(np.abs(shares - BENFORD))), float(high - low)
