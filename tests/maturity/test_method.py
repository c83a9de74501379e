import doctest
from pathlib import Path

METHOD = Path(__file__).parents[2] / "docs" / "method.md"


def test_the_worked_example_of_the_method_gives_the_numbers_it_prints() -> None:
    outcome = doctest.testfile(str(METHOD), module_relative=False)
    assert outcome.attempted >= 8
    assert not outcome.failed
