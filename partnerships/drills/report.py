"""What a drill found, as lines of a table."""

from partnerships.drills.ledger import Findings

HEAD = f"{'drill':26}{'mails':>7}{'settled':>9}{'maybe twice':>13}{'seconds':>9}  result"


def line(name: str, found: Findings, seconds: float) -> str:
    result = "; ".join(found.faults) or "passed"
    return f"{_figures(name, found, seconds)}  {result}"


def line_of_planted(name: str, fault: str, found: Findings, seconds: float) -> str:
    """A drill with a planted fault is good when it fails."""
    noticed = f"noticed: {'; '.join(found.faults)}" if found.faults else "NOT NOTICED"
    return f"{_figures(name, found, seconds)}  {fault}: {noticed}"


def _figures(name: str, found: Findings, seconds: float) -> str:
    return f"{name:26}{found.occurrences:>7}{found.settled:>9}{found.maybe:>13}{seconds:>9.1f}"
