"""The settings of the lifetime lab: parameters in doublings of the best ones, one history, horizon, rate and margin."""

from collections.abc import Mapping, Sequence
from typing import Any

from casekit.grading.sales_rows import DAYS_IN_UNIT
from casekit.labs.lifetime import LifetimeLab
from casekit.labs.lifetime_settings import EXAMPLES, OWN, PARAMETERS, LifetimeSettings
from casekit.text import _
from casekit.value.buying_model import unit_word
from casekit.widgets.controls import Pick, Slider

DOUBLINGS = 2  # either way, as far as the model takes them
_STEP = 0.25


def controls(companies: Mapping[str, str], models: Sequence[LifetimeLab]) -> list[Pick | Slider]:
    """The lab's controls at their first position, the best parameters. ``companies`` maps a code to a name."""
    first, known = LifetimeSettings(), set.intersection(*(set(model.examples) for model in models))
    unit = models[0].model.time_unit
    year, word = round(DAYS_IN_UNIT["Y"] / DAYS_IN_UNIT[unit]), unit_word(unit)
    own = {"unit": word, "when": {"history": OWN}}
    histories = {code: name for code, name in _histories().items() if code == OWN or code in known}
    return [
        *([Pick("company", _("Customers of"), companies, next(iter(companies)))] if len(companies) > 1 else []),
        *(
            Slider(name, _("{name}: doublings (0 is best)").format(name=name), -DOUBLINGS, DOUBLINGS, 0.0, _STEP)
            for name in PARAMETERS
        ),
        Pick("history", _("History"), histories, OWN),
        Slider("frequency", _("Repeat purchases"), 0, 20, first.frequency, when={"history": OWN}),
        Slider("span", _("First to last purchase"), 1, year, min(round(first.span), year), **own),
        Slider("silence", _("Silent since"), 0, 2 * year, min(round(first.silence), 2 * year), **own),
        Slider("horizon", _("Look ahead"), max(1, year // 4), 3 * year, year, max(1, year // 4), unit=word),
        Slider("discount", _("Discount rate a year"), 0, 40, round(100 * first.discount_rate), unit="%"),
        Slider("margin", _("Margin on sales (assumed)"), 5, 100, round(100 * first.margin), 5, unit="%"),
    ]


def _histories() -> dict[str, str]:
    names = (
        _("frequent buyer 1"),
        _("frequent buyer 2"),
        _("rare buyer 1"),
        _("rare buyer 2"),
        _("one-time buyer 1"),
        _("one-time buyer 2"),
    )
    return {OWN: _("your own"), **dict(zip(EXAMPLES, names, strict=True))}


def lab_settings(settings: Mapping[str, Any]) -> LifetimeSettings:
    """The model's levers."""
    return LifetimeSettings(
        **{name: 2.0 ** settings[name] for name in PARAMETERS},
        history=settings["history"],
        frequency=settings["frequency"],
        span=settings["span"],
        silence=settings["silence"],
        horizon=settings["horizon"],
        discount_rate=settings["discount"] / 100,
        margin=settings["margin"] / 100,
    )
