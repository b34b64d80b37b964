"""Who is who: two cards of one person, several accounts of one group."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_records.company import sales_of
from casekit.course.customer_records.pairs import EVIDENCE, pairs_of_cards
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Grades
from casekit.practice.kinds.word import Word
from casekit.text import _

# ── one person or two? ───────────────────────────────────────────────────────────────────────────────────
WHO = {"one": _("one person"), "two": _("two people")}


@once_a_case
def _sorts_of_pairs(case):
    """Pairs that look like one another and are not, by sort."""
    pairs = pairs_of_cards(case)
    alike = pairs["one"] & (pairs["name"] == "other") & (pairs["agree"] >= 2) & (pairs["differ"] == 0)
    by_phone = pairs["phone"] == "same"
    namesakes = ~pairs["one"] & (pairs["name"] == "same") & (pairs["differ"] >= 2)
    family = ~pairs["one"] & (pairs["name"] == "other") & by_phone & (pairs["differ"] >= 1)
    sorts = {"by phone": alike & by_phone, "without phone": alike & ~by_phone, "namesakes": namesakes, "family": family}
    return {name: sorted(pairs.index[chosen]) for name, chosen in sorts.items()}


def _six_pairs(case, rng):
    """Three pairs of one person whose names differ, three pairs of two people whose names or phones agree."""
    pairs, sorts = pairs_of_cards(case), _sorts_of_pairs(case)
    # One person found without the phone: else "same phone" and "anything the same" would be one and the same mistake.
    wanted = {"by phone": 2, "without phone": 1, "namesakes": 2, "family": 1}
    drawn = [pair for name, n in wanted.items() for pair in rng.sample(sorts[name], n)]
    rng.shuffle(drawn)
    rows = pairs.loc[drawn].set_axis([f"pair {n}" for n in range(1, 7)], axis=0)
    shown = rows[["name", *EVIDENCE]].replace(
        {"same": _("same"), "other": _("different"), "blank": _("one is blank"), "swapped": _("day, month swapped")}
    )
    shown["name"] = shown["name"].replace({_("different"): _("written differently")})
    return {"table": shown, "rows": rows}


def _judged(by):
    return lambda facts: {name: "one" if by(row) else "two" for name, row in facts["rows"].iterrows()}


def _pair_says(facts, row):
    line = facts["rows"].loc[row]
    agree = [name for name in EVIDENCE if line[name] in ("same", "swapped")]
    differ = [name for name in EVIDENCE if line[name] == "other"]
    return _("{row}: for one person speak {agree}; against it {differ}.").format(
        row=row, agree=", ".join(agree) or _("nothing"), differ=", ".join(differ) or _("nothing")
    )


SAME_PERSON = Question(
    id="records.same-person",
    kind=Grades(
        grades=WHO,
        rows=lambda facts: {name: name for name in facts["table"].index},
        because=_pair_says,
        heading=_("Your answer"),
    ),
    case=telecom,
    given=_six_pairs,
    prompt=_(
        "Six pairs of cards. We show not the people, but how the two cards of a pair compare. **One person or two?** Our rule: *one "
        "person* if at least two of phone, e-mail, birthday and address agree and none of them differs; a blank says nothing. The name "
        "alone decides nothing."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_judged(lambda row: row["agree"] >= 2 and row["differ"] == 0),
    mistakes=(
        Mistake(
            "the-name-decides",
            _judged(lambda row: row["name"] == "same"),
            _(
                "You went by the name. But one person is *Li Wei*, *LI WEI* and *Wei Li* on three cards, and two people can both be "
                "called Li Wei. Cover the first column and look again."
            ),
        ),
        Mistake(
            "the-phone-decides",
            _judged(lambda row: row["phone"] == "same"),
            _(
                "You went by the phone. A family shares one; so does a firm. Merge by it alone, and a daughter reads her father's bills. "
                "What do birthday and address say?"
            ),
        ),
        Mistake(
            "one-agreement-is-enough",
            _judged(lambda row: row["agree"] >= 1),
            _(
                "You took one agreement as enough. Look also at what *differs*: a different birthday is strong evidence for two people, "
                "whatever else agrees."
            ),
        ),
    ),
    right=_(
        "Evidence for and against, not one magic field. The wrong merge is the dear one: it shows one person's data to another."
    ),
    hints=Hints(
        _("Cover the name column."),
        _("Count what agrees, count what differs, skip blanks. Two or more for and none against: one person."),
        _("A pair with the same phone and a different birthday has one against. So it is …"),
        _("{answer}"),
    ),
    competencies=("CD4",),
)


# ── a phone number has one way of being right ────────────────────────────────────────────────────────────
def _digits(text):
    digits = _only_digits(text)
    return digits[2:] if digits.startswith("86") and len(digits) > 11 else digits


def _only_digits(text):
    return "".join(sign for sign in text if sign.isdigit()) or "none"


@once_a_case
def _spellings(case):
    """Phones by the way they were typed."""
    phones = case.cards["phone"].dropna()
    plus = phones.str.contains(r"\+86")
    sorts = {
        "country code": plus,
        "spaces": ~plus & phones.str.contains(" "),
        "dashes": ~plus & phones.str.contains("-") & (phones.str.len() > 5),
    }
    return {name: sorted(set(phones[typed])) for name, typed in sorts.items()}


def _phones(case, rng):
    typed = _spellings(case)
    chosen = [
        phone for name, n in (("country code", 3), ("spaces", 2), ("dashes", 2)) for phone in rng.sample(typed[name], n)
    ]
    return {"phones": [*chosen, "10086861234", "-"]}


CLEAN_PHONE = Question(
    id="records.clean-phone",
    kind=Function(
        signature="clean_phone(text)",
        trials=lambda facts, rng: [(phone,) for phone in facts["phones"]],
        result=Word(),
        seconds=5,
    ),
    case=telecom,
    given=_phones,
    prompt=_(
        "Before numbers are compared they must be written in one way. Write `clean_phone(text)`: it gets a number as it was typed, such as "
        "`'+86 100-1234 5678'`, and returns its eleven digits as a text, `'10012345678'`: no spaces, no dashes, no country code +86. Where "
        "there is no digit at all, it returns `'none'`. Careful: `86` may also stand inside a number. **In Excel:** fill the "
        "column *clean_phone* of the sheet and paste it in place of the name."
    ),
    workbook=lambda facts: {
        "phones": pd.DataFrame(
            {
                "case": range(1, len(facts["phones"]) + 1),
                "typed": facts["phones"],
                "clean_phone": [None] * len(facts["phones"]),
            }
        )
    },
    oracle=lambda facts: _digits,
    mistakes=(
        Mistake(
            "country-code-kept",
            lambda facts: _only_digits,
            _(
                "Your function keeps the digits and the country code with them. {got} So the same phone, typed with and without "
                "+86, stays two phones."
            ),
        ),
        Mistake(
            "every-86-removed",
            lambda facts: lambda text: _only_digits(text).replace("86", ""),
            _(
                "Your function removes *every* 86. {got} An 86 inside a number belongs to it; only a country code in front, which makes "
                "the number longer than eleven digits, is too much."
            ),
        ),
        Mistake(
            "spaces-only",
            lambda facts: lambda text: text.replace("+86", "").replace(" ", "") or "none",
            _("Your function takes out spaces and +86, and leaves the dashes. {got} Keep digits only."),
        ),
    ),
    right=_(
        "Now equal phones look equal. E-mails need lower case, names a fixed order. Most duplicates are found by cleaning, before any "
        "clever matching."
    ),
    hints=Hints(
        _("First keep only what is a digit."),
        _("Join the digits; if there are more than eleven and they begin with 86, drop these two."),
        _("`digits = ''.join(c for c in text if c.isdigit())`, and then the country code …"),
        _("`return digits[2:] if digits.startswith('86') and len(digits) > 11 else digits or 'none'`"),
    ),
    competencies=("CD4",),
    way="compute",
)


# ── the group and its branches ───────────────────────────────────────────────────────────────────────────
@once_a_case
def _accounts(case):
    """The accounts with sales in 2025."""
    return case.customers.set_index("customer_id").assign(sales=sales_of(case)).dropna(subset=["sales"])


def _branches(case, rng):
    accounts = _accounts(case)
    whole = accounts.dropna(subset=["group_id"]).groupby("group_id")["sales"].agg(["size", "sum", "max"])
    whole = whole[whole["size"].between(3, 8)]
    telling = whole[whole["max"] < 0.8 * whole["sum"]]
    group = rng.choice(sorted(telling.index))
    own = accounts[accounts["group_id"] == group]
    others = accounts[(accounts["group_id"] != group) & (accounts["user_type"] == "organisation")]
    extra = others.loc[rng.sample(sorted(others.index), 4)]
    rows = pd.concat([own, extra]).sort_index()[["group_id", "area", "sales"]].reset_index()
    rows["group_id"] = rows["group_id"].fillna("")
    return {
        "rows": rows,
        "group": group,
        "total": float(own["sales"].sum()),
        "largest": float(own["sales"].max()),
        "mean": round(float(own["sales"].mean()), 2),
        "n": len(own),
        "everything": float(rows["sales"].sum()),
        "limit": 10_000 * max(1, round(own["sales"].sum() * 0.9 / 10_000)),
    }


GROUP_SALES = Question(
    id="records.group-sales",
    kind=Number(unit=_("yuan"), decimals=2),
    case=telecom,
    given=_branches,
    prompt=_(
        "Key accounts are judged as a **group customer** (集团客户): all branches together. What were the sales of group **{group}** in "
        "2025? (The same table is in the Excel sheet.)"
    ),
    exhibit=lambda facts: facts["rows"].set_index("customer_id"),
    workbook=lambda facts: {"accounts": facts["rows"]},
    oracle=lambda facts: facts["total"],
    mistakes=(
        Mistake(
            "largest-branch",
            lambda facts: facts["largest"],
            _(
                "{got} is the largest of its {n} branches. That is how a group stays invisible: each branch is tested alone, and "
                "none of them looks like a key account. Add them up."
            ),
        ),
        Mistake(
            "mean-branch",
            lambda facts: facts["mean"],
            _("{got} is the mean of its {n} branches. The group decides as one and can leave as one: take the sum."),
        ),
        Mistake(
            "the-whole-table",
            lambda facts: facts["everything"],
            _(
                "{got} is every row of the table. Some of these accounts belong to other groups, or to none. Look at group_id."
            ),
        ),
    ),
    right=_("{answer} from {n} branches. No branch shows it alone. One talk at the right table concerns all of it."),
    hints=Hints(
        _("Which rows belong to the group?"),
        _(
            "Add the sales of all rows with this group_id: SUMIF in Excel, `groupby('group_id')['sales'].sum()` in pandas."
        ),
        _("There are {n} rows with {group}. Their largest is {largest:,.2f}. The others come on top …"),
        _("The {n} rows of {group} add up to {answer}."),
    ),
    competencies=("CD4",),
    way="compute",
)
