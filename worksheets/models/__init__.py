from worksheets.models.evaluations import Candidate, Evaluation, Rating
from worksheets.models.instruments import InstrumentFactor, InstrumentVersion

__all__ = ["Candidate", "Evaluation", "InstrumentFactor", "InstrumentVersion", "Rating"]
