# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Which thirty?
#
# Fourth week of January 2026 at Harbour Telecom. The director has a plan: "Thirty key accounts get a team of their own. Here is how another operator chooses them: four types,
# and a *special grade* (特级) where the types meet. Send me the thirty names. And tell me what I say to number thirty-one."
#
# A rule that says who is a key account and who is not is a **key-account test** (大客户判定). You are about to meet several. Each sounds sensible, and each makes another list.

# %% [markdown]
# **You will decide** who gets the team. **Afterwards you can** count types that overlap, compare tests joined by AND, by OR and by points, name accounts that look
# big and are not key, and turn a described person into measures you can defend.
#
# **You need** percentages and the reading of a chart. About 35 minutes; then the practice. Run the cells one after the other with Shift+Enter. **You do not code?**
# *View → Collapse All Code* folds the code to one line. Guess, and read text, tables and plots; nothing is lost.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import pandas as pd

import casekit
from casekit import grading, records
from casekit.course.ironbridge import measures
from casekit.widgets import style

style.use()
telecom = casekit.load_case("harbour-telecom")

# %% [markdown]
# ## Who could be one at all?
#
# Organisations in service on the last day and billed in 2025. Their **fee** is the mean of what they paid a month, discount taken off.

# %%
there = telecom.customers.query("user_type == 'organisation' and in_service")
bills = telecom.bills.query("month >= '2025-01-01'")
bills = bills.assign(sales=bills["fee"] - bills["discount"])
fee = bills.groupby("customer_id")["sales"].mean().round(2).rename("fee")
firms = there.set_index("customer_id").sort_index().join(fee, how="inner")
print(f"{len(firms):,} organisations")

# %% [markdown]
# ## Four types are four flags
#
# The operator's paper names four types. Nothing is ranked: each is a **yes or no** of its own, and a customer may hold several.
#
# - **Important**: offices of party, government and military.
# - **High value**: a monthly fee that "exceeds 3,000 yuan and above".
# - **Group**: units of one system that use the network for one purpose.
# - **Strategic**: sets an example in its trade, *or* is courted by rivals, *or* has potential.
#
# From lesson 01: about a fourth of the branches lack their group's number, and their names tell it.

# %%
told = records.suggest_groups(telecom.customers, telecom.groups).set_index("customer_id")
group = firms["group_id"].fillna(told["group_id"])
potential = firms["growth_potential"] == "high"
types = pd.DataFrame({"important": firms["organisation_type"].isin(["government", "military"])})
types["high value"] = firms["fee"] >= 3000
types["group"] = group.notna()
types["strategic"] = firms["industry_leader"] | firms["contested"] | potential
types.sum().to_frame("organisations")

# %% [markdown]
# Two things to note. Our records know no party offices, so nobody is flagged as one. And schools and hospitals are public bodies, but the paper does not name them.
#
# ## Exceeds, or and above?
#
# "Exceeds 3,000 and above" contradicts itself. In most companies nobody stands on such a mark. Here somebody sold a flat price.

# %%
above, from_on = (firms["fee"] > 3000).sum(), (firms["fee"] >= 3000).sum()
print(f"above 3,000: {above}    3,000 and above: {from_on}")
exactly = firms["fee"] == 3000
print(f"{exactly.sum()} organisations pay exactly 3,000.00 in the mean of the year")

# %% [markdown]
# Count both ways, choose, and write the choice into the rule. We take *and above*: these customers have the flat price because **we** sold it, and we would not like to tell
# them that a cent is missing.
#
# A second edition of the same paper leaves the number to each county. So the 3,000 is no law of nature. It is one company's figure of one year, and it moves.
#
# ## Special is where they meet
#
# "The four sets may intersect; the **intersection** (交集) is the special grade." Of any two of them? Of all four? The paper does not say.
#
# **What do you expect?** How many organisations hold *at least two* types?

# %%
casekit.predict("keys.guess-two", unit="organisations", low=0, high=len(firms))

# %%
n = types.sum(axis=1)
casekit.reveal("keys.guess-two", int((n >= 2).sum()), unit="organisations")

# %%
counts = n.value_counts().sort_index().rename_axis("types held").to_frame("organisations")
counts.T

# %% [markdown]
# To see *which* types meet, count each combination by itself. A column of dots says which types; the bar above, how many hold exactly these.

# %%
combos = types.groupby(list(types)).size().sort_values(ascending=False)
combos = combos[[any(held) for held in combos.index]]  # without those that hold none
colours = [style.VERMILION if sum(held) > 1 else style.BLUE for held in combos.index]
places = [(x, y) for x, held in enumerate(combos.index) for y in range(4) if held[y]]

# %% tags=["key-plot"]
fig, (bars, dots) = plt.subplots(2, 1, sharex=True, figsize=(7, 4.4), height_ratios=[2, 1])
bars.bar(range(len(combos)), combos, color=colours)
bars.bar_label(bars.containers[0])
for x in range(len(combos)):
    held = [y for place, y in places if place == x]
    dots.plot([x] * len(held), held, "o-", color=colours[x])
dots.set_yticks(range(4), list(types))
dots.set(xticks=[], xlabel="combination of types", ylabel="type", ylim=(-0.6, 3.6))
bars.set(ylabel="organisations", ylim=(0, 1.15 * combos.max()))
bars.set_title("Two types or more (orange): many small overlaps");

# %% [markdown]
# Add up the orange bars: that is *any two*. *All four* is one small bar to the right. Who are they?

# %%
all_four = firms.loc[n == 4, ["organisation_type", "area", "fee", "growth_potential"]]
print(f"any two: {(n >= 2).sum()}    any three: {(n >= 3).sum()}    all four: {(n == 4).sum()}")
all_four = all_four.assign(fee=all_four["fee"].map("{:,.2f}".format)).fillna("not judged")
columns = ["kind of office", "area", "yuan a month", "growth potential"]
all_four.rename_axis("customer").set_axis(columns, axis=1)

# %% [markdown]
# Look at the first column. To hold all four one must be "important", and that is a matter of the *kind* of office. No bank, no factory can ever reach it, however large. So
# "all four" is a list of offices; "any two" is far longer than thirty. **Neither reading gives thirty names.** A number of places is a wish, not a test.
#
# What the table of *pairs* would not tell: a customer with three types stands in three overlaps. Add up the overlaps, and you count it three times. Ask for combinations, or count
# the types of each customer.

# %% [markdown]
# ## The same as a file
#
# Lesson 04 put grades into a file. Types fit too. The kit's file of these rules says what it had to decide, and what the source leaves open.

# %%
policy = grading.load_policy("telecom-types")
print(f"{policy.special.title}: {policy.special.at_least} types or more")
for line in policy.missing:
    print("not in the source:", line)

# %%
customers = firms.reset_index().rename(columns={"fee": "monthly_fee"})
customers["group_member"] = group.notna().to_numpy()
customers["growth_potential"] = customers["growth_potential"].fillna("low")  # blank is no yes
graded = policy.grade(customers).set_index("customer_id")
print(f"special: {(graded['grade'] == 'special').sum()} by the file, {(n >= 2).sum()} by hand")
print(graded.loc[all_four.index[0], "reason"])

# %% [markdown]
# ## What is one customer?
#
# The operator's paper speaks of about 90,000 high-value customers and about 250 groups. Can one add them, or say that groups are 0.3 per cent? No: the one counts *contracts*,
# the other whole *groups*. Always ask what is counted.
#
# It also changes who is large. So far each branch was tested by itself.
#
# **What do you expect?** How many groups reach 3,000 yuan a month **only when their branches are added up**?

# %%
casekit.predict("keys.guess-groups", unit="groups", low=0, high=len(telecom.groups))

# %%
rows = firms.reset_index()[["customer_id", "group_id", "fee"]]
units = records.roll_up(rows, value="fee", parents=told.reset_index(), limit=3000)
only_together = units.query("only_as_group == 1").sort_values("value")
casekit.reveal("keys.guess-groups", len(only_together), unit="groups")

# %% tags=["key-plot"]
ax = only_together.plot.barh("unit_id", "value", figsize=(7, 5), color=style.GREY, legend=False)
largest = only_together["largest_child_value"]
ax.barh(only_together["unit_id"], largest, height=0.5, color=style.BLUE)
ax.axvline(3000, color=style.VERMILION, linewidth=1)
ax.set_xticks([0, 3000, 6000, 9000], ["0", "3,000", "6,000", "9,000"])
ax.set(xlabel="yuan a month: largest branch (blue), whole group (grey)", ylabel="group")
ax.set_title("No branch reaches the limit, the group does");

# %% [markdown]
# Tested one by one, none of these groups is of high value, and no list by that test would have them. And yet one office decides for all branches. A group is tested as a group.
#
# ## Another firm, another test
#
# Ironbridge Machinery sells excavators and parts to firms. Two papers on its desk say what a key account is.
#
# - Paper one, **AND**: buys often, buys much, is profitable, *and* has influence.
# - Paper two, **OR**, "at least one of five": large orders under a contract of a year or more; a strategic project; influence; takes up new technology; opens markets.
#
# Neither has figures. We set some: much is 200,000 yuan a year, often is six orders in the year, profitable is 15 per cent of sales.

# %%
ironbridge = casekit.load_case("ironbridge-machinery")
accounts = measures(ironbridge, 2025).query("annual_usage > 0")
marks = pd.DataFrame({"large": accounts["annual_usage"] >= 200_000})
marks["frequent"] = accounts["orders"] >= 6
marks["profitable"] = accounts["profit_rate"] >= 0.15
marks["influence"] = accounts["influence"]
print(f"{len(accounts)} accounts ordered in 2025")

# %% [markdown]
# **What do you expect?** How many of them pass *at least one* of the five elements?

# %%
casekit.predict("keys.guess-or", unit="accounts", low=0, high=len(accounts))

# %%
tests = pd.DataFrame({"AND": marks.all(axis=1), "points": marks.sum(axis=1) >= 3})
paper_two = grading.load_policy("key-account-or").grade(accounts.reset_index())
tests["OR"] = (paper_two.set_index("customer_id")["grade"] == "key account").reindex(accounts.index)
casekit.reveal("keys.guess-or", int(tests["OR"].sum()), unit="accounts")

# %%
money = accounts[["annual_usage", "profit"]]
held = {name: money[passed].sum() / money.sum() for name, passed in tests.items()}
summary = pd.DataFrame(held).T.mul(100).round(1)
summary.columns = ["share of usage, %", "share of profit, %"]
summary.insert(0, "accounts", tests.sum())
summary.rename_axis("test")

# %% [markdown]
# *Points* is a compromise of our own: at least three of paper one's four marks. Read paper one with OR, and nearly everybody is key. Read paper two with AND, and nobody is. One small word.

# %%
elements = accounts[["strategic_project", "influence", "innovation", "market_power"]]
print(f"paper one, read with OR: {marks.any(axis=1).sum()} accounts")
print(f"paper two, read with AND: {elements.all(axis=1).sum()} accounts")
passes = tests.replace({True: "yes", False: "no"})
pd.crosstab(passes["points"], passes["OR"], rownames=["passes points"], colnames=["passes OR"])

# %% [markdown]
# Read across: of those who pass *points* (row *yes*), some fail OR. Read down: of those who pass OR (column *yes*), most fail points. Neither set lies inside the other.
#
# Where do they stand? Each dot is an account: in colour who passes the test above the picture, in grey who does not. Rates below −20 % are drawn at −20.

# %%
usage, rate = accounts["annual_usage"] / 1000, 100 * accounts["profit_rate"].clip(-0.2)
colours = {"OR": style.BLUE, "points": style.GREEN, "AND": style.VERMILION}

# %% tags=["key-plot"]
fig, panels = plt.subplots(1, 3, sharex=True, sharey=True, figsize=(8.4, 3.4))
for ax, (name, passed) in zip(panels, tests[list(colours)].items()):
    ax.scatter(usage[~passed], rate[~passed], s=7, color="0.85")
    ax.scatter(usage[passed], rate[passed], s=12, color=colours[name])
    ax.set(xscale="log", title=f"{name}: {passed.sum()}")
    ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
panels[0].set_ylabel("profit rate, %")
panels[1].set_xlabel("thousand yuan in 2025 (each step: ten times as much)")
fig.suptitle("OR is everywhere, AND nearly nowhere", x=0.12, y=1.04, ha="left");

# %% [markdown]
# The sets differ in *kind*, not only in size. OR takes small accounts with one good side, and accounts below zero. Points takes large, regular ones and lets their influence be. Which is right? That depends on what the team
# is to do. A test is a decision about work, written as a condition.

# %% [markdown]
# ## Looks big, is not key
#
# A test by size lets in somebody who should not be there. The papers warn of three: the **group buyer** (团购客户) who takes part in one bulk purchase and is gone; large volume with low profit; harsh
# terms, such as consignment and half a year to pay.
#
# The papers give no limits, so these are ours. *Group buyer*: half of the year's purchases or more came in group buys, or 80 per cent or more in one single order. *Low profit*: a rate below
# 5 per cent. *Harsh terms*: so marked on the card. Who has two reasons is told the first of them in this order.
#
# **What do you expect?** Of the 40 largest accounts, how many fall out for one of the three?

# %%
casekit.predict("keys.guess-out", unit="accounts", low=0, high=40)

# %%
large = accounts.nlargest(40, "annual_usage").assign(reason="stays")
large.loc[large["harsh_terms"], "reason"] = "harsh terms"
large.loc[large["profit_rate"] < 0.05, "reason"] = "low profit"
one_off = (large["group_buy_share"] >= 0.5) | (large["largest_order_share"] >= 0.8)
large.loc[one_off, "reason"] = "group buyer"
casekit.reveal("keys.guess-out", int((large["reason"] != "stays").sum()), unit="accounts")

# %% tags=["key-plot"]
colour = {"stays": "0.8", "harsh terms": style.PURPLE, "low profit": style.VERMILION}
colour["group buyer"] = style.BLUE
fig, ax = plt.subplots(figsize=(7, 3.4))
for reason, tint in colour.items():
    some = large["reason"] == reason
    places = [place for place, yes in enumerate(some, 1) if yes]
    ax.bar(places, large.loc[some, "annual_usage"] / 1e6, color=tint, label=reason)
ax.legend()
ax.set(xlabel="the 40 largest accounts", ylabel="million yuan in 2025")
ax.set_title("Among the largest stand some that are not key");

# %% [markdown]
# A sorted list shows volume alone. And *which* reason is told, where there are two, is a rule too: write it down, or two clerks tell one customer two things.
#
# The kit's file `large-but-not-key` has the same filters, and tells each its reason. A group buyer who comes back each month is no false friend: look at the share of the year, not at the word. And **out** does not mean away. It means: no team.

# %% [markdown]
# ## Back to Harbour: the test that asks for no profit
#
# Read the four types again. Offices, fees, groups, examples: not one asks what is **left**. So we look.

# %%
served = telecom.service.query("quarter >= '2025-01-01'").groupby("customer_id")["cost"].sum()
sums = bills.groupby("customer_id")[["sales", "network_cost"]].sum().reindex(firms.index)
firms["sales"] = sums["sales"]
firms["profit"] = firms["sales"] - sums["network_cost"] - served.reindex(firms.index).fillna(0)
special = firms[n >= 2]
losing = special["profit"] < 0
print(f"{losing.sum()} of {len(special)} with two types or more lost money in 2025")
worst = special[losing].nsmallest(4, "profit").set_index("organisation_type", append=True)
worst = worst[["sales", "profit"]].map("{:,.0f}".format).rename_axis(["customer", "kind"])
worst.set_axis(["sales, yuan", "left, yuan"], axis=1)

# %% [markdown]
# A team for these would make the loss larger. Now put the pieces together: groups as units, three types or more, no loss.

# %%
unit = group.fillna(firms.index.to_series()).rename("unit")
flags = types.groupby(unit).any()
by_unit = firms.groupby(unit)[["fee", "sales", "profit"]].sum().round(2)
flags["high value"] = by_unit["fee"] >= 3000
by_unit["types"] = flags.sum(axis=1)
passed = by_unit.query("types >= 3 and profit >= 0").sort_values("profit", ascending=False)
print(f"{(by_unit['types'] >= 3).sum()} hold three types, {len(passed)} of them without a loss")

# %% [markdown]
# More than thirty pass, so they must be ranked. By what is left, for that is what pays the team.

# %%
listed = passed.assign(place=range(1, len(passed) + 1)).set_index("place", append=True)
around = listed.iloc[26:34].astype({"types": object})
around[["sales", "profit"]] = around[["sales", "profit"]].map("{:,.0f}".format)
around = around[["types", "sales", "profit"]].rename_axis(["customer", "place"])
around.set_axis(["types", "sales, yuan", "contribution, yuan"], axis=1)

# %%
gap = passed["profit"].iloc[29] - passed["profit"].iloc[30]
by_sales = passed.nlargest(30, "sales").index
print(f"between place 30 and 31: {gap:,.0f} yuan of contribution")
print(f"{by_sales.isin(passed.index[:30]).sum()} of the 30 would be on a list by sales as well")

# %% [markdown]
# By contribution or by sales: the same thirty. What made the list is not the ranking. It is the unit, the number of types, and the filter.
#
# **What do you tell number thirty-one?** Not that they are small. Not that they will be on it next year: nobody knows. Say by which rule the list was made, which place they had, when it is made again, and whom
# to write to if a figure is wrong. If you cannot bring yourself to send that letter, mend the *test*.
#
# Note what the list stands on: the limit of three types was chosen by us, after we knew that two give too many. Write it down **before** the names are known next time.

# %% [markdown]
# ## A persona is no test
#
# For persons, papers love portraits. A **persona** (画像) of a car maker describes four tiers, by mood and without one figure. Its picture of a pyramid is broken in our copy. The
# text stands in it twice, and only so can one tell which words belong to which step.

# %%
cars = grading.load_policy("car-tiers")
for tier in cars.grades:
    print(f"{tier.id:9}", "; ".join(condition.unstated for condition in tier.when))

# %% [markdown]
# "Strong" spending stands in two tiers; "top of society" in nobody's records. Two clerks will grade one customer twice. What helps is a **proxy** (替代指标): a measure that stands for the phrase, with a source and a period.
#
# | phrase | proxy from our own books |
# |---|---|
# | strong in spending | yuan paid to us in 12 months |
# | stable life | months in a row with a purchase |
# | likes what is new | share of purchases within 3 months of a launch |
# | top of society, wants to rise | none: leave it out |
#
# A proxy is a claim, and a claim can be tested. The old cards of Harbour's shops have a field *income*. Is it a proxy for spending?

# %% [markdown]
# **What do you expect?** Of persons whose card says **high** income, what share is in the top fifth by what they paid in 2025?

# %%
casekit.predict("keys.guess-income", unit="%", low=0, high=100)

# %%
people = telecom.customers.query("user_type == 'person'")[["customer_id"]]
people = people.merge(bills.groupby("customer_id")["sales"].sum().reset_index())
people["top fifth"] = people["sales"] >= people["sales"].quantile(0.8)
cards = telecom.cards.query("register == 'shop'").drop_duplicates("customer_id")
people = people.merge(cards[["customer_id", "income_band"]]).fillna({"income_band": "blank"})
by_income = people.groupby("income_band")["top fifth"].agg(["size", "mean"])
casekit.reveal("keys.guess-income", 100 * by_income["mean"]["high"], unit="%", decimals=1)

# %% tags=["key-plot"]
bands = by_income.loc[["low", "middle", "high", "blank"]]
ax = (100 * bands["mean"]).plot.bar(figsize=(7, 3.2), color=style.BLUE, rot=0, width=0.6)
ax.axhline(20, color=style.INK, linewidth=1)
ax.text(3.45, 20.4, "all: 20 %")
sizes = [f"{size:,}" for size in bands["size"]]
ax.bar_label(ax.containers[0], sizes, label_type="center", color="white")
ax.set(xlabel="income on the card (in the bar: persons)", xlim=(-0.5, 4.1))
ax.set_ylabel("in the top fifth, %")
ax.set_title("What the card says of income says little of spending");

# %% [markdown]
# Who says high stands in the top fifth about as often as anybody. The field is old, self-told and mostly blank: useless as a proxy. And there is a second reason to leave it out.
#
# > **Law card (check with counsel).** Bank accounts, health, belief, whereabouts, and anything of children under 14 are *sensitive*: a strict purpose and separate consent (PIPL 28–29). Treat income as if it were. Automated choices must be fair: no unreasonable differences in price
# > or terms, and a person may ask for the reason and refuse (PIPL 24; GDPR 21–22). A proxy may not stand in for what is barred: a street or a first name for origin, an age band for a lower tier.
#
# A good test: would you tell the customer to their face what decided?

# %% [markdown]
# ## Who notices?
#
# A test in a drawer finds nobody. A bank's training paper knows two ways. By hand: lobby manager and tellers notice large or special business in talks and forms, recognise potential and **red-list** (红名单) customers, and *refer* them to the customer manager, who follows up. By system: the
# ticket machine reads a card.
#
# Who is on the red list? The paper never says. It has a test with answers: the sentence "they are visited at home" is marked wrong, and no right sentence is given. So they are *not* visited? That does not follow either. **Not in the source** is an answer, and often the best.

# %%
bank = grading.load_policy("bank-tiers")
for rule in bank.recognition:
    print(f"{rule['id']}: {', '.join(rule['who'])} → {rule['refer_to']}")
for line in bank.missing:
    print("not in the source:", line)

# %% [markdown]
# At Harbour the system can do its half. Who is on our list of thirty, and has nobody?

# %%
managed = firms["manager_id"].groupby(unit).count() > 0
top = passed.head(30)
alone = top[~managed[top.index]]
print(f"without an account manager in any branch: {len(alone)} of the 30")
shown = alone[["types", "sales", "profit"]].map("{:,.0f}".format).rename_axis("customer")
shown.set_axis(["types", "sales, yuan", "contribution, yuan"], axis=1)

# %% [markdown]
# That is a referral by system. The other half needs people: that a firm builds a second plant stands on no bill. The clerk at the counter hears it first, if somebody told the clerk what to listen for.

# %% [markdown]
# ## Where this misleads
#
# - **Flags are opinions.** "Courted by rivals" and "potential" were ticked by somebody, and blank is not no. A manager who wants a customer on the list can tick.
# - **One year.** Some of the thirty had a good year. Would the same thirty pass on another year's bills? Lesson 06 asks such questions.
# - **The limits are ours.** Papers give words; three types, 15 per cent, six orders are our figures. Move each a little, and look who moves.

# %% [markdown]
# ## Your plan: who is a key account
#
# Decide, save, and read what your test does: who passes, who stands around the end of the list, how many have no manager. After a first save you may look at a model answer.

# %%
casekit.plan("keys")

# %% [markdown]
# ## On Monday
#
# - In Excel: one row a customer, one column a type with 1 or 0. For strategic: `=--OR(leader="yes",contested="yes",potential="high")`. Beside them the sum. Filter on the sum.
# - First a pivot table by group, so that branches are added up. Then the limit.
# - Beside it what is left after network and service. Strike out what is below zero, with the reason in a column.
# - Read the test aloud to a colleague. Where you have to explain a word (and, or, above, potential), write the explanation into the rule.
# - Write to number thirty-one before you write to number one.

# %% [markdown]
# **Next:** the [practice](../exercises/05-key-account-tests.ipynb). The card says what is left.

# %%
casekit.resume()
