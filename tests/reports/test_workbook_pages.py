"""The workbook's pages: what they show, save without scripts, answer in place, and export."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from organisations.models import Record
from reports import services
from reports.workbook.forms import LINK_LENGTH, MOST_LINKS, NOTE_LENGTH
from surveys.models import Wave
from tests.reports.samples import small_framework
from tests.world import NOW, World, write_workbook

ITEM = "knowledge-focus-1"
IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def wave(world: World) -> Wave:
    return world.draft_wave()


@pytest.fixture
def consultant(world: World) -> Client:
    return world.client(world.consultant)


def words(response: Any) -> str:
    """What a page says, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def fields(item: str = ITEM, version: int = 0, **values: str) -> dict[str, str]:
    """What a page sends of an entry."""
    return {f"{item}-version": str(version), **{f"{item}-{k}": v for k, v in values.items()}}


def save(consultant: Client, wave: Wave, item: str = ITEM, **values: Any) -> str:
    """The answer to one entry that was typed."""
    path = f"/waves/{wave.pk}/workbook/entries/{item}/"
    return words(consultant.post(path, fields(item, **values), headers=IN_PLACE))


class TestOverview:
    def test_says_how_far_each_section_is(self, consultant: Client, wave: Wave) -> None:
        write_workbook(
            wave,
            {ITEM: 1, "knowledge-focus-2": 3, "networks-roles": 4},
            {"measurement-focus-1": "Not rated yet."},
        )
        text = words(consultant.get(f"/waves/{wave.pk}/workbook/"))
        assert "Customer knowledge 2 of 6" in text
        assert "Measurement 0 of 6" in text
        assert "1. Internal social networks 1 of 7" in text
        assert "5. Customer segment managers 0 of 7" in text
        assert "What is there of what leaders claim" in text
        assert "0 of 4" in text
        assert "Go on with “Customer knowledge”" in text
        assert "Write and attach nothing by which somebody who is asked could be" in text
        assert "deleted 24 months after the seal" in text

    def test_goes_on_where_something_is_missing(self, world: World, wave: Wave) -> None:
        known = [i.code for i in world.framework.evidence_items if i.dimension == "knowledge"]
        write_workbook(wave, dict.fromkeys(known, 2))
        text = words(world.client(world.consultant).get(f"/waves/{wave.pk}/workbook/"))
        assert "Customer knowledge 6 of 6 ✓" in text
        assert "Go on with “Measurement”" in text

    def test_of_a_sealed_wave_is_for_reading(self, consultant: Client, wave: Wave) -> None:
        write_workbook(wave, {ITEM: 2}, {ITEM: "Twenty records opened."})
        Wave.objects.update(state="sealed")
        text = words(consultant.get(f"/waves/{wave.pk}/workbook/"))
        assert "it can no longer be changed" in text
        assert "Go on with" not in text
        page = consultant.get(f"/waves/{wave.pk}/workbook/evidence/knowledge/")
        assert "Partly Twenty records opened." in words(page)
        assert "<textarea" not in page.content.decode()
        assert "Attach a file" not in words(page)

    def test_of_a_discarded_wave_shows_nothing(self, consultant: Client, wave: Wave) -> None:
        write_workbook(wave, {ITEM: 2})
        Wave.objects.update(state="discarded")
        text = words(consultant.get(f"/waves/{wave.pk}/workbook/"))
        assert "its workbook is erased with it" in text
        assert "Customer knowledge" not in text
        page = consultant.get(f"/waves/{wave.pk}/workbook/evidence/knowledge/", follow=True)
        assert "its workbook is erased with it" in words(page)

    @pytest.mark.parametrize("state", ["draft", "open", "closed", "sealed"])
    def test_is_reached_from_the_wave(self, world: World, consultant: Client, state: str) -> None:
        wave = world.draft_wave() if state in {"draft", "sealed"} else world.open_wave()
        Wave.objects.update(state=state)
        link = f'href="/waves/{wave.pk}/workbook/"'
        assert link in consultant.get(f"/waves/{wave.pk}/").content.decode()
        coordinator = world.client(world.coordinator)
        assert link not in coordinator.get(f"/waves/{wave.pk}/").content.decode()

    def test_of_a_model_without_an_assessor_says_so(
        self, world: World, wave: Wave, settings: Any, tmp_path: Any
    ) -> None:
        framework = small_framework(tmp_path)
        settings.FRAMEWORKS_DIR = tmp_path
        assessment = wave.assessment
        assessment.framework_key, assessment.framework_version = framework.key, framework.version
        assessment.framework_hash = framework.hash
        assessment.save()
        text = words(world.client(world.consultant).get(f"/waves/{wave.pk}/workbook/"))
        assert "has nothing for an assessor to rate" in text


class TestSealPage:
    def test_says_how_much_of_both_parts_is_rated(self, world: World, consultant: Client) -> None:
        wave = world.closed_wave(staff=1)
        write_workbook(wave, {ITEM: 1, "service-focus-1": 2, "networks-roles": 4})
        text = words(consultant.get(f"/waves/{wave.pk}/seal/"))
        assert "2 of 42 statements of the evidence, 1 of 35 cells of the roadmap, 0 of 22" in text


class TestSection:
    def test_has_neighbours(self, consultant: Client, wave: Wave) -> None:
        def neighbours(path: str) -> list[tuple[str, str]]:
            page = consultant.get(f"/waves/{wave.pk}/workbook/{path}/").content.decode()
            return re.findall(r'rel="(\w+)" href="/waves/[^/]+/workbook/([\w/-]+)/"', page)

        assert neighbours("evidence/knowledge") == [("next", "evidence/measurement")]
        assert neighbours("evidence/involvement") == [
            ("prev", "evidence/management"), ("next", "roadmap/networks"),
        ]  # fmt: skip
        assert neighbours("roadmap/segments") == [
            ("prev", "roadmap/matrix"), ("next", "coverage/assessor-owners"),
        ]  # fmt: skip
        assert neighbours("coverage/assessor-programmes") == [
            ("prev", "coverage/assessor-strategy"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "path",
        ["evidence/nothing/", "roadmap/knowledge/", "nothing/knowledge/", "entries/nothing/"],
    )
    def test_that_is_not_there(self, consultant: Client, wave: Wave, path: str) -> None:
        assert consultant.get(f"/waves/{wave.pk}/workbook/{path}").status_code == 404

    def test_is_kept_by_no_cache(self, consultant: Client, wave: Wave) -> None:
        # Going back must not show an entry with a version that is no longer true.
        page = consultant.get(f"/waves/{wave.pk}/workbook/evidence/knowledge/")
        assert "no-store" in page["Cache-Control"]

    def test_is_saved_as_a_whole_without_scripts(
        self, world: World, consultant: Client, wave: Wave
    ) -> None:
        path = f"/waves/{wave.pk}/workbook/evidence/knowledge/"
        sent = {
            **fields(rating="2", note="Twenty\r\nopened.", links="http://intranet/a \n\nhttps://b.example/?c=d\nhttp://intranet/a"),
            **fields("knowledge-focus-2", rating="", note="", links=""),
        }  # fmt: skip
        assert "Saved." in words(consultant.post(path, sent, follow=True))
        entry = wave.workbook.get()
        assert (entry.item, entry.rating, entry.note) == (ITEM, 2, "Twenty\nopened.")
        assert entry.links == ["http://intranet/a", "https://b.example/?c=d"]
        assert entry.changed_by == world.consultant

    def test_saves_what_it_can_and_loses_nothing(self, consultant: Client, wave: Wave) -> None:
        path = f"/waves/{wave.pk}/workbook/evidence/knowledge/"
        services.write_entry(
            wave=wave, item="knowledge-focus-2", rating=3, text="Theirs.", links=[], shown=0,
            user=None, now=NOW,
        )  # fmt: skip
        sent = {
            **fields(rating="1", note="Good."),
            **fields("knowledge-focus-2", rating="1", note="Mine."),
            **fields("knowledge-obsession-1", note="Bad link.", links="nowhere"),
        }
        page = consultant.post(path, sent)
        text = words(page)
        assert "2 entries were not saved; each says why." in text
        assert "Somebody else has changed this entry meanwhile." in text
        assert "It now says: Present Theirs." in text
        assert "“nowhere” is no address" in text
        for kept in ("Good.", "Mine.", "Bad link.", "nowhere"):
            assert f">\n{kept}</textarea>" in page.content.decode()
        assert dict(wave.workbook.values_list("item", "note")) == {
            ITEM: "Good.", "knowledge-focus-2": "Theirs.",
        }  # fmt: skip
        # Saving the page again, as it says, puts one's own in the place of the other's.
        versions = dict(re.findall(r'name="([\w-]+-version)" value="(\d+)"', page.content.decode()))
        sent = {**sent, **versions, "knowledge-obsession-1-links": ""}
        assert "Saved." in words(consultant.post(path, sent, follow=True))
        assert wave.workbook.get(item="knowledge-focus-2").note == "Mine."


class TestEntry:
    def test_answers_that_it_is_saved(self, consultant: Client, wave: Wave) -> None:
        assert re.match(r"Saved \d\d:\d\d:\d\d", save(consultant, wave, rating="3", note="Seen."))
        assert wave.workbook.get().version == 1

    def test_says_what_somebody_else_has_written(
        self, world: World, consultant: Client, wave: Wave
    ) -> None:
        other = world.client(world.administrator)
        save(other, wave, rating="1", note="Only ten.", links="https://a.example/b")
        text = save(consultant, wave, rating="3", note="All of them.")
        assert "Not saved: Mo Moss has changed this entry meanwhile" in text
        assert "It now says: Absent Only ten. https://a.example/b" in text
        assert "Keep what I wrote instead" in text
        assert wave.workbook.get().note == "Only ten."
        shown = consultant.get(
            f"/waves/{wave.pk}/workbook/entries/{ITEM}/", headers=IN_PLACE
        ).content.decode()
        assert "Only ten.</textarea>" in shown
        assert f'name="{ITEM}-version" value="1"' in shown
        assert "Saved" in save(consultant, wave, version=1, rating="3", note="All of them.")
        assert wave.workbook.get().note == "All of them."

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"note": "x" * (NOTE_LENGTH + 1)}, "The note has 2001 characters; at most 2000"),
            ({"links": "www.example.org"}, "beginning with https:// or http://"),
            ({"links": "javascript:alert(1)"}, "beginning with https:// or http://"),
            ({"links": "ftp://files.example/a"}, "beginning with https:// or http://"),
            ({"links": "file:///etc/passwd"}, "beginning with https:// or http://"),
            ({"links": "https:///nowhere"}, "beginning with https:// or http://"),
            ({"links": "https://[::1"}, "beginning with https:// or http://"),
            ({"links": "https://a.example/b https://c.example"}, "write one address a line"),
            ({"links": "https://me:secret@a.example/"}, "Leave the user name and password out"),
            ({"links": f"https://a.example/{'b' * LINK_LENGTH}"}, "more than 500 characters"),
            (
                {"links": "\n".join(f"https://a.example/{n}" for n in range(MOST_LINKS + 1))},
                "Here are 11 links; keep the 10 that matter.",
            ),
            ({"rating": "4"}, "4 is not one of the available choices"),
            ({"version": "x"}, "Open this page again"),
        ],
    )
    def test_says_why_it_is_not_saved(
        self, consultant: Client, wave: Wave, values: dict[str, str], said: str
    ) -> None:
        text = save(consultant, wave, **values)
        assert text.startswith("Not saved:")
        assert said in text
        assert not wave.workbook.exists()

    def test_of_a_wave_sealed_meanwhile_says_so(self, consultant: Client, wave: Wave) -> None:
        Wave.objects.update(state="sealed")
        assert "Not saved: The wave is sealed" in save(consultant, wave, note="Late.")

    def test_without_scripts_leads_back(self, consultant: Client, wave: Wave) -> None:
        path = f"/waves/{wave.pk}/workbook/entries/networks-roles/"
        answer = consultant.post(path, fields("networks-roles", rating="4"))
        there = f"/waves/{wave.pk}/workbook/roadmap/networks/#entry-networks-roles"
        assert answer.headers["Location"] == there
        assert wave.workbook.get().rating == 4

    def test_shows_words_as_words(self, consultant: Client, wave: Wave) -> None:
        save(consultant, wave, note="<script>alert(1)</script>", links='https://a.example/"><b>')
        page = consultant.get(f"/waves/{wave.pk}/workbook/evidence/knowledge/").content.decode()
        assert "<script>alert" not in page
        assert '"><b>' not in page


class TestSpreadsheet:
    def test_holds_every_item_and_computes_nothing(
        self, world: World, consultant: Client, wave: Wave
    ) -> None:
        save(
            consultant,
            wave,
            rating="2",
            note="=1+1",
            links="https://a.example/b\nhttps://c.example",
        )
        answer = consultant.get(f"/waves/{wave.pk}/workbook/?export=xlsx")
        sheet = load_workbook(io.BytesIO(answer.content)).active
        rows = list(sheet.iter_rows())
        assert len(rows) == 1 + 42 + 35 + 22
        row = rows[3]
        assert [cell.value for cell in row[:2]] == [
            "Customer knowledge", "Customer knowledge, Customer focus",
        ]  # fmt: skip
        assert [cell.value for cell in row[3:7]] == [
            "Partly", "=1+1", "https://a.example/b\nhttps://c.example", None,
        ]  # fmt: skip
        assert row[4].data_type == "s"
        assert row[4].quotePrefix
        assert row[8].value == "Ada Moss"
        record = Record.objects.get(act="exported")
        assert (record.object_id, record.fields) == (str(wave.pk), ["workbook"])

    def test_tells_times_where_the_client_is(
        self, world: World, consultant: Client, wave: Wave
    ) -> None:
        organisation = world.organisation
        organisation.time_zone = "Pacific/Kiritimati"
        organisation.save()
        write_workbook(wave, {ITEM: 2})
        answer = consultant.get(f"/waves/{wave.pk}/workbook/?export=xlsx")
        sheet = load_workbook(io.BytesIO(answer.content)).active
        changed = {
            str(value) for (value,) in sheet.iter_rows(min_col=8, max_col=8, values_only=True)
        }
        # Fourteen hours ahead of NOW.
        assert changed == {"Changed", "None", "2026-11-02 23:30:00"}


class TestCoverage:
    """The questions leaders are asked too, each with answers of its own."""

    def test_is_answered_on_each_questions_own_scale(self, consultant: Client, wave: Wave) -> None:
        path = f"/waves/{wave.pk}/workbook/coverage/assessor-owners/"
        text = words(consultant.get(path))
        assert "Not looked into No one Several people share it One person" in text
        sent = fields("CC1", rating="2", note="Service and sales.")
        assert "Saved." in words(consultant.post(path, sent, follow=True))
        entry = wave.workbook.get()
        assert (entry.item, entry.rating, entry.chosen) == ("CC1", 2, [])

    def test_takes_no_answer_the_scale_does_not_have(self, consultant: Client, wave: Wave) -> None:
        assert save(consultant, wave, "CC1", rating="4").startswith("Not saved:")
        assert save(consultant, wave, "EX4", chosen="pigeons").startswith("Not saved:")
        assert not wave.workbook.exists()

    def test_of_several_all_that_apply_are_kept(self, consultant: Client, wave: Wave) -> None:
        path = f"/waves/{wave.pk}/workbook/coverage/assessor-programmes/"
        assert "Advanced technology" in words(consultant.get(path))
        sent = {"EX4-version": "0", "EX4-chosen": ["technology", "people"]}
        assert "Saved." in words(consultant.post(path, sent, follow=True))
        assert wave.workbook.get().chosen == ["technology", "people"]
        page = consultant.get(path).content.decode()
        assert len(re.findall(r'value="(?:technology|people)"[^>]* checked', page)) == 2
        # Another who had the page open before is told, and overwrites nothing.
        late = {"EX4-version": "0", "EX4-chosen": ["channels"]}
        answer = words(consultant.post(path, late))
        assert "It now says: Advanced technology; Training and time of staff" in answer
        assert wave.workbook.get().version == 1

    def test_of_several_none_is_as_if_not_looked_into(self, consultant: Client, wave: Wave) -> None:
        save(consultant, wave, "EX4", chosen="people")
        save(consultant, wave, "EX4", version=1)
        assert wave.workbook.get().chosen == []
        assert "1 of 4" not in words(consultant.get(f"/waves/{wave.pk}/workbook/"))

    def test_is_in_the_spreadsheet(self, consultant: Client, wave: Wave) -> None:
        save(consultant, wave, "EX4", chosen="people", note="By the budget.")
        content = consultant.get(f"/waves/{wave.pk}/workbook/?export=xlsx").content
        rows = [
            [str(cell or "") for cell in row]
            for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        ]
        assert any("Training and time of staff" in row and "By the budget." in row for row in rows)
        assert sum("Not looked into" in row for row in rows) == 21
