"""What is left on the disk, and in the database's statistics, of what was deleted."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from organisations.models import Organisation, Person
from surveys.models import Comment, Response, Wave
from surveys.privacy import retention
from surveys.privacy.storage import dead_rows_kept
from tests.disk import database_files, database_statistics, flush_to_disk, somebody_reading
from tests.surveys.test_retention import at, keep, sealed_at
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

WORDS, ANSWERS = "The quagga in the cellar laughs.", b"\1\2\3\4\5\1\5\2\4\3\1\1\2\2\5\5\3\3\4\4"
NAME, ADDRESS, NUMBER = "Zdenka Quist", "zdenka.quist@client.example", "Q-7751-Z"
SECRETS = [WORDS.encode(), ANSWERS, NAME.encode(), ADDRESS.encode(), NUMBER.encode()]


def collected(world: World) -> Wave:
    """A sealed wave with an answer and a comment, and somebody who has left the roster since."""
    keep(world, 1)
    wave = sealed_at(world, at("2026-11-30"))
    Comment.objects.create(wave=wave, audience="staff", question="TL9", text=WORDS)
    for _ in range(2):
        Response.objects.create(wave=wave, audience="staff", answers=ANSWERS)
    Person.objects.filter(name="Staff 2").update(external_key="Q-1")
    Person.objects.filter(name="Staff 1").update(
        name=NAME, email=ADDRESS, external_key=NUMBER, left_on="2026-11-30"
    )
    flush_to_disk()
    on_disk = database_files()
    assert all(secret in on_disk for secret in SECRETS)
    return wave


class TestOnTheDisk:
    def test_nothing_is_left_of_what_was_kept_long_enough(self, shared_world: World) -> None:
        wave = collected(shared_world)
        retention.enforce(now=at("2026-12-30"))
        assert not wave.comments.exists()
        assert not Person.objects.filter(name=NAME).exists()
        flush_to_disk()
        left = database_files()
        assert [secret for secret in SECRETS if secret in left] == []

    def test_a_busy_database_is_cleaned_the_next_time(self, shared_world: World) -> None:
        wave = collected(shared_world)
        with somebody_reading():
            retention.enforce(now=at("2026-12-30"))
            assert Wave.objects.filter(pk=wave.pk, seal_asked=True).exists()
        # Nothing is left to be deleted then.
        retention.enforce(now=at("2026-12-30"))
        flush_to_disk()
        left = database_files()
        assert [secret for secret in SECRETS if secret in left] == []
        assert not Wave.objects.filter(seal_asked=True).exists()

    def test_leavers_alone_are_cleaned_away_too(self, shared_world: World) -> None:
        wave = collected(shared_world)
        Wave.objects.filter(pk=wave.pk).update(sealed_at=at("2026-12-24"))
        with somebody_reading():
            retention.enforce(now=at("2026-12-30"))
        assert wave.comments.exists()
        retention.enforce(now=at("2026-12-30"))
        flush_to_disk()
        left = database_files()
        assert [secret for secret in SECRETS if secret in left] == SECRETS[:2]

    def test_leavers_of_a_client_that_never_asked_are(self, shared_world: World) -> None:
        collected(shared_world)
        other = Organisation.objects.exclude(pk=shared_world.organisation.pk).get()
        other.months_kept = 1
        other.save()
        Person.objects.create(
            organisation=other, name="Yolanda Quokka", audience="staff", left_on="2026-11-01"
        )
        flush_to_disk()
        assert b"Yolanda Quokka" in database_files()
        retention.enforce(now=at("2026-12-01"))
        flush_to_disk()
        left = database_files()
        assert b"Yolanda Quokka" not in left
        assert all(secret in left for secret in SECRETS)


class TestInTheStatistics:
    TELLING = (WORDS, ANSWERS.hex(), NAME, ADDRESS, NUMBER)

    def test_are_neither_words_nor_answers_nor_people(self, shared_world: World) -> None:
        collected(shared_world)
        noted = database_statistics()
        assert [telling for telling in self.TELLING if telling in noted] == []

    def test_what_was_noted_before_is_forgotten(self, shared_world: World) -> None:
        collected(shared_world)
        migration = import_module("surveys.migrations.0006_no_statistics_of_words")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for model, columns in migration.COLUMNS.items():
                    table = apps.get_model(*model)._meta.db_table
                    for column in columns:
                        cursor.execute(f"ALTER TABLE {table} ALTER {column} SET STATISTICS -1")
            noted = database_statistics()
            assert all(telling in noted for telling in self.TELLING)
        with connection.schema_editor() as editor:
            migration.keep_out_of_statistics(apps, editor)
        noted = database_statistics()
        assert [telling for telling in self.TELLING if telling in noted] == []


class TestWhatTheServerSaysItKept:
    @pytest.mark.parametrize(
        ("detail", "kept"),
        [
            ("0 dead row versions cannot be removed yet.\nCPU: user: 0.01 s, system: 2.00 s.", 0),
            ("12 dead row versions cannot be removed yet.\nCPU: user: 0.00 s.", 12),
            ("7 tote Zeilen können noch nicht entfernt werden.\nCPU: Benutzer: 0,00 s.", 7),
            ("Noch nicht zu entfernen: 31 tote Zeilen.\nCPU: 0.00 s.", 31),
            ("還不能移除 4 個無效的資料列版本。", 4),
            ("", None),
            ("Nothing is said.\nCPU: user: 3.00 s.", None),
        ],
    )
    def test_is_understood_in_any_language(self, detail: str, kept: int | None) -> None:
        assert dead_rows_kept(detail) == kept
