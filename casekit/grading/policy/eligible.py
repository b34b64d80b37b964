"""Who is graded at all (参评资格): calendar months since entry, what must hold, and who is left out."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.policy.conditions import Tests, all_of
from casekit.grading.policy.format import Condition, Policy
from casekit.grading.policy.measured import clean
from casekit.grading.policy.outcomes import Outcome, Slot, joined, met_conditions, missing
from casekit.grading.policy.words import asked, has
from casekit.text import _


class Eligible:
    """The eligibility of one policy in one rating month."""

    def __init__(self, policy: Policy, as_of: Any, staged: bool):
        self.policy, self.rules, self.tests = policy, policy.eligibility, Tests(policy, staged)
        self.month = _rating_month(policy, as_of)

    def outcomes(self) -> Iterator[Outcome]:
        """Every way of not being graded; nothing where the policy grades everybody."""
        if self.rules is None:
            return
        if self.rules.entry:
            yield from self._by_entry()
        for condition in self.rules.needs:
            yield from self._missing([condition], ~self._surely([condition]))
            measure = self.policy.measures[condition.measure]
            before, after = has(measure)
            wish = _(" (asked: {wish})").format(wish=asked(condition, measure))
            sentence = (before, Slot("value", condition.measure), after + wish)
            yield Outcome(~self._surely([condition]), self.rules.called, sentence)
        for group in self.rules.excluded:
            told = joined(met_conditions(group, self.policy), _(" and "))
            yield Outcome(self._surely(group), self.rules.called, (_("left out: "), *told))
            yield from self._missing(group, all_of(self.tests.possible(condition) for condition in group))

    def _by_entry(self) -> Iterator[Outcome]:
        name, first = self.rules.entry, self.rules.first_month
        entry, rating = nw.col(clean(name)), _index(self.month)
        title = self.policy.measures[name].title
        shown = f"{self.month:%Y-%m}"
        before, value = _("{measure} is ").format(measure=title), Slot("value", name)
        yield from self._missing([Condition(name)], entry.is_null())
        late = _(", which lies after the month of rating, {month}").format(month=shown)
        rule = _("{measure} lies after the month of rating").format(measure=title)
        yield Outcome(entry > rating, self.rules.called, (before, value, late), rule)
        for number in range(1, first):
            young = _(" (month 1), so {month} is month {n}; grading begins in month {first}").format(
                month=shown, n=number, first=first
            )
            yield Outcome(entry == rating - number + 1, self.rules.called, (before, value, young))

    def _surely(self, conditions) -> nw.Expr:
        return all_of(self.tests.surely(condition) for condition in conditions)

    def _missing(self, conditions, where: nw.Expr) -> Iterator[Outcome]:
        return missing(self.policy, {condition.measure: [where] for condition in conditions}, self.rules.called)


def _index(month: date) -> int:
    return month.year * 12 + month.month - 1


def _rating_month(policy: Policy, as_of: Any) -> date | None:
    needed = policy.eligibility is not None and policy.eligibility.entry
    if as_of is None:
        if needed:
            raise CasekitError(
                _('The policy “{policy}” counts months up to the month of rating; name it: as_of="2025-12".').format(
                    policy=policy.id
                )
            )
        return None
    try:
        if isinstance(as_of, str):
            as_of = datetime.fromisoformat(f"{as_of}-01" if len(as_of) == 7 else as_of)
        return date(as_of.year, as_of.month, 1)
    except (AttributeError, TypeError, ValueError):
        raise CasekitError(
            _("The month of rating is {month!r}, which is no month; write it like “2025-12”.").format(month=as_of)
        ) from None
