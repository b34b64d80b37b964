# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What is a contract worth?
#
# January 2026. A rival of Harbour Telecom, Blue Wave, pays 600 yuan to everybody who brings a private contract over to it. Sales asks you for the same: 600 yuan for each contract we
# *win*, and 600 for each customer who threatens to go and is to be *kept*. It is a great deal of money for a telephone. *How much may we pay to win a contract, and how much to keep one?*

# %% [markdown]
# **You will decide** the most that Harbour pays, for winning and for keeping. **Afterwards you can** draw a retention curve and know whom to leave out of it, turn margin, retention
# and a discount rate into a lifetime value, say why one rate for everyone misleads, and tell what time with us does to profit.
#
# **You need** percentages, the weighted mean and the reading of a chart. About 40 minutes; then the practice. Run the cells one after the other with Shift+Enter. **You do not code?** *View → Collapse
# All Code* folds the code to one line a cell. Guess, and read text, tables and plots; nothing is lost.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import casekit
from casekit import value
from casekit.widgets import style

style.use()
telecom = casekit.load_case("harbour-telecom")

# %% [markdown]
# ## What is still to come
#
# What a customer is worth is what is *still to come*, and of that only what is left after costs: the **margin**. Here of the private contracts, one number of a person each, for a month:

# %%
people = telecom.customers.query("user_type == 'person'").set_index("customer_id")
bills = telecom.bills[telecom.bills["customer_id"].isin(people.index)].groupby("customer_id")
sums, billed = bills[["fee", "discount", "network_cost"]].sum(), bills.size()
served = telecom.service.groupby("customer_id")["cost"].sum().reindex(sums.index, fill_value=0)
people["fee"] = sums["fee"] / billed
people["revenue"] = (sums["fee"] - sums["discount"]) / billed
people["margin"] = people["revenue"] - (sums["network_cost"] + served) / billed
people[["revenue", "margin"]].mean().round(1).to_frame("yuan a month")

# %% [markdown]
# Margin is revenue less the cost of the network and of service. Offices and other overhead stay whether this customer comes or goes, so they are not taken off (lesson 07).
#
# Now a contract by hand. Say its margin is 360 yuan a year, and each year 80 % of the customers stay. Three things are multiplied for each year:
#
# - the **margin** of the year;
# - the share of customers **still there** when it begins;
# - a **discount factor**: money of next year is worth less than money today. At a **discount rate** (折现率) of 10 %, 110 yuan in a year are worth 100 now.

# %%
years = np.arange(4)  # years gone by when each year begins
by_hand = pd.DataFrame({"margin": 360.0, "still there": 0.8**years, "factor": 1.1**-years})
by_hand["worth today"] = by_hand.prod(axis=1)
by_hand.index = pd.Index(years + 1, name="year")
worth_today, margins = by_hand["worth today"].sum(), by_hand["margin"].sum()
print(f"together {worth_today:,.0f} yuan; margins alone: {margins:,.0f}")
by_hand.round(3)

# %% [markdown]
# This sum is the **lifetime value** (终身价值) of the contract over four years. In Excel: four rows, three columns, `=B2*C2*D2`, and a sum.
#
# The costliest mistake is made in the first column: *revenue* in place of margin.

# %%
share = people["margin"].mean() / people["revenue"].mean()
print(f"of 100 yuan of revenue {100 * share:.0f} are margin,")
print(f"so a value on revenue is {1 / share:.1f} times too high")

# %% [markdown]
# Who pays by that figure pays more for a contract than it will ever bring. So margin is settled. Now the two other columns, *still there* and *factor*.

# %% [markdown]
# ## How long do they stay?
#
# Most private contracts can be ended in any month. Put together who came at the same time: a **cohort** (同期群). Follow it month by month and note the share still there: that is its
# **retention curve** (留存曲线).
#
# **What do you expect?** Of the private contracts that began in 2023, how many per cent are still there after 12 months?

# %%
casekit.predict("lifetime.guess-year", unit="%", low=0, high=100)

# %%
entry, left = people["entry_month"].dt, (people["left_on"] - pd.Timedelta(days=1)).dt
people["months"] = 12 * (left.year - entry.year) + left.month - entry.month  # blank: still there
people["seen"] = 12 * (2025 - entry.year) + 12 - entry.month  # months to December 2025


def still_there(group, after):
    return (~(group["months"] < after)).mean()


came = people.groupby(entry.year)
casekit.reveal("lifetime.guess-year", 100 * still_there(came.get_group(2023), 12), unit="%")

# %% [markdown]
# A contract counts as still there after 12 months if it has lasted 12 whole months *or more*. Who left later counts as there. Who came less than 12 months ago has not been seen
# for long enough, and is left out.
#
# More cohorts mean more data. So let us add those who came in 2019 and in 2021:

# %% tags=["key-plot"]
ages = np.arange(25)
looks = {2019: style.GREY, 2021: style.VERMILION, 2023: style.BLUE}
fig, ax = plt.subplots(figsize=(7, 3.5))
for year, colour in looks.items():
    shares = [100 * still_there(came.get_group(year), age) for age in ages]
    ax.plot(ages, shares, color=colour, linewidth=2)
for year, age, height in [(2019, 18, 101.5), (2021, 13, 95), (2023, 17, 84)]:
    ax.text(age, height, f"came in {year}", color=looks[year])
ax.set(xlabel="months since the contract began", ylabel="still there, %", ylim=(60, 105))
ax.set_title("Older cohorts seem not to lose anybody");

# %% [markdown]
# (The axis begins at 60 %, so drops look steeper than they are.) Were customers so much more loyal then? Look at what is *missing*. The records begin in January 2023. Who came in 2019 and left in 2020 is in no file. Of the older cohorts we see only those who
# lasted until the records began. This is **left truncation** (左截断): the left end of their lives is cut off, and with it all who left early.
#
# The bills show it in another way:

# %%
first_bill = telecom.bills.groupby("customer_id")["month"].min().value_counts().sort_index()
first_bill.index = first_bill.index.strftime("%B %Y")
first_bill.head(4).to_frame("customers with their first bill")

# %% [markdown]
# Nobody won thousands of customers in that January: these were there before. **Customers who "start" in a file's first month mostly did not.** The kit's function sets such customers
# aside, and says so:

# %%
curves = value.retention_curves(
    people.reset_index(), entry="entry_month", left="left_on", period="Y",
    first_day="2023-01-01", as_of="2025-12-31",
)
for reason, customers in curves.left_out.itertuples(index=False):
    print(f"{customers:,} left out: {reason}")
curves.wide().mul(100).map("{:.1f}".format).replace("nan", "")

# %% [markdown]
# ## The customers you may use
#
# The older contracts are not useless. We may not ask whether they survived their first year. But we may follow them **from the day we see them**. Who began the *fourth* year of the contract in March 2023 was
# in the file that day, and one year later was still there, or not.
#
# So for each contract year: who was seen to begin it, between January 2023 and December 2024, and who of them was there a year later?

# %%
def by_year(group, last=8):
    rows = {}
    for year in range(1, last + 1):
        begun = group["seen"] - 12 * (year - 1)  # months since this contract year began
        watched = group[begun.between(12, 35) & ~(group["months"] < 12 * (year - 1))]
        rows[year] = [len(watched), still_there(watched, 12 * year)]
    return pd.DataFrame(rows, index=["there", "stay"]).T.rename_axis("contract year")


# %% [markdown]
# **What do you expect?** You know by now how many of the new ones stay for a year. Of those who begin their *eighth* year, how many per cent stay for that year?

# %%
casekit.predict("lifetime.guess-eighth", unit="%", low=0, high=100)

# %%
told = by_year(people)
casekit.reveal("lifetime.guess-eighth", 100 * told.loc[8, "stay"], unit="%")

# %%
told.astype({"there": int}).assign(stay=told["stay"].map("{:.1%}".format))

# %% [markdown]
# Retention rises, by and large, from year to year. The kit counts in the same way, and adds the product of all rates so far, *retention*:

# %%
rates = value.retention_rates(
    people.reset_index(), entry="entry_month", left="left_on", period="Y",
    first_day="2023-01-01", as_of="2025-12-31",
).table
rates[rates["age"].between(1, 8)].set_index("age").round(3)

# %% [markdown]
# The director is pleased: "Time makes them loyal." Does it?

# %% [markdown]
# ## Nobody changed
#
# Imagine 1,000 customers of two kinds. The *restless*: 500, of whom 75 % stay in any year. The *settled*: 500, of whom 95 % stay. Nobody ever changes.

# %%
gone_by = np.arange(5)
kinds = pd.DataFrame({"restless": 500 * 0.75**gone_by, "settled": 500 * 0.95**gone_by})
kinds["together"] = kinds.sum(axis=1)
kinds["stay, %"] = 100 * kinds["together"].shift(-1) / kinds["together"]
kinds.index = pd.Index(gone_by + 1, name="contract year")
kinds.iloc[:4].round(1)

# %% [markdown]
# The retention of all rises by itself, because the restless go first, and who is left is more and more the settled. Rising retention does *not* show that time makes anybody loyal. It is what *any* mixture
# of leavers and stayers does.
#
# Now a formula from many handbooks: *years a customer stays = 1 / (1 − retention)*. It is right for customers who are all alike. With one rate for everyone it says:

# %%
one_rate = 1 / (1 - (0.75 + 0.95) / 2)
each_kind = (1 / (1 - 0.75) + 1 / (1 - 0.95)) / 2
print(f"by the mean retention of 85 %: {one_rate:.1f} years for everybody")
print(f"restless {1 / 0.25:.0f} years, settled {1 / 0.05:.0f} years: {each_kind:.0f} in the mean")

# %% [markdown]
# One over one minus the *average* retention is wrong for everybody: too long for the restless, much too short for the settled. And it is too short for all together. **First the value of each kind, then the
# mean**; never the value of the mean customer.

# %% [markdown]
# ## A curve with two numbers
#
# In life nobody tells you who is restless. The **shifted beta-geometric** (移位贝塔几何) curve does without: it assumes that each customer has a chance of leaving of their own, small for some and
# large for others. Two numbers, gamma and delta, say how these chances are spread. It is fitted here to the first *four* contract years. The last four are held out: the curve does not see them.
#
# **What do you expect?** Of 1,000 new contracts, how many are there after eight years?

# %%
casekit.predict("lifetime.guess-eight-years", unit="contracts", low=0, high=1000)

# %%
seen = 1000 * np.concatenate(([1], told["stay"].cumprod()))
curve = value.fit_sbg(rates[rates["age"] <= 4])
forecast = 1000 * curve.survival(np.arange(9))
flat = 1000 * told.loc[1, "stay"] ** np.arange(9)
time = np.arange(9)
casekit.reveal("lifetime.guess-eight-years", seen[8], unit="contracts")

# %% tags=["key-plot"]
ax = plt.subplots(figsize=(7, 3.8))[1]
ax.axvspan(4, 8.2, color=style.GREY, alpha=0.15)
ax.plot(time, seen, "o", color=style.INK, label="seen, year after year")
ax.plot(time, forecast, color=style.BLUE, label="curve with two numbers, from years 1 to 4")
ax.plot(time, flat, color=style.VERMILION, linestyle="--", label="one rate: that of the first year")
ax.text(4.1, 960, "held out")
ax.set(xlabel="years since the contract began", ylabel="of 1,000 still there", ylim=(0, 1050))
ax.yaxis.set_major_formatter("{x:,.0f}")
ax.set_title("The curve bends, the single rate does not", pad=62)
ax.legend(loc="lower left", bbox_to_anchor=(0, 1));

# %%
held_out = pd.DataFrame({"seen": seen, "curve": forecast, "one rate": flat}).loc[5:]
print(f"gamma {curve.gamma:.2f}, delta {curve.delta:.2f}")
held_out.rename_axis("years").round().astype(int)

# %% [markdown]
# The single rate loses far too many. The curve comes nearer, and is still too low: four years know little about those who hardly ever leave.
#
# The dots themselves rest on something: that those who came in 2017 were like those who come today. For the contracts of 2023 the truth file of this invented company knows what comes next, up to the fourth
# year:

# %%
leaves = telecom.truth["true_lives"].set_index("customer_id")["leaves_on"].reindex(people.index)
true_months = 12 * (leaves.dt.year - entry.year) + leaves.dt.month - entry.month
came_2023 = people["entry_month"].dt.year == 2023
true = [1000 * (~(true_months[came_2023] < 12 * year)).mean() for year in range(5)]
pd.DataFrame({"true": true, "curve": forecast[:5]}).rename_axis("years").round().astype(int)

# %% [markdown]
# ## Money of later years
#
# The factor needs two decisions. Finance gives the rate: 10 % a *year*. Bills come each *month*. Is the rate for a month 10 / 12?

# %%
rate = 0.10
a_month = (1 + rate) ** (1 / 12) - 1
print(f"10 / 12 = {10 / 12:.3f} % a month grows to {(1 + rate / 12) ** 12 - 1:.2%} in a year")
print(f"1.1 ^ (1/12) − 1 = {a_month:.3%} a month grows to {(1 + a_month) ** 12 - 1:.2%}")

# %% [markdown]
# Interest bears interest, so take the twelfth *root*. In Excel: `=1.1^(1/12)-1`.
#
# The other decision is *when in a year* the money comes. The contract by hand, three times:

# %%
flows = by_hand["margin"] * by_hand["still there"]
when = {"at the start": 0, "in the middle": 0.5, "at the end": 1}
sums = {name: (flows * 1.1 ** -(years + later)).sum() for name, later in when.items()}
pd.Series(sums).round().to_frame("worth today, yuan").astype(int)

# %% [markdown]
# The gap is nearly a tenth. Excel's `NPV` always takes the *end*. Monthly bills come, in the mean, in the *middle* of the year. Say which one you take, and take the same for every customer.

# %% [markdown]
# ## What a new contract is worth
#
# Now with Harbour's own figures. Who leaves within a year pays, in the mean, half of it. We look **five years** ahead: nobody knows the networks and prices of later years, and with a curve that
# bends like ours the sum would go on growing for decades.

# %%
def worth(margin_a_month, there, rate=0.10):
    paying = (there[:-1] + there[1:]) / 2  # who leaves within a year pays half of it
    factor = (1 + rate) ** -(np.arange(len(paying)) + 0.5)
    return (12 * margin_a_month * paying * factor).sum()


def chain(group, last=5):
    return np.concatenate(([1], by_year(group, last)["stay"].cumprod()))


print(f"the mean contract: {worth(people['margin'].mean(), chain(people)):,.0f} yuan in five years")

# %% [markdown]
# More than Blue Wave's 600. So match it? "First the value of each kind, then the mean": the kind that everybody can see is the plan, by its list price of a month.
#
# **What do you expect?** How many per cent of the private contracts are of a plan whose value is *less* than 600 yuan?

# %%
casekit.predict("lifetime.guess-below", unit="%", low=0, high=100)

# %%
names = ["below 30", "30 to below 60", "60 to below 100", "100 and more"]
people["plan"] = pd.cut(people["fee"], [0, 30, 60, 100, np.inf], labels=names, right=False)
people["plan"].value_counts(sort=False).to_frame("contracts")

# %%
rows = {}
for plan, group in people.groupby("plan", observed=True):
    rows[plan] = [len(group), group["margin"].mean(), 100 * by_year(group, 1).loc[1, "stay"],
                  worth(group["margin"].mean(), chain(group))]
columns = ["contracts", "margin a month", "stay first year, %", "worth, 5 years"]
plans = pd.DataFrame(rows, index=columns).T.rename_axis("plan, yuan a month")
below = plans["worth, 5 years"] < 600
share = plans.loc[below, "contracts"].sum() / plans["contracts"].sum()
casekit.reveal("lifetime.guess-below", 100 * share, unit="%")

# %%
plans.round(1).assign(**{"worth, 5 years": plans["worth, 5 years"].round()}).astype(
    {"contracts": int, "worth, 5 years": int}
)

# %% tags=["key-plot"]
colours = [style.VERMILION if low else style.BLUE for low in below]
ax = plans["worth, 5 years"].plot.barh(figsize=(7, 3), color=colours, width=0.65)
ax.axvline(600, color=style.INK, linewidth=1)
ax.text(640, 0, "600 yuan", va="center")
ax.xaxis.set_major_formatter("{x:,.0f}")
ax.set(xlabel="worth of a new contract in five years, yuan", ylabel="list price, yuan a month")
ax.set_title("Two plans out of four are not worth what the rival pays");

# %% [markdown]
# The smallest plan *costs* money each month: its price does not pay for its use of the network. Each one won makes it worse. The next brings too little. So the most that may be paid differs by plan. And
# who pays 20 yuan a month gets more than two years of bills with 600 yuan: these come first.
#
# The same sum with the kit. Its *still there* is the mean of the start and the end of the year:

# %%
large = people[people["plan"] == "60 to below 100"]
line, margin = chain(large, 8), large["margin"].mean()
one = value.contract_value(12 * margin, line, 0.10, periods=5, timing="middle")
print(f"worth of a new contract, 60 to below 100 yuan a month: {one.value:,.0f} yuan")
one.table.set_index("period").round(3)

# %% [markdown]
# ## What a present customer is worth
#
# A customer who has been with us for three years stands elsewhere on the curve: the restless of the same cohort have gone. So do not ask for the whole life, but for what *remains*: divide the curve by its
# height today.

# %%
rows = {"new": line[:6], "there for 3 years": line[3:] / line[3]}
pd.DataFrame({name: [100 * there[1], worth(margin, there)] for name, there in rows.items()},
             index=["stay in the next year, %", "worth, next 5 years"]).T.round().astype(int)

# %% [markdown]
# And what they have brought *already*? That is in the bank, whether they stay or not. Past profit is never added to what is to come. Those who left in 2025 show it best:

# %%
gone = people[people["left_on"].dt.year == 2025]
brought = (people["margin"] * billed).loc[gone.index]
best = brought.nlargest(3)
print(f"{len(gone)} left in 2025; the best three had brought {best.sum():,.0f} yuan since 2023")
print("what is still to come from them: 0")

# %% [markdown]
# ## To win one, and to keep one
#
# **To win.** The most you may pay for a new contract is its value; all that it costs to win it has to fit in: the premium, the shop's commission, the work. At that price you earn nothing. So pay less.
#
# **To keep.** Here the sum is another one: the value *with* the offer less the value *without* it. Most customers would stay anyway. Suppose that 600 yuan for every customer of the plan "60 to below 100" halves the
# leaving of the next year. That would be a great success:

# %%
there = large[large["left_on"].isna()]
in_january = large[(large["entry_month"] < "2025-01-01") & ~(large["left_on"] < "2025-01-01")]
leave = in_january["left_on"].notna().mean()
kept, worth_each = 0.5 * leave, worth(margin, line[3:] / line[3])
n = len(there)
print(f"of {n:,} customers {leave:.1%} leave in a year; the offer keeps {kept * n:.0f}")
print(f"value kept {kept * len(there) * worth_each:,.0f} yuan, paid {600 * len(there):,} yuan")
print(f"most that may be offered to everybody: {kept * worth_each:,.0f} yuan each")

# %% [markdown]
# One such customer is worth over a thousand yuan, and yet less than a tenth of that may be offered: nearly all of the money goes to those who would have stayed. An offer earns only by those who would leave
# *without* it and stay *with* it. Who that is, these tables do not say; lesson 17 is about finding out.
#
# Your answer to sales, plan by plan: the most for winning, and the most for each offer to keep *if* it halves the leaving.

# %%
rows = {}
for plan, group in people.groupby("plan", observed=True):
    stay, margin = chain(group, 8), group["margin"].mean()
    in_january = group[(group["entry_month"] < "2025-01-01") & ~(group["left_on"] < "2025-01-01")]
    halved = 0.5 * in_january["left_on"].notna().mean()
    new, remains = worth(margin, stay[:6]), worth(margin, stay[3:] / stay[3])
    rows[plan] = [max(new, 0), max(halved * remains, 0)]
most = pd.DataFrame(rows, index=["to win one", "offer to each, to keep"]).T.round()
most.rename_axis("plan, yuan a month").map("{:,.0f} yuan".format)

# %% [markdown]
# The two columns are paid to different people: the first only to those who come, the second to everybody who is there. Six hundred yuan "for each" is right in none of the eight fields.

# %% [markdown]
# ## Does profit grow with the years?
#
# "The longer they stay, the more they bring": the sources say so, and give no figure. Sales shows it for the organisations:

# %%
firms = telecom.customers.query("user_type == 'organisation'").set_index("customer_id")
months = telecom.bills[telecom.bills["customer_id"].isin(firms.index)].copy()
months["margin"] = months["fee"] - months["discount"] - months["network_cost"]
in_2025 = months[months["month"].dt.year == 2025].groupby("customer_id")["margin"].mean()
with_us = (2025 - firms["entry_month"].dt.year).reindex(in_2025.index)
slope = np.polyfit(with_us, in_2025, 1)[0]
print(f"each year with us goes with {slope:+.2f} yuan of margin a month (before service)")

# %% [markdown]
# A slope of one company is no law. Eleven other invented companies, made in the same way: six show a falling line. And who is *in* that figure? Of those who came long ago only the survivors. Perhaps they were larger from the start, and the small ones have gone: **survivor bias** (幸存者偏差).
#
# To see what time does, take one cohort from the start: the organisations that came in 2023. **What do you expect?** Of those who were there in both contract years, by how many per cent did the mean margin
# change from the first to the second?

# %%
casekit.predict("lifetime.guess-tenure", unit="%", low=-50, high=100)

# %%
cohort = firms[firms["entry_month"].dt.year == 2023]
rows = months[months["customer_id"].isin(cohort.index)]
began = rows["customer_id"].map(cohort["entry_month"]).dt
age = (12 * (rows["month"].dt.year - began.year) + rows["month"].dt.month - began.month) // 12
by_age = rows.groupby(["customer_id", age.rename("age")])["margin"].mean()  # a month
two = by_age.unstack().reindex(cohort.index)[[0, 1]].set_axis(["first", "second"], axis=1)
same = two.dropna().mean()
change = 100 * (same["second"] / same["first"] - 1)
casekit.reveal("lifetime.guess-tenure", change, unit="%", decimals=1)

# %%
readings = {
    "who was there in each year": two.mean(),
    "all who started; who has left brings 0": two.fillna(0).mean(),
    "the same customers in both years": same,
}
rows = pd.DataFrame(readings).T
rows.round().astype(int)

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.4))
for (name, row), colour in zip(rows.iterrows(), [style.GREY, style.VERMILION, style.BLUE]):
    ax.plot([1, 2], row, marker="o", color=colour, label=name)
ax.set(xlim=(0.8, 2.2), ylim=(600, 820), xlabel="contract year", ylabel="margin, yuan a month")
ax.set_xticks([1, 2])
ax.set_title("The same 210 organisations, read in three ways", pad=62)
ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=1);

# %% [markdown]
# The axis begins at 600 yuan: drops look steeper than they are.
#
# - *Who was there* (grey): no change. The leavers were small, so the mean holds though those who stay bring less. Survivors only.
# - *All who started* (orange): falls, since who has left brings nothing. This is the line that lifetime value needs.
# - *The same customers* (blue): a few per cent less. Only this line says what time does to a customer, and here it does not make anybody bring more.
#
# The kit gives all three at once, as `change_of_same` the last, and warns by its columns which is which:

# %%
told_by_kit = value.tenure_profit(
    by_age.reset_index().query("age < 2"), cohort.reset_index().assign(last_age=1), profit="margin"
)
told_by_kit.table.round(1)

# %% [markdown]
# **First and repeat.** The sources also say that a regular visitor brings more than a first-time visitor; the figure is lost. So count it, in a trade with visits: the Willow Salon. Again among *the same* clients, and only those whose
# first visit we saw. Two services on one day are one visit, so the rows of a day are added up first:

# %%
salon = casekit.load_case("willow-salon")
new_clients = salon.clients.query("joined_on >= '2024-02-01'")["client_id"]
services = salon.visits[salon.visits["client_id"].isin(new_clients)]
visits = services.groupby(["client_id", "date"], as_index=False)["amount"].sum()  # sorted by day
turn = visits.groupby("client_id").cumcount()
first = visits[turn == 0].set_index("client_id")["amount"]
later = visits[turn > 0].groupby("client_id")["amount"].mean()

# %%
at_first, afterwards = first.reindex(later.index).mean(), later.mean()
print(f"{len(later)} clients came again: {at_first:.0f} yuan at first, {afterwards:.0f} later")
print(f"a later visit brings {afterwards / at_first - 1:.0%} more")
kit = value.first_and_repeat(services, profit="amount", customer_id="client_id")
print(f"the kit, {kit.repeaters} clients: {kit.ratio:.2f} times the first visit")

# %% [markdown]
# A little, and on revenue. The regular client is worth more above all because there are *more* visits.
#
# ## What these data cannot tell
#
# - **Why they stay.** Contented, bound by a contract, or too lazy to move: the curve is the same.
# - **Whether holding is better than winning.** "Networks are alike and prices fall, so look after the old customers" is how the sources argue for a shift from winning to keeping. Our figures price both. Which one a yuan moves more, only a trial can say.
# - **Who would leave without an offer.** Nobody is seen with the offer *and* without it.

# %% [markdown]
# ## Your plan: what we pay
#
# Decide for Harbour Telecom, save, and read what your figures mean. After a first save you may look at a model answer.

# %%
casekit.plan("lifetime")

# %% [markdown]
# ## The law
#
# A value computed for a person is *profiling*, even if nobody reads it. Who decides by it on prices or offers must be able to **explain** it in plain words, must offer a way without it (an **opt-out**), and may not set
# unreasonably different prices for the same service. Age, illness or income do not belong in such a score. Under China's PIPL this is Article 24, under the GDPR Articles 21 and 22. **Check with counsel** before the first offer goes out by value.

# %% [markdown]
# ## Where this misleads
#
# - **The past is not the future.** Retention of 2023 to 2025 holds for as long as rivals pay nobody 600 yuan. Now one does.
# - **A mean hides its spread.** Within a plan contracts differ; "worth 1,000 yuan" is true of hundreds, not of one.
# - **Far years.** Five years are a decision. Double the horizon, and the value of a new contract grows by a third; no customer has changed.
# - **Small plans.** Some of those who "cost money" may be the children or the parents of customers with a large plan. Who looks at single numbers does not see the family.

# %% [markdown]
# ## On Monday
#
# - From your contract list: day of entry, day of leaving. For each contract year, keep only those seen to begin it and followed for 12 months. `=COUNTIFS(...)` for there, and for still there after 12 months.
# - One sheet a plan, a row a year: in column F write margin × still there. `=NPV(10%,F2:F6)*1.1^0.5` is the worth: `NPV` discounts from the *end* of each year, `1.1^0.5` moves it to the middle.
# - Put the most that may be paid beside each plan, *before* the shops get a premium to give away.
# - When a report says "long-standing customers bring more": ask for the same customers a year earlier.

# %% [markdown]
# **Next:** the [practice](../exercises/08-lifetime-value.ipynb). The card says what is left.

# %%
casekit.resume()
