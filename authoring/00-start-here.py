# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # You are the new head of key accounts
#
# **Harbour Telecom** has some 6,000 customers, a few hundred *key accounts* (大客户), one budget and one year. Some customers cost more than they
# bring, some are about to leave, and the list of "VIPs" is older than the people on it. From today this is your desk.
#
# In each lesson you **decide** something for the company. First you guess, then you look, then you practise. On Monday you do the same with
# your own customers.

# %% [markdown]
# **Afterwards you can** run a lesson, answer a question, get help, and find your progress again. About 10 minutes.
#
# ## Run a cell
#
# Click into the grey cell below and press **Shift+Enter**. It runs, and the next one is ready. Go through the page like this.

# %% tags=["setup"]
import casekit
from casekit.grading import top_share

# %% [markdown]
# *If anything looks broken: menu* Kernel → Restart Kernel and Run All Cells. *Your answers are kept outside the notebook; nothing is lost.*
#
# ## Guess first
#
# Before a result there is a place for your guess. It is for you alone; a wrong guess is what makes a result stick. **In an online shop, how many per
# cent of all sales do the best fifth of the customers bring?**

# %%
casekit.predict("start.guess-best-fifth", unit="%", low=0, high=100)

# %%
shop = casekit.load_case("cdnow")
spend = shop.transactions.groupby("customer_id")["amount"].sum()
best_fifth = top_share(spend.reset_index(), value="amount", share=0.2)
casekit.reveal("start.guess-best-fifth", 100 * best_fifth, unit="%")

# %% [markdown]
# A real shop with 2,357 real customers. You will meet them again in lesson 03. (You do not code? Let the grey cells do it, and read what they say.)
#
# ## Answer a question
#
# A question has a **Check** button. A wrong answer costs nothing: you read how one gets *your* number, and try again. Give a wrong
# answer on purpose: type the discount instead of the bill.

# %%
casekit.ask("start.try-it")

# %% [markdown]
# ## Get help
#
# **Help** has four rungs: a nudge, the method, a worked line, the solution. The solution opens after your first try. Then the question is
# earned on new numbers; the button **New numbers** brings them.
#
# ## Two ways to work
#
# Many questions ask you to **decide**: no code at all. Questions marked **compute** can be solved with pandas, or in Excel: the button
# **Get the data for Excel** gives you the sheet.

# %% [markdown]
# ## See where you are
#
# The next card shows what is done, what is left, and what comes next. It stands at the end of every lesson.

# %%
casekit.resume()

# %% [markdown]
# ## Where things are
#
# In the list on the left, under the folder sign at its top (on your disk: the folder `my-work`):
#
# - `notebooks`: your lessons. Write into them as you like.
# - `exercises`: the practice of each lesson.
# - `excel`: sheets you asked for.
#
# A new edition of the course is laid *beside* your copies, never over them.
#
# **Next:** [what you know already](../exercises/00-start-here.ipynb), ten minutes. It decides nothing.
