# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: key-account tests
#
# About 45 minutes, in six short parts. Menu *Run → Run All Cells* brings the page to life; then answer in any order. Every question
# can be solved without code: those marked *compute* have a sheet for Excel.
#
# **Those who code:** `casekit.data("keys.special")` is the sheet of a question as a table, and `casekit.check("keys.units", 3)` checks an
# answer from any cell. If a cell of yours stops with an error, the cells after it stay empty: mend it and run all again.

# %% tags=["setup"]
import casekit
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("keys.recall-rate")

# %% tags=["solution"]
facts = question("keys.recall-rate").facts
casekit.check("keys.recall-rate", 100 * facts["profit"] / facts["sales"])

# %% tags=["question"]
casekit.ask("keys.recall-hole")

# %% tags=["solution"]
usage = question("keys.recall-hole").facts["table"].iloc[:, 0]
bands = [(20, 50), (50, 100), (200, 300), (500, float("inf"))]
graded = [any(low <= one <= high for low, high in bands) for one in usage]
casekit.check("keys.recall-hole", graded.count(False))

# %% [markdown]
# ## Four types
#
# **Worked.** A school in a group pays 3,400 yuan a month; rivals court it. *Important?* No: the rule names offices of the state and the military.
# *High value?* Yes. *Group?* Yes. *Strategic?* Yes, one mark is enough. Three types in one customer.
#
# Now yours.

# %% tags=["question"]
casekit.ask("keys.strategic")

# %% tags=["solution"]
facts = question("keys.strategic").facts
strategic = [
    card
    for card, (leader, contested, potential) in facts["marks"].items()
    if leader or contested or potential == "high"
]
casekit.check("keys.strategic", strategic)

# %% [markdown]
# One step is left blank in the next cell. Fill it in, run the cell, then press *Check my function* (or paste your column from Excel).

# %% tags=["exercise"]
def types_held(kind, fee, group, leader, contested, potential):
    important = kind in ("government", "military")
    high_value = fee >= 3000
    in_group = group != ""
    strategic = ...  # any one of three marks is enough: fill this in
    return sum(map(bool, [important, high_value, in_group, strategic]))


# %% tags=["question"]
casekit.ask("keys.types")

# %% tags=["solution"]
def types_held(kind, fee, group, leader, contested, potential):
    important = kind in ("government", "military")
    high_value = fee >= 3000
    in_group = group != ""
    strategic = leader == "yes" or contested == "yes" or potential == "high"
    return important + high_value + in_group + strategic


casekit.check("keys.types", types_held)

# %% tags=["question"]
casekit.ask("keys.special")

# %% tags=["solution"]
sheet = casekit.data("keys.special").set_index("customer_id")
n = (sheet.drop(columns="area") == "yes").sum(axis=1)
counts = (n >= 2).groupby(sheet["area"]).sum().rename("two_or_more").to_frame()
counts["all_four"] = (n == 4).groupby(sheet["area"]).sum()
casekit.check("keys.special", counts)

# %% tags=["question"]
casekit.ask("keys.pairs")

# %% tags=["solution"]
casekit.check("keys.pairs", "cannot")

# %% [markdown]
# ## Who is one customer, and for how many is there room?

# %% tags=["question"]
casekit.ask("keys.units")

# %% tags=["solution"]
facts = question("keys.units").facts
contracts = facts["table"]
grouped = contracts["group"] != "–"
together = contracts[grouped].groupby("group")["yuan a month"].sum()
alone = contracts.loc[~grouped, "yuan a month"]
units = (together >= facts["limit"]).sum() + (alone >= facts["limit"]).sum()
casekit.check("keys.units", int(units))

# %% tags=["question"]
casekit.ask("keys.limits")

# %% tags=["solution"]
facts = question("keys.limits").facts
casekit.check("keys.limits", {"fee": facts["limit"], "types": facts["least_types"]})

# %% tags=["question"]
casekit.ask("keys.counter")

# %% tags=["solution"]
visits = question("keys.counter").facts["rows"]
referred = [
    visit
    for visit, (fee, types, manager) in visits.items()
    if (fee >= 3000 or types >= 2) and manager == "–"
]
casekit.check("keys.counter", referred)

# %% tags=["question"]
casekit.ask("keys.note")

# %% tags=["solution"]
place = question("keys.note").facts["place"]
answer = f"""The places went by types, then by contribution; you are number {place}.
We make the list again each January; if a figure looks wrong, please write to us."""
casekit.check("keys.note", answer)

# %% [markdown]
# ## Another trade: Ironbridge Machinery

# %% tags=["question"]
casekit.ask("keys.three-tests")

# %% tags=["solution"]
rows = question("keys.three-tests").facts["rows"]
names = {0: "none", 1: "any", 2: "any", 3: "points", 4: "all"}
answer = {
    account: names[(usage >= 200) + (orders >= 6) + (rate >= 15) + influence]
    for account, (usage, orders, rate, influence) in rows.items()
}
casekit.check("keys.three-tests", answer)

# %% tags=["question"]
casekit.ask("keys.points")

# %% tags=["solution"]
accounts = casekit.data("keys.points")
often_or_large = (accounts["orders"] >= 12) | (accounts["largest_order"] >= 100_000)
points = often_or_large.astype(int) + (accounts["project_orders"] >= 50)
points += (accounts["price_sensitivity"] <= 2).astype(int) + (accounts["deciders"] >= 4)
points += (accounts["contract_years"] >= 1).astype(int)
by_type = (points >= 3).groupby(accounts["account_type"]).agg(accounts="size", key="sum")
casekit.check("keys.points", by_type)

# %% tags=["question"]
casekit.ask("keys.looks-big")

# %% tags=["solution"]
def verdict(usage, group_buys, rate, harsh):
    if group_buys >= 50:
        return "one-off"
    if rate < 5:
        return "low"
    return "harsh" if harsh else "stays"


rows = question("keys.looks-big").facts["rows"]
casekit.check("keys.looks-big", {account: verdict(*row) for account, row in rows.items()})

# %% [markdown]
# ## Personas, and what a measure may not use

# %% tags=["question"]
casekit.ask("keys.personas")

# %% tags=["solution"]
left = question("keys.personas").facts["left"]
pairs = {one: "nothing" if one in ("top", "wish") else one for one in left}
casekit.check("keys.personas", pairs)

# %% tags=["question"]
casekit.ask("keys.may-not")

# %% tags=["solution"]
out = {"skin", "account", "belief", "where", "child"}  # sensitive
out |= {"name", "age", "street", "voice"}  # stands in for origin or age
out |= {"phone", "hurry"}  # finds who would pay more
slots = question("keys.may-not").facts["slots"]
casekit.check("keys.may-not", [slot for slot, one in slots.items() if one in out])

# %% [markdown]
# ## What a paper does not say

# %% tags=["question"]
casekit.ask("keys.not-in-source")

# %% tags=["solution"]
says = {"teller", "follow-up", "forms", "red-teller"}
denies = {"home", "ticket"}
pick = question("keys.not-in-source").facts["pick"]
verdicts = {one: "says" if one in says else "denies" if one in denies else "open" for one in pick}
casekit.check("keys.not-in-source", verdicts)

# %% [markdown]
# ## Where you are

# %%
casekit.resume()
