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
# **You need** percentages and the reading of a chart. About 35 minutes; then the practice. Run the cells one after the other with
# Shift+Enter. **You do not code?** *View → Collapse All Code* hides the code. Guess, and read text, tables and plots; nothing is lost.

# %% tags=["setup"]
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
usage.tail(4)

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
n = len(three) // 5
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
back.groups[["group", "customers", "stayed", "mean_before", "mean_after"]].round()

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
fallen["needs"] = rates.loc[fell, "yearly_rate"] / fallen["asks"]
worse = fallen["needs"] < 1
casekit.reveal("review.guess-worse", 100 * worse.mean(), unit="%")

# %% tags=["key-plot"]
ax = plt.figure(figsize=(7, 3.6)).gca()
for hit, colour, label in [(worse, style.BLUE, "truly lower"), (~worse, style.VERMILION, "less lucky")]:
    rows = fallen[hit]
    ax.scatter(rows["used"], rows["needs"], color=colour, s=26, label=f"{label} ({len(rows)})")
ax.axhline(1, color=style.GREY, linewidth=1)
ax.set(yscale="log", yticks=[0.2, 0.5, 1, 2], yticklabels=["0.2", "0.5", "1", "2"])
ax.set(xlabel="used in 2025, as a part of what the grade asks", ylabel="truly needed")
ax.set_title("Below the threshold, for two reasons")
ax.legend(loc="upper left");

# %% [markdown]
# Above the line stand customers who would be moved down for one poor year. In life you see the lower axis only: no figure
# of 2025 alone tells the two kinds apart. Those far to the left are *more often* truly lower. So two things help: a **distance** before one acts, and **more than one year**.
#
# ## More years, and the others
#
# A mean of several whole years holds less luck. And where years are few, one leans on the mean of all: this is *shrinkage*. Here by hand for one account with three years,
# the mean of all accounts, and a weight of 0.9 for its own figures:

# %%
one = fell[0]
own, all_mean = three.loc[one].mean(), three.to_numpy().mean()
drawn = 0.9 * own + 0.1 * all_mean
print(f"{one}: {own:,.0f} yuan a year by its own years, {drawn:,.0f} with all others in mind")

# %% [markdown]
# The kit works out the weight from the data: how much one account's years jump, against how much accounts differ. The fewer years, the smaller it is.

# %%
since = accounts["entry_month"].dt.year + (accounts["entry_month"].dt.month > 1)
years = usage[grades[2026].notna()].melt(var_name="year", value_name="usage", ignore_index=False)
years = years[years["year"] >= years.index.map(since)].reset_index()
drawn = grading.shrink(years, value="usage").set_index("customer_id")
drawn.groupby("observations")["weight"].agg(["size", "first"]).round(2)

# %% [markdown]
# Which figure comes nearest to what the accounts truly need?

# %%
need = rates["yearly_rate"].reindex(drawn.index)
told = {"last year": usage[2025], "own mean": drawn["raw"], "shrunk": drawn["shrunk"]}
miss = {name: np.sqrt(((figure - need) ** 2).mean()) for name, figure in told.items()}
pd.Series(miss).round(-2).to_frame("typical miss, yuan")

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
matrix.counts

# %% [markdown]
# **What do you expect?** How many per cent of those who stood in A1 in January 2025 stand there a year later?

# %%
casekit.predict("review.guess-a1", unit="%", low=0, high=100)

# %%
casekit.reveal("review.guess-a1", 100 * matrix.shares().loc["A1", "A1"], unit="%")

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
print(f"of {len(every)} accounts {up_down} went up and down again, {down_up} down and up again")
