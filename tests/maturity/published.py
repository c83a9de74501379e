"""Small published tables of answers, typed in, with the numbers others have computed of them."""

import numpy as np

from maturity.tally import Floats, Integers

# Shrout & Fleiss 1979, table 2: six targets, four judges.
SHROUT_FLEISS: Floats = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]],
    dtype=np.float64,
)

# "cohesion" of the R package multilevel: five items, eleven people in four platoons.
COHESION: Floats = np.array(
    [
        *([4, 5, 5, 5, 5], [3, np.nan, 5, 5, 5], [2, 3, 3, 3, 3]),
        *([3, 4, 3, 4, 4], [4, 4, 3, 4, 4], [3, 3, 2, 2, 1]),
        *([3, 3, 3, 3, 3], [3, 1, 4, 3, 4]),
        *([3, 3, 3, 3, 3], [2, 2, 2, 3, 2], [1, 1, 1, 3, 3]),
    ]
)
PLATOONS: Integers = np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3], dtype=np.int64)
PLATOON_NAMES = ("1044B-1ST", "1044B-2ND", "1044C-1ST", "1044C-2ND")
COHESION_RWG_J = (0.681818, 0.813953, 0.921053, 0.909091)

# Four people, three items on five points: small enough to follow by hand.
FOUR_PEOPLE: Floats = np.array([[4, 4, 5], [4, 5, 5], [3, 4, 4], [4, 4, 4]], dtype=np.float64)
