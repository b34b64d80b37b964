"""The face of the policy lab: move the lines, see whom no grade takes, what service costs, and who gets to the top."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from casekit.grading.policy import own_policies
from casekit.labs.policy import PolicyLab
from casekit.labs.policy_outcome import FEW, PolicyOutcome
from casekit.text import _, ngettext
from casekit.widgets.lab import LabFace
from casekit.widgets.policy_controls import controls, fit, lab_settings, title_of
from casekit.widgets.policy_picture import picture


def policy_lab(model: PolicyLab) -> LabFace:
    """The policy lab of one company. It opens at the policy as it came."""
    return LabFace(
        "policies",
        _("The policy lab"),
        controls(model),
        lambda settings: model.outcome(lab_settings(model, settings)),
        picture,
        _sentence,
        intro=_intro(model),
        table=_tables,
        fit=partial(fit, model.lines),
        save=partial(_save, model),
    )


def _intro(model: PolicyLab) -> str:
    said = _(
        "A line is where a band begins. **You** draw the lines; whatever else a grade asks for stays as it is. Watch "
        "whom no grade takes, whether the hours you promise are there, and how the grades fall among groups. *Save* "
        "writes a policy file of your own."
    )
    lost = [grade.title or grade.id for grade in model.lines.policy.grades if not grade.testable]
    if not lost:
        return said
    lacking = ngettext(
        "{grades} can be given to nobody: the policy does not say for what.",
        "{grades} can be given to nobody: the policy does not say for what.",
        len(lost),
    )
    return f"{said} {lacking.format(grades=_(' and ').join(lost))}"


# ── the sentence ─────────────────────────────────────────────────────────────────────────────────────
def _sentence(outcome: PolicyOutcome) -> str:
    said = (_graded(outcome), _holes(outcome), _uncovered(outcome), _overlaps(outcome), _moved(outcome))
    return " ".join(filter(None, (*said, _hours(outcome), _fair(outcome))))


def _graded(outcome: PolicyOutcome) -> str:
    graded = outcome.by_grade.iloc[:-1]
    n, everybody = int(graded["customers"].sum()), len(outcome.customers.ids)
    return ngettext(
        "**{n:,} of {all:,} customers** has a grade, with {share} of the sales.",
        "**{n:,} of {all:,} customers** have a grade, with {share} of the sales.",
        n,
    ).format(n=n, all=everybody, share=_percent(graded["share_of_sales"].sum()))


def _holes(outcome: PolicyOutcome) -> str:
    if not len(outcome.holes):
        return _("The bands leave **no hole**.")
    named = "; ".join(
        _("{where} ({n:,})").format(where=hole.where, n=hole.customers) for hole in outcome.holes.itertuples()
    )
    return ngettext(
        "**{n} hole** (customers): {named}, with {share} of the sales.",
        "**{n} holes** (customers): {named}, together with {share} of the sales.",
        len(outcome.holes),
    ).format(n=len(outcome.holes), named=named, share=_percent(outcome.holes["share_of_sales"].sum()))


def _uncovered(outcome: PolicyOutcome) -> str:
    n = outcome.uncovered["customers"]
    if not n:
        return ""
    return ngettext(
        "**{n:,} customer** stands in a band and gets no grade, for another condition fails ({share}).",
        "**{n:,} customers** stand in a band and get no grade, for another condition fails ({share}).",
        n,
    ).format(n=n, share=_percent(outcome.uncovered["share_of_sales"]))


def _overlaps(outcome: PolicyOutcome) -> str:
    if not len(outcome.overlaps):
        return ""
    named = "; ".join(
        _("{higher} and {lower}, {where}").format(
            higher=_title(outcome, one.higher), lower=_title(outcome, one.lower), where=one.where
        )
        for one in outcome.overlaps.itertuples()
    )
    n, both = len(outcome.overlaps), int(outcome.overlaps["both"].sum())
    said = ngettext("**{n} overlap**: {named};", "**{n} overlaps**: {named};", n).format(n=n, named=named)
    if not both:
        return f"{said} " + _("nobody meets all that two grades ask for.")
    decides = ngettext(
        "**{n:,} customer** meets all that two grades ask for, and the order of test decides.",
        "**{n:,} customers** meet all that two grades ask for, and the order of test decides.",
        both,
    )
    return f"{said} {decides.format(n=both)}"


def _moved(outcome: PolicyOutcome) -> str:
    up, down = outcome.moved["up"], outcome.moved["down"]
    if not up + down:
        return _("Everybody has the grade of the policy as it came.")
    return _("Against the policy as it came, **{up:,}** stand higher and **{down:,}** lower.").format(up=up, down=down)


def _hours(outcome: PolicyOutcome) -> str:
    there, over = outcome.customers.capacity, outcome.hours_over
    if not outcome.hours and there is None:
        return ""
    said = _("You promise **{promised:,.0f} hours** of service a year").format(promised=outcome.hours)
    if over is None:
        return f"{said}."
    if over > 0:
        return _("{said}, and there are {there:,.0f}: **{over:,.0f} too many**.").format(
            said=said, there=there, over=over
        )
    return _("{said}, and there are {there:,.0f}: {left:,.0f} are left.").format(said=said, there=there, left=-over)


def _fair(outcome: PolicyOutcome) -> str:
    large = outcome.fairness[~outcome.fairness["small"].astype(bool)]
    if len(large) < 2 or not outcome.fairness["in_top"].sum():
        return ""
    least, most = large["rate"].idxmin(), large["rate"].idxmax()
    return _("{top} is reached by {low} in {least} and by {high} in {most}: ask why before you ask who.").format(
        top=_top(outcome),
        low=_percent(large["rate"][least]),
        least=least,
        high=_percent(large["rate"][most]),
        most=most,
    )


def _top(outcome: PolicyOutcome) -> str:
    title, first = _title(outcome, outcome.settings.top), outcome.customers.names[0]
    return title if outcome.settings.top == first else _("{grade} or better").format(grade=title)


def _title(outcome: PolicyOutcome, grade: str) -> str:
    return title_of(outcome.customers.lines, grade)


def _percent(share: float) -> str:
    return "–" if share != share else f"{100 * share:.1f} %"


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────
def _tables(outcome: PolicyOutcome) -> dict[str, pd.DataFrame]:
    made = {_("The grades"): _grades(outcome)}
    if len(outcome.holes) + len(outcome.overlaps):
        made[_("Holes and overlaps of the bands")] = _faults(outcome)
    if len(outcome.fairness):
        title = _("Who reaches {top}, with a 95 % interval").format(top=_top(outcome))
        if outcome.fairness["small"].any():
            title += _("; few: under {few} customers, the rate says little").format(few=FEW)
        made[title] = _rates(outcome)
    return made


def _grades(outcome: PolicyOutcome) -> pd.DataFrame:
    by_grade = outcome.by_grade
    shown = {
        _("customers"): by_grade["customers"],
        _("as it came"): by_grade["before"],
        _("sales, %"): (100 * by_grade["share_of_sales"]).round(1),
        _("hours"): by_grade["hours"].round(),
    }
    names = [_title(outcome, grade) for grade in by_grade.index[:-1]] + [by_grade.index[-1]]
    return pd.DataFrame(shown).set_axis(pd.Index(names, name=_("grade")))


def _faults(outcome: PolicyOutcome) -> pd.DataFrame:
    currency = outcome.policy.currency
    rows = [(_("hole"), hole.where, "", hole.customers, round(hole.sales)) for hole in outcome.holes.itertuples()] + [
        (
            _("overlap"),
            one.where,
            f"{_title(outcome, one.higher)}, {_title(outcome, one.lower)}",
            one.customers,
            round(one.sales),
        )
        for one in outcome.overlaps.itertuples()
    ]
    measure = outcome.policy.measures[outcome.customers.lines.measure]
    columns = [_("fault"), measure.title, _("bands"), _("customers there")]
    return pd.DataFrame(rows, columns=[*columns, _("their sales, {currency}").format(currency=currency)]).set_index(
        columns[0]
    )


def _rates(outcome: PolicyOutcome) -> pd.DataFrame:
    rates = outcome.fairness
    interval = [f"{100 * low:.1f}–{100 * high:.1f}" for low, high in zip(rates["low"], rates["high"], strict=True)]
    shown = {
        _("customers"): rates["customers"].astype("int64"),
        _("reach it"): rates["in_top"].astype("int64"),
        _("rate, %"): (100 * rates["rate"].astype(float)).round(1),
        _("interval, %"): interval,
        **({_("few"): [_("few") if small else "" for small in rates["small"]]} if rates["small"].any() else {}),
    }
    return pd.DataFrame(shown, index=rates.index).rename_axis(outcome.settings.by.replace("_", " "))


# ── saving ───────────────────────────────────────────────────────────────────────────────────────────
def _save(model: PolicyLab, settings: Mapping[str, Any]) -> str:
    """Write the moved policy beside the trainee's other work, under a name that is not taken yet."""
    policy = model.policy(lab_settings(model, settings))
    path = policy.save(_free_place(policy.id))
    return _("Saved as {path}. Read it with grading.load_policy(“{name}”).").format(path=path, name=path.stem)


def _free_place(name: str) -> Path:
    folder, number = own_policies(), 1
    while (place := folder / f"{name}{f'-{number}' if number > 1 else ''}.toml").exists():
        number += 1
    return place
