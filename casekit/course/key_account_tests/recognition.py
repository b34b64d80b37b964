"""Who notices a key account, and to whom it is referred; and what a paper does not say."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.key_account_tests.company import LIMIT, held, organisations
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

# ── what the paper says, denies, and leaves open ─────────────────────────────────────────────────────────
SAYS, DENIES, OPEN = "says", "denies", "open"
PAPER = (
    (
        1,
        _("Lobby manager, deputy lobby manager and tellers notice special business in talks, forms and transactions"),
        _("right"),
    ),
    (2, _("They recognise potential and red-list customers and refer them to the customer manager"), _("right")),
    (3, _("The customer manager accepts customers whom other posts refer, and follows up"), _("right")),
    (4, _("Red-list customers whose contact details we have are visited at home"), _("wrong")),
    (5, _("The ticket system recognises a swiped card and sends the customer manager a text"), _("wrong")),
)
# statement: text, what the paper says of it, what one takes it for who turns a "wrong" around, the line it hangs on
STATEMENTS = {
    "teller": (_("A teller may refer a customer to the customer manager."), SAYS, SAYS, 2),
    "follow-up": (_("The customer manager follows up a customer referred by the lobby manager."), SAYS, SAYS, 3),
    "forms": (_("A form filled in at the counter can be what gives a customer away."), SAYS, SAYS, 1),
    "red-teller": (_("Tellers look out for red-list customers."), SAYS, SAYS, 2),
    "home": (_("Who is on the red list, with contact details, gets a visit at home."), DENIES, DENIES, 4),
    "ticket": (_("Swipe a card, and the ticket system texts the customer manager."), DENIES, DENIES, 5),
    "branch": (_("Red-list customers whose details we have are asked to come to the branch."), OPEN, SAYS, 4),
    "never": (_("Red-list customers whose details we have are not to be contacted."), OPEN, SAYS, 4),
    "no-text": (_("The ticket system does recognise cards; it only sends no text."), OPEN, SAYS, 5),
    "who": (_("On the red list stand customers with large deposits."), OPEN, OPEN, 2),
    "danger": (_("On the red list stand customers who may leave us."), OPEN, OPEN, 2),
    "days": (_("A referral must be followed up within three working days."), OPEN, OPEN, 3),
}
_COMMON_SENSE = {"who", "danger", "days"}  # what everybody would expect a bank to mean


def _statements(case, rng):
    turned = [name for name, (_text, says, flipped, _line) in STATEMENTS.items() if says == OPEN != flipped]
    pick = [
        *rng.sample([name for name, one in STATEMENTS.items() if one[1] == SAYS], 2),
        *rng.sample([name for name, one in STATEMENTS.items() if one[1] == DENIES], rng.choice([1, 2])),
        *rng.sample(turned, 2),
        *rng.sample(sorted(_COMMON_SENSE), 2),
    ]
    rng.shuffle(pick)
    table = pd.DataFrame(PAPER, columns=[_("line"), _("what it says"), _("marked")]).set_index(_("line"))
    table.attrs["caption"] = _("Lines of a bank's training paper, and how its own key marks them")
    return {"pick": pick, "table": table, "n": len(pick), "n_open": sum(STATEMENTS[name][1] == OPEN for name in pick)}


def _verdicts(column, common_sense=False):
    def table(facts):
        found = {name: STATEMENTS[name][column] for name in facts["pick"]}
        return {name: SAYS if common_sense and name in _COMMON_SENSE else says for name, says in found.items()}

    return table


def _line(facts, row):
    return _("Read line {line} of the paper again. What does it say, and what does it not?").format(
        line=STATEMENTS[row][3]
    )


NOT_IN_SOURCE = Question(
    id="keys.not-in-source",
    kind=Grades(
        grades={SAYS: _("the paper says so"), DENIES: _("the paper says it is wrong"), OPEN: _("not in the source")},
        rows=lambda facts: {name: STATEMENTS[name][0] for name in facts["pick"]},
        because=_line,
        heading=_("Your answer"),
    ),
    case=telecom,
    given=_statements,
    prompt=_(
        "*Another trade: a bank.* The table is all that is left of its paper on recognition and referral. Its key marks each line right or "
        "wrong, and gives **no correct version** of the wrong ones. Sort the {n} statements: does the paper say so, does it say that it is "
        "wrong, or is it **not in the source**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_verdicts(1),
    mistakes=(
        Mistake(
            "wrong-turned-round",
            _verdicts(2),
            _(
                "You turned a line marked wrong into its opposite. It feels like logic. But “they are visited at home: wrong” leaves many things "
                "open: another place, another time, another person, nobody. The paper does not say which."
            ),
        ),
        Mistake(
            "filled-from-common-sense",
            _verdicts(1, common_sense=True),
            _(
                "You filled a gap with what a bank would probably mean. The paper uses the word red list (红名单) and never says who is on it, nor how fast a "
                "referral is followed up. What one guesses, one must not quote."
            ),
        ),
    ),
    right=_(
        "{n_open} of the {n} are not in the source. Before such a rule is used, somebody must decide: who is on the red list, who sees it, and what happens "
        "to a person on it. Until then nobody can be put on it."
    ),
    hints=Hints(
        _("Put your finger on the line that speaks of it. Is there one?"),
        _(
            "Marked right: it says so. Marked wrong: this one sentence is wrong, and no other follows. No line: not in the source."
        ),
        _("Line 4 says that visits at home are wrong. Of what is done instead it says …"),
        _("{answer}"),
    ),
    competencies=("GR12",),
)

# ── at the counter ───────────────────────────────────────────────────────────────────────────────────────
VISITS = tuple(f"v{n}" for n in range(1, 9))
_LEAST = 2


@once_a_case
def _by_case_at_the_counter(case):
    """Organisations by what the rule of referral asks: types, fee, and whether they have a manager."""
    rows = organisations(case)
    rows = rows[rows["fee"] >= 300]
    n, alone = held(rows), rows["manager_id"].isna()
    many, large = n >= _LEAST, rows["fee"] >= LIMIT
    where = {
        "types": many & ~large & alone,
        "fee": ~many & large & alone,
        "both": many & large & alone,
        "managed": (many | large) & ~alone,
        "small": ~many & ~large & alone,
    }
    cells = pd.DataFrame({"fee": rows["fee"], "types": n, "manager": rows["manager_id"].fillna("–")})
    return cells, {name: list(rows.index[mask]) for name, mask in where.items()}


def _visitors(case, rng):
    cells, pools = _by_case_at_the_counter(case)
    picked = []
    kinds = [
        "types",
        "fee",
        "both",
        "managed",
        "managed",
        "small",
        *rng.choices(["types", "both", "small", "managed"], k=2),
    ]
    for kind in kinds:
        picked.append(rng.choice([one for one in pools[kind] if one not in picked]))
    rng.shuffle(picked)
    eight = cells.loc[picked]
    names = dict(zip(VISITS, picked, strict=True))
    shown = eight.assign(fee=eight["fee"].map("{:,.2f}".format))
    one = next(one for one in picked if one in pools["managed"])
    return {
        "rows": dict(zip(VISITS, eight.itertuples(index=False, name=None), strict=True)),
        "table": shown.set_axis([_("yuan a month"), _("types held"), _("account manager")], axis=1).rename_axis(
            "customer"
        ),
        **names,
        **{f"why_{visit}": _reason(*eight.loc[name]) for visit, name in names.items()},
        "referred": ", ".join(name for name in picked if _new(*cells.loc[name])),
        "limit": LIMIT,
        "least": _LEAST,
        "one": one,
        "his": cells.loc[one, "manager"],
    }


def _new(fee, types, manager):
    return (fee >= LIMIT or types >= _LEAST) and manager == "–"


def _reason(fee, types, manager):
    if manager != "–":
        return _("It has a manager already: {manager}.").format(manager=manager)
    if fee >= LIMIT or types >= _LEAST:
        return _("It pays {fee:,.2f} yuan and holds {types}: one of the two is enough.").format(fee=fee, types=types)
    return _("It pays {fee:,.2f} yuan and holds {types}: neither is enough.").format(fee=fee, types=types)


def _referred(test):
    return lambda facts: [visit for visit, row in facts["rows"].items() if test(*row)]


COUNTER = Question(
    id="keys.counter",
    kind=Choices(
        options={visit: f"{{{visit}}}" for visit in VISITS}, why={visit: f"{{why_{visit}}}" for visit in VISITS}
    ),
    case=telecom,
    given=_visitors,
    prompt=_(
        "Eight organisations come to the shop today. Our rule for the clerk: **refer to the key-account team** who pays {limit:,.0f} yuan a "
        "month or more, **or** holds {least} types or more, **and has no manager yet** (–). Who has one is greeted and the manager is told; that is no "
        "referral. Whom does the clerk refer?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_referred(_new),
    mistakes=(
        Mistake(
            "managed-too",
            _referred(lambda fee, types, manager: fee >= LIMIT or types >= _LEAST),
            _(
                "You referred those who have a manager as well. They are key accounts, but not new ones. {one} would get a second call, from people who do "
                "not know what {his} promised."
            ),
        ),
        Mistake(
            "both-needed",
            _referred(lambda fee, types, manager: fee >= LIMIT and types >= _LEAST and manager == "–"),
            _(
                "You asked for money *and* types. The rule joins them by “or”. A clerk who waits for both lets the others walk out of the door."
            ),
        ),
        Mistake(
            "money-only",
            _referred(lambda fee, types, manager: fee >= LIMIT and manager == "–"),
            _(
                "You looked at the money alone. A small branch of a group, courted by rivals, pays little and holds two types. On the bill it "
                "looks like anybody; that is why a person has to notice it."
            ),
        ),
    ),
    right=_(
        "Part of what a clerk must know stands on no bill. So the rule needs both: a system that lists who passes the test and has no manager, and people "
        "who notice what no record has."
    ),
    hints=Hints(
        _("First strike out who needs no referral."),
        _("No manager, and then one of two: {limit:,.0f} yuan or more, or {least} types or more."),
        _(
            "{one} has a manager ({his}), so it is no referral. Of the others, look at the money first, then at the types …"
        ),
        _("{referred}"),
    ),
    competencies=("GR12",),
)
