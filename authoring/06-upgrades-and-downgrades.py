# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Worse, or less lucky?
#
# January 2026. The grades of lesson 04 hang on Harbour Telecom's wall, and the director asks: "When does somebody go *down* again?" Harbour
# cannot say: its grades have no past.
#
# A seller of building machines, *Ironbridge Machinery*, has graded its accounts for three years and lends you its books. Some of its customers fall below their
# grade this January. *Whom do you move, whom do you leave, and what do you write to them?*

# %% [markdown]
# **You will decide** the rules of Harbour's reviews. **Afterwards you can** read a migration matrix with leavers and joiners, tell a worse
# customer from one who was lucky last year, choose a margin and a minimum stay, and check that each grade gets what it was promised.
#
# **You need** percentages and the reading of a chart. About 40 minutes; then the practice. Run the cells one after the other with
# Shift+Enter. **You do not code?** *View → Collapse All Code* folds the code to one line a cell. Guess, and read text, tables and plots;
# nothing is lost.

# %% tags=["setup"]
import textwrap

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import casekit
from casekit import grading
from casekit.widgets import style

style.use()
machinery = casekit.load_case("ironbridge-machinery")
accounts = machinery.accounts.set_index("customer_id")

# %% [markdown]
# ## Three Januaries
#
# Ironbridge's **review period** (评审期) is the calendar year. Each January an account is graded by what it used in the year before: orders less discount.

# %%
orders = machinery.orders.assign(year=machinery.orders["date"].dt.year)
orders["usage"] = orders["amount"] - orders["discount"]
usage = orders.pivot_table("usage", "customer_id", "year", aggfunc="sum", fill_value=0)
usage = usage.reindex(accounts.index, fill_value=0).round(2)
usage.tail(4).map("{:,.0f}".format)

# %% [markdown]
# The ladder is a policy file without holes: A1 from 500,000 yuan, A2 from 200,000, B1 from 50,000, B2 from 20,000. Graded is who was a
# customer for the whole year and still is.

# %%
policy = grading.load_policy("ironbridge-grades")
grades = pd.DataFrame(index=accounts.index)
for january in [2024, 2025, 2026]:
    year = usage[january - 1].rename("annual_usage").reset_index()
    graded = policy.grade(year, reasons=False).set_index("customer_id")["grade"]
    whole = accounts["entry_month"] <= f"{january - 1}-01-31"
    gone = accounts["left_on"] <= f"{january - 1}-12-31"
    grades[january] = graded.where(whole & ~gone)
grades.apply(pd.Series.value_counts)

# %% [markdown]
# Who stands lower than a year ago? That is a **downgrade** (降级) if you sign it; higher, an **upgrade** (升级).

# %%
order = [*(grade.id for grade in policy.grades), policy.outside]
rung = grades.apply(lambda column: column.map(order.index, na_action="ignore"))
both = rung[[2025, 2026]].dropna()
fell = both.index[both[2026] > both[2025]]
rose = both.index[both[2026] < both[2025]]
print(f"{len(both)} graded in both Januaries: {len(rose)} stand higher, {len(fell)} lower")

# %% [markdown]
# Nearly every second account moves. Did half of the customers change? Before you write a letter, look at something that happens with nobody doing
# anything.
#
# ## The best fall back
#
# Take the best fifth by the usage of 2024. **What do you expect:** by how many per cent does their mean usage *fall* from 2024 to 2025?

# %%
casekit.predict("review.guess-fall", unit="%", low=-50, high=80)

# %%
whole_time = (accounts["entry_month"] <= "2023-01-31") & accounts["left_on"].isna()
three = usage[whole_time]
n = int(np.ceil(len(three) / 5))
best, worst = three[2024].nlargest(n).index, three[2024].nsmallest(n).index
means = three.loc[best].mean()
casekit.reveal("review.guess-fall", 100 * (1 - means[2025] / means[2024]), unit="%")

# %% tags=["key-plot"]
fig, axes = plt.subplots(1, 2, figsize=(8, 3.2), layout="constrained")
for ax, who, name in zip(axes, [best, worst], ["best", "worst"]):
    group, everyone = three.loc[who].mean() / 1000, three.mean() / 1000
    group.plot(ax=ax, marker="o", color=style.VERMILION, xticks=[2023, 2024, 2025])
    if name == "best":
        everyone.plot(ax=ax, color=style.GREY)
        ax.text(2023, everyone[2023] + 25, "all accounts", color=style.INK)
    ax.set(title=f"The {name} fifth of 2024", xlabel="year", ylim=(0, None))
axes[0].set_ylabel("mean usage, thousand yuan");

# %% [markdown]
# Look to the left as well. The best of 2024 had been lower *the year before*, too, and the worst had been higher. Nothing that
# you did in 2025 can have reached back to 2023.
#
# You picked accounts in the year in which they stood out. Part of that is the account, part is a lucky year, and luck does not come twice. This
# is **regression to the mean** (均值回归). Every "result" of an upgrade, a downgrade or a course for the weak is to be read against it.

# %%
history = three.melt(var_name="period", value_name="usage", ignore_index=False).reset_index()
back = grading.fall_back(history, value="usage", first=2024, last=2025, top=0.2)
shown = back.groups[["group", "customers", "stayed", "mean_before", "mean_after"]]
shown.set_index("group").map("{:,.0f}".format)

# %% [markdown]
# `stayed` says how many are in the same group again.
#
# ## Worse, or less lucky?
#
# Ironbridge is simulated, so its truth file knows what nobody knows in life: what each account *truly* needs in a year, without the luck of single orders.
#
# **What do you expect?** Of the accounts that fell below their grade, how many per cent truly need less than the grade asks?

# %%
casekit.predict("review.guess-worse", unit="%", low=0, high=100)

# %%
begins = {grade.id: grade.when[0].band.low for grade in policy.grades}
rates = machinery.truth["true_rates"].query("year == 2025").set_index("customer_id")
fallen = pd.DataFrame({"asks": grades.loc[fell, 2025].map(begins)})
fallen["used"] = usage.loc[fell, 2025] / fallen["asks"]
lives = machinery.truth["true_lives"].set_index("customer_id")
left = lives.loc[fell, "leaves_on"] <= "2025-12-31"  # gone, and nobody has noticed
fallen["needs"] = (rates.loc[fell, "yearly_rate"].mask(left, 0) / fallen["asks"]).clip(lower=0.1)
worse = fallen["needs"] < 1
casekit.reveal("review.guess-worse", 100 * worse.mean(), unit="%")

# %% tags=["key-plot"]
ax, kinds = None, {"truly lower": (worse, style.BLUE), "less lucky": (~worse, style.VERMILION)}
for label, (hit, colour) in kinds.items():
    look = dict(color=colour, label=f"{label} ({hit.sum()})", s=26, figsize=(7, 3.6))
    ax = fallen[hit].plot.scatter("used", "needs", ax=ax, **look)
ax.axhline(1, color=style.GREY, linewidth=1)
ax.set_yscale("log", subs=[])
ax.set_yticks([0.1, 0.2, 0.5, 1, 2, 4], ["≤ 0.1", "0.2", "0.5", "1", "2", "4"])
ax.set(xlabel="used in 2025, as a part of what the grade asks", ylabel="truly needed")
ax.set_title("Below the threshold, for two reasons", pad=24)
ax.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.98), ncols=2);

# %% [markdown]
# Above the line stand customers who would be moved down for one poor year: few machines are bought every year. In life you see the lower axis only, and along it
# the two colours are mixed. The usage of 2025 alone does not tell them apart, not even far below the threshold. What helps is **more than one year**.
#
# ## More years, and the others
#
# A mean of several whole years holds less luck. Few years hold much of it: so one mixes the account's own mean with the mean of all. This is *shrinkage*. Here by
# hand for one account with three years: nine parts of its own mean, one part of the mean of all.

# %%
one = fell[0]
own, all_mean = three.loc[one].mean(), three.to_numpy().mean()
drawn = 0.9 * own + 0.1 * all_mean
print(f"{one}: {own:,.0f} yuan a year by its own years, {drawn:,.0f} mixed with the mean of all")

# %% [markdown]
# The kit takes the weight of the own mean from the data. It is large where accounts differ much from each other, and small where one account's years jump. The fewer
# years, the smaller it is.

# %%
since = accounts["entry_month"].dt.year + (accounts["entry_month"].dt.month > 1)
years = usage[grades[2026].notna()].melt(var_name="year", value_name="usage", ignore_index=False)
years = years[years["year"] >= years.index.map(since)].reset_index()
drawn = grading.shrink(years, value="usage").set_index("customer_id")
by_years = drawn.rename_axis("account").groupby("observations")["weight"]
by_years.agg(accounts="size", weight="first").rename_axis("years").round(2)

# %% [markdown]
# Which figure comes nearest to what the accounts truly need?

# %%
need = rates["yearly_rate"].reindex(drawn.index)
told = {"last year": usage[2025], "own mean": drawn["raw"], "shrunk": drawn["shrunk"]}
miss = {name: np.sqrt(((figure - need) ** 2).mean()) for name, figure in told.items()}
pd.Series(miss).round(-2).map("{:,.0f}".format).to_frame("typical miss, yuan")

# %% [markdown]
# (The *typical miss* is the root of the mean square: large misses count most.) A review may well look at the mean of two or three years. For very small
# accounts, compare with their like: the mean of all lies far above them.
#
# ## A matrix of moves
#
# The **migration matrix** (迁移矩阵) counts from where to where. It has one row more and one column more than there are grades: who *joined*, and who
# *left*.

# %%
moves = grades.melt(var_name="period", value_name="grade", ignore_index=False)
moves = moves.dropna().astype({"period": int}).reset_index()
matrix = grading.migration_matrix(moves, first=2025, last=2026, order=order)

# %% [markdown]
# First without looking: **what do you expect?** How many per cent of those who stood in A1 in January 2025 stand there a year later?

# %%
casekit.predict("review.guess-a1", unit="%", low=0, high=100)

# %%
casekit.reveal("review.guess-a1", 100 * matrix.shares().loc["A1", "A1"], unit="%")

# %%
matrix.counts

# %% tags=["key-plot"]
parts = matrix.moves().set_index("grade").loc[order[::-1]]
columns = ["share_stayed", "share_up", "share_down", "share_left"]
shares = 100 * parts[columns].set_axis(["stayed", "up", "down", "left"], axis=1)
colours = [style.GREY, style.GREEN, style.VERMILION, style.BROWN]
ax = shares.plot.barh(stacked=True, figsize=(7, 3.4), color=colours, width=0.7)
ax.set(xlabel="of all who stood there in January 2025, %", ylabel="", xlim=(0, 100))
ax.set_title("Where each grade's accounts are a year later", pad=28)
ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4);

# %% [markdown]
# Of whom are these shares? *Of all who stood there*, leavers included. Many reports divide by those who are still customers:

# %%
over_all, over_stayers = matrix.shares(), matrix.shares(over="stayers")
pd.DataFrame({"over all": np.diag(over_all), "over stayers": np.diag(over_stayers)}, order).round(3)

# %% [markdown]
# Over stayers, every grade looks steadier than it is, and most where most have left. If all unhappy A1 customers went, that
# figure would be perfect. The kit gives `over="stayers"` for comparison only.
#
# In Excel: a pivot table with January 2025 in the rows, January 2026 in the columns, blanks written as *left* and *joined*, per cent of the *row*.

# %% [markdown]
# ## Who joined in October
#
# The thresholds are for a year. Some accounts joined *during* 2025. Suppose they were graded by the sum of their few months:

# %%
new = accounts[accounts["entry_month"] > "2025-01-31"]
sums = usage.loc[new.index, 2025].rename("annual_usage").reset_index()
by_sum = policy.grade(sums, reasons=False).set_index("customer_id")["grade"]
october = new.index[new["entry_month"].dt.month == 10]
truly = rates.loc[october, "yearly_rate"].rename("annual_usage").reset_index()
truly = policy.grade(truly, reasons=False).set_index("customer_id")["grade"]
table = {"by three months": by_sum[october].value_counts(), "truly, a year": truly.value_counts()}
pd.DataFrame(table).reindex(order).fillna(0).astype(int)

# %% [markdown]
# A good new customer would start with a low grade, and the matrix would call it "joined low". Multiplying by four is no cure: three months
# are mostly luck. Better a rule: who has not been there for the whole period is *not graded yet*, unless the threshold is reached already. The
# months of entry are counted as in lesson 04.
#
# ## Up, down, up
#
# Now the same accounts over three Januaries.

# %%
every = rung.dropna()
first, second = every[2025] - every[2024], every[2026] - every[2025]
up_down, down_up = ((first < 0) & (second > 0)).sum(), ((first > 0) & (second < 0)).sum()
print(f"of {len(every)} accounts {up_down} went up and down again, {down_up} down and up again:")
print(f"{up_down + down_up} moves were taken back at the next review")

# %% [markdown]
# Here is one of them. How far was it from keeping its grade? An account close to a threshold goes up and down by luck alone, and gets a letter each time. Two rules calm this:
#
# - a **margin** (缓冲区): up only well above the threshold, down only well below it;
# - a **minimum stay**: nobody goes down before the grade has been held for so many reviews.
#
# A cousin of the minimum stay counts *misses in a row*: a grade is lost only after so many reviews below it, one after the other. The lab has all three.

# %% tags=["key-plot"]
flipped = every.index[(first < 0) & (second > 0)]
asks = grades.loc[flipped, 2025].map(begins)
name = (asks - usage.loc[flipped, 2025]).idxmin()
line = asks[name] / 1000
ax = (usage.loc[name] / 1000).plot(marker="o", figsize=(7, 3), xticks=[2023, 2024, 2025])
ax.axhspan(0.9 * line, 1.1 * line, color=style.GREY, alpha=0.3)
ax.axhline(line, color=style.INK, linewidth=1)
ax.text(2025, 0.91 * line, "margin of 10 %: everybody keeps the grade", ha="right", va="bottom")
ax.set(xlabel="year", ylabel="usage, thousand yuan")
ax.set_title(f"Account {name}: up, and down again");

# %% [markdown]
# The kit reviews with such rules: `grading.review` takes the grades before, the year's figures and the rules. We replay both reviews since
# January 2024.

# %%
def replay(**rules):
    before = grades[2024].dropna().rename("grade").reset_index().assign(reviews_in_grade=1)
    changes = {}
    for january in [2025, 2026]:
        year = usage.loc[grades[january].notna(), january - 1].rename("annual_usage").reset_index()
        rule, day = grading.ReviewRules(**rules), f"{january}-01-15"
        done = grading.review(year, policy, before=before, rules=rule, as_of=day, reasons=False)
        changes[january] = done.set_index("customer_id")["change"]
        before = done.rename(columns={"before": "had", "after": "grade"})
    return pd.DataFrame(changes)


# %% [markdown]
# By the printed thresholds each move is a letter. **What do you expect?** With a margin of 10 % and a minimum stay of two reviews: how many per cent
# *fewer* letters?

# %%
casekit.predict("review.guess-letters", unit="%", low=0, high=100)

# %%
lines = {}
for margin, stay in [(0, 0), (0.1, 0), (0.2, 0), (0.1, 2)]:
    changes = replay(margin=margin, minimum_stay=stay)
    up, down = (changes == "up"), (changes == "down")
    back = (up[2025] & down[2026]) | (down[2025] & up[2026])
    lines[f"{margin:.0%}", stay] = [(up | down).sum().sum(), down.sum().sum(), back.sum()]
spared = pd.DataFrame(lines, index=["letters", "downgrades", "taken back"]).T
saved = 100 * (1 - spared["letters"].iloc[-1] / spared["letters"].iloc[0])
casekit.reveal("review.guess-letters", saved, unit="%")

# %%
spared.rename_axis(["margin", "minimum stay"])

# %% [markdown]
# Calm has a price: accounts that are truly lower keep their services for another year. The lab, further down, counts both against the truth.
#
# In Excel: `=IF(usage>=threshold*1.1,"up",IF(usage<threshold*0.9,"down","stays"))`, and beside it the number of reviews in the grade.

# %% [markdown]
# ## Silence, and satisfaction
#
# The sources name further reasons. Up: spending reached, cooperation long enough. Down: long without an order, falling satisfaction. They do not say whether
# *one* of two is enough (OR) or *both* are needed (AND). So count both ways, and let the owner of the rule decide:

# %%
state = pd.DataFrame({"used": usage[2025], "grade": grades[2026]}).dropna()
last = machinery.orders.groupby("customer_id")["date"].max().reindex(state.index)
state["idle"] = 12 - last.dt.month + 12 * (2025 - last.dt.year)
state = state.join(accounts[["entry_month", "satisfaction"]])
money, time = state["used"] >= 200_000, state["entry_month"] <= "2023-01-01"
silent, unhappy = state["idle"] >= 6, state["satisfaction"].lt(6).fillna(False)
pairs = {"up: 200,000 yuan, three years": (money, time), "down: idle, unhappy": (silent, unhappy)}
rows = {name: [(a & b).sum(), (a | b).sum()] for name, (a, b) in pairs.items()}
pd.DataFrame(rows, index=["AND", "OR"]).T

# %% [markdown]
# With OR instead of AND, four times as many customers rise, and twelve times as many fall. Which reason is worth having? The
# truth file knows who is gone by now, or leaves in 2026:

# %%
leaves = lives["leaves_on"].notna()
signs = {"all": silent | True, "idle for 6 months": silent, "satisfaction below 6": unhappy}
rows = {name: [who.sum(), leaves[state.index[who]].mean()] for name, who in signs.items()}
pd.DataFrame(rows, index=["accounts", "leave, share"]).T.astype({"accounts": int}).round(2)

# %% [markdown]
# Here silence says little: a machine is not bought every half year. Low satisfaction says more, from few accounts. Both
# are first of all a reason to *call*.
#
# ## Editions, and grades set by hand
#
# Rules move with the market. Suppose A2 begins at 250,000 yuan from 2026 on. Each edition holds from its day:

# %%
from dataclasses import replace
from datetime import date

newer = policy.with_band("A2", "annual_usage", start=250_000)
newer = newer.with_band("B1", "annual_usage", end=250_000)
newer = replace(newer, id="ironbridge-grades-2026", effective_from=date(2026, 1, 1))
editions = grading.PolicyVersions([policy, newer])
year = usage.loc[grades[2026].notna(), 2025].rename("annual_usage").reset_index()
editions.changes(year, first="2025-12-31", last="2026-01-15").counts.loc[["A2", "B1"]]

# %% [markdown]
# The same customers, the same year. Those in A2 who come out as B1 did not get worse: *you* moved the line. Say which edition it was in each letter.
#
# And some grades were set by hand: a favour, a project, a promise. The kit's log of them, on the day of the review:

# %%
by_hand = machinery.grades.query("manual").groupby("customer_id")
levels = by_hand[["grade", "expires_on"]].last().assign(from_year=by_hand["year"].min())
levels = levels[by_hand["year"].max() == 2025].reset_index().assign(by="", why="")
levels["from_date"] = pd.to_datetime(levels["from_year"].astype(str) + "-01-01")
log = grading.override_log(levels, as_of="2026-01-15")
print(f"{len(log)} set by hand: {(log['state'] == 'expired').sum()} have expired,")
print(f"{log['without_expiry'].sum()} have no end, {log['without_reason'].sum()} no reason")

# %% [markdown]
# Nobody wrote down why, and most have no end. A level without an end becomes a floor. So: a reason, an end, another's signature; and the *earned* grade
# stays in the list beside it.
#
# On the day of the review they come *after* the margin: first what was earned, then what margin and minimum stay make of it, then what somebody has signed. The
# other way round the margin would be held against a favour, and nobody could see what was earned.

# %% [markdown]
# ## Promised, and delivered
#
# A grade is worth what it brings. An **entitlement** (应享服务) is a service that a grade is promised. Two questions: is it delivered? And who gets it
# *without* right?

# %%
held = machinery.grades.query("year == 2025")[["customer_id", "grade"]]
audit = grading.entitlement_audit(machinery.entitlements, held, machinery.service_levels)
audit["state"].value_counts().to_frame("services")

# %% tags=["key-plot"]
states = ["delivered", "promised, not delivered", "delivered without right"]
counts = audit.value_counts(["service", "state"]).unstack(fill_value=0)[states]
colours = [style.BLUE, style.VERMILION, style.GREY]
ax = counts.plot.barh(stacked=True, color=colours, figsize=(7.4, 3.4), width=0.7)
ax.set(xlabel="accounts", ylabel="")
ax.set_title("Services of 2025 against what the grades promise", pad=28)
ax.legend(loc="lower left", bbox_to_anchor=(-0.35, 1), ncols=3);

# %% [markdown]
# Orange is a list of complaints to come; grey are hours that others were promised. In proportion the market report slips most: nearly a third of those promised never
# came. It hangs on a desk that does not know the grades. After each review that desk needs the new list *before* the customer does.

# %% [markdown]
# ## Is it fair?
#
# How often does each group reach A1 or A2? Here by region and by the owner's age, in the grades that managers gave for 2025. Each with a 95 % interval: what
# a group of this size could show by chance.

# %%
known = held.merge(machinery.accounts)
unknown, tables = known["owner_age_band"].isna().sum(), {}
by_age = f"By the owner's age (age unknown: {unknown})"
for by, title in {"region": "By region", "owner_age_band": by_age}.items():
    rows = known.dropna(subset=by)
    tables[title] = grading.grade_rates(rows, by=by, top=["A1", "A2"]).set_index("group")[::-1]

# %% tags=["key-plot"]
heights = [len(rows) + 1 for rows in tables.values()]
fig, axes = plt.subplots(2, 1, figsize=(7, 4.4), height_ratios=heights, layout="constrained")
for ax, (title, groups) in zip(axes, tables.items()):
    rate, ends = 100 * groups["rate"], 100 * groups[["low", "high"]]
    colours = [style.VERMILION if small else style.BLUE for small in groups["small"]]
    ax.hlines(groups.index, ends["low"], ends["high"], color=colours)
    ax.scatter(rate, groups.index, color=colours)
    ax.set_yticks(range(len(groups)), [f"{name} ({n})" for name, n in groups["customers"].items()])
    ax.set(title=title, xlim=(0, 50), ylim=(-0.6, len(groups) - 0.4))
axes[1].set_xlabel("reach A1 or A2, % (in brackets: accounts)");

# %% [markdown]
# The intervals overlap: most gaps could be chance, and the group in orange is too small for any verdict. A rate shows *that* groups differ, never *why*. So
# follow the gap: who grades in that region, and who gets the grades set by hand?

# %%
lifted = machinery.grades.query("manual and year == 2025").merge(machinery.accounts)
lifted["owner_age_band"].value_counts().to_frame("grades set by hand")

# %% [markdown]
# **Check with counsel.** A grade that follows age or region may be unlawful, even if nobody meant it. Show the rates *before* the letters go out, and keep the
# log of what was set by hand.

# %% [markdown]
# ## What does the better grade cause?
#
# In January 2025 Ironbridge moved accounts up, and drew lots: half of them got the benefits of the better grade, half did not. The sales department
# compares after with before, of those who got them.

# %%
both_years = usage[[2024, 2025]].set_axis(["before", "after"], axis=1).reset_index()
lot = machinery.holdout.merge(both_years)
effect = grading.benefit_effect(lot, treated="benefit", outcome="after", before="before")
effect.groups.set_index("group").map("{:,.0f}".format)

# %%
print(textwrap.fill(effect.not_causal, 80), textwrap.fill(effect.sentence, 80), sep="\n\n")

# %% [markdown]
# Before and after say: the benefits *harm*. But both halves were moved up after a good year, so both fell back. Only the half that was held out shows
# what would have come anyway. The **effect** is the mean *after* of those with benefits, less the mean *after* of those held out; one may also hold change against
# change. The two readings differ by chance alone. And even the lot leaves it open, with so few accounts. **It cannot be told from these data** is the honest report. What was the truth?

# %%
true = machinery.truth["benefit_effect"].set_index("customer_id")["effect_in_2025"]
got = lot.loc[lot["benefit"], "customer_id"]
print(f"truly, the benefits added {true[got].mean():,.0f} yuan to the usage of one account")

# %% [markdown]
# It lies within the interval, far from what sales had read. Draw lots at *every* review: the halves grow, and the interval shrinks.
#
# ## The letter
#
# Now January 2026, by the rules you would sign. Tell promptly, give the reason with the customer's own figures, name the day and the way to object. In
# both languages:

# %%
rules = grading.ReviewRules(
    margin=0.1, minimum_stay=2, notice_days=45,
    appeal="write to the appeal desk by 15 February 2026.",
    appeal_zh="请于2026年2月15日前致信申诉处。",
)
stayed = 1 + (grades[2025] == grades[2024]).astype(int)
before = pd.DataFrame({"grade": grades[2025], "reviews_in_grade": stayed}).dropna().reset_index()
done = grading.review(year, policy, before=before, rules=rules, as_of="2026-01-15")
done["change"].value_counts().to_frame("accounts")

# %%
letters = grading.notices(done, policy, as_of="2026-01-15", rules=rules)
one = letters[letters["change"] == "down"].iloc[0]
print(one["text"])

# %%
print(one["text_zh"])

# %% [markdown]
# No threat, no blame, no word about other customers. Every figure is the reader's own.
#
# **What a downgrade costs.** Who is moved down buys elsewhere more easily than one who never stood higher. In Ironbridge's truth, that is a cause of its own:

# %%
reasons = machinery.truth["true_lives"]["reason"].value_counts()
print(f"{reasons['demotion']} of {reasons.sum()} accounts that leave do so because of a downgrade")

# %% [markdown]
# ## The lab: what a rule spares, and what it lets pass
#
# Turn the margin, the minimum stay and the misses in a row. You see the moves taken back at the next review, and the downgrades missed: those that
# the truth asks for and the rule does not make. Look for a position that you
# could defend to the director *and* to a customer.

# %%
casekit.lab("review")

# %% [markdown]
# **What you may have seen.** With a margin fewer moves are taken back, and it costs little. A minimum stay ends them, and many downgrades are missed. No
# position is right in all. The printed thresholds are a position, too: the one that moves most customers for nothing.

# %% [markdown]
# ## Your plan: Harbour's reviews
#
# Decide for Harbour Telecom, save, and read what your figures would have done at Ironbridge. After a first save you may look at a model answer.

# %%
casekit.plan("reviews")

# %% [markdown]
# ## Where this misleads
#
# - **Truth.** In life nobody has the truth file. What remains is a second year, a mean of several, and a lot.
# - **Another trade.** Machines are bought in large pieces; luck is large. Telephone bills jump less: measure Harbour's own before you copy Ironbridge's margin.
# - **A mean of years is slow.** Who truly shrinks keeps the grade for long. Where that is dear, look at the orders *ahead*, not only back.

# %% [markdown]
# ## On Monday
#
# - Two lists of grades, a year apart, one pivot table: rows before, columns after, *left* and *joined* with it, per cent of the row.
# - Count who went up and down again. Try a margin of 10 % in a column beside it, and count again.
# - Filter the grades set by hand: no reason, no end, no second signature? Back to what was earned.
# - Hold the services against the list of grades, both ways.
# - Draw lots for the next benefit, before anyone asks for it.

# %% [markdown]
# **Next:** the [practice](../exercises/06-upgrades-and-downgrades.ipynb). The card says what is left.

# %%
casekit.resume()
