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
# About an hour, in six short parts; stop after any of them, your answers are kept. Menu *Run → Run All Cells* brings the page to life; then
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
