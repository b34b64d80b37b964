# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What a customer leaves us
#
# January 2026. The director of Harbour Telecom has read your plan, likes it, and cuts the money: "Next year's service hours are cut by a tenth. *Which customers keep
# theirs, which pay for them, and which do we let go?*"
#
# Sales (lesson 02) do not answer that. Here you follow the yuan until they are spent.

# %% [markdown]
# **You will decide** who keeps the hours. **Afterwards you can** work out what each customer leaves, keep the cost that goes with a customer apart
# from the cost that stays, read a whale curve, decide by the *next* yuan, and say what customers owe you.
#
# **You need** percentages, the weighted mean, cumulative shares, and the reading of a chart. About 45 minutes; then the practice. Run the cells one after the other
# with Shift+Enter. **You do not code?** *View → Collapse All Code* folds the code to one line a cell. Guess, and read text, tables and plots; nothing is lost.

# %% tags=["setup"]
import textwrap

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import casekit
from casekit import value
from casekit.widgets import style

style.use()
pd.options.display.float_format = "{:,.10g}".format  # 1,234,567.5
telecom = casekit.load_case("harbour-telecom")

# %% [markdown]
# ## The average falls
#
# The director's first page shows the **ARPU** (每用户平均收入), the average revenue per user: revenue of a year over the customers billed in it.

# %%
bills = telecom.bills.assign(year=telecom.bills["month"].dt.year)
bills["revenue"] = bills["fee"] - bills["discount"]
base = dict(revenue=("revenue", "sum"), customers=("customer_id", "nunique"))
by_year = bills.groupby("year").agg(**base)
by_year["arpu"] = by_year["revenue"] / by_year["customers"]
by_year["change, %"] = 100 * by_year["arpu"].pct_change()
by_year.round({"revenue": 0, "arpu": 0, "change, %": 1})

# %% [markdown]
# The base grows, the revenue grows, and the ARPU falls, year by year. "So our customers spend less and less", says the page.
#
# **What do you expect?** By how many per cent did the ARPU of *organisations* change from 2023 to 2025? (A fall has a minus.)

# %%
casekit.predict("profit.guess-arpu", unit="%", low=-20, high=20)

# %%
customers = telecom.customers.set_index("customer_id")
bills["kind"] = bills["customer_id"].map(customers["user_type"])
parts = bills.groupby(["year", "kind"]).agg(**base)
arpu = (parts["revenue"] / parts["customers"]).unstack()
change = 100 * (arpu.loc[2025] / arpu.loc[2023] - 1)
casekit.reveal("profit.guess-arpu", change["organisation"], unit="%", decimals=1)

# %% tags=["key-plot"]
index = 100 * arpu.assign(all=by_year["arpu"]) / arpu.assign(all=by_year["arpu"]).loc[2023]
colours = {"organisation": style.BLUE, "person": style.GREEN, "all": style.VERMILION}
ax = index[list(colours)].plot(color=colours, marker="o", xticks=[2023, 2024, 2025], legend=False)
names = {"organisation": "organisations", "person": "persons", "all": "all customers"}
heights = {"organisation": -0.45, "person": 0.2, "all": -0.1}
for kind, name in names.items():
    ax.text(2025.06, index.loc[2025, kind] + heights[kind], name, color=colours[kind])
ax.axhline(100, color=style.GREY, linewidth=1)
ax.set(xlim=(2022.9, 2025.6), xlabel="year", ylabel="ARPU, 2023 = 100")
ax.set_title("Each kind pays more than in 2023, the average less");

# %% [markdown]
# Both kinds pay more than in 2023. The average falls because *more persons* came, and a person pays little. An average over a changing mix
# tells about the mix. (`value.arpu` gives the same table for any period.)
#
# So with "before and after": a product that wins many small customers lowers the ARPU and may be a success. Split before you explain, and compare the same
# customers with themselves.

# %%
whole = bills.groupby("customer_id")["month"].size() == 36
same = bills[bills["customer_id"].map(whole)]
per_month = same.groupby("year")["revenue"].mean()
print(f"{whole.sum():,} customers were billed in all 36 months. Their bill of a month:")
print("  ".join(f"{year}: {mean:.0f} yuan" for year, mean in per_month.items()))

# %% [markdown]
# ## From the fee to what is left
#
# One account by hand. Read it from top to bottom: each line takes something off.

# %%
last = bills[bills["year"] == 2025]
books = last.groupby("customer_id")[["fee", "discount", "network_cost"]].sum()
served = telecom.service.query("quarter >= '2025-01-01'").groupby("customer_id")
served = served[["hours", "cost"]].sum()
books = books.join(served.rename(columns={"cost": "service_cost"})).fillna(0.0)
one = books.loc["H04818"]
lines = [one["fee"], -one["discount"], -one["network_cost"], -one["service_cost"]]
names = ["fee by the list", "discount", "network cost", "service cost"]
pd.Series([*lines, sum(lines)], [*names, "what is left"]).map("{:,.0f}".format).to_frame("yuan")

# %% [markdown]
# Nearly half of the fee went as discount. The network used up more than the rest, and then came hours and hours of service. After the third line the account is
# already below zero: no service, however cheap, could make it pay at these terms.
#
# Now all of them, with their names as the trade has them: *revenue*, less the cost of the network, is the **gross margin**; less the cost of serving, the **net contribution**
# (lesson 02 called it contribution).

# %%
books["revenue"] = books["fee"] - books["discount"]
books["gross_margin"] = books["revenue"] - books["network_cost"]
books["contribution"] = books["gross_margin"] - books["service_cost"]
books[["revenue", "gross_margin", "contribution"]].sum().map("{:,.0f}".format).to_frame("yuan")

# %% [markdown]
# The kit's `value.profitability` does the same, and refuses a cost that is missing: a blank is not a zero.

# %%
names = dict(revenue="revenue", direct_cost="network_cost", avoidable_cost="service_cost")
statement = value.profitability(books.reset_index(), **names).set_index("customer_id")
columns = ["revenue", "gross_margin", "net_contribution", "contribution_rate"]
statement.loc[["H04818", "H00011", "H05210"], columns].round(2)

# %% [markdown]
# **What do you expect?** Take the ten accounts that lose us most. How many of them stand among the *200 largest by sales*, of 5,199?

# %%
casekit.predict("profit.guess-worst", unit="accounts", low=0, high=10)

# %%
worst = statement["net_contribution"].nsmallest(10).index
largest = statement["revenue"].nlargest(200).index
casekit.reveal("profit.guess-worst", len(worst.intersection(largest)), unit="accounts")

# %% tags=["key-plot"]
shown = statement[statement["revenue"] >= 1000]
ax = shown.plot.scatter("revenue", "net_contribution", s=8, color=style.GREY, figsize=(7, 3.8))
shown.loc[worst].plot.scatter("revenue", "net_contribution", s=34, color=style.VERMILION, ax=ax)
ax.set_xscale("log", subs=[])
ax.set_xticks([1e3, 1e4, 1e5], ["1,000", "10,000", "100,000"])
ax.set_yticks([-50_000, 0, 50_000], ["−50", "0", "50"])
ax.axhline(0, color=style.INK, linewidth=1)
ax.text(50_000, -88_000, "the ten worst", color=style.VERMILION, ha="center")
ax.set(xlabel="revenue of 2025, yuan", ylabel="contribution, thousand yuan", ylim=(-95_000, 95_000))
ax.set_title("The large losses are large accounts");

# %% [markdown]
# The large losses hide among the large accounts. *Sort by sales and call it profit*, and they stand on the list of your best. The very top is harmless here:

# %%
best = [set(statement[by].nlargest(10).index) for by in ["revenue", "net_contribution"]]
both = len(best[0] & best[1])
print(f"{both} of the ten largest by revenue are among the ten best by contribution")

# %% [markdown]
# And in per cent? A page says "our customers leave 13 per cent". Another says "41.5". Both have divided the same columns:

# %%
rates = statement["contribution_rate"]
total = statement["net_contribution"].sum() / statement["revenue"].sum()
print(f"mean of all rates: {100 * rates.mean():.1f} %    total over total: {100 * total:.1f} %")
rates.describe()[["min", "25%", "50%", "75%", "max"]].mul(100).round(1).to_frame("rate, %").T

# %% [markdown]
# The mean of rates lets a line that brings one yuan a year weigh as much as a bank. For money, divide once: total over total.
#
# ## What serving costs, and what stays
#
# The **cost to serve** (服务成本) follows what a customer made you do: hours of service, gifts, line work. An hour costs 120 yuan: pay and ways. If a customer goes, the hour is not
# worked (or is worked for someone else). That is **avoidable cost** (可避免成本).
#
# But finance also shares out 1.2 million yuan for head office and the billing system, by hours of service. That is **allocated cost** (分摊成本): if a customer goes, it
# stays, and the others carry it.

# %%
overhead = 1_200_000
hour = overhead / books["hours"].sum()
did = pd.DataFrame({"hours": books["hours"], "office": books["hours"]})
did["gifts and lines"] = (books["service_cost"] - 120 * books["hours"]).round(2)
did = did.melt(ignore_index=False, var_name="activity", value_name="quantity").reset_index()
did[did["customer_id"].isin(["H04818", "H05210"])].set_index("customer_id").sort_index()

# %%
rates = {
    "hours": value.Activity(120),
    "gifts and lines": value.Activity(1),
    "office": value.Activity(hour, avoidable=False),
}
cost = value.cost_to_serve(did, rates).set_index("customer_id")
print(f"one hour: 120 yuan avoidable, {hour:.2f} yuan allocated")
cost.loc[["H04818", "H05210"]].round(0)

# %% [markdown]
# Now each customer has a "loaded" profit: contribution less the allocated share. It depends on a *key* that somebody chose. By hours? By sales? The same for each head? Count who
# "makes a loss":

# %%
keys = {"hours": books["hours"], "sales": books["revenue"], "head": books["revenue"] * 0 + 1}
loaded = pd.DataFrame({k: books["contribution"] - overhead * v / v.sum() for k, v in keys.items()})
counts = (loaded < 0).sum().rename(lambda k: f"overhead shared by {k}")
counts["without overhead"] = (books["contribution"] < 0).sum()
counts.to_frame("customers with a loss")

# %% [markdown]
# Not one customer has changed. Only the key has. A verdict that a key can turn is no verdict on the customer. Hold on to the line that no key touches: the contribution.
#
# ## The whale
#
# The hours go mostly to the accounts with a manager. Line these up by contribution, best first, and add up. That is the **whale curve** (鲸鱼曲线): it rises while accounts
# earn, and falls where they lose. Its end is the total, 100 %.
#
# **What do you expect?** How high is the peak, in per cent of the total?

# %%
casekit.predict("profit.guess-peak", unit="%", low=100, high=200)

# %%
managed = books[books.index.map(customers["manager_id"]).notna()].reset_index()
whale = value.whale(managed, profit="contribution")
casekit.reveal("profit.guess-peak", 100 * whale.peak_share, unit="%", decimals=1)

# %%
curve = value.whale_curve(managed, profit="contribution").set_index("customer_id")
hours = books.loc[curve.index, "hours"].cumsum() / managed["hours"].sum()
panels = {"contribution": curve["cumulative_share"], "hours of service": hours}
x, tail = 100 * curve["share_of_customers"], curve["profit"] < 0

# %% tags=["key-plot"]
fig, axes = plt.subplots(1, 2, figsize=(8.4, 3.4), layout="constrained")
for ax, (title, y) in zip(axes, panels.items()):
    ax.plot(x, 100 * y, color=style.BLUE)
    ax.plot(x[tail], 100 * y[tail], color=style.VERMILION)
    ax.axhline(100, color=style.GREY, linewidth=1)
    ax.set(title=f"Share of all {title}", xlabel="accounts, best first, %", ylim=(0, 130))
axes[0].set_ylabel("share reached, %")
axes[0].text(86, 124, "the tail", color=style.VERMILION);

# %%
print(f"{whale.customers} accounts, {whale.losers} of them in the tail")
print(f"peak {whale.peak:,.0f} yuan, tail {-whale.tail:,.0f}, total {whale.total:,.0f}")
took = books.loc[tail.index[tail], "hours"].sum() / managed["hours"].sum()
print(f"the tail takes {took:.0%} of the hours")

# %% [markdown]
# A peak above 100 % is no error: those who earn make *more* than the total, and the tail eats the rest. Two accounts, +10 and −2, total 8: the first made 125 % of it.
#
# Look at the right plot: a quarter of the accounts takes half of the hours, and leaves less than nothing. A tenth of the hours can be found here. But how? *Drop the tail* is the
# first idea.

# %% [markdown]
# ## What dropping saves
#
# Finance's sheet of the twelve worst, fully loaded, shows a loss of a good million. "Let them go and we are a million better off", says the sheet.
#
# **What do you expect?** If all twelve go, by how many thousand yuan does the company's profit rise?

# %%
casekit.predict("profit.guess-saved", unit="thousand yuan", low=0, high=1500)

# %%
dozen = loaded["hours"].nsmallest(12).index
promised, saved = -loaded.loc[dozen, "hours"].sum(), -books.loc[dozen, "contribution"].sum()
casekit.reveal("profit.guess-saved", saved / 1000, unit="thousand yuan")

# %% tags=["key-plot"]
bars = pd.Series({"the sheet promises": promised, "is really saved": saved}) / 1000
bars["stays, for the others"] = (promised - saved) / 1000
ax = bars[::-1].plot.barh(color=[style.GREY, style.BLUE, style.VERMILION], figsize=(7, 2.6))
ax.bar_label(ax.containers[0], fmt="{:,.0f}", padding=4)
ax.set(xlabel="thousand yuan a year", xlim=(0, 1250), title="Twelve accounts dropped");

# %% [markdown]
# What is saved is their *contribution* with the sign turned round: what they cost beyond what they paid. The head office does not shrink because twelve customers went.
# Its share moves to the others, who look worse next January, and then *they* are dropped.
#
# Worse with this one:

# %%
sheet = pd.DataFrame({"contribution": books["contribution"], "loaded": loaded["hours"]})
turned = sheet[(sheet["contribution"] > 0) & (sheet["loaded"] < 0)]
print(f"{len(turned)} customers \"lose\" by the sheet, and leave money:")
turned.nlargest(3, "contribution").map("{:,.0f}".format)

# %% [markdown]
# Drop the first of these, and profit *falls* by its contribution. So the rule: **let go by contribution, never by the loaded profit.**
#
# ## Before you let go
#
# Two doors come first: *terms* and *service*. What would the twelve leave with a discount of 15 % (above the average of accounts with a manager), with half the
# hours, with both? A declared sum: nobody is assumed to leave.

# %%
twelve = books.loc[dozen]
gain = (twelve["discount"] - 0.15 * twelve["fee"]).clip(lower=0)
less = 0.5 * 120 * twelve["hours"]
doors = {"as it is": 0, "discount 15 %": gain, "half the hours": less, "both": gain + less}
rows = {name: twelve["contribution"] + more for name, more in doors.items()}
pd.DataFrame({n: [r.sum().round(), (r > 0).sum()] for n, r in rows.items()}, ["yuan", "above 0"]).T

# %% [markdown]
# A few of the twelve would pay with both. For the others there is a third door: the usual discount and the hotline only, without hours and gifts. Who refuses all three decides
# for themselves; you let them go with proper notice, and mean it.
#
# Note what this does for the cut: half of the hours of the twelve is already more than a tenth of all.

# %%
print(f"a tenth of all hours: {books['hours'].sum() / 10:,.0f}")
print(f"half the hours of the twelve: {twelve['hours'].sum() / 2:,.0f}")

# %% [markdown]
# ## Big, but not key
#
# Lesson 05 had three kinds that look big and are not key. Here are three reasons out of the books, for accounts with revenue from 30,000 yuan. A rule for each, said
# aloud: *loses money*: contribution below 0. *Costly*: service costs more than is left after it. *Pays late*: more than 45 days in the mean.

# %%
pays = last.groupby("customer_id")["days_to_pay"].mean().astype(float)
big = books[books["revenue"] >= 30_000].assign(days=pays)
reasons = {
    "loses money": big["contribution"] < 0,
    "costly": (big["contribution"] >= 0) & (big["service_cost"] > big["contribution"]),
    "pays late": big["days"] > 45,
}
flags = pd.DataFrame(reasons)
print(f"{len(big)} look big, {flags.any(axis=1).sum()} have a reason against, some have two")
flags.sum().to_frame("accounts")

# %% [markdown]
# "Pays late" is a reason to talk to them, and to look at the credit (further down). It does not make a good account a bad one. `value.looks_big` writes such reasons as
# sentences, in the account's own figures.
#
# ## If one of the best goes
#
# What does it cost to lose one? Not its revenue: its contribution. And how much do you depend on few? The **HHI** (Herfindahl-Hirschman index) adds up the squared shares: 1 if one
# customer has all, 1/n for n equal ones. So 1/HHI reads "as many equal customers".

# %%
few = value.concentration(books.reset_index(), value="revenue", contribution="contribution")
print(f"HHI {few.hhi:.4f}: like {few.equal_customers:.0f} equal customers, of {few.customers:,}")
table = few.largest.set_index("customer_id")[["value", "share", "loss", "loss_share"]]
print(f"the ten largest: {table['share'].sum():.1%} of the revenue")
shown = table.head(4).mul([1, 100, 1, 100]).round(2)
shown.columns = ["revenue, yuan", "share, %", "loss, yuan", "share of all that is left, %"]
shown.map("{:,.2f}".format)

# %% [markdown]
# *Loss* is what goes with the customer. Harbour leans on nobody in particular. In a firm with an HHI of 0.2 (five equals), the loss of one is a crisis; there *keep* means something else.
#
# **Share of wallet** (钱包份额): what a customer buys *here*, over all that it buys of the kind, here and elsewhere. The best account may have most of its wallet elsewhere. But Harbour's books
# do not know what is spent with rivals. The share is **unknown**, not 100 %. Ask, estimate, write down who estimated; else leave the cell blank.

# %% [markdown]
# ## The next hour
#
# The twelve are a matter of terms, and talks take time. Suppose the tenth must come from the *other* accounts with a manager. Whose hours?
#
# An assumption, declared and not measured: without service an account would lose us 30 % of its gross margin; each hour keeps a part of that, and the first hours keep most.

# %%
rest = managed[~managed["customer_id"].isin(dozen) & (managed["gross_margin"] > 0)]
rest = rest[rest["hours"] > 0].set_index("customer_id")
at_stake = 0.3 * rest["gross_margin"]


def kept(hours):
    return at_stake * (1 - np.exp(-hours / 15))


rest["average"] = kept(rest["hours"]) / rest["hours"]
rest["next"] = kept(rest["hours"] + 1) - kept(rest["hours"])

# %% tags=["key-plot"]
colours = {"H02419": style.BLUE, "H04501": style.VERMILION}
fig, ax = plt.subplots(figsize=(7, 3.6))
for name, colour in colours.items():
    top, now = at_stake[name] / 1000, rest.loc[name, "hours"]
    ax.plot(range(61), top * (1 - np.exp(-np.arange(61) / 15)), color=colour)
    y, slope = top * (1 - np.exp(-now / 15)), rest.loc[name, "next"] / 1000
    ax.plot([now, now + 12], [y, y + 12 * slope], "o--", color=style.INK, markevery=2, lw=1)
    ax.text(now + 2, y - 1.6, name, color=colour)
ax.set(xlabel="hours of service a year", ylabel="margin kept, thousand yuan")
ax.set_title("The dashed slope is what the next hour keeps");

# %%
two = rest.loc[list(colours), ["hours", "average", "next"]].round()
two["return of the next"] = value.return_on_investment(two["next"], 120).round(2)
two

# %% [markdown]
# *On average* an hour keeps more in the larger account. The *next* hour keeps more in the smaller one, for there the curve is still steep. The average tells about
# hours already spent. The decision is about the next one, or the last: so rank by the **marginal** return, by what one hour more (or less) changes. An hour costs 120 yuan; what it keeps
# beyond that, over those 120, is the return on the money put into this customer.
#
# Take away a tenth, hour by hour: from those with the lowest average, in equal parts, and where the last hour keeps least.

# %%
tenth = round(rest["hours"].sum() / 10)
after = {"everybody a tenth": 0.9 * rest["hours"]}
first = rest.sort_values("average")["hours"]
still = (tenth - first.cumsum() + first).clip(lower=0)
after["lowest average first"] = first - first.clip(upper=still)
left = rest["hours"].copy()
while rest["hours"].sum() - left.sum() < tenth:
    last_hour = (kept(left) - kept(left - 1)).where(left >= 1)
    left[last_hour.idxmin()] -= 1
after["lowest marginal first"] = left

# %%
lost = {way: (kept(rest["hours"]) - kept(hours)).sum() for way, hours in after.items()}
cut = {way: (rest["hours"] - hours > 0.01).sum() for way, hours in after.items()}
none = {way: ((hours < 0.5) & (rest["hours"] >= 1)).sum() for way, hours in after.items()}
touched = pd.DataFrame({"margin lost, yuan": lost, "touched": cut, "left without": none})
touched.round()

# %% [markdown]
# The same tenth. In equal parts it costs most: it takes good hours from those who have few. By the average, many lose *all* their hours, also the first, which keep
# most. By the marginal, mostly those with very many lose their last ones, and it costs least.
#
# `value.service_returns` gives both returns, and `value.best_hours` shares a budget out anew. It may give as well as take:

# %%
declared = rest.assign(at_stake=at_stake, scale=15).reset_index()
budget = rest["hours"].sum() - tenth
plan = value.best_hours(declared, budget, ceiling="at_stake", scale="scale", hours="hours")
gain = plan["value"].sum() - kept(rest["hours"]).sum()
print(f"a tenth fewer hours, shared out anew: {gain:+,.0f} yuan of margin")
print(f"{(plan['change'] > 0.5).sum()} accounts get more, {(plan['change'] < -0.5).sum()} get less")

# %% [markdown]
# With a tenth *less* it would keep more than today, if the assumption held. So the hours were never too few; they were in the wrong places.
#
# The curve is *assumed*: 30 % at stake, 15 hours. Change both and look whether the order holds. What hours really keep, only a comparison with accounts left without can tell.

# %% [markdown]
# ## Invest, keep, avoid
#
# Two papers on key accounts disagree. One: when customer assets conflict with other assets, keep the customer first. The other: avoid those that cannot be
# profitable. Both are right about something:
#
# - the first about *promises*: what is signed is kept, to the last day;
# - the second about the *next* contract.
#
# So the judgement goes in steps, with a reason for each customer, in its own figures:

# %%
table = managed.set_index("customer_id").join(rest["next"] / 120)
usual = table["gross_margin"] + (table["discount"] - 0.15 * table["fee"]).clip(lower=0)
table["half"] = usual - table["service_cost"] + 60 * table["hours"]
table["hotline"] = usual
tried = {"usual terms and half the hours": "half", "usual terms and the hotline": "hotline"}
verdicts = value.invest_keep_avoid(
    table.reset_index(), value="contribution", tried=tried, next_return="next"
)
changed = verdicts["verdict"].eq("keep") & (verdicts["value"] < 0)
verdicts["verdict"].mask(changed, "keep, on new terms").value_counts().to_frame("accounts")

# %%
verdicts = verdicts.set_index("customer_id")
for name in ["H04501", "H04818", "H04716"]:
    print(textwrap.fill(f"{name}: {verdicts.loc[name, 'reason']}", 88), "\n")

# %% [markdown]
# *Invest* asks for more than 120 yuan from the next hour: that is what it costs. (To bring 1.55 for each yuan is a return of 0.55.) For those on new terms the kit names the door that leaves most; begin with the milder one. *Avoid* is what no terms and no service could lift above zero: their fee does not pay for the network they
# use. They are few, and none of the twelve is among them. The twelve need a talk, with both papers in mind.
#
# And a person in the room may know what the books do not: a public body that must be served, a firm the whole town follows. Then *keep*, with the reason and a name beside it.

# %% [markdown]
# ## What they owe us
#
# A good contribution that is never paid is none. Harbour sends small bills; so look at Ironbridge Machinery, where an account may owe a million. An open invoice is *due* on its day; what counts is
# days **past due**.

# %%
machinery = casekit.load_case("ironbridge-machinery")
owed = value.open_items(machinery.invoices, machinery.payments, as_of=machinery.last_day)
grades = machinery.grades.query("year == 2025").set_index("customer_id")["grade"]
owed["grade"] = owed["customer_id"].map(grades)
ages = value.ageing(owed, by="grade").set_index("grade")
ages.loc[["A1", "A2", "B1", "B2"]].div(1000).round().assign(share_over=ages["share_over"].round(2))

# %% [markdown]
# Thousand yuan by age: an *ageing* table. `share_over` is the part that is more than 90 days late. A1 owes most and pays best; of what B1 owes, a quarter is very late. Whoever grants a longer
# time to pay, as a favour for the grade, grants a loan.
#
# **Days sales outstanding** (应收账款周转天数), DSO: how many days of sales are still unpaid. Count back: take the open sum off December's sales, then November's, until it is used up.

# %%
sent = machinery.invoices[machinery.invoices["issued_on"] <= machinery.last_day]
months = sent.groupby(sent["issued_on"].dt.to_period("M"))["amount"].sum()
dso = value.days_sales_outstanding(owed["open"].sum(), months.tail(12))
print(f"open {owed['open'].sum():,.0f} yuan, DSO by counting back {dso:.0f} days")
granted = (sent["due_on"] - sent["issued_on"]).dt.days
mean = np.average(granted, weights=sent["amount"])
print(f"granted on the invoices, in the mean of the yuan: {mean:.0f} days")

# %%
yearly = sent[sent["issued_on"].dt.year == 2025].groupby("customer_id")["amount"].sum()
name = yearly.idxmax()
for days in [60, 90]:
    print(f"{name} with {days} days of credit: {value.exposure(yearly[name], days):,.0f} yuan")

# %% [markdown]
# DSO lies well above the days that were granted: the difference is lateness.
#
# The sums for one account are its **exposure**: daily sales × days of credit, what is out in the mean. Thirty days more for one account is money lent. Set a limit for each
# account, and look who is over it *before* the next delivery (`value.credit_limit_test`; an account without a limit is told as such, and is not "within").

# %% [markdown]
# ## The lab: does it move?
#
# Drop the worst, take discounts away, cut hours; and let some leave over it. *Judge customers by* switches between the sheet of finance and the contribution. Try to gain more
# than by dropping the twelve, with nobody dropped.

# %%
casekit.lab("whale")

# %% [markdown]
# **What you may have seen.** Terms and hours together bring more than dropping the twelve, and nobody is sent away. Each lever frees hours, and the overhead of these hours
# lands on the others: the sheet promises it as saved. When some of the tail leave over a lost discount, the gain hardly moves: who leaves takes a loss along.
# Would it be so if *good* customers left? The lab's levers do not touch those.

# %% [markdown]
# ## Your plan: the hours of the coming year
#
# Decide, save, and read what follows for Harbour's accounts. After a first save you may look at a model answer.

# %%
casekit.plan("hours")

# %% [markdown]
# **Check with counsel.** Different prices for like customers need a reason that can be told: volume, term, cost to serve. An *unreasonable* difference made by a machine is
# forbidden for persons (PIPL 24). A telecom firm may have a duty to serve, and a contract runs to its end whatever the statement says. Never single out by age, region or origin, also not through
# something that stands for it. Public bodies have tenders: no letter about terms outside of them.

# %% [markdown]
# ## Where this misleads
#
# - **"Avoidable" has a date.** Network cost counts here as gone with the customer. Within a month most of it stays; within three years most of it goes. Say for which time you reckon.
# - **An hour freed is not yet saved.** It is, if it is not paid for, or works elsewhere.
# - **One year.** A repair or a move makes a loss once. Lesson 06: part of this year's worst will be better next year with nobody doing anything.
# - **Groups.** A branch may lose while its group leaves plenty. Judge the unit that signs.

# %% [markdown]
# ## On Monday
#
# - One sheet: fee, discount, revenue, cost of the goods, hours × rate, contribution. A blank cost stays blank and is asked for.
# - Sort by contribution, largest first. Beside it `=SUM(F$2:F2)/SUM(F:F)` copied down: the whale. Insert a line chart.
# - Overhead in a column of its own, to the right of the contribution, never before it.
# - For the worst ten: discount at the usual rate, half the hours, both. Then talk.
# - Ask of each cut: what does the *last* hour keep here?
# - Open invoices with `=MAX(0,today-due)`, a pivot table by grade and age. Over the limit: call before you deliver.

# %% [markdown]
# **Next:** the [practice](../exercises/07-customer-profitability.ipynb). The card says what is left.

# %%
casekit.resume()
