"""The workbook's entries: one row each, two who write at once, and the seal."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from organisations.models import Record
from organisations.records import Act, Actor, acting
from reports import sealing, services
from reports.models import EvidenceFile, WorkbookEntry
from reports.sealing import edition_content
from surveys import services as surveys
from surveys.models import Wave
from tests.together import meanwhile, together
from tests.world import NOW, World, write_workbook

ITEM = "knowledge-focus-1"
CELL = "networks-roles"
LINK = "https://files.example/records"


def write(wave: Wave, text: str = "Seen.", item: str = ITEM, **more: Any) -> WorkbookEntry:
    values = {"rating": 2, "links": [], "shown": 0, "user": None, "now": NOW, **more}
    return services.write_entry(wave=wave, item=item, text=text, **values)


@pytest.fixture
def wave(world: World) -> Wave:
    return world.draft_wave()


class TestWriting:
    def test_keeps_an_entry_as_one_row(self, world: World, wave: Wave) -> None:
        write(wave, links=[LINK], user=world.consultant)
        entry = write(wave, "Seen twice.", shown=1, rating=None, user=world.administrator)
        stored = wave.workbook.get()
        assert stored == entry
        assert (stored.rating, stored.note, stored.links, stored.version) == (
            None, "Seen twice.", [], 2,
        )  # fmt: skip
        assert (stored.changed_by, stored.changed_at) == (world.administrator, NOW)

    @pytest.mark.parametrize("state", ["draft", "open", "closed"])
    def test_is_possible_until_the_seal(self, world: World, state: str) -> None:
        wave = world.draft_wave() if state == "draft" else world.open_wave()
        if state == "closed":
            surveys.close_wave(wave=wave, now=NOW)
        write(wave)
        assert wave.workbook.get().note == "Seen."

    def test_the_same_again_changes_nothing(self, world: World, wave: Wave) -> None:
        write(wave, user=world.consultant)
        # As somebody does who had the page open before: they agree.
        again = write(wave, user=world.administrator, now=NOW + timedelta(hours=1))
        assert (again.version, again.changed_by) == (1, world.consultant)

    def test_what_was_never_written_needs_no_row(self, wave: Wave) -> None:
        write(wave, "", rating=None)
        assert not wave.workbook.exists()

    @pytest.mark.parametrize("state", ["sealed", "discarded"])
    def test_is_over_with_the_wave(self, wave: Wave, state: str) -> None:
        write(wave)
        Wave.objects.update(state=state)
        with pytest.raises(ValidationError, match="its workbook cannot be changed"):
            write(wave, "Later.", shown=1)
        assert wave.workbook.get().note == "Seen."


class TestTwoAtOnce:
    def test_the_second_is_told_and_nothing_is_overwritten(self, world: World, wave: Wave) -> None:
        write(wave, "First.", user=world.consultant)
        with pytest.raises(services.ChangedMeanwhile) as told:
            write(wave, "Second.")
        assert (told.value.entry.note, told.value.entry.version) == ("First.", 1)
        assert told.value.entry.changed_by == world.consultant
        assert wave.workbook.get().note == "First."
        # Knowing that, they may.
        assert write(wave, "Second.", shown=1).version == 2

    def test_other_entries_are_not_in_the_way(self, wave: Wave) -> None:
        write(wave)
        write(wave, item=CELL)
        assert wave.workbook.count() == 2

    @pytest.mark.django_db(transaction=True)
    def test_who_comes_before_the_first_has_finished_waits(self, shared_world: World) -> None:
        wave = shared_world.draft_wave()
        told: list[str] = []

        def second() -> None:
            try:
                write(wave, "Second.")
            except services.ChangedMeanwhile as changed:
                told.append(changed.entry.note)

        meanwhile(lambda: write(wave, "First."), second)
        assert told == ["First."]
        assert wave.workbook.get().note == "First."

    @pytest.mark.django_db(transaction=True)
    def test_many_savers_leave_one_row_and_lose_nothing_silently(self, shared_world: World) -> None:
        wave = shared_world.draft_wave()
        kept: list[str] = []
        lost: list[str] = []

        def saver(text: str) -> Any:
            def act() -> None:
                try:
                    kept.append(write(wave, text).note)
                except services.ChangedMeanwhile:
                    lost.append(text)

            return act

        texts = [f"Writer {n}." for n in range(5)]
        assert together(*map(saver, texts)) == []
        assert wave.workbook.get().note == kept[0]
        assert sorted(kept + lost) == texts
        assert len(kept) == 1


class TestRecords:
    @pytest.fixture
    def records(self, world: World, wave: Wave) -> Any:
        def act(user: Any, hours: float, text: str) -> None:
            now = NOW + timedelta(hours=hours)
            with acting(Actor(user, user.email, now)):
                entry = wave.workbook.first()
                write(wave, text, shown=entry.version if entry else 0, user=user, now=now)

        return act

    def test_one_a_day_and_user(self, world: World, wave: Wave, records: Any) -> None:
        # 9:30 in London; the day there ends after fourteen and a half hours.
        for number in range(20):
            records(world.consultant, number / 60, f"{number}")
        records(world.administrator, 1, "Other.")
        records(world.consultant, 14.4, "Late.")
        found = Record.objects.filter(act=Act.RATED)
        assert sorted(found.values_list("who", flat=True)) == [
            world.consultant.email, world.administrator.email,
        ]  # fmt: skip
        records(world.consultant, 14.6, "After midnight.")
        assert found.count() == 3
        assert {record.object_id for record in found} == {str(wave.pk)}
        assert "Late." not in str(list(found.values()))

    def test_of_another_wave_are_its_own(self, world: World, wave: Wave, records: Any) -> None:
        records(world.consultant, 0, "Here.")
        other = world.draft_wave(world.assessment("Another"))
        with acting(Actor(world.consultant, world.consultant.email, NOW)):
            write(other)
        assert Record.objects.filter(act=Act.RATED).count() == 2


@pytest.mark.django_db(transaction=True)
class TestSeal:
    def test_freezes_ratings_notes_and_links_of_every_kind(self, shared_world: World) -> None:
        wave = shared_world.closed_wave()
        cells = [i.code for i in shared_world.framework.roadmap_items if i.step == "networks"]
        ratings = {**dict.fromkeys(cells, 4), ITEM: 3, "service-focus-1": 1}
        write_workbook(wave, ratings, {CELL: "Named."})
        write(wave, "Opened.", shown=1, rating=3, links=[LINK])
        write(wave, "", item="teams-climate", rating=None, links=[LINK])
        write(wave, "By the chart of roles.", item="CC2", rating=1)
        write(wave, "", item="EX4", rating=None, chosen=["people", "channels"])
        job = services.ask_to_seal(wave=wave, user=None, now=NOW)
        sealing.seal_wave(job, now=NOW)
        wave.refresh_from_db()
        edition = wave.result.editions.get().content
        assert edition["coverage"] == {"CC2": 1, "EX4": ["people", "channels"]}
        assert edition["coverage_notes"] == {"CC2": "By the chart of roles."}
        assert edition["evidence"] == {ITEM: 3, "service-focus-1": 1}
        assert edition["evidence_notes"] == {ITEM: "Opened."}
        assert edition["roadmap_notes"] == {CELL: "Named."}
        assert edition["links"] == {ITEM: [LINK], "teams-climate": [LINK]}
        judged = wave.result.content["roadmap"]["ratings"]
        assert (judged[CELL], judged["teams-climate"]) == (4, 0)
        assert ITEM not in judged
        # Nothing a later edition would say differently.
        with pytest.raises(ValidationError, match="its workbook cannot be changed"):
            write(wave, "Later.", shown=2)
        assert edition_content(wave) == {k: v for k, v in edition.items() if k != "written_on"}

    def test_of_a_rehearsal_erases_it(self, shared_world: World) -> None:
        wave = shared_world.closed_wave(staff=5)
        write(wave)
        Wave.objects.update(is_rehearsal=True)
        sealing.seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
        assert not WorkbookEntry.objects.exists()
        assert not EvidenceFile.objects.exists()


def test_entries_are_called_by_their_item() -> None:
    entry = WorkbookEntry(item=ITEM)
    file = EvidenceFile(pk=uuid.uuid4(), entry=entry, name="Wanda Wunderlich.pdf")
    # What stands in the records names no file: it may be called after somebody.
    assert (str(entry), str(file)) == (ITEM, f"file: {ITEM}")
