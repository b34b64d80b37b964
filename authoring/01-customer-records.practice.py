# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: customer records
#
# About an hour, in seven short parts; stop after any of them, your answers are kept. Menu *Run → Run All Cells* brings the page to life; then
# answer in any order. Every question can be solved without code: those marked *compute* have a sheet for Excel.
#
# **Those who code:** `casekit.data("records.contracts")` gives a question's sheet as a table (or a dict of tables), and
# `casekit.check("records.contracts", 3)` checks an answer from any cell. If a cell of yours stops with an error, mend it and run all again.

# %% tags=["setup"]
import pandas as pd

import casekit
from casekit import records
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("records.recall-mean")

# %% tags=["solution"]
table = question("records.recall-mean").facts["table"]
mean = (table["cards"] * table["with an e-mail, %"]).sum() / table["cards"].sum()
casekit.check("records.recall-mean", mean)

# %% tags=["question"]
casekit.ask("records.recall-per-cent-of-what")

# %% tags=["solution"]
facts = question("records.recall-per-cent-of-what").facts
after = facts["have"] + (100 - facts["have"]) * facts["asked"] / 100
casekit.check("records.recall-per-cent-of-what", after)

# %% [markdown]
# ## What a card tells
#
# **Worked.** A card has eight fields. Filled in: name, phone, address, occupation. The birthday is empty, the e-mail is a dash, interests say
# *unknown*, the income band is empty. Four fields of eight tell something: completeness **50 %**. The dash and *unknown* do not count.
#
# Now yours.

# %% tags=["question"]
casekit.ask("records.one-card")

# %% tags=["solution"]
card = casekit.data("records.one-card")
said = card["on the card"].str.casefold()
useful = ~said.isin(["", "-", "unknown", "n/a", "?"])
casekit.check("records.one-card", 100 * useful.mean())

# %% tags=["question"]
casekit.ask("records.both-filled")

# %% tags=["solution"]
casekit.check("records.both-filled", "cannot")

# %% tags=["question"]
casekit.ask("records.kind-of-data")

# %% tags=["solution"]
kinds = question("records.kind-of-data")
casekit.check("records.kind-of-data", kinds.answer.pairs)

# %% tags=["question"]
casekit.ask("records.rating")

# %% tags=["solution"]
firms = question("records.rating").facts["table"]
slowest, unpaid = firms["slowest payment, days"], firms["unpaid bills"]
rating = pd.cut(slowest, [-1, 30, 60, 9999], labels=["A", "B", "C"]).astype(str)
rating[unpaid > 0] = "C"
casekit.check("records.rating", rating)

# %% [markdown]
# ## Files and promises

# %% tags=["question"]
casekit.ask("records.files")

# %% tags=["solution"]
state = question("records.files").facts["state"]
casekit.check("records.files", state)

# %% tags=["question"]
casekit.ask("records.contracts")

# %% tags=["solution"]
sheets = casekit.data("records.contracts")
sold, filed = sheets["sales system"]["contract_id"], sheets["archive"]["contract_id"]
casekit.check("records.contracts", (~sold.isin(filed)).sum())

# %% tags=["question"]
casekit.ask("records.overdue")

# %% tags=["solution"]
state = question("records.overdue").facts["state"]
casekit.check("records.overdue", [line for line, what in state.items() if what == "overdue"])

# %% [markdown]
# ## Who is who
#
# One step is left blank in the next cell. Fill it in, run the cell, then press *Check my function* (or paste your column from Excel).

# %% tags=["exercise"]
def clean_phone(text):
    digits = "".join(sign for sign in text if sign.isdigit()) or "none"
    return ...  # what if there is a country code in front?


# %% tags=["question"]
casekit.ask("records.clean-phone")

# %% tags=["solution"]
def clean_phone(text):
    digits = "".join(sign for sign in text if sign.isdigit()) or "none"
    return digits[2:] if digits.startswith("86") and len(digits) > 11 else digits


casekit.check("records.clean-phone", clean_phone)

# %% tags=["question"]
casekit.ask("records.same-person")

# %% tags=["solution"]
pairs = question("records.same-person").facts["rows"]
one = (pairs["agree"] >= 2) & (pairs["differ"] == 0)
casekit.check("records.same-person", one.map({True: "one", False: "two"}))

# %% tags=["question"]
casekit.ask("records.strictness")

# %% tags=["solution"]
facts = question("records.strictness").facts
wrong, missed = facts["table"]["wrong merges"], facts["table"]["missed duplicates"]
cost = wrong * facts["wrong_price"] + missed * facts["missed_price"]
casekit.check("records.strictness", cost.idxmin())

# %% tags=["question"]
casekit.ask("records.group-sales")

# %% tags=["solution"]
accounts = casekit.data("records.group-sales")
group = question("records.group-sales").facts["group"]
casekit.check("records.group-sales", accounts.loc[accounts["group_id"] == group, "sales"].sum())

# %% [markdown]
# ## Who comes in
#
# **Worked.** A firm has filed an overview and its accounts of 2024. Nobody has talked with the person in charge. Someone passed by and
# liked what they saw. The general survey lacks a part, so the firm is **incomplete**; the visit changes nothing. The next step is the talk.
#
# Now yours.

# %% tags=["question"]
casekit.ask("records.gate-order")

# %% tags=["solution"]
steps = ["papers", "talk", "complete", "visit", "weigh", "tell"]
casekit.check("records.gate-order", steps)

# %% tags=["question"]
casekit.ask("records.gate")

# %% tags=["solution"]
facts = question("records.gate").facts
firms = facts["six"].set_index("prospect_id")
gate = records.admission_gate(facts["six"], as_of=facts["as_of"]).set_index("prospect_id")
waits = (gate["stage"] == "on-site survey") & firms["visited_on"].isna()
casekit.check("records.gate", gate["decision"].mask(waits, "visit"))

# %% [markdown]
# ## Other people's data

# %% tags=["question"]
casekit.ask("records.mask")

# %% tags=["solution"]
group = question("records.mask").facts["dimension"]
casekit.check("records.mask", ["code", group, "days_to_pay"])

# %% tags=["question"]
casekit.ask("records.hash")

# %% tags=["solution"]
casekit.check("records.hash", "guessable")

# %% tags=["question"]
casekit.ask("records.note")

# %% tags=["solution"]
answer = """What do you want to find out? I send only the columns this needs, with codes
instead of names. The records owner has to release the file first."""
casekit.check("records.note", answer)

# %% tags=["question"]
casekit.ask("records.gift-of-data")

# %% tags=["solution"]
casekit.check("records.gift-of-data", "basis")

# %% [markdown]
# ## Who may see what, and what the policy says

# %% tags=["question"]
casekit.ask("records.allowed")

# %% tags=["solution"]
facts = question("records.allowed").facts
matrix, lines = facts["matrix"], facts["lines"]
may = [matrix.may(line.role, line.action, line.field) for line in lines.itertuples()]
casekit.check("records.allowed", ["allowed" if yes else "not allowed" for yes in may])

# %% tags=["question"]
casekit.ask("records.log")

# %% tags=["solution"]
sheets = casekit.data("records.log")
log, matrix = sheets["log"], records.AccessMatrix.from_table(sheets["matrix"])
broken = matrix.audit(log, hours=(7, 20)).drop_duplicates("log_id")
count = broken.groupby("role").size().reindex(log["role"].unique(), fill_value=0)
casekit.check("records.log", count.rename_axis("role").to_frame("violations"))

# %% tags=["question"]
casekit.ask("records.review")

# %% tags=["solution"]
clauses = question("records.review").facts["clauses"]
review = records.policy_review(clauses, as_of="2025-12-31")
failing = review[review["status"].isin(["missing", "damaged", "overdue"])]
asked = question("records.review").kind.options
casekit.check("records.review", [item for item in failing["item"] if item in asked])

# %% [markdown]
# The same ideas in a beauty salon: other fields, other roles.

# %% tags=["question"]
casekit.ask("records.salon-card")

# %% tags=["solution"]
cards = casekit.data("records.salon-card")
fields = [name for name in cards.columns if name != "client_id"]
done = records.completeness(cards, key="client_id", fields=fields)
casekit.check("records.salon-card", 100 * done["completeness"].mean())

# %% tags=["question"]
casekit.ask("records.therapist")

# %% tags=["solution"]
matrix = records.AccessMatrix.from_table(casekit.load_case("willow-salon").access_matrix)
shown = question("records.therapist").kind.options
care = [field for field in shown if matrix.may("therapist", "read", field)]
casekit.check("records.therapist", care)
