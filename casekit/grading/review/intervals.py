"""Intervals of shares and of means, and the quantiles they need."""

import math
from statistics import NormalDist
from typing import NamedTuple


class Between(NamedTuple):
    """The two ends of an interval."""

    low: float
    high: float


def normal_quantile(confidence: float) -> float:
    """How many standard errors a two-sided interval of that confidence reaches to each side; 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(hits: int, of: int, confidence: float = 0.95) -> Between:
    """The score interval of a share of ``hits`` among ``of`` (at least 1); never outside 0 to 1.

    Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.
    """
    z = normal_quantile(confidence)
    share = hits / of
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low = 0.0 if hits == 0 else max(0.0, centre - reach)
    high = 1.0 if hits == of else min(1.0, centre + reach)
    return Between(low, high)


def newcombe(hits: int, of: int, other_hits: int, of_others: int, confidence: float = 0.95) -> Between:
    """The interval of the difference of two shares, first less second, of two separate groups.

    Source: Newcombe, "Interval Estimation for the Difference between Independent Proportions", 1998 (method 10).
    """
    share, other = hits / of, other_hits / of_others
    mine, theirs = wilson(hits, of, confidence), wilson(other_hits, of_others, confidence)
    low = math.hypot(share - mine.low, theirs.high - other)
    high = math.hypot(mine.high - share, other - theirs.low)
    return Between(share - other - low, share - other + high)


def welch(means: tuple[float, float], variances: tuple[float, float], sizes: tuple[int, int], confidence=0.95):
    """The interval of the difference of two means (first less second) of two separate groups of at least 2 each.

    ``variances`` are those of single values (divided by n − 1). Source: Welch, "The Generalization of 'Student's'
    Problem when Several Different Population Variances are Involved", 1947.
    """
    parts = [variance / size for variance, size in zip(variances, sizes, strict=True)]
    difference = means[0] - means[1]
    if not sum(parts):
        return Between(difference, difference)
    freedom = sum(parts) ** 2 / sum(part**2 / (size - 1) for part, size in zip(parts, sizes, strict=True))
    reach = student_quantile(confidence, freedom) * math.sqrt(sum(parts))
    return Between(difference - reach, difference + reach)


def student_quantile(confidence: float, freedom: float) -> float:
    """How many standard errors a two-sided interval reaches by Student's t with that many degrees of freedom.

    Source: "Student", "The Probable Error of a Mean", 1908; computed by SciPy.
    """
    from scipy.stats import t

    return float(t.ppf(0.5 + confidence / 2, freedom))
