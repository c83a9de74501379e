"""Which chapters a report has, and in which order."""

from reports.story.outline import outline

EVERYTHING = {
    *("answer", "profile", "grid", "next_stage", "evidence", "perception", "certainty"),
    *("priorities", "roadmap", "coverage", "plan", "staff", "turnover", "iceberg", "portfolio"),
    *("groups", "network", "progress", "trend", "carried"),
    *("dimensions", "method", "items", "themes", "choices", "voices"),
}


class TestOutline:
    def test_numbers_chapters_and_letters_appendices(self) -> None:
        found = outline(EVERYTHING.__contains__, is_pulse=False)
        assert [each.mark for each in found] == [*map(str, range(1, 13)), "A", "B", "C"]
        assert [each.code for each in found][:3] == ["answer", "profile", "next_stage"]
        assert found[0].title == "1 The answer on one page"

    def test_numbers_what_is_there(self) -> None:
        found = outline({"answer", "roadmap", "method", "voices"}.__contains__, is_pulse=False)
        assert [(each.mark, each.code, each.parts) for each in found] == [
            ("1", "answer", ("answer",)),
            ("2", "roadmap", ("roadmap",)),
            ("A", "method", ("method",)),
            ("B", "items", ("voices",)),
        ]

    def test_begins_a_pulse_with_what_has_moved(self) -> None:
        found = outline({"answer", "trend", "certainty", "method"}.__contains__, is_pulse=True)
        assert [each.title for each in found] == [
            "1 What has changed",
            "2 How sure we are",
            "A Method, limits, how to read",
        ]
