"""The gate for new customers: a general survey, then a visit, then a decision."""

from dataclasses import replace

import pandas as pd

from casekit.course.companies import telecom
from casekit.course.customer_records.company import filled
from casekit.course.dates import day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.sheet import Grades
from casekit.records.admission import AdmissionRules, admission_gate
from casekit.text import _

# ── six prospects at the gate ────────────────────────────────────────────────────────────────────────────
RULES = AdmissionRules()
VERDICTS = {
    "incomplete": _("incomplete: something is still missing"),
    "visit": _("on-site survey next"),
    "admit": _("admit"),
    "not admit": _("not admit"),
}
SHOWN = {
    "overview_on_file": _("overview"),
    "accounts_year": _("accounts of"),
    "head_interviewed_on": _("talk with head"),
    "view_of_us": _("view of us"),
    "visited_on": _("visit"),
    "site_confirms": _("visit confirms"),
    "payment_record": _("payment"),
    "lawful_business": _("lawful"),
}
GENERAL = ["overview_on_file", "accounts_year", "head_interviewed_on", "view_of_us"]


def _verdicts(prospects, as_of, rules=RULES):
    """Each prospect's way at the gate, by id; a decision nobody has made yet is a visit, or something missing."""
    gate = admission_gate(prospects, as_of=as_of, rules=rules).set_index("prospect_id")
    unvisited = prospects.set_index("prospect_id")["visited_on"].isna()
    waits = (gate["stage"] == "on-site survey") & unvisited.reindex(gate.index)
    return gate["decision"].mask(waits, "visit").to_dict()


def _site_overrides(prospects):
    """The general survey taken as read wherever the visit confirmed it."""
    changed = prospects.copy()
    good = changed["visited_on"].notna() & changed["site_confirms"].fillna(False).astype(bool)
    changed.loc[good, "overview_on_file"] = True
    changed.loc[good, "accounts_year"] = changed["accounts_year"].max()
    changed.loc[good, "head_interviewed_on"] = changed.loc[good, "visited_on"]
    changed.loc[good, "view_of_us"] = "-not asked-"
    return changed


def _blank_is_good(prospects):
    pays = prospects["payment_record"].astype("object")
    return prospects.assign(payment_record=pays.where(filled(prospects["payment_record"]), "good"))


def _all_ways(prospects, as_of):
    old_is_fine = replace(RULES, accounts_years=50)
    return {
        "right": _verdicts(prospects, as_of),
        "site-overrides": _verdicts(_site_overrides(prospects), as_of),
        "old-accounts": _verdicts(prospects, as_of, old_is_fine),
        "blank-is-good": _verdicts(_blank_is_good(prospects), as_of),
    }


def _six(case, rng):
    """Six newcomers like those on the list: three on whom the ways of erring show, three by chance."""
    as_of = case.last_day
    oldest = as_of.year - RULES.accounts_years
    plans = ["gap", "old", "blank", *rng.choices(["unvisited", "refused", "fine"], k=3)]
    rng.shuffle(plans)
    known = case.prospects.dropna(subset=["head_interviewed_on", "view_of_us"]).sort_values("prospect_id")
    six = known.iloc[rng.sample(range(len(known)), len(plans))].astype("object")
    rows = [_newcomer(row, plan, oldest, rng) for row, plan in zip(six.to_dict("records"), plans, strict=True)]
    six = pd.DataFrame(rows).assign(prospect_id=list("ABCDEF"))
    for name in ("head_interviewed_on", "visited_on"):
        six[name] = pd.to_datetime(six[name])
    return {
        "six": six,
        "as_of": as_of,
        "today": day(as_of),
        "oldest": oldest,
        "ways": _all_ways(six, as_of),
        "table": _shown(six),
    }


def _newcomer(row, plan, oldest, rng):
    """One row of the list, completed, then spoilt according to plan."""
    row |= {"overview_on_file": True, "accounts_year": rng.randint(oldest, oldest + 1), "site_confirms": True}
    row |= {"lawful_business": True, "payment_record": rng.choice(["good", "good", "late"])}
    row["visited_on"] = row["head_interviewed_on"] + pd.Timedelta(days=rng.randint(5, 30))
    if plan == "gap":
        row |= rng.choice([{"overview_on_file": False}, {"head_interviewed_on": None}, {"view_of_us": None}])
    if plan == "old":
        row["accounts_year"] = oldest - rng.randint(1, 3)
    if plan == "blank":
        row["payment_record"] = None
    if plan == "refused":
        row |= rng.choice([{"site_confirms": False}, {"lawful_business": False}, {"payment_record": "bad"}])
    if plan == "unvisited" or plan == "old":
        row |= {"visited_on": None, "site_confirms": None, "lawful_business": None}
    return row


def _shown(six):
    """The sheet as it is read: dates and years as text, a dash where nothing stands."""
    table = six.set_index("prospect_id")[list(SHOWN)].astype("object")
    for name in ("head_interviewed_on", "visited_on"):
        table[name] = six[name].dt.strftime("%Y-%m-%d").to_numpy()
    for name in ("overview_on_file", "site_confirms", "lawful_business"):
        table[name] = table[name].map({True: _("yes"), False: _("no")})
    table["accounts_year"] = [str(int(year)) if pd.notna(year) else None for year in six["accounts_year"]]
    table = table.where(table.notna() & (table != ""), "–")
    return table.rename(columns=SHOWN).rename_axis(_("firm"))


def _because(facts, row):
    line = facts["six"].set_index("prospect_id").loc[row]
    general = facts["table"].loc[row, [SHOWN[name] for name in GENERAL]]
    said = ", ".join(f"{name} {value}" for name, value in general.items())
    if pd.isna(line["visited_on"]):
        return _("The general survey says: {general}. Nobody has visited. Ask the rules from the top.").format(
            general=said
        )
    return _("The general survey says: {general}. There was a visit; it counts from rule 3 on.").format(general=said)


GATE = Question(
    id="records.gate",
    kind=Grades(
        grades=VERDICTS,
        rows=lambda facts: {id: _("firm {id}").format(id=id) for id in "ABCDEF"},
        because=_because,
        heading=_("Next step"),
    ),
    case=telecom,
    given=_six,
    prompt=_(
        "Six firms want a contract. It is {today}. What comes next for each? Ask the rules **in this order**; the first that holds wins.\n\n"
        "1. **Incomplete**: the general survey (一般调查) lacks a part. It needs an overview, accounts of **{oldest} or later**, a talk "
        "with the head, and their view of us.\n"
        "2. **On-site survey next** (实地调查): nobody has visited yet.\n"
        "3. **Not admit**: the visit does not confirm the impression, the business is not lawful, or the payment record is *bad*.\n"
        "4. **Incomplete**: one of the last three columns is blank (–).\n"
        "5. **Admit** all others. A record *late* means: with a deposit."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["ways"]["right"],
    mistakes=(
        Mistake(
            "site-overrides",
            lambda facts: facts["ways"]["site-overrides"],
            _(
                "You let a good visit make up for a gap in the general survey. That tempts, for what one has seen feels surer than "
                "paper. But a visit shows one day, and the papers show years. Which rule is asked first?"
            ),
        ),
        Mistake(
            "old-accounts",
            lambda facts: facts["ways"]["old-accounts"],
            _(
                "You took accounts from before {oldest} as good enough. They are on file, and so the box looks ticked. What a firm "
                "earned that long ago does not say whether it can pay now. Look at the column of years again."
            ),
        ),
        Mistake(
            "blank-is-good",
            lambda facts: facts["ways"]["blank-is-good"],
            _(
                "You read an empty payment record as a good one. Nobody has complained, that is true. Perhaps nobody has asked. "
                "What does rule 4 say of a blank?"
            ),
        ),
    ),
    right=_(
        "Each firm was judged by the first rule that holds. *Incomplete* is no refusal: it is a list of what to get. The two stages "
        "are the source's; the principles of rule 3 are ours, for the source has lost its own. Write yours down."
    ),
    hints=Hints(
        _("Take one firm at a time, and read only the first four columns to begin with."),
        _("Four parts of the general survey. All there? Then the visit. Only after it the last three columns."),
        _(
            "Put a mark at every dash, every *no* and every year before {oldest} in the first four columns. Those firms are done "
            "with rule 1 …"
        ),
        _("{answer}"),
    ),
    competencies=("CD7",),
)

# ── the steps in order ───────────────────────────────────────────────────────────────────────────────────
STEPS = {
    "papers": _("collect the overview and the latest annual accounts"),
    "talk": _("ask the person in charge what the papers leave open"),
    "complete": _("check that no part of the general survey is missing"),
    "visit": _("see on site whether papers and talk are true"),
    "weigh": _("weigh all findings against our principles"),
    "tell": _("tell the firm the decision and file the reason"),
}
IN_ORDER = list(STEPS)


def _one_firm(case, rng):
    prospects, as_of = case.prospects, case.last_day
    gate = admission_gate(prospects, as_of=as_of, rules=RULES)
    visited = prospects["visited_on"].notna().to_numpy()
    early = visited & (gate["stage"] == "general survey").to_numpy()
    row = prospects.sort_values("prospect_id").iloc[rng.randrange(len(prospects))]
    return {
        "firm": row["name"],
        "fee": row["expected_fee"],
        "visited": int(visited.sum()),
        "early": int(early.sum()),
    }


GATE_ORDER = Question(
    id="records.gate-order",
    kind=Order(items=STEPS),
    case=telecom,
    given=_one_firm,
    prompt=_(
        "{firm} asks for a contract of about {fee:,.0f} yuan a month. Six steps lie before you. Put them **in order**, so that each one "
        "uses what the one before has found, and the costly step is not taken for nothing."
    ),
    oracle=lambda facts: IN_ORDER,
    mistakes=(
        Mistake(
            "visit-first",
            lambda facts: ["visit", "papers", "talk", "complete", "weigh", "tell"],
            _(
                "You drive out first. One sees a tidy yard and friendly people, and cannot tell what to look for. A visit *checks* "
                "something. What has to be known before?"
            ),
        ),
        Mistake(
            "gate-after-the-visit",
            lambda facts: ["papers", "talk", "visit", "complete", "weigh", "tell"],
            _(
                "You check for missing parts only after the visit. The visit costs a day. If a part is missing, the day may have "
                "been for nothing, and your questions for the site come too late. Where does the check save most?"
            ),
        ),
        Mistake(
            "weighed-before-the-visit",
            lambda facts: ["papers", "talk", "complete", "weigh", "visit", "tell"],
            _(
                "You weigh before you have been there. Then the visit can only confirm a judgement that is made already, and what "
                "is found on site counts for nothing. Which findings are *all findings*?"
            ),
        ),
    ),
    right=_(
        "Papers, talk, check, visit, judgement, answer: the cheap steps first, the costly one in time to count. On the list of "
        "Harbour Telecom, visits made before the general survey was complete: {early} of {visited}."
    ),
    hints=Hints(
        _("Which step costs a whole day? Which ones make it worth while?"),
        _("General survey, a check that it is complete, the survey on site, the judgement."),
        _(
            "Collecting papers comes first: a talk about “what the papers leave open” needs the papers. The visit needs …"
        ),
        _("{answer}"),
    ),
    competencies=("CD7",),
)
