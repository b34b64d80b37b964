"""What the lifetime lab says in words: of the history, of the customer behind it, of the parameters."""

import math

from casekit.labs.lifetime_outcome import LifetimeOutcome
from casekit.text import _, ngettext
from casekit.value.buying_model import unit_word

_SAME = 0.05  # of log-likelihood: nearer to the best is told as the best


def sentence(outcome: LifetimeOutcome, currency: str) -> str:
    """What to look at; ``currency`` of the lifetime value."""
    unit = unit_word(outcome.chosen.time_unit)
    said = (_alive(outcome, unit), _value(outcome, unit, currency), _truly(outcome, unit), _parameters(outcome, unit))
    return " ".join(filter(None, said))


def _alive(outcome: LifetimeOutcome, unit: str) -> str:
    history, chance = outcome.history, _percent(outcome.alive)
    if not history.frequency:
        return _(
            "A customer who bought once, silent for {silence:.0f} {unit}: P(alive) is **{chance}**. It stays there "
            "however long the silence lasts."
        ).format(silence=history.silence, unit=unit, chance=chance)
    said = ngettext(
        "A customer with **{n:.0f} repeat purchase** in {span:.0f} {unit}, silent for {silence:.0f}: P(alive) is "
        "**{chance}**.",
        "A customer with **{n:.0f} repeat purchases** in {span:.0f} {unit}, silent for {silence:.0f}: P(alive) is "
        "**{chance}**.",
        round(history.frequency),
    ).format(n=history.frequency, span=history.recency, unit=unit, silence=history.silence, chance=chance)
    often, seldom = (outcome.silence_to_half(x, history.recency) for x in (10, 1))
    return " ".join(
        (
            said,
            _("It falls to one half after **{half:,.0f} {unit}** of silence.").format(
                half=outcome.half_silence, unit=unit
            ),
            _("With 10 repeat purchases that takes {often:,.0f}, with 1 it takes {seldom:,.0f}.").format(
                often=often, seldom=seldom
            ),
        )
    )


def _value(outcome: LifetimeOutcome, unit: str, currency: str) -> str:
    return _(
        "In the next {horizon:.0f} {unit} **{expected:,.1f} purchases** are expected: **{value:,.0f} {currency}** of "
        "margin in today’s money."
    ).format(
        horizon=outcome.settings.horizon, unit=unit, expected=outcome.expected, value=outcome.value, currency=currency
    )


def _truly(outcome: LifetimeOutcome, unit: str) -> str:
    history = outcome.history
    if history.later is None:
        return ""
    bought = ngettext(
        "In the {time:.0f} {unit} held back, {who} bought **{n:.0f} time**.",
        "In the {time:.0f} {unit} held back, {who} bought **{n:.0f} times**.",
        round(history.later),
    ).format(time=outcome.customers.ahead, unit=unit, who=history.customer_id, n=history.later)
    if outcome.left_in_silence is None:
        return bought
    if math.isnan(outcome.left_in_silence):
        return bought + " " + _("In truth this customer was **still there** at the end of the records.")
    return (
        bought
        + " "
        + _("In truth this customer **left** {time:,.1f} {unit} after the last purchase shown.").format(
            time=outcome.left_in_silence, unit=unit
        )
    )


def _parameters(outcome: LifetimeOutcome, unit: str) -> str:
    if outcome.below < _SAME:
        said = [_("These are the **best parameters**.")]
    else:
        said = [
            _("These parameters lie **{below:,.1f} below** the best log-likelihood.").format(below=outcome.below),
        ]
    error = outcome.total_error
    if not math.isnan(error):
        text = _("They expect **as many** purchases as came in the {time:.0f} {unit} held back.")
        if error >= 0.005:
            text = _("They expect **{share} more** purchases than came in the {time:.0f} {unit} held back.")
        elif error <= -0.005:
            text = _("They expect **{share} fewer** purchases than came in the {time:.0f} {unit} held back.")
        said.append(text.format(share=_percent(abs(error)), time=outcome.customers.ahead, unit=unit))
    if outcome.truly_there is not None:
        said.append(
            _("They take **{expected}** of all customers for still there; in truth **{there}** were.").format(
                expected=_percent(outcome.mean_alive), there=_percent(outcome.truly_there)
            )
        )
    return " ".join(said)


def _percent(share: float) -> str:
    return f"{100 * share:,.0f} %"
