# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: grade policies
#
# About 45 minutes, in six short parts. Menu *Run → Run All Cells* brings the page to life; then answer in any order. Every question
# can be solved without code: those marked *compute* have a sheet for Excel.
#
# **Those who code:** `casekit.data("policies.uncovered")` is the sheet of a question as a table, and `casekit.check("policies.stars", "one")` checks an
# answer from any cell. If a cell of yours stops with an error, the cells after it stay empty: mend it and run all again.

# %% tags=["setup"]
import pandas as pd

import casekit
from casekit import grading
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("policies.recall-complete")

# %% tags=["solution"]
counts = question("policies.recall-complete").facts["table"]["accounts"]
casekit.check("policies.recall-complete", 100 * counts.drop("(blank)").sum() / counts.sum())

# %% tags=["question"]
casekit.ask("policies.recall-carrier")

# %% tags=["solution"]
usage = question("policies.recall-carrier").facts["table"]["usage, thousand yuan"]
before = usage.cumsum() - usage
casekit.check("policies.recall-carrier", int((before < 0.8 * usage.sum()).sum()))

# %% [markdown]
# ## The printed scheme
#
# **Worked.** An account has usage 10 (ten thousand yuan), growth potential middle, payment credit bad. *Band:* 10 lies in B1's (5 to 10, ends included).
# *Second condition:* B1 asks for growth middle or high; it is middle. Both hold: **B1**. Credit plays no part, B1 does not ask for it.
#
# Another: usage 8, growth potential low. *Band:* B1's again. *Second condition:* low is neither middle nor high. B2 would want low, but its band ends at 5. **No
# grade.**
#
# Now yours.

# %% tags=["question"]
casekit.ask("policies.by-the-print")

# %% tags=["solution"]
rows = question("policies.by-the-print").facts["rows"].reset_index()
policy = grading.load_policy("key-account-classes")
graded = policy.grade(rows.drop(columns="grade")).set_index("customer_id")["grade"]
casekit.check("policies.by-the-print", graded.replace("unclassified", "none"))

# %% [markdown]
# One step is left blank in the next cell. Fill it in, run the cell, then press *Check my function* (or paste your column from Excel).


# %% tags=["exercise"]
def tier(amount):
    if amount >= 200_000:
        return "Diamond"
    if ...:  # Platinum: 100,000 to 200,000
        return "Platinum"
    if 10_000 <= amount <= 50_000:
        return "Gold"
    if amount >= 5_000:
        return "VIP"
    return ...  # and who fits none?


# %% tags=["question"]
casekit.ask("policies.tier")


# %% tags=["solution"]
def tier(amount):
    if amount >= 200_000:
        return "Diamond"
    if 100_000 <= amount <= 200_000:
        return "Platinum"
    if 10_000 <= amount <= 50_000:
        return "Gold"
    if amount >= 5_000:
        return "VIP"
    return "unclassified"


casekit.check("policies.tier", tier)

# %% tags=["question"]
casekit.ask("policies.test-order")

# %% tags=["solution"]
table = question("policies.test-order").facts["table"]
order = table.sort_values("discount, %", ascending=False).index.str.lower()
casekit.check("policies.test-order", list(order))

# %% [markdown]
# ## Holes and double hits

# %% tags=["question"]
casekit.ask("policies.richest-hole")

# %% tags=["solution"]
above, below = question("policies.richest-hole").facts["richest"]
casekit.check("policies.richest-hole", {"above": above, "below": below})

# %% tags=["question"]
casekit.ask("policies.two-hits")

# %% tags=["solution"]
casekit.check("policies.two-hits", "nobody")

# %% tags=["question"]
casekit.ask("policies.uncovered")

# %% tags=["solution"]
accounts = casekit.data("policies.uncovered")
growth = accounts["growth_potential"]
b2 = (accounts["band"] == "B2's band") & (growth == "low")
b1 = (accounts["band"] == "B1's band") & growth.isin(["middle", "high"])
accounts["out"] = ~(b1 | b2)
accounts["money"] = accounts["annual_usage"].where(accounts["out"], 0)
found = accounts.groupby("band").agg(
    accounts=("out", "size"), without_grade=("out", "sum"), sales_without=("money", "sum")
)
casekit.check("policies.uncovered", found)

# %% tags=["question"]
casekit.ask("policies.note")

# %% tags=["solution"]
answer = """Our largest accounts would get the lowest grade: they lie in a hole between B1 and A2.
And D is only a name, its text is lost. Let us decide what they get, and mark it as ours."""
casekit.check("policies.note", answer)

# %% [markdown]
# ## Who may be rated

# %% tags=["question"]
casekit.ask("policies.eligible")

# %% tags=["solution"]
rows = question("policies.eligible").facts["rows"]
fit = (rows["month"] >= 7) & rows["in_service"] & rows["billed"]
fit &= (rows["network"] != "fixed") & ~rows["data_card"]
casekit.check("policies.eligible", fit.map({True: "rated", False: "not yet"}))

# %% tags=["question"]
casekit.ask("policies.calendar-months")


# %% tags=["solution"]
def calendar_months(year, month, day, rated_year, rated_month):
    return 12 * (rated_year - year) + rated_month - month + 1


casekit.check("policies.calendar-months", calendar_months)

# %% tags=["question"]
casekit.ask("policies.how-many-rated")

# %% tags=["solution"]
users = casekit.data("policies.how-many-rated")
month = 12 * (2025 - users["year_of_entry"]) + 12 - users["month_of_entry"] + 1
fit = (month >= 7) & users["in_service"].eq("yes") & users["billed"].eq("yes")
fit &= users["network"].ne("fixed") & users["data_card"].eq("no")
casekit.check("policies.how-many-rated", int(fit.sum()))

# %% tags=["question"]
casekit.ask("policies.stars")

# %% tags=["solution"]
casekit.check("policies.stars", "cannot")

# %% [markdown]
# ## Another trade: Ironbridge sells machines

# %% tags=["question"]
casekit.ask("policies.machinery")

# %% tags=["solution"]
rows = question("policies.machinery").facts["rows"].drop(columns="grade")
graded = policy.grade(rows.reset_index()).set_index("customer_id")["grade"]
casekit.check("policies.machinery", graded.replace("unclassified", "none"))

# %% tags=["question"]
casekit.ask("policies.open-band")

# %% tags=["solution"]
amounts = question("policies.open-band").facts["amounts"]
bands = {"Diamond": (2e5, 9e9), "Platinum": (1e5, 2e5), "Gold": (1e4, 5e4), "VIP": (5e3, 9e9)}
found = {}
for account, amount in amounts.items():
    printed = [name for name, (low, high) in bands.items() if low <= amount <= high]
    stopped = [name for name in printed if name != "VIP" or amount < 10_000]
    found[account] = f"{len(printed)}-{len(stopped)}"
casekit.check("policies.open-band", found)

# %% tags=["question"]
casekit.ask("policies.who-gains")

# %% tags=["solution"]
table = question("policies.who-gains").facts["table"]
usage = table["usage, yuan"].str.replace(",", "").astype(float)
gains = (usage > 100_000) & table["payment credit"].isin(["fairly good", "good"])
casekit.check("policies.who-gains", [account.lower() for account in table.index[gains]])

# %% [markdown]
# ## Where you are

# %%
casekit.resume()
