"""Questions that only some are asked: how many they are is told only if the reason for it is."""

from pathlib import Path

import numpy as np
import pytest

from maturity.framework import Framework
from maturity.loading import load
from tests.maturity.made_up import with_more
from tests.maturity.results import CENTRICITY, part, table

NOT_SHOWN = {"shown": False}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    return load("harbour", root=with_more(tmp_path_factory.mktemp("more")))


class TestOneStep:
    @pytest.mark.parametrize(("others", "shown"), [(1, False), (2, True)])
    def test_hangs_on_the_question_before(
        self, harbour: Framework, others: int, shown: bool
    ) -> None:
        """All but one, or two, of twelve keep the longest watches, and are asked on."""
        asked = 12 - others
        document = part(
            "mates",
            table(
                harbour,
                "mates",
                12,
                WA1=[3] * asked + [1] * others,
                RE1=([1, 3, 5] * 4)[:asked] + [0] * others,
                FL1_red=([1, 2] * 6)[:asked] + [0] * others,
            ),
            harbour,
        )
        assert document["choices"]["WA1"]["shown"] is shown
        assert document["choices"]["FL1"]["shown"] is shown
        assert document["constructs"]["rest"]["shown"] is shown
        assert ("RE1" in document["items"]) is shown


class TestChain:
    @pytest.mark.parametrize(("without", "shown"), [(1, False), (3, True)])
    def test_is_followed_to_its_beginning(self, without: int, shown: bool) -> None:
        """Whether one had a problem, told of it, and was content with what was done about it."""
        n = 24
        had = n - without
        by_turns = ([1, 1, 1, 2] * 6)[:had]
        told = [3 if each == 1 else 0 for each in by_turns]
        content = [code - place % 3 if code else 0 for place, code in enumerate(told)]
        answers = table(
            CENTRICITY,
            "customers",
            n,
            PB1=[1] * had + [2] * without,
            PB3=by_turns + [0] * without,
            PT2=content + [0] * without,
            PT4=content + [0] * without,
        )
        document = part("customers", answers, CENTRICITY)
        assert document["choices"]["PB1"]["shown"] is shown
        assert document["choices"]["PB3"]["shown"] is shown
        assert document["constructs"]["recovery"]["shown"] is shown
        assert ({"PT2", "PT4"} <= document["items"].keys()) is shown

    def test_breaks_where_too_few_answered(self) -> None:
        """Four were asked whether they told of it; who was asked on is none of their number."""
        answers = table(
            CENTRICITY,
            "customers",
            20,
            PB1=[1] * 4 + [2] * 16,
            PB3=[1] * 4 + [0] * 16,
            PT2=np.resize([1, 3, 5], 20).tolist(),
            PT4=np.resize([1, 3, 5], 20).tolist(),
        )
        document = part("customers", answers, CENTRICITY)
        assert document["choices"]["PB1"]["shown"]
        assert document["choices"]["PB3"] == NOT_SHOWN
        assert document["constructs"]["recovery"] == NOT_SHOWN


def test_a_question_of_a_scale_is_told_if_the_items_of_the_scale_are(tmp_path: Path) -> None:
    root = with_more(tmp_path)
    structure = root / "harbour" / "1.0" / "framework.toml"
    text = structure.read_text("utf-8")
    old = 'when = { item = "WA1", answers = [3] }'
    assert old in text
    structure.write_text(text.replace(old, 'when = { item = "PR1", answers = [4] }'), "utf-8")
    framework = load("harbour", root=root)
    for second, shown in (([3] * 10 + [4] * 10, True), ([3] * 19 + [4], False)):
        answers = table(
            framework,
            "mates",
            20,
            PR1=[4] * 10 + [5] * 10,
            PR2=second,
            RE1=[1, 3] * 5 + [0] * 10,
        )
        document = part("mates", answers, framework)
        assert document["constructs"]["pride"]["shown"]
        assert document["constructs"]["rest"]["shown"] is shown
