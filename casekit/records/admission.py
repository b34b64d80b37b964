"""The gate for new customers (新客户审查): a general survey, then one on site, then a decision with its reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.records.columns import BLANK, as_date, enter_with, number_within, whole_number
from casekit.tables import collect
from casekit.text import _

_COLUMNS = (
    "prospect_id",
    "overview_on_file",
    "accounts_year",
    "head_interviewed_on",
    "view_of_us",
    "visited_on",
    "site_confirms",
    "payment_record",
    "lawful_business",
)
_MOST_PROSPECTS = 100_000


@dataclass(frozen=True)
class AdmissionRules:
    """What a new customer must show. The two stages and what the first one asks for are the source's; it names "basic
    principles" for the decision and lost them, so every principle and number here is ours: change them, and say so.

    Parameters
    ----------
    accounts_years : the annual final accounts (年度决算表) may be at most so many years old: with 2, in 2025 those of
        2023 do. Ours.
    payment_refused : payment records that are not admitted. Ours.
    payment_with_care : payment records that are admitted with a condition. Ours.
    condition : the condition, said in the next step. Ours.
    lawful_needed : whether a business that is not lawful is refused. Ours.
    site_needed : whether a visit that does not confirm the general impression is a refusal. Ours.
    least_monthly_fee : the least expected fee a month (money); 0 asks for none, and then the table needs no column
        expected_fee. Ours.
    """

    accounts_years: int = 2
    payment_refused: tuple[str, ...] = ("bad",)
    payment_with_care: tuple[str, ...] = ("late",)
    condition: str = _("a deposit, or payment in advance for the first six months")
    lawful_needed: bool = True
    site_needed: bool = True
    least_monthly_fee: float = 0.0

    def __post_init__(self):
        whole_number(self.accounts_years, "accounts_years")
        number_within(self.least_monthly_fee, "least_monthly_fee")

    def principles(self) -> pd.DataFrame:
        """The principles of the decision in words: principle, whose (all "ours", and why)."""
        said = [_("The annual final accounts are at most {n} years old.").format(n=self.accounts_years)]
        if self.site_needed:
            said.append(_("The visit confirms the general impression."))
        if self.lawful_needed:
            said.append(_("The business is lawful."))
        if self.payment_refused:
            said.append(_("The payment record is not: {words}.").format(words=", ".join(self.payment_refused)))
        if self.least_monthly_fee > 0:
            said.append(_("The expected fee is at least {fee:,.2f} a month.").format(fee=self.least_monthly_fee))
        whose = _("ours: the source speaks of basic principles, and their text is lost")
        return pd.DataFrame({"principle": said, "whose": whose})


def admission_gate(prospects: Any, *, as_of: Any, rules: AdmissionRules | None = None) -> pd.DataFrame:
    """Who may become a customer, and what is to be done next, prospect by prospect.

    Parameters
    ----------
    prospects : a table with one row a prospect: prospect_id, overview_on_file (yes/no), accounts_year (year of the
        latest annual final accounts), head_interviewed_on (date of the talk with the person in charge), view_of_us
        (text: what they think of us), visited_on (date of the visit on site), site_confirms (yes/no), payment_record
        (good | late | bad), lawful_business (yes/no); any may be blank. expected_fee when the rules ask for a fee.
    as_of : today. What is dated later has not happened yet.
    rules : :class:`AdmissionRules` by default.

    Returns
    -------
    A pandas table, one row a prospect: prospect_id, stage (general survey | on-site survey | decision), decision
    (admit | not admit | incomplete), reason and next_step (a sentence each).

    The stages are strict: without a complete general survey there is no judgement, whatever a visit has found; without
    the visit, no decision. A blank answer to a principle is "incomplete", never a yes and never a no.

    Raises CasekitError for missing columns, a prospect listed twice, an ``as_of`` that is no date.
    """
    rules = rules or AdmissionRules()
    today = as_date(as_of, "as_of")
    needed = [*_COLUMNS, *(["expected_fee"] if rules.least_monthly_fee > 0 else [])]
    frame = enter_with(prospects, _("The prospects"), needed)
    table = collect(frame.select(needed), _("the gate for new customers"), _MOST_PROSPECTS)
    twice = table["prospect_id"][table["prospect_id"].duplicated()]
    if len(twice):
        raise CasekitError(
            _("Prospect “{id}” is listed more than once; keep one row for each.").format(id=twice.iloc[0])
        )
    for name in {"accounts_year", "expected_fee"} & set(needed):
        table[name] = _numbers(table[name])
    lines = [(row["prospect_id"], *_judged(row, today, rules)) for row in table.to_dict("records")]
    return pd.DataFrame(lines, columns=["prospect_id", "stage", "decision", "reason", "next_step"])


def _numbers(column: pd.Series) -> pd.Series:
    try:
        return pd.to_numeric(column).astype("Float64")
    except (ValueError, TypeError):
        raise CasekitError(
            _("Column “{name}” must hold numbers; mend what is none.").format(name=column.name)
        ) from None


def _judged(row: dict, today: date, rules: AdmissionRules) -> tuple[str, str, str, str]:
    visited = _happened(row["visited_on"], today)
    lacking = _lacking_in_general(row, today, rules)
    if lacking:
        reason = _("The general survey is not complete: {lacking}.").format(lacking="; ".join(lacking))
        if visited:
            reason += " " + _("The visit came before it was.")
        return "general survey", "incomplete", reason, _("Get what is missing, then plan the visit on site.")
    if not visited:
        reason = _("The general survey is complete, the visit on site has not taken place.")
        return "on-site survey", "incomplete", reason, _("Visit the prospect and write down what you find.")
    refused = _against(row, rules)
    if refused:
        reason = _("Not admitted: {refused}.").format(refused="; ".join(refused))
        return "decision", "not admit", reason, _("Tell the prospect, and keep the papers with the reason.")
    unanswered = _unanswered(row, rules)
    if unanswered:
        reason = _("Both surveys are done, but something is not answered: {open}.").format(open="; ".join(unanswered))
        return "on-site survey", "incomplete", reason, _("Answer it before the decision.")
    if _word(row["payment_record"]) in rules.payment_with_care:
        reason = _("Both surveys are complete and no principle speaks against it; the payment record is “{word}”.")
        step = _("Admit on a condition: {condition}.").format(condition=rules.condition)
        return "decision", "admit", reason.format(word=_word(row["payment_record"])), step
    reason = _("Both surveys are complete and no principle speaks against it.")
    return "decision", "admit", reason, _("Open a file and a customer card, and name who looks after it.")


def _lacking_in_general(row: dict, today: date, rules: AdmissionRules) -> list[str]:
    lacking = []
    if _yes(row["overview_on_file"]) is not True:
        lacking.append(_("no overview of the company"))
    year = row["accounts_year"]
    if pd.isna(year):
        lacking.append(_("no annual final accounts"))
    elif int(year) > today.year:
        lacking.append(_("the accounts are dated {year}, which is still to come").format(year=int(year)))
    elif today.year - int(year) > rules.accounts_years:
        lacking.append(
            _("the latest accounts are of {year}, older than {n} years").format(year=int(year), n=rules.accounts_years)
        )
    if not _happened(row["head_interviewed_on"], today):
        lacking.append(_("no talk with the person in charge"))
    if not _word(row["view_of_us"]):
        lacking.append(_("their view of us is not known"))
    return lacking


def _against(row: dict, rules: AdmissionRules) -> list[str]:
    against = []
    if rules.site_needed and _yes(row["site_confirms"]) is False:
        against.append(_("the visit did not confirm the general impression"))
    if rules.lawful_needed and _yes(row["lawful_business"]) is False:
        against.append(_("the business is not lawful"))
    if _word(row["payment_record"]) in rules.payment_refused:
        against.append(_("the payment record is “{word}”").format(word=_word(row["payment_record"])))
    fee = row.get("expected_fee")
    if rules.least_monthly_fee > 0 and not pd.isna(fee) and fee < rules.least_monthly_fee:
        against.append(
            _("the expected fee of {fee:,.2f} is below {least:,.2f} a month").format(
                fee=fee, least=rules.least_monthly_fee
            )
        )
    return against


def _unanswered(row: dict, rules: AdmissionRules) -> list[str]:
    unanswered = []
    if rules.site_needed and _yes(row["site_confirms"]) is None:
        unanswered.append(_("did the visit confirm the impression"))
    if rules.lawful_needed and _yes(row["lawful_business"]) is None:
        unanswered.append(_("is the business lawful"))
    if (rules.payment_refused or rules.payment_with_care) and not _word(row["payment_record"]):
        unanswered.append(_("how does it pay"))
    if rules.least_monthly_fee > 0 and pd.isna(row["expected_fee"]):
        unanswered.append(_("what fee is expected"))
    return unanswered


def _happened(day: Any, today: date) -> bool:
    return not pd.isna(day) and as_date(day, "date") <= today


def _yes(value: Any) -> bool | None:
    """True, False, or None for no answer."""
    if pd.isna(value):
        return None
    if not isinstance(value, (bool, np.bool_)):
        raise CasekitError(
            _("A prospect has {value!r} where yes or no (true or false) is asked; turn it first.").format(value=value)
        )
    return bool(value)


def _word(value: Any) -> str:
    """The word in small letters, "" for a missing value and for words that say nothing."""
    word = "" if pd.isna(value) else str(value).strip().lower()
    return "" if word in BLANK else word
