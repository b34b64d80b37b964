# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Who gets the hours?
#
# Second week of January 2026 at Harbour Telecom. The records are cleaned (lesson 01). Now the managers ask how to spend the year: they have so many hours of
# service together, and thousands of customers want them. *Who gets the hours?*
#
# The director needs no analysis: "20 per cent bring 80, everybody knows it." An old paper in the drawer says that 20 per cent bring **90**. Both have
# the same title, the *80/20 rule* (二八法则).

# %% [markdown]
# **You will decide** who gets how many hours. **Afterwards you can** put the rule to the test on sales and on profit, grade customers A, B and C by cuts
# you can defend, read what sales are made of against targets, and check a printed figure before you use it.
#
# **You need** percentages, cumulative share, and the reading of a chart. About 35 minutes; then the practice. Run the cells one after the other with
# Shift+Enter. **You do not code?** *View → Collapse All Code* folds the code to one line a cell. Guess, and read text, tables and plots; nothing is lost.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import casekit
from casekit import grading, records
from casekit.widgets import style

style.use()
telecom = casekit.load_case("harbour-telecom")

# %% [markdown]
# ## First: do the figures add up?
#
# Finance has printed the sales of 2025 by month and area. You have the bills. **Sales** are the list fee less the discount.

# %%
bills = telecom.bills.query("month >= '2025-01-01'")
bills = bills.assign(amount=bills["fee"] - bills["discount"])
places = telecom.customers[["customer_id", "area"]]
by_area = bills.merge(places).groupby(["month", "area"], as_index=False)["amount"].sum()
totals = by_area.groupby("month", as_index=False)["amount"].sum().assign(area="total")
computed = pd.concat([by_area, totals])
print(f"{len(telecom.report)} printed figures, {len(computed)} of our own")

# %% [markdown]
# The kit compares the two lists, figure by figure, and names a likely cause for each gap.

# %%
gaps = records.reconcile(telecom.report, computed, by=["month", "area"])
gaps[["month", "area", "stated", "computed", "gap", "cause"]].round({"computed": 2, "gap": 2})

# %% [markdown]
# All lines but two agree. In one, two digits changed places: such a gap can always be divided by 9. In the other an area went into the total twice: the gap
# *is* that area's figure. **Likely is not proven.** Tell finance, and go on with the bills.
#
# Some figures cannot be mended. The scan of another old paper has lost two numbers. Lost figures are listed, never filled in from memory.

# %%
paper = records.lost_figures(
    {
        "customers": "share of customers that are key accounts",
        "profit": "share of profit they contribute",
    },
    source="old paper, second page",
)
paper.table()[["name", "meaning", "source", "value", "whose"]]

# %% [markdown]
# ## Sort, and add up
#
# One row a customer: what each brought in 2025.

# %%
money = bills.groupby("customer_id")[["fee", "discount", "amount", "network_cost"]].sum()
accounts = money.rename(columns={"amount": "sales"}).round(2)
never = len(telecom.customers) - len(accounts)
print(f"{len(accounts):,} customers were billed in 2025; {never:,} on the list were not")

# %% [markdown]
# Sort from the largest down, and add up as you go. The *cumulative share* says how much of all sales is reached.
#
# **What do you expect?** What share of the sales do the best 20 % of the customers bring?

# %%
casekit.predict("abc.guess-sales", unit="%", low=0, high=100)


# %%
def climb(values):
    """The share reached after each customer, in per cent, the largest first."""
    falling = values.sort_values(ascending=False)
    return (100 * falling.cumsum() / falling.sum()).to_numpy()


by_sales = climb(accounts["sales"])
people = 100 * np.arange(1, len(accounts) + 1) / len(accounts)
casekit.reveal("abc.guess-sales", by_sales[people <= 20][-1], unit="%", decimals=1)

# %% tags=["key-plot"]
ax = pd.Series(by_sales, people).plot(figsize=(7, 3.4), color=style.BLUE, ylim=(0, 104))
ax.set(xlabel="customers, largest first, %", ylabel="share of sales, %")
reached = by_sales[people <= 20][-1]
ax.plot([20, 20, 0], [0, reached, reached], "--", color=style.GREY, linewidth=1)
line = {"arrowstyle": "-"}
ax.annotate(f"20 % bring {reached:.0f} %", (20, reached), xytext=(27, 62), arrowprops=line)
ax.set_title("A few customers bring most of the sales");

# %% [markdown]
# The kit's `top_share` reads such a point for any number of customers. And the whole curve has two names one meets in every report.
#
# The **Lorenz curve** (洛伦兹曲线) is the same curve counted from the *smallest* customer up. If all were alike it would be a straight line. The
# **Gini coefficient** (基尼系数) measures how far it sags: 0 when all have the same, near 1 when one has all.

# %%
table = accounts.reset_index()
print(f"top 20 %: {grading.top_share(table, value='sales', share=0.2):.1%}")
print(f"Gini:     {grading.gini(table, value='sales'):.2f}")
curve = grading.lorenz_curve(table, value="sales")
half = curve[curve["share_of_customers"] <= 0.5].iloc[-1]
print(f"the smaller half of the customers brings {half['share_of_value']:.1%} of the sales")

# %% [markdown]
# ## The rule put to the test
#
# Two claims, one test. *About as claimed* means: not more than two percentage points off. That tolerance is ours; the papers give none.

# %%
test = grading.pareto_test(table, value="sales", claims=[(0.2, 0.8), (0.2, 0.9)])
test[["claimed_share", "found_share", "gap", "verdict", "customers_needed"]].round(3)

# %% [markdown]
# On sales, the truth lies between the two: more than 80, less than 90. The last column turns the question round: *how many* customers does it take to
# bring 80 %, or 90 %? Here far less than a fifth, and far more.
#
# So nobody lied, and nobody measured. Now comes the word that both papers skip: 80 per cent **of what**?

# %% [markdown]
# ## The same on profit
#
# Sales are not what is left. From each customer's sales we take what the network cost, and what service cost: hours, visits, gifts. What remains is the
# customer's **contribution** (利润贡献), here called profit for short.

# %%
quarters = telecom.service.query("quarter >= '2025-01-01'")
served = quarters.groupby("customer_id")[["hours", "cost"]].sum()
accounts = accounts.join(served.rename(columns={"cost": "service_cost"})).fillna(0.0)
accounts["profit"] = accounts["sales"] - accounts["network_cost"] - accounts["service_cost"]
accounts[["sales", "network_cost", "service_cost", "profit"]].sum().round().to_frame("yuan")

# %% [markdown]
# **What do you expect?** What share of all profit do the best 20 % *by profit* bring?

# %%
casekit.predict("abc.guess-profit", unit="%", low=0, high=150)

# %%
by_profit = climb(accounts["profit"])
casekit.reveal("abc.guess-profit", by_profit[people <= 20][-1], unit="%", decimals=1)

# %% tags=["key-plot"]
ax = pd.Series(by_profit, people).plot(figsize=(7, 3.6), color=style.VERMILION, ylim=(0, 124))
ax.plot(people, by_sales, color=style.BLUE)
ax.axhline(100, color=style.GREY, linewidth=1)
top = by_profit.argmax()
ax.annotate(f"top: {by_profit[top]:.0f} %", (people[top], by_profit[top]), xytext=(66, 116))
ax.text(44, 84, "sales", color=style.BLUE)
ax.text(17, 107, "profit", color=style.VERMILION)
ax.text(97, 103, "falls where customers lose", ha="right", color=style.VERMILION)
ax.set(xlabel="customers, best first, %", ylabel="share reached, %")
ax.set_title("Profit rises above 100 %, then falls back");

# %% [markdown]
# A share above 100 %? It is no error. Two customers, one earns you 10, the other costs you 2: together 8. The first alone made 10 of 8, that is 125 %. The curve
# climbs while customers earn, is flat where they earn nothing, and **falls where they lose**.
#
# For the same reason a Gini coefficient on profit can pass 1. Then it still says "very unequal", but no longer how unequal, and cannot be compared with
# another company's.

# %%
table = accounts.reset_index()
losing = accounts["profit"] < 0
print(f"Gini on profit: {grading.gini(table, value='profit'):.2f}")
print(f"{losing.sum():,} customers lost {-accounts.loc[losing, 'profit'].sum():,.0f} yuan together")
test = grading.pareto_test(table, value="profit")
test[["claimed_share", "found_share", "gap", "verdict", "customers_needed"]].round(3)

# %% [markdown]
# On profit the best fifth brings more than *both* papers say. And it is not quite the same fifth.
#
# ## A, B and C
#
# **ABC analysis** (ABC分析) makes three classes out of the sorted list. **A**: the few who together reach the first cut, usually 80 %. **B**: the next, up to
# 95 %. **C**: the rest. Two rules must be said aloud:
#
# - Who *carries the sum over* the cut is still in. Without this customer A would not reach its 80 %.
# - *Equals stay together*, in the better class. No row number decides.

# %%
classes = grading.abc_classes(table, value="sales", cuts=(0.8, 0.95)).set_index("customer_id")
last = (classes["abc_class"] == "A").sum()
edge = classes.iloc[last - 3 : last + 2][["value", "cumulative_share", "abc_class"]]
edge.round({"value": 2, "cumulative_share": 5})

# %% [markdown]
# The last A is the one whose cumulative share first passes 0.8.
#
# **What do you expect?** A are the best by *sales*. How many of them lose money?

# %%
a_class = accounts.loc[classes.index[classes["abc_class"] == "A"]]
casekit.predict("abc.guess-losers", unit="customers", low=0, high=len(a_class))

# %%
casekit.reveal("abc.guess-losers", int((a_class["profit"] < 0).sum()), unit="customers")

# %%
accounts["class"] = classes["abc_class"]
accounts["loses"] = accounts["profit"] < 0
brought = accounts.groupby("class")[["sales", "profit", "hours", "loses"]].sum()
brought.insert(0, "customers", accounts["class"].value_counts())
brought.round()

# %% [markdown]
# Look at the largest of those losers, and at what they got.

# %%
a_losing = accounts[(accounts["class"] == "A") & accounts["loses"]]
share = a_losing["hours"].sum() / accounts["hours"].sum()
print(f"{len(a_losing)} accounts got {share:.0%} of all hours of service in 2025")
columns = ["fee", "discount", "sales", "service_cost", "hours", "profit"]
a_losing.nlargest(5, "sales")[columns].round()

# %% [markdown]
# Deep discounts, and hours upon hours. On the sales list they stand near the top, so everybody runs when they call. *Sort by sales and call it profit*, and you
# send your best people to the wrong customers.
#
# That does not mean: drop them. It means: before more hours, talk about the terms. What would be left of their cost without them, lesson 07 asks.

# %% [markdown]
# ## Cuts follow from hours
#
# Suppose each A is promised 24 hours a year, each B 6, each C 1. Do the managers have them?

# %%
capacity = telecom.managers["hours_a_year"].sum()
promise = pd.Series({"A": 24, "B": 6, "C": 1})
lines = {}
for cuts in [(0.8, 0.95), (0.75, 0.95), (0.75, 0.9), (0.7, 0.9)]:
    sizes = grading.abc_classes(table, value="sales", cuts=cuts)["abc_class"].value_counts()
    needed = (sizes * promise).sum()
    lines[cuts] = [*sizes[["A", "B", "C"]], needed, needed <= capacity]
print(f"the managers have {capacity:,} hours; last year they noted {table['hours'].sum():,.0f}")
pd.DataFrame(lines, index=["A", "B", "C", "hours needed", "fits"]).T.rename_axis(["A to", "B to"])

# %% [markdown]
# Last year the managers noted far fewer hours than they have: nothing was promised to anybody, so what was asked for was done. A promise is another thing, and
# the cuts of the textbook promise more than there is. 80 and 95 are a habit from stock-keeping; they know nothing of your managers. Who moves when the cuts
# become 70 and 90?

# %%
other = grading.abc_classes(table, value="sales", cuts=(0.7, 0.9)).set_index("customer_id")
pd.crosstab(classes["abc_class"].rename("80 / 95"), other["abc_class"].rename("70 / 90"))

# %% [markdown]
# Nobody moves by being better or worse. *You* moved them. So write the cuts down before you see the names, and say what they cost.
#
# ## Each alone, or whole groups?
#
# A bank with nine branches signs one contract. From lesson 01: branches are added up before anyone is ranked.

# %%
known = telecom.customers[["customer_id", "group_id"]].merge(table)
told = records.suggest_groups(telecom.customers, telecom.groups)
units = records.roll_up(known, value="sales", parents=told)
grades = grading.abc_classes(units, value="value", customer_id="unit_id").set_index("customer_id")
units = units.set_index("unit_id").assign(grade=grades["abc_class"])
units.groupby("grade")[["is_group", "customers"]].agg(["size", "sum"])["customers"]

# %% [markdown]
# `size` is the number of units to look after, `sum` the customers within. Class A has fewer units than it had customers: some of its names were one
# customer in pieces. And branches too small to be seen alone came along.

# %%
b_or_c = known["customer_id"].map(classes["abc_class"]) != "A"
by_name = told.set_index("customer_id")["group_id"]
unit_of = known["group_id"].fillna(known["customer_id"].map(by_name))
in_a = unit_of.map(units["grade"]) == "A"
print(f"{(b_or_c & in_a).sum()} customers were B or C alone and belong to an A group")

# %% [markdown]
# ## What the sales are made of
#
# The **composition** (构成) answers another question: which *groups* bring the sales, and is it what we wanted? Shares of one whole are compared in
# **percentage points**: from 20 % to 22 % is 2 points (and 10 per cent more; do not mix the two).

# %%
table = accounts.reset_index().merge(
    telecom.customers[["customer_id", "user_type", "area", "industry", "manager_id"]]
)
made_of = grading.composition(table, by="area", value="sales", targets=telecom.targets)
columns = ["group", "customers", "mean", "share_of_customers", "share_of_sales"]
made_of[[*columns, "target", "gap", "verdict"]].round(3)

# %% [markdown]
# The gap is in points. An area can miss its target though its sales grew: shares add up to 100, so one area's gain is another's loss.

# %%
kinds = grading.composition(table, by="user_type", value="sales")
trades = grading.composition(table, by="industry", value="sales")
print(kinds[columns].round(3).to_string(index=False))
trades.loc[trades["group"] != "(missing)", columns].round(3)

# %% [markdown]
# ## A high mean from a small group
#
# Which trade in which area is best? Sort all combinations of industry and area by their mean, and the list is led by surprises. Before you believe it, look at
# *how many* customers stand behind each mean.

# %%
cells = table.dropna(subset="industry").groupby(["industry", "area"])["sales"]
cells = cells.agg(["size", "mean"]).sort_values("mean", ascending=False)
cells.iloc[[0, 1, 2, -3, -2, -1]].round()

# %% tags=["key-plot"]
ax = (cells / [1, 1000]).plot.scatter("size", "mean", figsize=(7, 3.4), color=style.BLUE, s=28)
overall = table.dropna(subset="industry")["sales"].mean() / 1000
ax.axhline(overall, color=style.GREY, linewidth=1)
ax.text(cells["size"].max() - 4, overall, "mean of all", ha="right", va="bottom")
ax.set(xlabel="customers in the group", ylabel="mean sales, thousand yuan")
ax.set_title("The smaller the group, the wilder its mean");

# %% [markdown]
# To the left, where groups are small, means lie far above and far below. To the right they lie nearer to the middle. Small groups stand
# at the top of such a list, and at its end, by chance alone. **Read the number of customers before the mean.** Often the answer is: wait for another year.
#
# The same care for the books of the account managers. Compare the hours with what was left:

# %%
books = table.dropna(subset="manager_id").groupby("manager_id")
sums = books[["sales", "profit", "hours"]].sum()
sums.insert(0, "customers", books.size())
sums.sort_values("profit").iloc[[0, 1, 2, -3, -2, -1]].round()

# %% [markdown]
# That says where the hours went. It does not say who works well: one manager may have been *given* the difficult accounts.
#
# ## Another trade: what is on the shelf
#
# The same sums sort goods. The **product mix** (商品构成) of a beauty salon, the Willow Salon: which products bring 80 % of its sales?

# %%
salon = casekit.load_case("willow-salon")
sold = salon.sales.query("date >= '2025-01-01'").merge(salon.products[["product_id", "product"]])
mix = grading.product_mix(sold, product="product", amount="amount", quantity="quantity")
print(f"{mix['in_cut'].sum()} of {len(mix)} products bring 80 % of the sales of goods")
mix.head(4).round(3)

# %% [markdown]
# Watch the best sellers when you order, and recommend them to those who could use them. But ask before you strike off the rest: a mask may be bought *with* the
# serum.
#
# ## Do only key accounts give profit?
#
# The old paper goes on: "Only key accounts give rich profit." That, too, can be tested. Call those small who bring less than 50 yuan a month.
#
# **What do you expect?** What share of all *customers* is that?

# %%
casekit.predict("abc.guess-small", unit="%", low=0, high=100)

# %%
small = grading.small_customers(table, value="sales", below=600)
casekit.reveal("abc.guess-small", 100 * small.share_of_customers, unit="%", decimals=1)

# %%
limits = [0, 300, 600, 1200, 3600, 12_000, np.inf]
bands = pd.cut(accounts["sales"], limits, right=False).rename("sales in the year")
shares = accounts.groupby(bands, observed=True)[["sales", "profit"]].sum()
shares.insert(0, "customers", bands.value_counts())
(100 * shares / shares.sum()).round(1)

# %% [markdown]
# In per cent. The very small cost a little more than they bring: a network and a hotline are paid for each of them. From some size on they carry themselves,
# and the middle brings real profit. So "only" is wrong here, and "mostly" is right. A small customer is also somebody's first year: this table
# cannot see who will grow.

# %% [markdown]
# ## Where this misleads
#
# **One year.** A customer is A because of one year's bills. Lesson 03 shows how many of the best fall back the year after, though nobody did anything.
#
# **One company, and an invented one.** Harbour Telecom is simulated: a program drew its customers. Ask it for other customers, and the shares change.

# %%
for seed in [None, 1, 2]:
    other = casekit.load_case("harbour-telecom", seed=seed)
    lately = other.bills.query("month >= '2025-01-01'")
    sales = (lately["fee"] - lately["discount"]).groupby(lately["customer_id"]).sum()
    best = grading.top_share(sales.rename("sales").reset_index(), value="sales", share=0.2)
    print(f"company {seed or 'as shipped':>10}: the best 20 % bring {best:.1%}")

# %% [markdown]
# All three come out alike, because *the same rules* drew them. Would ten more companies tell you the share in real telecoms? No: they tell you what the authors of
# the program put in. Simulated data are good for learning a method, since the truth is known. About the world they say nothing. **This cannot be told
# from these data**, and saying so is part of the job.

# %% [markdown]
# ## The lab: move the cuts
#
# Classes start by sales, at 80 and 95, each customer alone; the bar shows the hours promised against the hours there are. Guess before you move: switch to
# **profit**. How many customers are in A then?

# %%
casekit.predict("abc.guess-lab", unit="customers", low=0, high=1000)

# %%
by_contribution = grading.abc_classes(table, value="profit")["abc_class"]
casekit.reveal("abc.guess-lab", int((by_contribution == "A").sum()), unit="customers")

# %%
casekit.lab("abc")

# %% [markdown]
# **What you may have seen.** By profit A is smaller, and the hours suddenly reach. By groups it has fewer units still, though more accounts: a group
# brings its small branches along, and some that lose money. And no position of the levers is right: each
# gives somebody hours and takes them from somebody else. The lab shows the price. You choose.

# %% [markdown]
# ## Your plan: who gets the hours
#
# Decide, save, and read what your figures lead to. After a first save you may look at a model answer.

# %%
casekit.plan("abc")

# %% [markdown]
# ## On Monday
#
# - In Excel: one row a customer, with sales. Sort down. In the next column a running sum over the total. Class by the share *before* each row:
#   `=IF(before<80%,"A",IF(before<95%,"B","C"))`.
# - Beside it a column with what is left after network and service cost. Mark the rows below zero.
# - Count the classes, multiply by the hours you promise, and compare with the hours you have. Move the cuts until they fit, *then* look at the names.
# - When someone says "20 per cent bring 80", ask: of what, in which year, and who measured?

# %% [markdown]
# **Next:** the [practice](../exercises/02-abc-and-pareto.ipynb). The card says what is left.

# %%
casekit.resume()
