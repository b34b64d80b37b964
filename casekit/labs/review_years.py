"""From a firm's tables to the rows of the review lab: who is reviewed after which year, with what, and the truth."""

import pandas as pd


def reviewed_years(
    accounts: pd.DataFrame, orders: pd.DataFrame, true_rates: pd.DataFrame, true_lives: pd.DataFrame
) -> pd.DataFrame:
    """One row an account and year it is reviewed for: customer_id, year, annual_usage, yearly_rate (yuan).

    An account is reviewed in January for a year before whose end it came (``entry_month``) and by whose end it was not
    closed (``left_on``). ``annual_usage`` is amounts less discounts of the year's ``orders``, 0 without any;
    ``yearly_rate`` the truth of ``true_rates``, one row an account and year, but 0 for those who had in truth left by
    the year's end (``leaves_on`` of ``true_lives``) and are open only because nobody has noticed.
    """
    net = (
        (orders["amount"] - orders["discount"]).groupby([orders["customer_id"], orders["date"].dt.year]).sum().round(2)
    )
    usage = net.rename_axis(["customer_id", "year"]).rename("annual_usage").reset_index()
    rows = true_rates[true_rates["year"].isin(usage["year"].unique())].merge(
        usage, on=["customer_id", "year"], how="left"
    )
    rows = rows.merge(accounts[["customer_id", "entry_month", "left_on"]], on="customer_id")
    rows = rows.merge(true_lives[["customer_id", "leaves_on"]], on="customer_id")
    end = pd.to_datetime(rows["year"].astype("str") + "-12-31")
    there = (rows["entry_month"] <= end) & ~(rows["left_on"] <= end)
    columns = ["customer_id", "year", "annual_usage", "yearly_rate"]
    truth = rows["yearly_rate"].mask(rows["leaves_on"] <= end, 0.0)
    rows = rows.assign(annual_usage=rows["annual_usage"].fillna(0.0), yearly_rate=truth)
    return rows.loc[there, columns].reset_index(drop=True)
