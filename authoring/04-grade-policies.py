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
# Shift+Enter. **You do not code?** *View → Collapse All Code* folds the code to one line a cell. Guess, and read text, tables and plots; nothing is lost.

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
accounts = firms[["area", "growth_potential"]].assign(annual_usage=usage)
accounts = accounts.dropna(subset="annual_usage")
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
# As most people would write it, in a program or in nested IFs in Excel. Who fits none of the four rows gets what is left: D.


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
together = order["annual_usage"].head(first).sum()
print(f"the {first} largest accounts are all D: {together:,.0f} yuan")
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
in_print = larger.assign(annual_usage=(larger["annual_usage"] / 10_000).round() * 10_000)
ends = [20_000, 50_000, 100_000, 200_000, 300_000, 500_000]
on_the_line = in_print["annual_usage"].isin(ends)
exact = larger["annual_usage"].isin(ends).sum()
has_grade = in_print[on_the_line].apply(by_hand, axis=1) != "D"
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
more = np.inf
tiers = [("VIP", 5e3, more), ("Gold", 1e4, 5e4), ("Platinum", 1e5, 2e5), ("Diamond", 2e5, more)]


def tier(amount, rows):
    return next((name for name, low, high in rows if low <= amount <= high), "unclassified")


found = {
    "VIP asked first": [tier(amount, tiers) for amount in accounts["annual_usage"]],
    "Diamond asked first": [tier(amount, tiers[::-1]) for amount in accounts["annual_usage"]],
}
pd.DataFrame(found).apply(pd.Series.value_counts).fillna(0).astype(int)

# %% [markdown]
# "5,000 and more" has no upper end. Asked first, VIP takes everybody, and no other row is ever read. So the order of the rows is part of the policy, though hardly
# any poster prints it.

# %% [markdown]
# ## The policy as a file
#
# Three faults, hidden in lines that no customer and no director ever reads. So we take the policy *out* of the program: a file that anybody can read, and one
# engine that tests it.

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
# `unclassified` is a result like any other. The line above it says whom the kit could not judge for sure: a field is blank.
# (Fewer than have a blank: who lies in a hole has no grade whatever the judgement.) And each account has a **reason**, one
# that fits into a letter.

# %%
from textwrap import fill

blank = order.index[order["growth_potential"].isna()]
some = [order.index[0], order.index[20], blank[2], order.index[order["grade"] == "B1"][0]]
for one in graded.set_index("customer_id").loc[some].itertuples():
    print(f"{one.Index}: {one.grade}")
    print(fill(one.reason, 88, initial_indent="    ", subsequent_indent="    "))

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
share = 100 * lost / accounts["annual_usage"].sum()
casekit.reveal("policies.guess-hole", share, unit="%", decimals=1)
print(axis[["kind", "where", "customers", "sales"]].round().to_string(index=False))

# %% tags=["key-plot"]
ax = draw_bands(policy, "annual_usage", accounts["annual_usage"])
ax.set_title("The largest accounts fall between B1 and A2");
# %% [markdown]
# Each point is an account; those below 2,000 are not drawn. Shaded is what no band covers. The poster's upper rows are empty: it was made for a firm with larger customers. To the left
# stand the many small ones; whether *they* should have a grade is a question of its own.
#
# And one **double hit**, the dotted line: at exactly 50,000 one band ends and another begins, and both count it as theirs.

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
counts = pd.crosstab(band, growth)[["low", "middle", "high", "(blank)"]]
given = pd.crosstab(band, growth, larger["grade"], aggfunc="first")[counts.columns]
share = (larger["grade"][band == names[1]] == "B1").mean()
casekit.reveal("policies.guess-b1", 100 * share, unit="%", decimals=1)

# %% tags=["key-plot"]
ax = draw_combinations(counts, given.replace("D", "no grade"))
ax.set_title("Three of twelve combinations have a grade");
# %% [markdown]
# The numbers are accounts. The last column is not a fault of the poster but of our records: **a blank meets no condition.** It is not *low*. It
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
    found = drawer.audit(buyers, open_ended=reading).table()
    found = found.query("view == 'axis' and customers.notna()")[["kind", "where", "customers"]]
    print(reading)
    print(found.to_string(index=False, header=False), "\n")

# %% [markdown]
# As printed: overlaps. Read as it was meant: a hole from 50,000 to 100,000, which nobody saw while VIP lay over it. **A kind reading does not mend a scheme; it
# moves the fault.** Say which reading you use.
#
# Two words more. "Purchase amount": in a month, a year, ever? The source does not say. And *Gold* in one scheme is not *Gold* in another.

# %% [markdown]
# ## Repair, and count again
#
# Friday comes. A hole can be closed from below (B1 goes up), from above (A2 comes down), or by a new grade. Each is a decision, and each has winners.

# %%
customers = accounts.reset_index()
ways = {"B1 goes up": "extend_lower", "A2 comes down": "extend_upper", "new grades": "new_grade"}
repairs = {}
for way, how in ways.items():
    repairs[way] = policy.repair(customers, holes=how, sales="annual_usage")
for way in ["B1 goes up", "A2 comes down"]:
    print(fill(f"{way}. {repairs[way].changes[-1]}", 88))

# %% [markdown]
# Sixteen accounts stand in the hole above B1. **What do you expect?** How many of them get a grade when A2 comes down to meet B1?

# %%
casekit.predict("policies.guess-repair", unit="accounts", low=0, high=first)

# %%
down = repairs["A2 comes down"].recount.set_index("grade")
gained = down["customers_after"] - down["customers_before"]
casekit.reveal("policies.guess-repair", int(gained["A2"]), unit="accounts")
down[(down[["customers_before", "customers_after"]] > 0).any(axis=1)].round()

# %% [markdown]
# A2 asks for payment credit, and not all of the sixteen pay well. Let B1 go up instead, and it asks for growth. Three repairs of *one* hole, and the same sixteen accounts:

# %%
in_hole = order.index[:first]
after = {"as printed": policy} | {way: repair.policy for way, repair in repairs.items()}
found = {}
for way, edition in after.items():
    new = edition.grade(customers, reasons=False).set_index("customer_id")["grade"]
    found[way] = new[in_hole].value_counts()
result = pd.DataFrame(found).fillna(0).astype(int)
result

# %% tags=["key-plot"]
colours = [style.GREEN, style.BLUE, style.PURPLE, style.VERMILION]
ax = result.loc[["A2", "B1", "between B1 and A2", "unclassified"]].T.plot.barh(
    stacked=True, figsize=(7, 2.9), color=colours, width=0.65
)
ax.invert_yaxis()
ax.set(xlabel=f"the {first} largest accounts", ylabel="repair")
ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, fontsize=9, columnspacing=1)
ax.set_title("One hole, three repairs, each with other winners", pad=26);
# %% [markdown]
# Nobody loses a grade here, so everybody seems to gain. But an A2 is promised hours of service, and these are taken from somebody: count them in the lab below. A
# new grade takes all sixteen, and needs a name, services, and a reason why it lies above B1.
#
# **Whose policy is it now?** Ours. The kit ships a fully repaired edition of the photograph, and its file says so, decision by decision:

# %%
repaired = grading.load_policy("key-account-classes-repaired")
print(f"edition: {repaired.edition} · repairs: {repaired.repairs} · source: {repaired.source}\n")
for line in repaired.ours:
    print(fill("- " + line, 88, subsequent_indent="  "))

# %% [markdown]
# Seven decisions, and each could have gone the other way. A repaired scheme that goes by the source's name is a false quotation.

# %% [markdown]
# ## Who may be graded at all?
#
# Before *which* grade comes *whether*: **eligibility** (参评资格). A telecom operator rates its personal users with stars, by past spending and time in the network. Who
# may be rated is printed exactly:
#
# - in the network for more than six calendar months: rated from the **7th** on, the month of entry being the 1st;
# - in the rating month in service, and billed;
# - personal users of a mobile network (2G, 3G, 2G/3G, 4G); users of a data card are left out.
#
# How many stars for how much money? That table is lost. It stays lost.
#
# **What do you expect?** Someone joins on 31 January 2025. In which month of 2025 (1 to 12) are they first rated?

# %%
casekit.predict("policies.guess-month", unit="(month of 2025)", low=1, high=12)


# %%
def months_of(entry, rated):
    return 12 * (rated.year - entry.year) + rated.month - entry.month + 1


joined = pd.Timestamp("2025-01-31")
number = {month: months_of(joined, pd.Timestamp(2025, month, 1)) for month in range(1, 13)}
casekit.reveal("policies.guess-month", min(month for month in number if number[month] >= 7))
for day in ["1 January", "31 January", "1 February"]:
    month = months_of(pd.Timestamp(f"{day} 2025"), pd.Timestamp("2025-07-01"))
    print(f"joined on {day:>10}: July is month {month}")

# %% [markdown]
# One day of January is all of January. Who joined on 31 January is rated in July, and on 1 July only 151 days have passed: whoever waits for half a year of days, or counts
# from the month after, makes them wait a month longer. It is not much, unless you are the customer.

# %%
people = telecom.customers.query("user_type == 'person'").copy()
people["month"] = [months_of(entry, telecom.last_day) for entry in people["entry_month"]]
tests = {
    "7th month or later": people["month"] >= 7,
    "in service": people["in_service"],
    "billed": people["billed"],
    "mobile, no data card": (people["network"] != "fixed") & ~people["data_card"],
}
left = pd.DataFrame({"personal users": True} | tests).cummin(axis=1).sum()

# %% tags=["key-plot"]
ax = left.plot.barh(figsize=(7, 2.7), color=[style.GREY] + [style.BLUE] * 4, width=0.7)
ax.invert_yaxis()
ax.bar_label(ax.containers[0], fmt="{:,.0f}", padding=4)
ax.set(xlabel="customers left", ylabel="test, one after the other", xlim=(0, 5500))
ax.set_title(f"{left.iloc[-1] / left.iloc[0]:.0%} of the personal users may be rated in December");
# %% [markdown]
# The kit reads the same rule from a file. Of the stars it says what the source says: nothing.

# %%
star = grading.load_policy("star-rating")
people = people.assign(past_spending=None, tenure_months=None)  # tested by the lost table only
said = star.grade(people, as_of=telecom.last_day)["grade"]
print("may be rated, by hand:", left.iloc[-1], "· by the file:", (said != "not eligible").sum())
said.value_counts().to_frame("personal users")

# %%
others = pd.DataFrame(tests).drop(columns="7th month or later").all(axis=1)
june = others & (people["month"] == 7)
print(f"{june.sum()} joined in June: whoever counts from the month after sends them away")

# %% [markdown]
# *Not eligible* is not the lowest star, and not *unclassified* either. Three words, three answers to a customer: too early; not in our table; here is your grade.
#
# ## Where this misleads
#
# **A grade is one year's luck, too.** An account at 101,000 may use 98,000 next year, and nothing has changed with it. Lesson 06 keeps a margin.
#
# **Sums are sales.** Lesson 02 found large accounts that lose money. None of A1 to B2 asks for profit.
#
# **A clean audit is not a good policy.** It says that each customer has one grade. Whether 100,000 is the right line, no audit can tell.
#
# **Levels are opinions.** Half of the grade of a B hangs on a word that a manager wrote down: *low*, *middle*. Ask when, and by what.

# %% [markdown]
# ## The lab: move the lines
#
# Each lever is a line where a band begins. Below you see the counts, the share of sales, the hours promised against the hours there are, the holes by name, and how
# the grades fall in each area. It opens with the photograph. An A1 is promised 240 hours a year, A2 160, B1 120, B2 60, and who has no grade an hour a month.
#
# Close the hole above B1, and let each band end where the next begins. Who still has no grade? Then go down with all lines until the hours are used up. *Save* makes a
# policy file of your own.

# %%
casekit.lab("policies")

# %% [markdown]
# **What you may have seen.** With every hole between the bands closed, two thirds of the accounts from 20,000 yuan on still have no grade: it is their *second* condition
# that fails, and no line on the axis helps. And lower lines give more accounts a name, and spend the hours of those who have one. Compare the areas with care: where few accounts
# stand, a rate says little.

# %% [markdown]
# **Law card (check with counsel).** A grade that is computed from someone's data is profiling. In China, PIPL article 24 asks that automated decisions be transparent
# and fair, and forbids *unreasonable differences in price* and other terms; where a decision weighs heavily on a person, they may ask for an **explanation**, and
# refuse a decision made by machine alone. In Europe, GDPR articles 21 and 22 give a right to object, and a similar right against machines. Organisations are
# no persons; sole traders and personal users are.
#
# So: a reason for each grade that one could read out. A named person who can change it. No lower price for a class that no service or cost explains. No field in a condition that one would
# not name in the letter.

# %% [markdown]
# ## Your plan: the scheme on the wall
#
# Decide, save, and read what your figures lead to. After a first save you may look at a model answer.

# %%
casekit.plan("policies")

# %% [markdown]
# ## On Monday
#
# - In Excel: one row an account, with usage (B), payment credit (C), growth (D). The best class first, and the last word is never a class:
#   `=IF(AND(B2>=500000,C2="good"),"A1",IF(AND(B2>=200000,B2<=300000,OR(C2="good",C2="fairly good")),"A2", … "unclassified"))`.
# - For each stretch between two bands: `=COUNTIFS(B:B,">100000",B:B,"<200000")`, and SUMIFS for the sales. Those are your holes.
# - Try each end by a row of its own: 19,999.99, 20,000, 20,000.01, and so on. A pivot table of band by growth shows the empty combinations.
# - Write on the poster: the period, the ends, the order, the date, and whom to ask.

# %% [markdown]
# **Next:** the [practice](../exercises/04-grade-policies.ipynb). The card says what is left.

# %%
casekit.resume()
