"""Files and follow-ups: what is missing, what is stale, what is due."""

import pandas as pd

from casekit import records
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.dates import day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

# ── one customer, one file, no page missing ──────────────────────────────────────────────────────────────
FRESH = 365
FAULTS = {
    "fine": _("in order"),
    "two files": _("two files"),
    "page gap": _("a page is missing"),
    "stale": _("the card is out of date"),
}


@once_a_case
def _files(case):
    """The files of the customers who have a manager, one row a customer: files, pages, card updated, faults."""
    managed = case.customers[case.customers["manager_id"].notna()]
    pages = case.archive[case.archive["customer_id"].isin(managed["customer_id"])]
    found = records.archive_faults(
        pages, customers=managed, as_of=case.last_day, required=("customer card",), fresh_days=FRESH
    )
    found = found[found["fault"] != "badly filled"]
    kinds = found.groupby("customer_id")["fault"].agg(lambda faults: "+".join(sorted(set(faults))))
    filed = pages.groupby("customer_id").agg(
        files=("file_id", lambda ids: ", ".join(sorted(set(ids)))),
        pages=("page", lambda pages: ", ".join(str(page) for page in sorted(pages))),
        n=("page", "size"),
    )
    filed["updated"] = pages[pages["document"] == "customer card"].groupby("customer_id")["updated_on"].max()
    filed = filed[filed["n"] <= 14].dropna()
    return filed.assign(faults=kinds.reindex(filed.index, fill_value="fine"))


def _six_files(case, rng):
    """Files with one fault at most, each fault at least once."""
    filed = _files(case)
    chosen = {}
    for fault, n in (("two files", 1), ("page gap", 2), ("stale", 1), ("fine", 2)):
        chosen.update(dict.fromkeys(rng.sample(sorted(filed.index[filed["faults"] == fault]), n), fault))
    names = sorted(chosen)
    rows = filed.loc[names]
    table = pd.DataFrame(
        {"file": rows["files"], "pages": rows["pages"], "card updated": rows["updated"].dt.strftime("%Y-%m-%d")}
    )
    return {"table": table, "state": {name: chosen[name] for name in names}, "end": day(case.last_day), "fresh": FRESH}


def _states(change=None):
    return lambda facts: {name: (change or {}).get(state, state) for name, state in facts["state"].items()}


def _look(facts, row):
    line = facts["table"].loc[row]
    return _("{row}: file {file}, pages {pages}, card updated {updated}.").format(
        row=row, file=line["file"], pages=line["pages"], updated=line["card updated"]
    )


FILES = Question(
    id="records.files",
    kind=Grades(
        grades=FAULTS,
        rows=lambda facts: {name: name for name in facts["table"].index},
        because=_look,
        heading=_("Fault"),
    ),
    case=telecom,
    given=_six_files,
    prompt=_(
        "The rule is **one customer, one file, no page missing** (一客一档), and the customer card in it updated within {fresh} days. Today is {end}. "
        "What is the state of these six? Each has one fault at most."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_states(),
    mistakes=(
        Mistake(
            "stale-is-fine",
            _states({"stale": "fine"}),
            _(
                "All right but the old one. Complete pages can hold last year's truth: the contact person has left, the discount has "
                "ended. More than {fresh} days without an update is a fault, even if no page is missing."
            ),
        ),
        Mistake(
            "two-files-are-fine",
            _states({"two files": "fine"}),
            _(
                "All right but the customer with *two file numbers*. Both look tidy. But whoever opens one does not know "
                "the other, and each may be missing what the other holds."
            ),
        ),
        Mistake(
            "gap-overlooked",
            _states({"page gap": "fine"}),
            _(
                "You passed a file with a missing page. Count along: 1, 2, 3 … The number of pages does not tell; the "
                "numbers on them do. Where does the count jump?"
            ),
        ),
    ),
    right=_(
        "Three different faults, three different people to mend them: merge two files, find a page, ring the customer."
    ),
    hints=Hints(
        _("Look at three things in each row: file numbers, page numbers, date."),
        _(
            "Two file numbers → two files. A jump in the pages → a page is missing. Card older than {fresh} days → out of date."
        ),
        _("Pages 1, 2, 4 have a jump after 2. An update before 31 December 2024 is more than {fresh} days old …"),
        _("{answer}"),
    ),
    competencies=("CD3",),
)


# ── contracts that are not in the files ──────────────────────────────────────────────────────────────────
@once_a_case
def _sold(case):
    """The contracts of customers who have a manager, and whether each is in no file (loose)."""
    managed = set(case.customers.loc[case.customers["manager_id"].notna(), "customer_id"])
    sold = case.contracts[case.contracts["customer_id"].isin(managed)]
    return sold.assign(loose=~sold["contract_id"].isin(set(case.archive["contract_id"].dropna())))


def _contracts(case, rng):
    """Forty customers with contracts, among them some that lack one paper and one that lacks two."""
    sold = _sold(case)
    lacking = sold.groupby("customer_id")["loose"].sum()
    draw = [rng.sample(sorted(lacking.index[lacking == n]), most) for n, most in ((2, 1), (1, 5), (0, 34))]
    chosen = sorted(name for names in draw for name in names)
    ours = sold[sold["customer_id"].isin(chosen)]
    pages = case.archive[case.archive["customer_id"].isin(chosen)]
    return {
        "sales": ours[["contract_id", "customer_id", "signed_on"]]
        .assign(signed_on=ours["signed_on"].dt.strftime("%Y-%m-%d"))
        .reset_index(drop=True),
        "archive": pages[["file_id", "customer_id", "page", "document", "contract_id"]].reset_index(drop=True),
        "sold": len(ours),
        "n": len(chosen),
        "loose": int(ours["loose"].sum()),
        "customers": int(ours.loc[ours["loose"], "customer_id"].nunique()),
        "filed": int((~ours["loose"]).sum()),
    }


CONTRACTS = Question(
    id="records.contracts",
    kind=Number(unit=_("contracts")),
    case=telecom,
    given=_contracts,
    prompt=_(
        "Your auditor picks {n} customers. They have {sold} contracts in the sales system. **How many of these contracts are not in the "
        "archive?** The two sheets are in the Excel file (in code: `casekit.data('records.contracts')`): *sales system* and *archive*, where a filed contract has "
        "its `contract_id`."
    ),
    workbook=lambda facts: {"sales system": facts["sales"], "archive": facts["archive"]},
    oracle=lambda facts: facts["loose"],
    mistakes=(
        Mistake(
            "customers-for-contracts",
            lambda facts: facts["customers"],
            _(
                "{got} is the number of *customers* with an unfiled contract. Some lack more than one. The question asks for contracts: "
                "each paper has to be found."
            ),
        ),
        Mistake(
            "the-filed-ones",
            lambda facts: facts["filed"],
            _("{got} is the number of contracts that *are* in the archive. The others are the ones to look for."),
        ),
    ),
    right=_(
        "{answer}, of {customers} customers. Compare number by number: two totals that agree prove nothing, since a doubled page can "
        "hide a missing one."
    ),
    hints=Hints(
        _("Which contract numbers stand in the one list and not in the other?"),
        _("In Excel COUNTIF on the archive's column; in pandas `~sold.isin(filed)`."),
        _("Mark each of the {sold} contracts: found in the archive or not. Count the marks …"),
        _("{sold} in the sales system, {filed} of them found in the archive: {answer} are missing."),
    ),
    competencies=("CD3",),
    way="compute",
)


# ── follow-ups: what must be done today ──────────────────────────────────────────────────────────────────
def _follow_ups(case, rng):
    """Six follow-ups: two overdue, one due today, one done late, one done, one planned."""
    table = case.follow_ups
    open_ = table["done_on"].isna()
    to_come = sorted(table.loc[open_ & (table["due_on"] > case.last_day), "due_on"].unique())
    today = rng.choice(to_come[: len(to_come) // 2])
    late = (today - table["due_on"]).dt.days
    pools = {
        "overdue": open_ & late.between(1, 200),
        "done-late": ~open_ & (table["done_on"] > table["due_on"]),
        "done": ~open_ & (table["done_on"] <= table["due_on"]),
        "planned": open_ & (late < 0),
        "today": open_ & (late == 0),
    }
    rows, states = [], []
    for state, n in (("overdue", 2), ("done-late", 1), ("done", 1), ("planned", 1), ("today", 1)):
        pool = table[pools[state]].set_index("follow_up_id")
        rows.append(pool.loc[rng.sample(sorted(pool.index), n)])
        states += [state] * n
    rows = pd.concat(rows)
    order = rows.assign(state=states).sort_values("due_on", kind="stable")
    letters = [f"f{place}" for place in range(len(order))]
    lines = {
        letter: _("{id}: {kind} for {customer}, due {due}, {done}").format(
            id=id,
            kind=row["kind"],
            customer=row["customer_id"],
            due=f"{row['due_on']:%Y-%m-%d}",
            done=_("open") if pd.isna(row["done_on"]) else _("done {on}").format(on=f"{row['done_on']:%Y-%m-%d}"),
        )
        for letter, (id, row) in zip(letters, order.iterrows(), strict=True)
    }
    return {
        **lines,
        "state": dict(zip(letters, order["state"], strict=True)),
        "which": "; ".join(
            lines[letter] for letter, state in zip(letters, order["state"], strict=True) if state == "overdue"
        ),
        "end": day(today),
        "late_days": int((today - order.loc[order["state"] == "overdue", "due_on"]).dt.days.max()),
    }


def _in_state(*states):
    return lambda facts: [letter for letter, state in facts["state"].items() if state in states]


OVERDUE = Question(
    id="records.overdue",
    kind=Choices(
        options={f"f{place}": f"{{f{place}}}" for place in range(6)},
        shuffle=False,
    ),
    case=telecom,
    given=_follow_ups,
    prompt=_(
        "Today is {end}. A follow-up is **overdue** (逾期) when its day has *passed* and it has not been done. Tick all that are overdue."
    ),
    oracle=_in_state("overdue"),
    mistakes=(
        Mistake(
            "due-today",
            _in_state("overdue", "today"),
            _(
                "You also ticked the one due today. It should be done today, and until tonight it is on time. Whoever counts it as "
                "overdue blames a colleague for a promise not yet broken."
            ),
        ),
        Mistake(
            "done-late",
            _in_state("overdue", "done-late"),
            _(
                "You also ticked the one that was done after its day. It *was* late, and counts against punctuality. But nothing is "
                "left to do: on a list of work it only hides the open ones."
            ),
        ),
        Mistake(
            "all-open",
            _in_state("overdue", "today", "planned"),
            _("You ticked everything that is open. Open work with a day to come is a plan, not a delay."),
        ),
    ),
    right=_(
        "Two promises broken, the older by {late_days} days. This list, by manager and with the days, is worth more on a Monday than any "
        "chart."
    ),
    hints=Hints(
        _("Two things must hold at once."),
        _("Overdue = not done, and due before today."),
        _("First cross out all that are done. Of the rest, whose day lies before {end}?"),
        _("Overdue are: {which}."),
    ),
    competencies=("CD8",),
)
