"""What a policy tests: a measure, and a condition on one."""

from dataclasses import dataclass

from casekit.grading.policy.bands import Interval

KINDS = ("number", "count", "level", "yes/no", "text", "date", "month")
BANDED = ("number", "count", "date", "month")
NOT_STATED = "not stated"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Measure:
    """What a policy tests: one figure or word a customer.

    Parameters
    ----------
    name : what conditions call it.
    kind : one of ``KINDS``. number and count (whole numbers) and date and month are tested by bands; level, yes/no and
        text by words.
    unit, period : "yuan", "year"; the period may be "not stated", which an audit finds.
    levels : the words of a level, rising; the words a text may be, where the policy names them.
    column : the column of the customers' table, the name unless said.
    minimum : the smallest value that can be right; what lies below is no basis for a grade (a negative spending).
    blank : what a blank cell means, where it does not mean that the value is unknown: 0 years of contract, "no".
    meaning, chinese : in a sentence, and the term of the trade in Chinese.
    """

    name: str
    kind: str = "number"
    unit: str = ""
    period: str = ""
    levels: tuple[str, ...] = ()
    column: str = ""
    minimum: int | float | None = None
    blank: int | float | str | None = None
    meaning: str = ""
    chinese: str = ""

    @property
    def title(self) -> str:
        """The name as it is written in a sentence: "annual usage"."""
        return self.name.replace("_", " ")

    @property
    def words(self) -> tuple[str, ...]:
        """The words a customer may have in it, rising where they have an order; empty when any word may be."""
        return (NO, YES) if self.kind == "yes/no" else self.levels


@dataclass(frozen=True)
class Condition:
    """One test of one measure: a band, or words, or an open one.

    ``values`` are the words that pass. ``negated`` stands only at texts without a list of words: all but these pass.
    ``unstated`` says what the source leaves open: such a condition cannot be tested, so nobody is known to meet it.
    """

    measure: str
    band: Interval | None = None
    values: frozenset[str] | None = None
    negated: bool = False
    unstated: str = ""
