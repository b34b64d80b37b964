"""Harbour Telecom's quarters as the lessons see them, with what only the truth knows beside them."""

from casekit.course.harbour_snapshots import FEATURES as KNOWN
from casekit.course.harbour_snapshots import snapshot as known_before

FEATURES = list(KNOWN)


def snapshot(case, campaign_id):
    """One row a member of the campaign."""
    table = known_before(case, campaign_id)
    truth = case.truth["true_responses"]
    truth = truth[truth["campaign_id"] == campaign_id].set_index("customer_id").loc[table.index]
    return table.assign(
        if_called=truth["leaves_if_called"].astype("int64"),
        if_left_alone=truth["leaves_if_left_alone"].astype("int64"),
        response=truth["response"],
        campaign=campaign_id,
    )
