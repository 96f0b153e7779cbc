"""The clock of a drill: real time, moved by as much as stands in a file that all its processes read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class MovedClock:
    """Tells the drill's time. Whoever holds the same file sees the same moves at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._shift())

    def set_to(self, moment: datetime) -> None:
        """Move to a moment; time goes on from there."""
        shift = (moment - datetime.now(UTC)).total_seconds()
        draft = self._path.with_suffix(".new")
        draft.write_text(str(shift))
        # Replaced whole: a reader never finds half a number.
        draft.replace(self._path)

    def go_on(self, **delta: float) -> None:
        self.set_to(self.now() + timedelta(**delta))

    def _shift(self) -> float:
        return float(self._path.read_text()) if self._path.exists() else 0.0
