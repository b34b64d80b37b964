# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Did it work?
#
# January 2026. Marketing at Harbour Telecom called customers in the spring of 2024 and gave each a gift. Its report says: *"97.7 % of those we called stayed. The campaign saved 1,900
# customers."* Six more such campaigns followed. Now marketing asks for the money for the next one, and for better grades too: "those we moved up spend more". *Do we pay?*

# %% [markdown]
# **You will decide** whether Harbour pays for the next campaign, and for whom. **Afterwards you can** say how many customers a campaign saved, with an interval; say how large a trial
# must be before it begins; draw a lot that holds; and tell who leaves from who can be held.
#
# **You need** percentages, the mean and the reading of a chart. About 40 minutes; then the practice. Run the cells one after the other with Shift+Enter. **You do not code?** *View → Collapse
# All Code* folds the code to one line a cell. Guess, and read text, tables and plots; nothing is lost.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import casekit
from casekit import retention
from casekit.course.harbour_snapshots import CALLS, FEATURES, quarters
from casekit.errors import CasekitError
from casekit.widgets import style

style.use()
telecom = casekit.load_case("harbour-telecom")

# %% [markdown]
# ## 1,900 saved?
#
# Who was on the list of a campaign, and who left before it ended? The table `campaign_members` holds the list, `customers` the day of leaving.

# %%
members = telecom.campaign_members.merge(telecom.campaigns, on="campaign_id")
known = ["customer_id", "user_type", "entry_month", "left_on", "area", "group_id"]
members = members.merge(telecom.customers[known], on="customer_id")
members["left"] = members["left_on"].between(members["starts_on"], members["ends_on"])
spring = members[members["campaign_id"] == "C02"]
called = spring[spring["group"] == "called"]
paid = len(called) * (spring["contact_cost"] + spring["offer_cost"]).iloc[0]
stayed = (~called["left"]).sum()
print(f"{len(called):,} called, {stayed:,} stayed: {stayed / len(called):.1%}")
print(f"paid {paid:,.0f} yuan, or {paid / stayed:.0f} yuan for each who stayed")

# %% [markdown]
# The sum is right. But what would these customers have done *without* the call?
#
# Nobody can see that of one customer. But marketing did one thing well: a **lot** decided who on the list was called. The others were left alone. They are the **control group** (对照组).
#
# **What do you expect?** Of those whom *nobody* called, how many per cent stayed?

# %%
casekit.predict("trial.guess-alone", unit="%", low=0, high=100)

# %%
alone = spring[spring["group"] == "control"]
casekit.reveal("trial.guess-alone", 100 * (1 - alone["left"].mean()), unit="%", decimals=1)

# %%
groups = spring.groupby("group")["left"].agg(customers="size", left="sum")
groups["left, %"] = 100 * groups["left"] / groups["customers"]
groups["stayed, %"] = 100 - groups["left, %"]
groups.loc[["control", "called"]].round(2)

# %% [markdown]
# Nearly all stay in any case: the called *and* the others. What the call changed is the **difference** of the two shares. In a lot the groups differ by nothing but the call, and chance.

# %%
left_alone, left_called = alone["left"].mean(), called["left"].mean()
effect = left_alone - left_called
saved = effect * len(called)
print(f"{left_alone:.2%} less {left_called:.2%}: {100 * effect:.2f} points fewer leave")
print(f"saved: {effect:.4f} × {len(called):,} called = {saved:.0f} customers")
print(f"paid for each customer saved: {paid / saved:,.0f} yuan")

# %%
parts = {"would have stayed anyway": (~called["left"]).sum() - saved, "saved": saved}
parts["left although called"] = called["left"].sum()

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 2.6))
start = 0
for (name, size), colour in zip(parts.items(), [style.GREY, style.VERMILION, style.INK]):
    ax.barh(["called"], size, left=start, color=colour, label=f"{name}: {size:,.0f}")
    start += size
ax.text(parts["would have stayed anyway"], 0.42, f"{saved:.0f}", color=style.VERMILION)
ax.set(xlabel="customers called in spring 2024", title="Saved is the thin slice, not the bar")
ax.xaxis.set_major_formatter("{x:,.0f}")
ax.legend(loc="upper left", bbox_to_anchor=(0, -0.3), ncols=2);

# %% [markdown]
# About sixteen, not 1,900. Marketing's sum was right. It left out one line: those left alone. **The share that stays among the treated is no effect.** Ask each report: *compared with whom?*

# %% [markdown]
# ## "Those we moved up spend more"
#
# On 1 January 2025 Harbour set its customers' grades by the bill of one month, December 2024. Who was moved up? And what did they pay each December?

# %%
benefits = telecom.benefit_members.set_index("customer_id")
rank = ["none", "bronze", "silver", "gold", "platinum"]
benefits["up"] = benefits["grade"].map(rank.index) > benefits["grade_before"].map(rank.index)
decembers = telecom.bills[telecom.bills["month"].dt.month == 12]
decembers = decembers.assign(year=decembers["month"].dt.year)
decembers["sales"] = decembers["fee"] - decembers["discount"]
paid_in = decembers.pivot(index="customer_id", columns="year", values="sales")
upgraded = benefits[benefits["up"]].join(paid_in).dropna()
with_benefit, without = upgraded[upgraded["benefit"]], upgraded[~upgraded["benefit"]]
with_benefit[[2023, 2024, 2025]].mean().round().to_frame("yuan a month").T

# %% [markdown]
# These are the upgraded who got the benefits of the new grade and who paid in all three Decembers. From 2023 to 2025 their bill rose. "The benefits pay", says marketing. Another says: from
# 2024 to 2025 it *fell*; the benefits harm.
#
# Here, too, there was a lot: half of all customers with a grade got its benefits, the other half did not.
#
# **What do you expect?** Of the upgraded who got *no* benefits: by how many yuan did their bill change from December 2023 to December 2025?

# %%
casekit.predict("trial.guess-upgraded", unit="yuan", low=-200, high=300)

# %%
change = without[2025].mean() - without[2023].mean()
casekit.reveal("trial.guess-upgraded", change, unit="yuan")

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.4))
years = [2023, 2024, 2025]
lines = [("with benefits", with_benefit, style.BLUE), ("held out by lot", without, style.VERMILION)]
for name, rows, colour in lines:
    ax.plot(years, rows[years].mean(), marker="o", color=colour, label=f"{name}: {len(rows)}")
ax.axvline(2024.05, color=style.GREY, linestyle=":")
ax.text(2024.08, 15, "1 January 2025: the new grade", color=style.GREY)
ax.set(xlabel="December", xticks=years, ylabel="mean bill of the month, yuan", ylim=(0, None))
ax.set_title("Both halves rise to the upgrade, and fall back after it", pad=42)
ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2);

# %% [markdown]
# Without any benefit the bill does the same. Who was moved up had a *good December*, and good Decembers seldom come in pairs: **regression to the mean** (lesson 06). Before and after tells the
# luck of 2024, not the work of the benefits.
#
# After against after, by lot, says what the benefits do to the bill:

# %%
difference = with_benefit[2025].mean() - without[2025].mean()
variance = with_benefit[2025].var() / len(with_benefit) + without[2025].var() / len(without)
low, high = difference - 1.96 * variance**0.5, difference + 1.96 * variance**0.5
print(f"difference {difference:+.0f} yuan, 95 % interval {low:+.0f} to {high:+.0f}")

# %% [markdown]
# A loss and a gain both fit: nothing is shown about bills. But do the benefits change who *leaves*? All customers with a grade took part in that lot, not only the upgraded:

# %%
gone = telecom.customers.set_index("customer_id")["left_on"].reindex(benefits.index)
benefits["left"] = gone.between("2025-01-01", "2025-12-31")
shares = 100 * benefits.groupby(["grade", "benefit"])["left"].mean().unstack()
shares = shares.set_axis(["without benefits, %", "with benefits, %"], axis=1).reindex(rank[1:])
shares["points fewer leave"] = shares.iloc[:, 0] - shares.iloc[:, 1]
shares.round(1)

# %% [markdown]
# In each grade fewer leave with the benefits. So the benefits may be worth their money, though for a reason that nobody gave. Is it more than chance?

# %% [markdown]
# ## How sure is the difference?
#
# Another lot would have put other customers into the two groups, and the difference would be another one. How far it swings by chance is its *standard error*. For two shares:
#
# standard error = root of ( *p*₁ (1 − *p*₁) / *n*₁ + *p*₂ (1 − *p*₂) / *n*₂ )
#
# The difference ± 1.96 standard errors is a **95 % interval** (置信区间): of 100 such intervals about 95 hold the true effect.

# %%
p1, n1 = left_alone, len(alone)
p2, n2 = left_called, len(called)
error = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) ** 0.5
low, high = effect - 1.96 * error, effect + 1.96 * error
print(f"effect {100 * effect:.2f} points, standard error {100 * error:.2f}")
print(f"95 % interval: {100 * low:.2f} to {100 * high:.2f} points")

# %% [markdown]
# The interval of spring 2024 runs from harm to a good effect. The kit does the same, with an interval that also holds for small groups, so its ends differ a little:


# %%
def read(rows):
    yes = rows["group"] == "called"
    return retention.read_trial(rows.assign(called=yes), called="called", left="left")


result = read(spring)
print(f"{100 * result.effect:.2f} points ({100 * result.low:.2f} to {100 * result.high:.2f})")
print(f"saved {result.saved:.0f}; shown: {'yes' if result.proven else 'no'}")

# %% [markdown]
# And the benefits of a grade, all grades together?

# %%
got = benefits.assign(group=benefits["benefit"].map({True: "called", False: "control"}))
of_benefits = read(got)
print(f"{100 * of_benefits.effect:.1f} points fewer leave in a year "
      f"({100 * of_benefits.low:.1f} to {100 * of_benefits.high:.1f})")

# %% [markdown]
# Both ends lie above 0: the benefits hold customers. What marketing praised them for, higher bills, is not shown; what nobody had claimed is.

# %% [markdown]
# There were eight campaigns: C01, a text message in autumn 2023, and seven with call and gift.
#
# **What do you expect?** Of how many of the eight does the interval lie wholly above 0?

# %%
casekit.predict("trial.guess-shown", unit="of the eight", low=0, high=8)

# %%
each = {name: read(rows) for name, rows in members.groupby("campaign_id")}
calls = members[members["campaign_id"] != "C01"]
pooled = read(calls)
shown = sum(one.low > 0 for one in each.values())
casekit.reveal("trial.guess-shown", shown, unit="of the eight")

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.8))
drawn = {**each, "C02 to C08": pooled}
for place, (name, one) in enumerate(drawn.items()):
    colour = style.VERMILION if name == "C01" else style.BLUE
    ax.plot([100 * one.low, 100 * one.high], [place, place], color=colour)
    ax.plot(100 * one.effect, place, "o", color=colour, markersize=9 if place == 8 else 6)
ax.axvline(0, color=style.INK, linewidth=1)
ax.set_yticks(range(9), ["C01 (text message)", *list(drawn)[1:]])
ax.invert_yaxis()
ax.set(xlabel="points fewer leave", title="One campaign says little; seven together do");

# %% [markdown]
# The text message shows one of the larger differences, and nothing is shown: half the customers, a wide interval. Here the truth is known, for the company is invented:

# %%
truth = telecom.truth["true_responses"].merge(members, on=["campaign_id", "customer_id"])
moved = truth["leaves_if_left_alone"].astype(int) - truth["leaves_if_called"].astype(int)
text_message = truth["campaign_id"] == "C01"
true_effect = moved[~text_message].mean()
print(f"changed by the text message: {(moved[text_message] != 0).sum()} of {text_message.sum():,}")
print(f"true effect of the calls: {100 * true_effect:.2f} points")
print(f"seen in seven together: {100 * pooled.effect:.2f}, "
      f"from {100 * pooled.low:.2f} to {100 * pooled.high:.2f}")

# %% [markdown]
# The text message did nothing: its dot is luck. The calls do work. **Together** the seven trials show it, because chance evens out.
#
# They may be put together since each called about half of its list, and all did the same thing. A customer stands on five of these lists in the mean, each time with a new lot: seven trials of *calls*, not of so many people. What did it cost?

# %%
cost = telecom.campaigns.set_index("campaign_id").loc["C02", ["contact_cost", "offer_cost"]].sum()
spent = pooled.called * cost
fewest, most = pooled.called * pooled.low, pooled.called * pooled.high
print(f"{pooled.called:,} calls at {cost:.0f} yuan: {spent:,.0f} yuan")
print(f"saved {pooled.saved:.0f} customers ({fewest:.0f} to {most:.0f})")
print(f"paid for each: {spent / pooled.saved:,.0f} yuan")
billed = telecom.bills[telecom.bills["month"].dt.year == 2025]
margin = (billed["fee"] - billed["discount"] - billed["network_cost"]).sum()
margin /= billed["customer_id"].nunique()
print(f"a customer's mean margin in 2025, before service: {margin:,.0f} yuan")

# %% [markdown]
# *It works* and *it pays* are two questions. To pay within a year, a call of 78 yuan would have to take off 78 / 2,077 = 3.8 points: more than leave at all. Within two years, 1.9. The calls hold customers. But at this price, the customer who is saved has to stay for years to bring the money back. For everybody, the next campaign does not pay
# within a year. Whether it pays for *some* comes below.

# %% [markdown]
# ## How large must a trial be?
#
# Say 3.6 % leave when left alone, and a call takes off one point. A trial is to find that in 8 of 10 cases: its **power** (检验功效) is to be 80 %. Half of the customers are called.
#
# **What do you expect?** How many customers must take part in all?

# %%
casekit.predict("trial.guess-size", unit="customers", low=0, high=30_000)

# %%
needed = retention.trial_size(base_rate=0.036, effect=0.01, power=0.8)
casekit.reveal("trial.guess-size", needed, unit="customers")

# %% tags=["key-plot"]
sizes, ax = np.arange(500, 20_001, 500), plt.subplots(figsize=(7, 3.8))[1]
for points, colour in [("2", style.BLUE), ("1", style.VERMILION), ("0.5", style.GREY)]:
    chance = [retention.power(0.036, float(points) / 100, int(size)) for size in sizes]
    ax.plot(sizes, 100 * np.array(chance), color=colour, label=f"effect in points: {points}")
ax.axhline(80, color=style.INK, linewidth=1, linestyle=":")
ax.axvline(len(spring), color=style.INK, linewidth=1)
ax.set(xlabel="customers in the trial; the line: one campaign", ylabel="chance to find it, %")
ax.xaxis.set_major_formatter("{x:,.0f}")
ax.set_title("Half the effect needs about four times the customers", pad=42)
ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3);

# %% [markdown]
# One campaign of Harbour finds one point in fewer than half of the cases. So "not shown" after one campaign was to be expected, *although* the calls work. **Not shown does not mean shown to be nothing.**
#
# Rule of thumb: customers in each group = 16 × *p* (1 − *p*) / effect², with *p* the mean share that leaves:

# %%
p = (0.036 + 0.026) / 2
print(f"16 × {p:.3f} × {1 - p:.3f} / 0.01² = {16 * p * (1 - p) / 0.01**2:,.0f} in each group")

# %% [markdown]
# "Leave everybody but a few alone as control" saves nothing. The smaller group decides:

# %%
for size in (3, 30, 300):
    few = pd.concat([called, alone.head(size)])
    try:
        one = read(few)
        print(f"control of {size}: {100 * one.low:.1f} to {100 * one.high:.1f} points")
    except CasekitError as problem:
        print(f"control of {size}: {problem}")

# %% [markdown]
# **Looking often.** Marketing looks each week and stops as soon as the interval lies beside 0. Let us try it where nothing *can* be found: only customers left alone, parted by a lot that changes nothing.

# %%
rng = np.random.default_rng(16)
idle = members[members["group"] == "control"]
week = ((idle["left_on"] - idle["starts_on"]).dt.days // 7).where(idle["left"], 99).to_numpy()
lots, looks = rng.random((400, len(idle))) < 0.5, []  # 400 lots, one in a row
for last in range(13):
    one, two = lots[:, week <= last].sum(axis=1), (~lots[:, week <= last]).sum(axis=1)
    looks.append(np.abs(one - two) > 1.96 * np.sqrt(one + two))
print(f"'found' at the end: {looks[-1].mean():.0%}")
print(f"'found' at one of 13 looks: {np.any(looks, axis=0).mean():.0%}")

# %% [markdown]
# At the end about 5 % are false alarms, as 95 % promises. Who looks each week and stops at a good one gets several times as many. The same holds for many *outcomes*: with six districts, some district
# "works" in about a quarter of the cases (1 − 0.95⁶). So **write down the outcome, the size and the day of reading before the lot is drawn.**

# %% [markdown]
# ## A lot that holds
#
# - **A seed and a list.** The lot can be drawn again by anybody, and the list is filed before the first call.
# - **The control is left alone in earnest**: no call from the shop, no gift from a manager.
# - **All count as they were drawn**, also those who did not pick up the phone.

# %%
lot = retention.draw_lot(spring["customer_id"], called=0.5, seed=2026)
again = retention.draw_lot(spring["customer_id"], called=0.5, seed=2026)
print(f"{lot.sum():,} of {len(lot):,} to call; drawn again the same: {lot.equals(again)}")
old = (spring["entry_month"] < "2023-01-01").set_axis(lot.index)
print(f"with us since before 2023: {old[lot].mean():.1%} of the called")
print(f"                           {old[~lot].mean():.1%} of the control")

# %% [markdown]
# The lot knew nothing of tenure and parted it evenly, but for chance: that holds also for what no table has.
#
# A control group in which some *are* called is **contaminated** (对照组污染). What is seen then is less than what is true:

# %%
for share in (0, 0.2, 0.5):
    seen = 100 * true_effect * (1 - share)
    print(f"{share:.0%} of the control called by the shop: seen {seen:.2f} points")

# %% [markdown]
# **Who talks to whom?** Branches of one group share a buyer, families a table. If the lot calls one branch and not its sister, the control hears of the gift. How often was that so?

# %%
branches = spring.dropna(subset="group_id")
sides = branches.groupby("group_id")["group"].nunique()
several = branches["group_id"].value_counts() > 1
print(f"{several.sum()} groups with several branches on the list; torn apart: {(sides == 2).sum()}")
unit = spring["group_id"].fillna(spring["customer_id"])  # a group is drawn as one
by_unit = retention.draw_lot(unit.unique(), called=0.5, seed=2026)
sides = by_unit[unit].groupby(unit.to_numpy()).nunique()
print(f"drawn by group: {by_unit[unit].sum():,} to call, torn apart: {(sides == 2).sum()}")

# %% [markdown]
# ## Who is changed?
#
# One point for everybody may be ten for a few and nothing for the rest. Take what was known *on the day before* each campaign (lesson 15), and read the trial within each kind of customer.

# %%
calls = quarters(telecom, CALLS)  # lesson 15: one row a customer and campaign
keys = ["campaign_id", "customer_id"]
calls = calls.merge(truth[keys + ["response"]].assign(true=moved), on=keys)
ends, newcomer = calls["contract_ends"] == 1, calls["newcomer"] == 1
kinds = {
    "late reply": calls["badly_met"] == 1,
    "contract ends, newcomer": ends & newcomer,
    "contract ends, here for longer": ends & ~newcomer,
    "long contract runs on": calls["long_contract"] == 1,
}

# %% [markdown]
# *Late reply*: a complaint in the quarter before, without a reply within 3 days. *Ends*: within three months. A *newcomer* has been with us for less than three years. *Long contract*: more than three months are left, and over a year lies
# behind.
#
# Think first: where a contract ends, about one in ten leaves when left alone. Whom of these will a call hold, newcomers or the others?

# %%
kinds["none of these"] = ~np.any(list(kinds.values()), axis=0)
rows = {}
for kind, belongs in kinds.items():
    one = retention.read_trial(calls[belongs], called="called", left="left")
    left = [one.control_left / one.control, one.called_left / one.called]
    rows[kind] = [*left, one.effect, one.low, one.high, calls.loc[belongs, "true"].mean()]
names = ["left alone", "called", "points fewer", "from", "to", "truly"]
table = (100 * pd.DataFrame(rows, index=names).T).round(1)
table.assign(customers=[f"{belongs.sum():,}" for belongs in kinds.values()])

# %% [markdown]
# All figures are per cent that left, or points. Look at the two rows *contract ends*. Left alone, about one in ten leaves in both: the same **risk**. Called, none of the one kind left, and of the newcomers not fewer, but rather more. Perhaps newcomers came for a price, and the call reminds them to compare; the trial does not say why.
#
# What a call takes off the chance of leaving is called **uplift** (增量提升). It is not the risk, and cannot be seen in those who were left alone.
#
# Of the newcomers the interval still holds 0: harm is not *shown*. The column *truly*, which no company has, says that it was harm. It is shown for one kind only: the long contracts that run on.

# %% [markdown]
# Signs we choose after looking prove little. So let a model learn on 2024, and let 2025 judge it.
#
# In plain words: one model tells each customer's chance of leaving *when left alone*, another the chance *when called*. The first less the second is the uplift foretold.

# %%
features = list(FEATURES)  # the ten of lesson 15
past, later = calls[calls["start"] < "2025"], calls[calls["start"] >= "2025"]
print(f"to learn from: {len(past):,} members of 2024; to judge by: {len(later):,} of 2025")

# %%
from sklearn.linear_model import LogisticRegression

chance = {}
for group in (0, 1):  # left alone, called
    own = past[past["called"] == group]
    model = LogisticRegression(max_iter=1000).fit(own[features], own["left"])
    chance[group] = model.predict_proba(later[features])[:, 1]
print(f"mean uplift foretold for 2025: {100 * (chance[0] - chance[1]).mean():.2f} points")

# %% [markdown]
# **Only for those who like models** (others: run the cell, read on below). The kit knows a second way, the *transformed outcome*: each leaver left alone counts +2, each leaver called −2, all others 0. The mean of these numbers *is* the effect, so one
# regression on them foretells uplift. Both ways rank customers nearly alike.

# %%
two_ways = {}
for way in ("two models", "transformed outcome"):
    model = retention.fit_uplift(past, called="called", left="left", features=features, method=way)
    two_ways[way] = model.uplift(later)
alike = pd.DataFrame(two_ways).corr("spearman").iloc[0, 1]
print(f"the two ways rank customers alike: {alike:.2f}")
alone_then = past[past["called"] == 0]
risk = retention.fit_churn(alone_then, target="left", features=features).probability(later)
later = later.assign(uplift=two_ways["two models"], risk=risk)

# %% [markdown]
# Now two lists compete on 2025: by *uplift*, and by *risk* as in lesson 15: who is most likely to leave when left alone?
#
# Call the top of a list first and count in the *trial* how many leavers that saves: a **Qini curve** (Qini曲线). Calling by lot gives a straight line. The **area** between curve and line says in one number how good the list is: how many more it saves than a lot, in the mean of all shares that one may call.
#
# **What do you expect?** Calling all on the lists of 2025 would save about 117, by these four trials. Call the first tenth *by uplift*: how many are saved?

# %%
casekit.predict("trial.guess-tenth", unit="saved", low=0, high=117)

# %%
curves = {
    name: retention.qini_curve(later, score=name, called="called", left="left")
    for name in ("uplift", "risk")
}
tenth = {name: one.table.set_index("share").loc[0.1] for name, one in curves.items()}
casekit.reveal("trial.guess-tenth", tenth["uplift"]["saved"], unit="saved")

# %%
for name, one in curves.items():
    low, high = tenth[name]["low"], tenth[name]["high"]
    true = later.nlargest(len(later) // 10, name)["true"].sum()
    print(f"first tenth by {name}: {tenth[name]['saved']:.0f} ({low:.0f} to {high:.0f})", end="; ")
    print(f"in truth {true}")
    more, low, high = one.area, one.area_low, one.area_high
    print(f"  area, more than a lot in the mean: {more:.0f} ({low:.0f} to {high:.0f})")

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 4))
for name, colour in [("uplift", style.BLUE), ("risk", style.VERMILION)]:
    line, share = curves[name].table, 100 * curves[name].table["share"]
    ax.fill_between(share, line["low"], line["high"], color=colour, alpha=0.12)
    ax.plot(share, line["saved"], color=colour, label=f"by {name}, with its interval")
ax.plot(share, line["by_lot"], color=style.INK, linestyle=":", label="by lot")
ax.set(xlabel="share of the 2025 lists called, best first, %", ylabel="leavers saved")
ax.set_title("By uplift the first calls save most; by risk they do not", pad=42)
ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, columnspacing=1);

# %% [markdown]
# By lot a tenth of the calls saves a tenth of the 117, about 12. The first tenth by uplift saves some 80: its interval lies far above that, and the truth agrees. By *risk* the trial sees 8, and
# nothing is shown; in truth it is 36, fewer than half of what uplift finds. For among the likeliest leavers stand many whom a call cannot hold, such as newcomers whose contract ends.
#
# At its end the blue line falls: there stand those whom a call wakes.
#
# Are the foretold figures right? In each tenth of 2025, foretold against seen by lot, and against the truth:

# %%
tenths = retention.uplift_calibration(
    later, uplift="uplift", called="called", left="left", truth="true"
)

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.8))
points = tenths.set_index("group") * 100
reach = [points["seen"] - points["low"], points["high"] - points["seen"]]
ax.errorbar(points.index, points["seen"], yerr=reach, fmt="o", color=style.BLUE, label="seen, 95 %")
ax.plot(points.index, points["foretold"], color=style.VERMILION, label="foretold")
ax.plot(points.index, points["true"], "D", color=style.INK, markersize=5, label="true")
ax.set(xlabel="tenth of customers by foretold uplift, 10 the highest", xticks=points.index)
ax.set_ylabel("points fewer leave")
ax.set_title("Both ends stand out: the woken and the held", pad=42)
ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3);

# %% [markdown]
# The highest tenth (10) is held and the lowest (1) is woken: foretold, seen and in truth, though the interval of the lowest just reaches 0. In between the model knows little. Use it to call the highest and to spare the lowest, not to price each customer.
#
# **Risk and uplift are not the same.** A call meets four kinds of customer:
#
# - *sure things* stay, called or not;
# - *lost causes* leave, called or not;
# - *persuadables* stay *because* of the call;
# - *sleeping dogs* leave because of it.
#
# Only the invented truth knows who is which. What are the 1,000 highest of each list?

# %%
top = {name: later.nlargest(1000, name) for name in ("risk", "uplift")}
both = top["risk"].index.intersection(top["uplift"].index)
print(f"in both lists: {len(both)} of 1,000")
lists = {f"by {name}": rows["response"].value_counts() for name, rows in top.items()}
pd.DataFrame(lists).fillna(0).astype(int)

# %% [markdown]
# Nearly all on both lists are *sure things*. The list by risk has more *lost causes* and *sleeping dogs*. The list by uplift has more *persuadables*.
#
# And what does each customer saved cost, by the trials of 2025? *From* and *to* are the ends of the interval of *saved*.

# %%
lists = [("uplift", 0.02), ("uplift", 0.1), ("risk", 0.02), ("risk", 0.1), ("uplift", 1.0)]
rows = {}
for name, share in lists:
    made, line = round(share * len(later)), curves[name].table
    seen = [np.interp(share, line["share"], line[end]) for end in ("saved", "low", "high")]
    true = later.nlargest(made, name)["true"].sum()
    rows[f"{share:.0%} by {name}"] = [made, *seen, cost * made / seen[0], true, cost * made / true]
names = ["calls", "saved", "from", "to", "yuan each", "truly saved", "yuan truly"]
table = pd.DataFrame(rows, index=names).T
table.rename({"100% by uplift": "everybody"}).map("{:,.0f}".format)

# %% [markdown]
# Now you can answer marketing. **Not for everybody**: by the trials of 2025 that costs about eleven thousand yuan for each customer saved (6,700 to 33,100), five years of a mean margin.
#
# **For a few, yes**: the first tenth by uplift costs 1,630 yuan (1,100 to 2,580), less than a year's mean margin for each, the first two per cent less than half of that: 820 yuan (520 to 1,460). At its dear end the tenth would take more than a year to pay back; the two per cent would not. And with a control group again.

# %% [markdown]
# ## What these trials cannot tell
#
# - **Who was saved.** How many, yes. Nobody is seen both called *and* left alone; no list of saved customers exists, and no bonus can be paid on one.
# - **For how long.** Each campaign looks at one quarter. Some may leave in the next.
# - **Which part worked**, the call or the gift: everybody got both. A third group with the call only would tell.
# - **Another offer, another year, another firm.** The trials say what *this* did to *these* customers.

# %% [markdown]
# ## Your plan: a designed holdout
#
# Decide for Harbour's next campaign, save, and read what your figures mean. After a first save you may look at a model answer.

# %%
casekit.plan("trial")

# %% [markdown]
# ## The law
#
# A lot treats customers differently without a reason in their person; that is what makes it fair, and it still has to be explained when somebody asks. Do not hold back what a contract or a grade **promises**. Say in your terms that offers
# may differ for a time, and let people opt out of profiling. Gifts to public bodies keep their own rules, in the trial as well. Under China's PIPL see Articles 24 and 55, under the GDPR Articles 21 and 22. **Check with
# counsel** before the lot is drawn.

# %% [markdown]
# ## Where this misleads
#
# - **Reached instead of drawn.** Who picks up the phone is happier anyway. Count all who were drawn to be called.
# - **The best of many.** The best campaign, district or week looks better than it is. The next one falls back.
# - **Proven and small.** With enough customers each trifle is shown. Ask what it is worth.
# - **Old trials.** When each rival calls too, the effect of 2024 is gone. Keep a small control group in every campaign.

# %% [markdown]
# ## On Monday
#
# - Ask of the next success report: *compared with whom?* Without a control group write "not known" beside it.
# - In Excel: column A the number, B `=RAND()`, copy and *paste as values*, sort by B; the first half is called. File the sheet.
# - After the campaign, two shares in B2 and B3 (control, called), their customers in C2 and C3: difference `=B2-B3`, error `=SQRT(B2*(1-B2)/C2+B3*(1-B3)/C3)`, ends difference ± 1.96 × error.
# - Saved = difference × called. Cost for each saved = cost / saved. Write both into the report, with their ends.

# %% [markdown]
# **Next:** the [practice](../exercises/16-did-it-work.ipynb). The card says what is left.

# %%
casekit.resume()
