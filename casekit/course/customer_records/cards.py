"""What a card holds: completeness, what follows from it, and the four kinds of data."""

import pandas as pd

from casekit import records
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_records.company import FIELDS, filled, useful
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.number import Number
from casekit.text import _


# ── completeness of one card ─────────────────────────────────────────────────────────────────────────────
@once_a_case
def _telling_cards(case):
    """Cards of the shop on which the answers in question differ, with their gaps, dashes and completeness; by card_id."""
    cards = case.cards[case.cards["register"] == "shop"]
    asked = list(FIELDS)
    blank = cards[asked].isna() | (cards[asked].astype("string") == "")
    gap = ~useful(case).loc[cards.index, asked]
    counts = pd.DataFrame({"card_id": cards["card_id"], "gaps": gap.sum(axis=1), "junk": (gap & ~blank).sum(axis=1)})
    told, inked = len(FIELDS) - counts["gaps"], len(FIELDS) - counts["gaps"] + counts["junk"]
    differ = (counts["gaps"] != told) & (counts["gaps"] != inked) & (counts["gaps"] > counts["junk"])
    counts = counts[(counts["junk"] >= 1) & counts["gaps"].between(2, 5) & differ]
    telling = cards.loc[counts.index].join(counts[["gaps", "junk"]]).set_index("card_id", drop=False).sort_index()
    done = records.completeness(telling, key="card_id", fields=list(FIELDS))
    return telling.assign(completeness=done["completeness"].to_numpy())


def _one_card(case, rng):
    cards = _telling_cards(case)
    chosen = rng.choice(list(cards.index))
    card = cards.loc[[chosen]]
    row, junk, gaps = card.iloc[0], int(card["junk"].iloc[0]), int(card["gaps"].iloc[0])
    return {
        "card": chosen,
        "table": pd.DataFrame(
            {"on the card": [_seen(field, row[field]) for field in FIELDS]}, index=pd.Index(FIELDS, name="field")
        ),
        "share": 100 * float(row["completeness"]),
        "with_junk": 100 * (len(FIELDS) - gaps + junk) / len(FIELDS),
        "missing_share": 100 * gaps / len(FIELDS),
        "n_filled": len(FIELDS) - gaps,
        "n": len(FIELDS),
        "junk": junk,
    }


def _seen(field, value):
    """What is written there, personal words masked: a card is shown for its gaps, not for its person."""
    if pd.isna(value) or value == "":
        return ""
    if field in ("name", "phone", "email", "address", "birthday") and filled(pd.Series([value])).all():
        return _("(filled in)")
    return str(value)


ONE_CARD = Question(
    id="records.one-card",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_one_card,
    prompt=_(
        "Card {card}, eight fields. What is its **completeness** (完整度): how many per cent of the eight fields tell you something? A "
        "dash or the word *unknown* tells nothing."
    ),
    exhibit=lambda facts: facts["table"],
    workbook=lambda facts: {"card": facts["table"].reset_index()},
    oracle=lambda facts: facts["share"],
    mistakes=(
        Mistake(
            "junk-is-filled",
            lambda facts: facts["with_junk"],
            _(
                "{got} counts every field with *something* in it. A dash is ink, not knowledge: you cannot phone a dash. How many fields "
                "would help a colleague?"
            ),
        ),
        Mistake(
            "share-missing",
            lambda facts: facts["missing_share"],
            _("{got} is the part that is *missing*. Completeness is the other part."),
        ),
    ),
    right=_(
        "{answer}: {n_filled} of {n} fields. A computer that counts only empty cells would have called this card better than it is."
    ),
    hints=Hints(
        _("Read each field as a colleague who has to ring this customer."),
        _("Completeness = fields that tell something ÷ fields asked for."),
        _("Of the {n} fields, take away the empty ones, and {junk} with a dash or “unknown” …"),
        _("{n_filled} of {n} = {answer}"),
    ),
    competencies=("CD1",),
    way="compute",
)


# ── two shares do not make a third ───────────────────────────────────────────────────────────────────────
def _both(case, rng):
    register = rng.choice(["shop", "app"])
    there = useful(case)[case.cards["register"] == register]
    pairs = [("birthday", "email"), ("email", "address"), ("birthday", "address"), ("email", "interests")]
    shares = (100 * there.mean()).round().astype(int)
    known = [(one, other, int(shares[one]), int(shares[other])) for one, other in pairs]
    fits = [pair for pair in known if all(15 < share < 95 for share in pair[2:]) and pair[2] != pair[3]]
    one, other, a, b = rng.choice(fits)
    return {
        "register": register,
        "n": len(there),
        "one": one,
        "other": other,
        "a": a,
        "b": b,
        "least": max(0, a + b - 100),
        "most": min(a, b),
        "product": a * b / 100,
        "true": 100 * (there[one] & there[other]).mean(),
        "table": pd.DataFrame({"cards where it is filled in, %": [a, b]}, index=pd.Index([one, other], name="field")),
    }


BOTH_FILLED = Question(
    id="records.both-filled",
    kind=Choice(
        options={
            "most": _("On {most} %, the smaller of the two shares."),
            "product": _("On {product:.0f} %, the one share times the other."),
            "sum": _("On {least} %, what the two shares have over 100."),
            "cannot": _("These two shares alone do not tell."),
        }
    ),
    case=telecom,
    given=_both,
    prompt=_(
        "A letter needs both fields. All you have is this table, made from the {n:,} cards of the {register} register. On how many per "
        "cent of the cards are **{one} and {other} both** filled in?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "cannot",
    mistakes=(
        Mistake.picked(
            "most",
            _(
                "{most} % is the most it can be: if every card with the rarer field has the other one too. Gaps often come "
                "together on careless cards, but nobody has told you so. What is the least it could be?"
            ),
        ),
        Mistake.picked(
            "product",
            _(
                "{product:.0f} % would be right if the gaps fell like dice, each field for itself. People do not fill in cards by "
                "dice: who leaves one field blank often leaves the next blank too. What would you have to count?"
            ),
        ),
        Mistake.picked(
            "sum",
            _(
                "{least} % is the least it can be: if the gaps of the two fields avoid each other as far as they can. It could be up "
                "to {most} %. Which of these is it? Does the table say?"
            ),
        ),
    ),
    right=_(
        "Anything from {least} to {most} % fits this table. Counted card by card it is {true:.0f} %. Ask for the cards, not for "
        "the shares."
    ),
    hints=Hints(
        _("Think of two ways the gaps could lie on the cards."),
        _("Two shares fix the least and the most their overlap can be, no more."),
        _("If the gaps fall on the same cards, {most} % have both. If they fall on different cards …"),
        _("{answer}"),
    ),
    competencies=("CD1",),
)
