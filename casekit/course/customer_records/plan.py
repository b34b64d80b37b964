"""The first sheet of the customer plan: which records to trust, mend and merge, and who may see them."""

import pandas as pd

from casekit import records
from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_records.company import sales_of
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.text import _, ngettext

LEVELS = (0.6, 0.75, 0.9)


@once_a_case
def _matches(case: Case) -> pd.DataFrame:
    return records.find_matches(case.cards)


def _quality(case: Case, strictness: float):
    merge = records.merge_records(case.cards, strictness=strictness, matches=_matches(case))
    return merge.against(case.truth["card_owners"])


@once_a_case
def faults(case: Case) -> pd.DataFrame:
    """What is wrong with the files of the customers who have a manager."""
    managed = case.customers.dropna(subset=["manager_id"])
    files = case.archive[case.archive["customer_id"].isin(managed["customer_id"])]  # prospects have files too
    return records.archive_faults(files, customers=managed, contracts=case.contracts, as_of=case.last_day)


@once_a_case
def overdue(case: Case) -> int:
    """How many follow-ups are overdue."""
    due = records.follow_ups_due(case.follow_ups, as_of=case.last_day)
    return int((due["status"] == "overdue").sum())


@once_a_case
def units(case: Case) -> pd.DataFrame:
    """Sales of 2025 by unit: a group with all its branches, or a customer alone."""
    accounts = case.customers.assign(sales=case.customers["customer_id"].map(sales_of(case)).fillna(0.0))
    return records.roll_up(accounts, value="sales", parents=records.suggest_groups(case.customers, case.groups))


def _about_strictness(case, answers):
    quality = _quality(case, answers["strictness"])
    return _(
        "On this company, where the truth is known: pairs of strangers that would share a file: {wrong:,}; pairs of one "
        "person's cards that would stay apart: {missed:,}."
    ).format(wrong=quality.wrong_pairs, missed=quality.missed_pairs)


def _about_files(case, answers):
    weeks = 13
    return _("There are {all} in all. {n} faults in {weeks} weeks are {each:.0f} a week: who has the hours?").format(
        all=len(faults(case)), n=answers["files"], weeks=weeks, each=answers["files"] / weeks
    )


def _about_overdue(case, answers):
    left = overdue(case) - answers["overdue"]
    if left <= 0:
        return ""
    return ngettext("{n} broken promise would still stand.", "{n} broken promises would still stand.", left).format(
        n=left
    )


def _largest(case, answers):
    by_unit = answers["unit"] == "group"
    named = ["unit_id", "customers", "value"] if by_unit else ["largest_child", "largest_child_value"]
    table = units(case).nlargest(10, named[-1])[named].reset_index(drop=True)
    return table.set_axis([*([_("unit"), _("accounts")] if by_unit else [_("account")]), _("sales 2025, yuan")], axis=1)


PLAN = Sheet(
    name="records",
    title=_("Records: what we trust, mend and merge"),
    case=telecom,
    intro=_("Decide for Harbour Telecom, as of 31 December 2025. You can come back and change your mind."),
    fields=(
        NumberField(
            name="strictness",
            question=_("From which score on do you merge two cards without looking?"),
            low=0.5,
            high=1,
            decimals=2,
            suggest=lambda case: 0.75,
            model=0.8,
            why=_(
                "A wrong merge shows one person's bills to another, so we merge only what is nearly certain and look at the "
                "rest by hand."
            ),
            remark=_about_strictness,
        ),
        ChoiceField(
            name="unit",
            question=_("What is graded: each account, or whole groups?"),
            options={"account": _("each account alone"), "group": _("whole groups")},
            model="group",
            why=_("A group decides as one, so it is judged as one."),
        ),
        NumberField(
            name="files",
            question=_("How many faults in the files are mended by the end of March?"),
            unit=_("faults"),
            low=0,
            high=lambda case: len(faults(case)),
            model=lambda case: int((faults(case)["fault"] == "contract not filed").sum()),
            why=_("Contracts that are not filed come first: without the paper there is no claim."),
            remark=_about_files,
        ),
        NumberField(
            name="overdue",
            question=_("How many overdue follow-ups are done in January?"),
            unit=_("follow-ups"),
            low=0,
            high=overdue,
            suggest=overdue,
            model=overdue,
            why=_("They are promises already broken; each day makes them worse."),
            remark=_about_overdue,
        ),
        ChoiceField(
            name="export",
            question=_("Who may export the customer list?"),
            options={
                "owner": _("the records owner alone, with a purpose noted"),
                "managers": _("each account manager, own customers only"),
                "all": _("everybody who may read it"),
            },
            model="owner",
            why=_("One owner can say at any time where the copies are."),
        ),
        TextField(
            name="first",
            question=_("What do you tell the director on Friday about the list of fifty?"),
            model=_(
                "The list by account number is wrong: some of the largest groups are not on it. I bring a list of groups, "
                "with the doubtful merges marked."
            ),
            why=_("It says what is known, what is doubtful, and what comes next."),
        ),
    ),
    tables={_("The ten largest"): _largest},
)
