"""The lab of lesson 15: where a cut through Harbour Telecom's list of 2025 pays."""

import pandas as pd

from casekit.course.churn_early_warning.company import CALL, SAVED_SHARE
from casekit.course.companies import telecom
from casekit.course.harbour_snapshots import foretold
from casekit.labs import CutOffLab
from casekit.text import _


def _cut_off_lab():
    from casekit.widgets.cut_off_lab import cut_off_lab

    rows = foretold(telecom(0))
    model = CutOffLab(rows.assign(quarter=pd.to_datetime(rows["start"]).dt.quarter), period="quarter")
    return cut_off_lab(model, contact_cost=CALL, saved_share=SAVED_SHARE, period=_("quarter"))


LABS = {"cut-off": _cut_off_lab}
