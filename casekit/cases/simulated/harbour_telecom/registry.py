"""The tables of the case and of its truth, each a function of the World."""

from casekit.cases.simulated.harbour_telecom.access import access_log, access_matrix
from casekit.cases.simulated.harbour_telecom.admission import prospects
from casekit.cases.simulated.harbour_telecom.archive import archive
from casekit.cases.simulated.harbour_telecom.benefits import benefit_members, true_benefits
from casekit.cases.simulated.harbour_telecom.campaigns import campaign_members, campaigns, true_responses
from casekit.cases.simulated.harbour_telecom.cards import card_owners, cards
from casekit.cases.simulated.harbour_telecom.customers import customers, groups, true_groups, true_lives
from casekit.cases.simulated.harbour_telecom.ledger import bills, points, report, targets
from casekit.cases.simulated.harbour_telecom.papers import contracts, follow_ups
from casekit.cases.simulated.harbour_telecom.policy import policy_clauses
from casekit.cases.simulated.harbour_telecom.serving import contacts, service
from casekit.cases.simulated.harbour_telecom.staff import managers
from casekit.cases.simulated.harbour_telecom.voices import complaints, rival_offers, satisfaction

TABLES = {
    "customers": customers,
    "groups": groups,
    "managers": managers,
    "bills": bills,
    "service": service,
    "cards": cards,
    "contracts": contracts,
    "archive": archive,
    "follow_ups": follow_ups,
    "contacts": contacts,
    "complaints": complaints,
    "satisfaction": satisfaction,
    "rival_offers": rival_offers,
    "points": points,
    "prospects": prospects,
    "access_matrix": access_matrix,
    "access_log": access_log,
    "policy_clauses": policy_clauses,
    "report": report,
    "targets": targets,
    "campaigns": campaigns,
    "campaign_members": campaign_members,
    "benefit_members": benefit_members,
}
TRUTH = {
    "card_owners": card_owners,
    "true_groups": true_groups,
    "true_lives": true_lives,
    "true_responses": true_responses,
    "true_benefits": true_benefits,
}
