"""What no band of a measure covers, for the sentence of a customer who stands there."""

from collections.abc import Iterator

from casekit.grading.policy.bands import Interval
from casekit.grading.policy.format import Grade
from casekit.text import _

Band = tuple[Interval, Grade]


def holes(bands: list[Band]) -> Iterator[tuple[Interval, Band | None, Band | None]]:
    """The stretches that no band covers, each with the band that ends below it and the one that begins above it."""
    below = None  # the band that reaches furthest up so far
    for pair in sorted(bands, key=lambda pair: _low_end(pair[0])):
        band = pair[0]
        if below is None:
            if band.low is not None:
                yield Interval(None, band.low, high_included=not band.low_included), None, pair
        elif below[0].high is not None and band.low is not None:
            hole = Interval(below[0].high, band.low, not below[0].high_included, not band.low_included)
            if not hole.empty:
                yield hole, below, pair
        if below is None or _high_end(band) > _high_end(below[0]):
            below = pair
    if below is not None and below[0].high is not None:
        yield Interval(below[0].high, None, not below[0].high_included), below, None


def hole_words(unit: str, below: Band | None, above: Band | None) -> str:
    """Where a value in such a stretch lies, as it follows "annual usage is 150,000 yuan"."""
    if below is None:
        return _(", below every grade: {grade} asks {band}").format(grade=above[1].title, band=above[0].words(unit))
    if above is None:
        return _(", above every grade: {grade} asks {band}").format(grade=below[1].title, band=below[0].words(unit))
    return _(", between {lower} ({lower_band}) and {higher} ({higher_band}): no grade covers it").format(
        lower=below[1].title,
        lower_band=Interval(None, below[0].high, high_included=below[0].high_included).words(),
        higher=above[1].title,
        higher_band=Interval(above[0].low, None, above[0].low_included).words(),
    )


def _low_end(band: Interval) -> tuple:
    return (band.low is not None, band.low if band.low is not None else 0, not band.low_included)


def _high_end(band: Interval) -> tuple:
    return (band.high is None, band.high if band.high is not None else 0, band.high_included)
