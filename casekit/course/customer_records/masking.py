"""A phone number masked by a rule one can say aloud."""

import pandas as pd

from casekit import records
from casekit.course.customer_records.company import filled, telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.word import Word
from casekit.text import _

FEWEST = 5


def _some_phones(case, rng):
    """Phones as clerks and customers wrote them, a short service number, a dash and an empty field."""
    phones = case.cards.loc[filled(case.cards["phone"]), "phone"].astype(str)
    form = phones.str.replace(r"\d", "0", regex=True)
    one_each = [rng.choice(sorted(phones[form == shape].unique())) for shape in sorted(form.value_counts().index[:5])]
    phones = [*one_each, *rng.sample(sorted(phones.unique()), 3), rng.choice(["110", "119", "120", "122"]), "-", ""]
    rng.shuffle(phones)
    return {"phones": phones, "fewest": FEWEST}


def _masked(phone):
    return records.mask(pd.DataFrame({"phone": [phone]}), {"phone": "phone"})["phone"][0]


def _digits(phone):
    return "".join(sign for sign in phone if sign.isdigit())


def _phones_sheet(facts):
    """One row a case, with an empty column to fill."""
    phones = facts["phones"]
    return pd.DataFrame({"case": range(1, len(phones) + 1), "mask_phone": [None] * len(phones), "phone": phones})


CODE_OF = Question(
    id="records.code-of",
    kind=Function(
        signature="mask_phone(phone)",
        trials=lambda facts, rng: [(phone,) for phone in facts["phones"]],
        result=Word(),
        seconds=5,
    ),
    case=telecom,
    given=_some_phones,
    prompt=_(
        "On the screens of the call centre a phone number shall be masked (脱敏). Write `mask_phone(phone)`; it gets a text such as "
        "`'100-2345-6789'`. With **{fewest} digits or more** it returns **seven stars and the last two digits**: `'*******89'`. With fewer "
        "digits, a dash or nothing at all it returns **three stars**: `'***'`. **In Excel:** fill the column *mask_phone* of the sheet, one "
        "text a case, and paste that column in place of the name. All numbers are invented."
    ),
    workbook=lambda facts: {"phones": _phones_sheet(facts)},
    oracle=lambda facts: _masked,
    mistakes=(
        Mistake(
            "keeps-the-first",
            lambda facts: lambda phone: "*******" + _digits(phone)[:2] if len(_digits(phone)) >= FEWEST else "***",
            _(
                "Your function keeps the *first* digits. {got} Nearly all numbers here begin in the same way, so these two tell a clerk "
                "nothing about which number it is. Which end tells two numbers apart?"
            ),
        ),
        Mistake(
            "stars-tell-the-length",
            lambda facts: (
                lambda phone: "*" * (len(phone) - 2) + _digits(phone)[-2:] if len(_digits(phone)) >= FEWEST else "***"
            ),
            _(
                "Your function draws one star for each hidden sign. {got} Then the stars tell how the number was written: with +86, with "
                "dashes, in another country. That helps to guess. How many stars does the rule ask for?"
            ),
        ),
        Mistake(
            "short-and-blank",
            lambda facts: lambda phone: "*******" + _digits(phone)[-2:],
            _(
                "Right for whole numbers. But short ones, a dash or an empty field need a rule too. {got} Two digits of a number of "
                "three give most of it away, and stars before nothing look like a number that we have."
            ),
        ),
    ),
    right=_(
        "It holds for every way of writing, for short numbers and for blanks. The kit's `records.mask` masks whole tables like this. "
        "A masked screen still shows the rest of the row: whoever may not see the person should not see the row."
    ),
    hints=Hints(
        _("Take the digits out of the text first. How many are there?"),
        _("Digits only; fewer than {fewest}: three stars. Else seven stars, then the last two digits."),
        _(
            "`digits = ''.join(sign for sign in phone if sign.isdigit())` in Python; in Excel "
            '`SUBSTITUTE(SUBSTITUTE(C2,"-","")," ","")` takes dashes and blanks out. Now the two cases …'
        ),
        _(
            "`return '*******' + digits[-2:] if len(digits) >= {fewest} else '***'`. In Excel with the digits in D2: "
            '`=IF(LEN(D2)<{fewest},"***","*******"&RIGHT(D2,2))`'
        ),
    ),
    competencies=("DS1",),
    way="compute",
)
