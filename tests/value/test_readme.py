"""What the README shows on one's own customers runs as it stands there, on files a user would have."""

import re

import pandas as pd
import pytest

import casekit
from casekit.paths import REPOSITORY

EXAMPLES = re.findall(r"^```python\n(.*?)^```", (REPOSITORY / "README.md").read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture
def own_files(tmp_path, monkeypatch):
    """purchases.csv and year.csv in the folder one works in."""
    purchases = casekit.load_case("cdnow", seed=1).transactions
    purchases.rename(columns={"customer_id": "customer"}).to_csv(tmp_path / "purchases.csv", index=False)
    firm = casekit.load_case("ironbridge-machinery")
    orders = firm.orders[firm.orders["date"].dt.year == 2025]
    year = orders.assign(sales=orders["amount"] - orders["discount"], to_serve=orders["freight"])
    year = year.groupby("customer_id", as_index=False)[["sales", "cost", "to_serve"]].sum()
    year.to_csv(tmp_path / "year.csv", index=False)
    monkeypatch.chdir(tmp_path)


def test_what_a_customer_is_worth(own_files):
    (grading,) = (part for part in EXAMPLES if "rfm_summary" in part)
    (value,) = (part for part in EXAMPLES if "import value" in part)
    names = {}
    exec(grading, names)
    last = value.rstrip().splitlines()[-1]
    exec(value.replace(last, f"worth = {last}").replace("value.whale(", "curve = value.whale("), names)
    assert names["worth"]["customer_id"].tolist() == names["summary"]["customer_id"].tolist()
    assert (names["worth"]["lifetime_value"] > 0).all()
    assert names["model"].time_unit == "D"
    left = pd.read_csv("year.csv").eval("sales - cost - to_serve")
    assert names["curve"].peak == pytest.approx(left[left > 0].sum())
