"""Parameters in words, and which of several fits one takes."""

import numpy as np
import pandas as pd

from casekit.course.buying_till_they_leave.shop import UNIT, base, cdnow
from casekit.course.by_case import once_a_case
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.number import Number
from casekit.text import _
from casekit.value import fit_bg_nbd, fit_nbd
from casekit.value.bg_nbd import value_and_slope
from casekit.value.histories import histories

# ── the mean rate ────────────────────────────────────────────────────────────────────────────────────────
_PERIODS = (13, 20, 26, 39, 52)  # weeks


def _parameters(case, rng):
    r, alpha, a, b = (round(value, 3) for value in base(case).model.params.values())
    weeks = rng.choice(_PERIODS)
    table = pd.DataFrame({_("fitted"): [r, alpha, a, b]}, index=pd.Index(["r", "alpha", "a", "b"], name=_("parameter")))
    return {
        "table": table.map("{:.3f}".format),
        "r": r,
        "alpha": alpha,
        "a": a,
        "b": b,
        "weeks": weeks,
        "customers": base(case).model.customers,
        "rate": r / alpha,
        "leave": 100 * a / (a + b),
    }


RATE = Question(
    id="alive.rate",
    kind=Number(unit=_("purchases"), decimals=2),
    case=cdnow,
    given=_parameters,
    prompt=_(
        "A BG/NBD model fitted to {customers:,} customers, all times in **weeks**. By these parameters: how many purchases does the mean customer make in **{weeks} weeks**, so long as nobody leaves?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["weeks"] * facts["rate"],
    mistakes=(
        Mistake(
            "r-alone",
            lambda facts: facts["weeks"] * facts["r"],
            _(
                "{got} takes *r* for the rate. It is only half of it: the mean rate a week is r divided by alpha, and alpha carries the weeks."
            ),
        ),
        Mistake(
            "weeks-between",
            lambda facts: facts["alpha"] / facts["r"],
            _(
                "{got} is alpha / r: the weeks *between* two purchases. Turn it over for the purchases in one week; then take {weeks} of them."
            ),
        ),
        Mistake(
            "one-week",
            lambda facts: facts["rate"],
            _("{got} is right for one week. The question asks for {weeks}."),
        ),
        Mistake(
            "leaving-rate",
            lambda facts: facts["weeks"] * facts["a"] / (facts["a"] + facts["b"]),
            _(
                "{got} comes from a / (a + b). That is the mean chance to leave after a repeat purchase. The pace of buying stands in r and alpha."
            ),
        ),
    ),
    right=_(
        "r / alpha = {rate:.3f} a week, times {weeks}. And after each repeat purchase {leave:.0f} % leave, in the mean. That is why a forecast lies far below such a sum."
    ),
    hints=Hints(
        _("Two parameters are about buying, two about leaving. Which two?"),
        _("The mean rate is r / alpha, in purchases a week. Times the weeks."),
        _("{r:.3f} / {alpha:.3f} = {rate:.4f} a week. In {weeks} weeks …"),
        _("{weeks} × {rate:.4f} = {answer}"),
    ),
    competencies=("VA3",),
)

# ── which fit ────────────────────────────────────────────────────────────────────────────────────────────
_LETTERS = ("A", "B", "C", "D")
_PART = 0.5  # of the customers in the fit that cannot be compared


@once_a_case
def _fits(case):
    """Four fits as a program reports them: role → (customers, log-likelihood, converged)."""
    at = base(case)
    summary = at.customers.reset_index()[["customer_id", "frequency", "recency", "T"]]
    early = {name: value * 1.35 for name, value in at.model.params.items()}
    part = fit_bg_nbd(summary.sample(frac=_PART, random_state=1), time_unit=UNIT)
    stopped = value_and_slope(
        np.array([early["r"], early["alpha"], 0.4 * early["a"], 2 * early["b"]]), histories(summary)
    )[0]
    plain = fit_nbd(summary, time_unit=UNIT)
    return {
        "best": (len(summary), at.model.log_likelihood, True),
        "stopped": (len(summary), stopped, False),
        "part": (part.customers, part.log_likelihood, True),
        "never leaving": (len(summary), plain.log_likelihood, True),
    }


def _four_fits(case, rng):
    fits = _fits(case)
    roles = dict(zip(_LETTERS, rng.sample(sorted(fits), len(fits)), strict=True))
    letter = {role: one for one, role in roles.items()}
    rows = []
    for role in roles.values():
        customers, fit, converged = fits[role]
        model = "NBD" if role == "never leaving" else "BG/NBD"
        rows.append((model, f"{customers:,}", f"{fit:,.1f}", _("yes") if converged else _("no")))
    heads = [_("model"), _("customers"), _("log-likelihood"), _("converged")]
    return {
        "table": pd.DataFrame(rows, columns=heads, index=pd.Index(_LETTERS, name=_("fit"))),
        "role": letter,
        "best": letter["best"],
        "part": letter["part"],
        "never": letter["never leaving"],
        "stopped": letter["stopped"],
        "customers": fits["best"][0],
        "few": fits["part"][0],
        "gap": fits["best"][1] - fits["never leaving"][1],
    }


FITS = Question(
    id="alive.fits",
    kind=Choice({letter: _("fit {letter}").format(letter=letter) for letter in _LETTERS}, shuffle=False),
    case=cdnow,
    given=_four_fits,
    prompt=_(
        "Four fits lie on your desk. The forecast is for all {customers:,} customers, and you know that some of them have left. Which fit do you take?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["best"],
    mistakes=(
        Mistake(
            "other-customers",
            lambda facts: facts["part"],
            _(
                "Fit {part} has the log-likelihood nearest to 0. That tempts: nearer to 0 is better. But it adds up {few:,} customers, not {customers:,}. Fewer customers always lie nearer to 0. Compare "
                "fits to the same ones."
            ),
        ),
        Mistake(
            "not-converged",
            lambda facts: facts["stopped"],
            _(
                "Fit {stopped} did not converge: the climb stopped on the way, and its parameters are those of some step. They look like any others. Is there one that reached its top?"
            ),
        ),
        Mistake(
            "nobody-leaves",
            lambda facts: facts["never"],
            _(
                "Fit {never} converged, on all customers. It is the plain NBD, in which nobody leaves. And its log-likelihood lies lower than it need. Is there a fit on the same customers with a higher one?"
            ),
        ),
    ),
    right=_(
        "It converged, it is on all the customers, and its log-likelihood lies {gap:,.0f} above that of the model without leaving. Whether its forecast holds, only weeks that it has not seen can tell."
    ),
    hints=Hints(
        _("Three columns to look at, one after the other. Which fits drop out?"),
        _(
            "Drop what did not converge, and what was fitted to other customers. Of the rest take the log-likelihood nearest to 0."
        ),
        _("Fit {stopped} did not converge, and fit {part} has only {few:,} customers. Two are left …"),
        _("It is {answer}: of the two that are left it lies {gap:,.0f} nearer to 0."),
    ),
    competencies=("VA3",),
)
