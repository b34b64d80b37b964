"""Finding a case by its name, as it is shipped or as another company of the same kind."""

from casekit.cases.case import Case
from casekit.cases.lazy import LazyTables
from casekit.cases.settings import CaseSettings, case_settings
from casekit.cases.shipped import half_of_the_customers, shipped_tables
from casekit.cases.simulation import simulated_tables
from casekit.errors import CasekitError
from casekit.text import _


def load_case(name: str, *, seed: int | None = None) -> Case:
    """The case of that name, from the folder of the same name among the data sets.

    Parameters
    ----------
    name : the case's name, for instance ``"cdnow"``.
    seed : None for the case as it is; a whole number from 0 for another company of the same kind. Of a simulated case
        a new company is drawn; a variant of a real case is a random half of its customers, with all their rows. The
        same seed gives the same company on every machine and version.

    A table is read or drawn when it is first used; only then a file that breaks its contract is reported. Each call
    returns tables of its own; the files themselves are read once a process and read again when they change.

    Raises CasekitError for a name that is no case (the sentence lists the cases), a seed that is no whole number,
    a case without variants, and settings that cannot be read; at its first use, for a table whose file breaks its
    contract.
    """
    settings = case_settings(name)
    _check_seed(seed)
    tables, truth = _makers(name, settings, seed)
    return Case(
        name,
        settings.title,
        seed,
        LazyTables(tables),
        LazyTables(truth) if truth else None,
        settings.contracts,
        settings.truth_contracts,
        settings.dates,
        settings.notes,
    )


def _check_seed(seed) -> None:
    if seed is not None and (not isinstance(seed, int) or isinstance(seed, bool) or seed < 0):
        raise CasekitError(_("A seed is a whole number from 0 on, but it is {seed!r}.").format(seed=seed))


def _makers(name: str, settings: CaseSettings, seed: int | None):
    if seed is None:
        return shipped_tables(settings)
    if settings.simulator is not None:
        return simulated_tables(settings, seed)
    if settings.variant_of is None:
        raise CasekitError(_("Case “{name}” has no variants; load it without a seed.").format(name=name))
    return half_of_the_customers(settings, seed)
