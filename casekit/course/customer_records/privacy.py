"""Personal data in other hands: what a file needs, and what a hash hides."""

import hashlib

import pandas as pd

from casekit import records
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_records.company import useful
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice, Choices
from casekit.tables.contract import Column, Contract
from casekit.text import _

# ── what goes into the file ──────────────────────────────────────────────────────────────────────────────
COLUMNS = {
    "code": _("a code in place of the customer's number"),
    "name": _("name"),
    "phone": _("phone"),
    "id_number": _("number of the identity card"),
    "birthday": _("birthday"),
    "address": _("address"),
    "interests": _("interests"),
    "area": _("area (one of six districts)"),
    "age_band": _("age in bands of ten years"),
    "days_to_pay": _("days until each bill was paid"),
}
WHY = {
    "name": _("Nobody is called by name in a table by {by}."),
    "phone": _("Nobody is rung up for this. Could one count without it?"),
    "id_number": _("The code tells customers apart already."),
    "birthday": _("A day of birth says more than any question here asks."),
    "address": _("The question does not ask for street and house."),
    "interests": _("What has it to do with paying?"),
    "area": _("The question does not ask where they live."),
    "age_band": _("The question does not ask how old they are."),
}
GROUPINGS = {"area": _("district"), "age_band": _("age band")}
PURPOSES = {f"who pays late, by {by}": records.Purpose(("code", by, "days_to_pay")) for by in GROUPINGS}


def _file(case):
    """The file one could make of customers, cards and bills, still empty, and what its columns are."""
    known = {column.name: column for table in ("bills", "cards", "customers") for column in case.schema[table].columns}
    columns = [known.get(name, Column(name)) for name in COLUMNS]
    return pd.DataFrame(columns=list(COLUMNS)), Contract("file for the analyst", tuple(columns))


def _purpose(case, rng):
    by = rng.choice(sorted(GROUPINGS))
    file, contract = _file(case)
    return {
        "needed": list(records.minimise(file, contract, f"who pays late, by {by}", purposes=PURPOSES)),
        "by": GROUPINGS[by],
        "dimension": by,
        "days": rng.choice([30, 45, 60]),
        "n": len(case.customers),
        "n_columns": len(COLUMNS),
    }


def _columns(wanted):
    """The columns someone would tick, in the order of the list."""
    return lambda facts: [name for name in COLUMNS if name in wanted(set(facts["needed"]), facts)]


MASK = Question(
    id="records.mask",
    kind=Choices(options=COLUMNS, why=WHY, shuffle=False),
    case=telecom,
    given=_purpose,
    prompt=_(
        "An analyst is to find out **who pays late, by {by}**: for each {by}, how many of the {n:,} customers paid at least one bill later "
        "than {days} days. A customer with several late bills counts once. Tick the columns that go into the analyst's file, **and no "
        "more**."
    ),
    oracle=lambda facts: facts["needed"],
    mistakes=(
        Mistake(
            "coded-is-free",
            _columns(lambda needed, facts: set(COLUMNS) - {"name"}),
            _(
                "You replaced the name by a code and sent all the rest. But phone, identity card and birthday each lead back to one "
                "person, without any name. A code does not make the other columns harmless. Which of them does the count need?"
            ),
        ),
        Mistake(
            "keeps-the-name",
            _columns(lambda needed, facts: needed | {"name"}),
            _(
                "All that is needed, and the name as well; one might want to write to the late ones. That is another purpose, for "
                "another day, and for someone who may. The count works without a single name."
            ),
        ),
        Mistake(
            "drops-the-group",
            _columns(lambda needed, facts: needed - {facts["dimension"]}),
            _(
                "You left out the {by}, perhaps because it says something about a person. It does. But the question is *by {by}*: "
                "without it there is no table. To minimise is to leave out what is not needed, and to keep what is."
            ),
        ),
        Mistake(
            "no-code",
            _columns(lambda needed, facts: needed - {"code"}),
            _(
                "No code, so nobody can be traced: careful, and one step too far. A customer with five late bills then looks like "
                "five late customers. How would the analyst count each one once?"
            ),
        ),
        Mistake(
            "just-in-case",
            _columns(lambda needed, facts: needed | {"area", "age_band", "birthday", "interests"}),
            _(
                "You added columns that may be of use one day: district, age, birthday, interests. A purpose that may come one "
                "day is none. The more one knows of a coded row, the sooner one knows whose it is."
            ),
        ),
    ),
    right=_(
        "{answer}. Three columns of {n_columns}. The analyst can do the work, and a lost file hurts few. The list is still personal "
        "data, for whoever holds the key to the codes can undo them."
    ),
    hints=Hints(
        _("Write down the table the analyst has to deliver. Which columns does the counting touch?"),
        _("One column to tell customers apart, one to group them, one to say who is late. Everything else stays here."),
        _("To count a customer with several late bills once, the code is needed. To group by {by} …"),
        _("{answer}"),
    ),
    competencies=("DS1",),
)


# ── a plain hash ─────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _usual_numbers(case):
    """How many phones are on file, the digits most of them begin with, and those numbers without anything else."""
    phones = case.cards.loc[useful(case)["phone"], "phone"].astype(str)
    digits = phones.str.replace(r"\D", "", regex=True)
    usual = digits[digits.str.len() == digits.str.len().mode()[0]]
    start = usual.str[:3].mode()[0]
    return len(phones), start, sorted(usual[usual.str.startswith(start)].unique())


def _hashed(case, rng):
    """Three numbers as they would stand in the list, and how many numbers there can be."""
    n, start, usual = _usual_numbers(case)
    three = rng.sample(usual, 3)
    prints = [hashlib.sha256(number.encode()).hexdigest()[:16] + "…" for number in three]
    free = len(three[0]) - len(start)
    speed = 1_000_000
    return {
        "n": n,
        "start": start,
        "free": free,
        "possible": 10**free,
        "seconds": 10**free / speed,
        "speed": speed,
        "table": pd.DataFrame({"in the list": prints}, index=pd.Index(["A", "B", "C"], name=_("person"))),
    }


HASH = Question(
    id="records.hash",
    kind=Choice(
        options={
            "guessable": _("Whoever hashes every possible number finds each one again. The data are personal still."),
            "anonymous": _("A hash cannot be turned back into its number. The list is anonymous and may be passed on."),
            "too-short": _("The hash is too short. With one of twice the length the list would be anonymous for good."),
            "key-frees": _(
                "Only a secret key is missing. Hashed with a key, the list is no longer personal data at all."
            ),
        },
    ),
    case=telecom,
    given=_hashed,
    prompt=_(
        "A list of {n:,} phone numbers is to go to an agency. A colleague has replaced each by its **hash**, a fingerprint that every "
        "computer makes in the same way (SHA-256, no key). The numbers all begin with {start} and have {free} more digits. *“Now the "
        "list is anonymous,”* he says. **What is true?**"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "guessable",
    mistakes=(
        Mistake.picked(
            "anonymous",
            _(
                "Nobody can *work back* from the hash, that is true. Nobody has to. There are only {possible:,} such numbers, and a "
                "laptop hashes {speed:,} a second. How long does it take to try them all and compare?"
            ),
        ),
        Mistake.picked(
            "too-short",
            _(
                "The length of the hash is not the weak spot. A longer one is made from the same number, by a rule that everybody "
                "knows. There are {possible:,} numbers to try, however long their fingerprints are. What does one try?"
            ),
        ),
        Mistake.picked(
            "key-frees",
            _(
                "A secret key does stop the guessing, so it is a good step. But we hold the key, and with it every row leads back to "
                "a person. Does that make the rows nobody's?"
            ),
        ),
    ),
    right=_(
        "All {possible:,} numbers are hashed in about {seconds:,.0f} seconds on a laptop; then the list reads like a phone book. With a secret "
        "key (a keyed hash) outsiders cannot do that. Even so, the law mostly treats the rows as personal data: check with counsel."
    ),
    hints=Hints(
        _("What would you do if you wanted to find *your own* number in the list?"),
        _("A plain hash hides nothing that can be listed in full. Count how many numbers there are to list."),
        _("{free} free digits: {possible:,} numbers, at {speed:,} a second …"),
        _("{answer}"),
    ),
    competencies=("DS1",),
)
