"""What belongs together in the report stands on one page."""

import pytest

from tests.reports.rendered import pages_of, rendered


@pytest.mark.parametrize(
    "parts",
    [("Wave by wave, with the pulse in between", "Side by side:", "Scores wave by wave")],
)
def test_no_heading_is_left_behind_by_what_it_heads(parts: tuple[str, ...]) -> None:
    texts = [
        " ".join(word.text for word in page.words) for page in pages_of(rendered("second_wave"))
    ]
    assert [all(part in text for part in parts) for text in texts if parts[0] in text] == [True]
