"""The simulated cases of ``python -m bench.coverage``; the tests take the same ones."""

from bench.simulated import SKEWED, STRONGLY_SKEWED, SYMMETRIC, Department

SHAPES = {"symmetric": SYMMETRIC, "skewed": SKEWED, "strongly skewed": STRONGLY_SKEWED}

SIMPLE_N = (20, 50, 200, 500)
# Of so few people no answer is missing, so that every sample has an interval.
SMALL_N = (5, 10)
MISSING = 0.1

HIGH = (0.05, 0.20, 0.40, 0.35)
# Departments of different size, response and opinion; the second case has small ones only.
STRATIFIED = {
    "6 departments, 143 of 300 answer": (
        Department(120, 40, SYMMETRIC),
        Department(80, 30, HIGH),
        Department(40, 28, SKEWED),
        Department(30, 20, SYMMETRIC),
        Department(20, 15, HIGH),
        Department(10, 10, SKEWED),
    ),
    "8 departments, 36 of 100 answer": (
        Department(30, 8, SYMMETRIC),
        Department(20, 6, SKEWED),
        Department(12, 5, HIGH),
        Department(10, 5, SYMMETRIC),
        Department(8, 4, SKEWED),
        Department(8, 3, HIGH),
        Department(7, 3, SYMMETRIC),
        Department(5, 2, SKEWED),
    ),
}

# Contacts of each account.
ACCOUNTS = {
    "20 accounts of 3": [3] * 20,
    "20 accounts of 1 to 5": [1, 2, 3, 4, 5] * 4,
    "20 accounts of 1 to 15": [1] * 7 + [2] * 5 + [3] * 3 + [4, 5, 6, 10, 15],
    "40 accounts of 1 to 15": ([1] * 7 + [2] * 5 + [3] * 3 + [4, 5, 6, 10, 15]) * 2,
}
CORRELATIONS = (0.0, 0.15, 0.30)

# One stage of each dimension, as an organisation on its way has them.
PROFILE = {
    "knowledge": 3,
    "measurement": 2,
    "service": 3,
    "complaints": 2,
    "communication": 1,
    "management": 2,
    "involvement": 4,
}
CORE = {"knowledge", "measurement", "management"}
RECOVERY_N = (20, 50, 100, 200, 500)
MARGINS = (0.05, 0.10, 0.15)
