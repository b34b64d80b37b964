"""The same questions in a beauty salon: how full the client cards are, and what a therapist may see of them."""

from casekit import records
from casekit.course.by_case import once_a_case
from casekit.course.companies import salon
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.practice.kinds.number import Number
from casekit.text import _

# ── how complete the cards are ───────────────────────────────────────────────────────────────────────────
BASIC = ["name", "address", "phone", "age", "interests", "skin_type", "family", "gender"]
CARDS = 40
MASKED = {"name": "name", "address": "address", "phone": "phone"}


@once_a_case
def _filled_in(case):
    """The clients' cards masked, how complete they are, and how complete one would think they are by the ink."""
    clients = case.clients.sort_values("client_id")[["client_id", *BASIC]].reset_index(drop=True)
    said = records.completeness(clients, key="client_id", fields=BASIC)
    inked = records.completeness(clients, key="client_id", fields=BASIC, blank=("",))
    return records.mask(clients, MASKED), said, inked


def _client_cards(case, rng):
    """Cards of which some are whole, and some hold a word for nothing."""
    clients, said, typed = _filled_in(case)
    for _attempt in range(200):
        places = sorted(rng.sample(range(len(clients)), CARDS))
        cards, done, inked = (table.iloc[places].reset_index(drop=True) for table in (clients, said, typed))
        whole = (done["filled"] == done["asked"]).sum()
        if inked["filled"].sum() - done["filled"].sum() >= 2 and whole:
            break
    return {
        "cards": cards,
        "n": CARDS,
        "mean": 100 * done["completeness"].mean(),
        "with_ink": 100 * inked["completeness"].mean(),
        "whole": 100 * whole / CARDS,
        "n_whole": int(whole),
        "fields": done["filled"].mean(),
        "filled": int(done["filled"].sum()),
        "junk": int(inked["filled"].sum() - done["filled"].sum()),
        "asked": CARDS * len(BASIC),
    }


SALON_CARD = Question(
    id="records.salon-card",
    kind=Number(unit="%", decimals=1),
    case=salon,
    given=_client_cards,
    prompt=_(
        "The Willow Salon keeps eight basic fields of each client: name, address, phone, age, interests, skin_type, family and gender. The "
        "sheet holds {n} of its cards. What is the **mean completeness** (完整度) of these cards, in per cent? Words for nothing "
        "(-, unknown, ?) count as blank. Names and numbers are masked, which fills no gap and makes none."
    ),
    workbook=lambda facts: {"cards": facts["cards"]},
    oracle=lambda facts: facts["mean"],
    mistakes=(
        Mistake(
            "ink-is-filled",
            lambda facts: facts["with_ink"],
            _(
                "{got} counts every cell with something in it. {junk} of them hold a dash, a question mark or *unknown*: the "
                "reception typed something to get past the form. Which cells would tell a therapist something?"
            ),
        ),
        Mistake(
            "whole-cards",
            lambda facts: facts["whole"],
            _(
                "{got} is the share of cards with *no gap at all*: {n_whole} of {n}. A card with seven of eight fields counts as "
                "nothing there, like an empty one. The mean asks how full each card is."
            ),
        ),
        Mistake(
            "share-missing",
            lambda facts: 100 - facts["mean"],
            _("{got} is the part of the fields that is *missing*. The question asks for the part that is there."),
        ),
        Mistake(
            "fields-not-share",
            lambda facts: facts["fields"],
            _("{got} is the number of fields filled on a card, on average. What part of the eight is that?"),
        ),
    ),
    right=_(
        "{answer}: {filled} of {asked} fields. Cards without any gap: {n_whole} of {n}. Say which of the two you mean when you report "
        "that “our cards are complete”."
    ),
    hints=Hints(
        _("Look at the cells one by one: does this one tell something?"),
        _(
            "Each card has eight fields: completeness = fields that tell something ÷ 8. Then the mean over the cards. (In Excel, "
            "COUNTIF takes `?` for any one sign: write `~?`.)"
        ),
        _("{n} cards have {asked} fields together; {filled} of them tell something. So …"),
        _("{filled} ÷ {asked} = {answer}"),
    ),
    competencies=("CD1",),
    way="compute",
)

# ── what a therapist sees ────────────────────────────────────────────────────────────────────────────────
FIELDS = {
    "clients.name": _("the client's name"),
    "clients.phone": _("the phone number"),
    "clients.address": _("the address"),
    "clients.skin_type": _("the skin type"),
    "clients.skin_problem": _("the skin problem"),
    "clients.hope": _("what the client hopes for"),
    "visits.service": _("which care was given, and when"),
    "visits.improvement": _("how far the skin has improved"),
    "visits.amount": _("what was paid at each visit"),
    "prepayments.amount": _("how much was paid in advance"),
}
WHY = {
    "clients.name": _("One cannot greet a client one may not name."),
    "clients.phone": _("The reception makes the appointments. What would a therapist who changes salons do with it?"),
    "clients.address": _("The care is given in the salon. What would she need the way to the client's door for?"),
    "clients.skin_type": _("The wrong care on a sensitive skin does harm."),
    "clients.skin_problem": _("This is what the client has come for."),
    "clients.hope": _("Without it nobody can tell whether the care has worked."),
    "visits.service": _("The next care builds on the last one."),
    "visits.improvement": _("It shows which care works."),
    "visits.amount": _("The till is the reception's. Does the care change with the bill?"),
    "prepayments.amount": _("It belongs to the till. Does the care change with it?"),
}


def _next_client(case, rng):
    matrix = records.AccessMatrix.from_table(case.access_matrix)
    known = case.clients[case.clients["skin_problem"].notna() & case.clients["therapist_id"].notna()]
    client = known.sort_values("client_id").iloc[rng.randrange(len(known))]
    return {
        "needed": [field for field in FIELDS if matrix.may("therapist", "read", field)],
        "client": client["client_id"],
        "problem": client["skin_problem"],
        "therapist": client["therapist_id"],
        "clients": len(case.clients),
    }


def _but(*dropped, plus=()):
    return lambda facts: [
        field for field in FIELDS if field in plus or field in facts["needed"] and field not in dropped
    ]


THERAPIST = Question(
    id="records.therapist",
    kind=Choices(options=FIELDS, why=WHY),
    case=salon,
    given=_next_client,
    prompt=_(
        "At the Willow Salon client {client} comes for care of *{problem}*. Therapist {therapist} opens the client's view. The rule: a "
        "therapist gets, **in full, what good care needs**, and **nothing by which clients could be contacted outside or billed**. That "
        "is for the reception to do. Tick the fields that belong into the therapist's view."
    ),
    oracle=lambda facts: facts["needed"],
    mistakes=(
        Mistake(
            "everything",
            lambda facts: list(FIELDS),
            _(
                "You give everything. “Living data instead of dead data” is a good principle, and it speaks of *care*. A therapist who "
                "changes salons could take {clients} phone numbers along. Go through the list: which field changes what "
                "happens in the chair?"
            ),
        ),
        Mistake(
            "phone-too",
            _but(plus=("clients.phone",)),
            _(
                "All care fields are there, and the phone number as well. It is handy for a reminder. But the reception sends those, and a "
                "number that many know gets out sooner or later. Does the care need it?"
            ),
        ),
        Mistake(
            "money-too",
            _but(plus=("visits.amount", "prepayments.amount")),
            _(
                "All care fields are there, and the money as well. Who sees the balance is tempted to care for the balance. What "
                "belongs to the till stays at the till."
            ),
        ),
        Mistake(
            "skin-withheld",
            _but("clients.skin_type", "clients.skin_problem"),
            _(
                "You hold back skin type and skin problem, for they are sensitive. They are, and the rule is not *few* fields but "
                "*needed* ones. With the wrong care on a sensitive skin the client is harmed. Who needs these two, if not the therapist?"
            ),
        ),
    ),
    right=_(
        "Care fields in full, phone, address and money not at all. Sensitive does not mean hidden from everybody: it means seen by "
        "those who need it for their work, and by nobody else."
    ),
    hints=Hints(
        _("Think of the hour in the chair. What does the therapist do with each field?"),
        _("Two tests for each field: does the care need it? Could someone ring, visit or bill the client with it?"),
        _("The skin problem changes the care: it belongs there. The address changes nothing in the salon …"),
        _("{answer}"),
    ),
    competencies=("DS2",),
)
