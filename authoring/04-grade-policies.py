# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Which grade, and by what right?
#
# Third week of January 2026 at Harbour Telecom. The director comes home from a congress with a photograph: the **grade policy** (分级政策) of another firm, six
# classes with sums beside them. "Just what we need. It hangs on the wall by Friday, and each organisation gets a letter with its class."
#
# You know where the hours go (lesson 02). Now every account is to carry a name: A1, A2, B1, B2, C or D. *Does everyone get a grade? And when one of them asks why,
# what do you say?*

# %% [markdown]
# **You will decide** what hangs on the wall. **Afterwards you can** say what a policy does at the end of every band, find its holes and overlaps with the
# customers in them, repair it and say who gains and who loses, and decide who may be graded at all.
#
# **You need** percentages and the reading of a chart. About 35 minutes; then the practice. Run the cells one after the other with
# Shift+Enter. **You do not code?** *View → Collapse All Code* hides the code. Guess, and read text, tables and plots; nothing is lost.

# %% tags=["setup"]
import numpy as np
import pandas as pd

import casekit
from casekit import grading
from casekit.course.grade_policies.charts import draw_bands, draw_combinations
from casekit.widgets import style

style.use()
telecom = casekit.load_case("harbour-telecom")

# %% [markdown]
# ## The photograph
#
# | class | annual usage, yuan | and |
# |---|---|---|
# | A1 | 500,000 and more | good payment credit |
# | A2 | 200,000 to 300,000 | fairly good payment credit |
# | B1 | 50,000 to 100,000 | sizeable growth potential |
# | B2 | 20,000 to 50,000 | small growth potential |
# | C | "fairly large" | low contribution to profit |
# | D | *(the text is cut off)* | |
#
# Source: an unnamed firm's key-account rules. A stretch from one sum to another is a **band** (区间). The scheme asks for three things of an account: how much it
# uses in a year, how it pays, and how much it may still grow.

# %% [markdown]
# ## Our accounts, measured
#
# Usage is on the bills. For today each account stands alone; lesson 05 adds up whole groups.

# %%
bills = telecom.bills.query("month >= '2025-01-01'")
bills = bills.assign(amount=bills["fee"] - bills["discount"])
usage = bills.groupby("customer_id")["amount"].sum().round(2)
firms = telecom.customers.query("user_type == 'organisation'").set_index("customer_id")
accounts = firms[["area", "growth_potential"]].assign(annual_usage=usage).dropna(subset="annual_usage")
print(f"{len(accounts):,} organisations were billed in 2025")

# %% [markdown]
# *Payment credit* is a word, and the photograph does not say what makes it good. So **we** say it, aloud: mean days to pay up to 15 are *good*, up to 30 *fairly
# good*, up to 60 *fair*, more are *bad*. This rule is ours.
#
# *Growth potential* was judged by the managers: low, middle, high. We read "sizeable" as middle or high. Where nobody has judged, the field is blank.

# %%
days = bills.groupby("customer_id")["days_to_pay"].mean().astype(float).round(1)
words = ["good", "fairly good", "fair", "bad"]
credit = pd.cut(days, [0, 15, 30, 60, np.inf], labels=words).astype(object)
accounts["payment_credit"] = credit.reindex(accounts.index)
larger = accounts.query("annual_usage >= 20_000").copy()
larger["growth_potential"].fillna("(blank)").value_counts().to_frame("accounts of 20,000 or more")

# %% [markdown]
# The lowest printed sum is 20,000 yuan. These accounts reach it.
#
# **What do you expect?** How many of them get one of the classes A1, A2, B1, B2?

# %%
casekit.predict("policies.guess-graded", unit="accounts", low=0, high=len(larger))


# %% [markdown]
# ## By hand: one *if* a row
#
# As most people would write it, in a program or in nested IFs in Excel. Who passes all four tests by gets what is left.

# %%
def by_hand(one):
    if one.annual_usage >= 500_000 and one.payment_credit == "good":
        return "A1"
    if 200_000 <= one.annual_usage <= 300_000 and one.payment_credit in ("fairly good", "good"):
        return "A2"
    if 50_000 <= one.annual_usage <= 100_000 and one.growth_potential in ("middle", "high"):
        return "B1"
    if 20_000 <= one.annual_usage <= 50_000 and one.growth_potential == "low":
        return "B2"
    return "D"


# %%
larger["grade"] = larger.apply(by_hand, axis=1)
casekit.reveal("policies.guess-graded", int((larger["grade"] != "D").sum()), unit="accounts")
larger.groupby("grade")["annual_usage"].agg(["size", "sum"]).round()

# %% [markdown]
# Most of them are D. Look who.

# %%
order = larger.sort_values("annual_usage", ascending=False)
first = int((order["grade"] != "D").to_numpy().argmax())
print(f"the {first} largest accounts are all D: {order['annual_usage'].head(first).sum():,.0f} yuan")
order.drop(columns="area").head(5).round()

# %% [markdown]
# The best customers of the house would read on Friday that they are worth least. Nobody decided that. They are too large for B1 and too small for A2: they fall
# through every *if*, and the last `return` catches them. **A hole falls through *else* into the lowest grade.** And what D means, the photograph does not even say.
#
# There is an honest name for them: **unclassified** (未分级). It says that the scheme is silent.

# %% [markdown]
# ## On the line
#
# Is 50,000 in B1? "50,000 to 100,000" does not say. We took both ends as in, `>=` and `<=`. On the bills, down to the cent, it hardly matters. But finance prints in
# whole ten thousand yuan (万), like the photograph, and letters are written from the print.

# %%
print_ = larger.assign(annual_usage=(larger["annual_usage"] / 10_000).round() * 10_000)
ends = [20_000, 50_000, 100_000, 200_000, 300_000, 500_000]
on_the_line = print_["annual_usage"].isin(ends)
exact = larger["annual_usage"].isin(ends).sum()
has_grade = print_[on_the_line].apply(by_hand, axis=1) != "D"
print(f"exactly on an end: {exact} on the bills, {on_the_line.sum()} of {len(larger)} in the print")
print(f"{has_grade.sum()} of these have a grade with >= and <=, and none with > and <")

# %% [markdown]
# One sign, `>` for `>=`, and they all lose their grade. A policy *declares* its ends. And one grades on the bills, never on a rounded print.

# %% [markdown]
# ## The first row that fits wins
#
# From the drawer comes another scheme: *Diamond* 200,000 and more, *Platinum* 100,000 to 200,000, *Gold* 10,000 to 50,000, *VIP* 5,000 and more. In which order
# does one ask?

# %%
tiers = [("VIP", 5e3, np.inf), ("Gold", 1e4, 5e4), ("Platinum", 1e5, 2e5), ("Diamond", 2e5, np.inf)]


def tier(amount, rows):
    return next((name for name, low, high in rows if low <= amount <= high), "unclassified")


lists = {"VIP asked first": tiers, "Diamond asked first": tiers[::-1]}
counts = {name: accounts["annual_usage"].map(lambda a, r=rows: tier(a, r)) for name, rows in lists.items()}
pd.DataFrame({name: found.value_counts() for name, found in counts.items()}).fillna(0).astype(int)

# %% [markdown]
# "5,000 and more" has no upper end. Asked first, VIP takes everybody, and no other row is ever read. So the order of the rows is part of the policy, though hardly
# any poster prints it.

# %% [markdown]
# ## The policy as a file
#
# Three faults, all in the program, none on the poster. So we take the policy *out* of the program: a file that anybody can read, and one engine that tests it.

# %%
from casekit import paths

text = (paths.datasets() / "policies" / "key-account-classes.toml").read_text(encoding="utf-8")
blocks = text.split("[[grades]]")
print("[[grades]]" + blocks[2] + "[[grades]]" + blocks[6])

# %% [markdown]
# Nothing is added: `from` and `to` include their ends unless it says otherwise, and D stays undefined. `datasets/policies/README.md` says how to write one.

# %%
accounts["profit_contribution"] = None  # C asks for it, but prints no sum: nobody can be C
policy = grading.load_policy("key-account-classes")
graded = policy.grade(accounts.reset_index())
graded["grade"].value_counts().to_frame("accounts")

# %% [markdown]
# `unclassified` is a result like any other. And each account has a **reason**, one that fits into a letter.

# %%
from textwrap import fill

some = [*order.index[[0, 20, 30]], larger.index[larger["grade"] == "B1"][0]]
for one in graded.set_index("customer_id").loc[some].itertuples():
    print(fill(f"{one.Index}  {one.grade}: {one.reason}", 88), "\n")

# %% [markdown]
# ## The audit, measure by measure
#
# Where are the holes? Take one measure alone, and set aside what else the grades ask for. A **hole** (空档) is a stretch that no band covers; an **overlap**
# (重叠) is covered twice.
#
# **What do you expect?** Of all the sales to organisations, what share is with accounts that lie in *no band of usage*?

# %%
casekit.predict("policies.guess-hole", unit="%", low=0, high=100)

# %%
audit = policy.audit(accounts.reset_index(), sales="annual_usage")
axis = audit.table().query("view == 'axis' and customers.notna()")
lost = axis.query("kind == 'hole'")["sales"].sum()
casekit.reveal("policies.guess-hole", 100 * lost / accounts["annual_usage"].sum(), unit="%", decimals=1)
axis[["kind", "where", "customers", "sales"]].round()

# %% tags=["key-plot"]
ax = draw_bands(policy, "annual_usage", accounts["annual_usage"])
ax.set_title("The largest accounts fall between B1 and A2");

# %% [markdown]
# Each point is an account: blue in a band, orange in none (those below 2,000 are not drawn). The poster's upper rows are empty: it was made for a firm with larger customers. To the left
# stand the many small ones; whether *they* should have a grade is a question of its own.
#
# And one **double hit**: at exactly 50,000 two bands begin and end.

# %% [markdown]
# ## The audit, all conditions together
#
# Is the double hit real? B1 asks for growth middle or high, B2 for low. No account can be both. In the **joint view** (联合条件) two grades meet only where *all*
# their conditions do.

# %%
joint = audit.table().query("view == 'joint' and customers.notna()")
print("double hits jointly:", (joint["kind"] == "double_hit").sum())
holes = joint.query("kind == 'hole' and customers > 0")
for one in holes.itertuples():
    print(fill(f"{one.customers:>4} accounts, {one.sales:>9,.0f} yuan: {one.where}", 88))

# %% [markdown]
# The second measure takes one fault away and brings others: combinations that nobody thought of. Large, but small growth: too much for B2, too tired for B1.
#
# **What do you expect?** In B1's own band, 50,000 to 100,000 yuan, what share of the accounts *gets* B1?

# %%
casekit.predict("policies.guess-b1", unit="%", low=0, high=100)

# %%
limits = [20_000, 50_000, 100_000, 200_000]
names = ["20,000 to 50,000", "50,000 to 100,000", "100,000 to 200,000"]
band = pd.cut(larger["annual_usage"], limits, labels=names).rename("annual usage, yuan")
growth = larger["growth_potential"].fillna("(blank)").rename("growth potential")
columns = ["low", "middle", "high", "(blank)"]
counts = pd.crosstab(band, growth)[columns]
with_grade = pd.crosstab(band, growth, larger["grade"] != "D", aggfunc="sum")[columns]
row = with_grade.loc[names[1]].sum() / counts.loc[names[1]].sum()
casekit.reveal("policies.guess-b1", 100 * row, unit="%", decimals=1)

# %% tags=["key-plot"]
ax = draw_combinations(counts, with_grade)
ax.set_title("Three of twelve combinations have a grade (blue)");

# %% [markdown]
# Numbers of accounts; orange has no grade. The last column is not a fault of the poster but of our records: **a blank meets no condition.** It is not *low*. It
# is a job for the managers.

# %% [markdown]
# ## Two readings of an open band
#
# Back to *VIP, 5,000 and more*. Perhaps the author meant: up to where Gold begins. Then the overlaps go away. What comes instead? The audit can read it both ways.

# %%
drawer = grading.load_policy("purchase-tiers")
buyers = accounts.reset_index()[["customer_id", "annual_usage"]]
buyers = buyers.rename(columns={"annual_usage": "purchase_amount"})
for reading in ["as_printed", "to_next_band"]:
    found = drawer.audit(buyers, open_ended=reading).table().query("view == 'axis' and customers.notna()")
    print(reading)
    print(found[["kind", "where", "customers"]].to_string(index=False, header=False), "\n")

# %% [markdown]
# As printed: overlaps. Read as it was meant: a hole from 50,000 to 100,000, which nobody saw while VIP lay over it. **A kind reading does not mend a scheme; it
# moves the fault.** Say which reading you use.
#
# Two words more. "Purchase amount": in a month, a year, ever? The source does not say. And *Gold* in one scheme is not *Gold* in another.

# %% [markdown]
# ## Repair, and count again
#
# Friday comes. A hole can be closed from below (B1 goes up), from above (A2 comes down), or by a new grade. Each is a decision, and each has winners.
