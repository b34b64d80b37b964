"""A band (区间): the values from one end to another, each end declared as in or out."""

from dataclasses import dataclass
from datetime import date

from casekit.text import _

End = int | float | date | None


@dataclass(frozen=True)
class Interval:
    """The values between two ends, numbers or dates; an end that is None is open.

    ``low_included`` and ``high_included`` say whether the end itself belongs to the band; they mean nothing at an
    open end.
    """

    low: End = None
    high: End = None
    low_included: bool = True
    high_included: bool = True

    @property
    def empty(self) -> bool:
        """True when no value lies in it: the ends stand the wrong way round, or meet where one is left out."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_included and self.high_included))

    def contains(self, value: int | float | date) -> bool:
        """True for a value in the band."""
        above = self.low is None or value > self.low or (self.low_included and value == self.low)
        below = self.high is None or value < self.high or (self.high_included and value == self.high)
        return above and below

    def common(self, other: "Interval") -> "Interval":
        """The values that lie in both; it may be empty."""
        low, low_in = self.low, self.low_included
        if other.low is not None and (low is None or (other.low, not other.low_included) > (low, not low_in)):
            low, low_in = other.low, other.low_included
        high, high_in = self.high, self.high_included
        if other.high is not None and (high is None or (other.high, other.high_included) < (high, high_in)):
            high, high_in = other.high, other.high_included
        return Interval(low, high, low_in, high_in)

    def words(self, unit: str = "") -> str:
        """The band as people say it: "above 300,000 to below 500,000 yuan", "exactly 50,000 yuan"."""
        low, high = say(self.low), say(self.high)
        unit = f" {unit}" if unit else ""
        if self.low is None and self.high is None:
            return _("any value")
        if self.low == self.high:
            return _("exactly {value}{unit}").format(value=low, unit=unit)
        if self.high is None:
            sentence = _("from {low}{unit}") if self.low_included else _("above {low}{unit}")
        elif self.low is None:
            sentence = _("up to {high}{unit}") if self.high_included else _("below {high}{unit}")
        else:
            sentence = {
                (True, True): _("from {low} to {high}{unit}"),
                (True, False): _("from {low} to below {high}{unit}"),
                (False, True): _("above {low} to {high}{unit}"),
                (False, False): _("above {low} to below {high}{unit}"),
            }[self.low_included, self.high_included]
        return sentence.format(low=low, high=high, unit=unit)


def say(value: End) -> str:
    """A value as it is written in a sentence: 50,000, 0.15, 2025-07-01."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0")
