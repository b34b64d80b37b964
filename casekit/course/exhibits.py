"""What a card shows of a sheet that is longer than the card."""

import pandas as pd

from casekit.text import _


def first_rows(sheet: pd.DataFrame, n: int) -> pd.DataFrame:
    """The first ``n`` rows of a sheet, labelled by its first column; the caption says that there are more."""
    shown = sheet.head(n).set_index(sheet.columns[0])
    shown.attrs["caption"] = _("The first {n} of {all} rows; the Excel sheet has them all").format(n=n, all=len(sheet))
    return shown
