"""The customer portfolio of Meyer and Schwager: what accounts buy, and how their contacts fare.

``assess`` places every account, for the consultant alone; ``Portfolio.document`` says of all of
them together what leaders may read.
"""

from maturity.portfolio.assessing import Portfolio, assess
from maturity.portfolio.inputs import LIMITS, Accounts, Cuts, Earlier, Voices
from maturity.portfolio.placing import EarlyWarning, Flag, Kind, Placed

__all__ = [
    "LIMITS",
    "Accounts",
    "Cuts",
    "Earlier",
    "EarlyWarning",
    "Flag",
    "Kind",
    "Placed",
    "Portfolio",
    "Voices",
    "assess",
]
