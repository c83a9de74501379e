"""The benchmark as it is run, on the database of the tests, and what it calls too much."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from bench.measured import Arithmetic, Importing, Reading, Reporting, Sealing
from bench.reporting import measure
from bench.speed import (
    judged,
    judged_importing,
    judged_network,
    judged_reading,
    judged_report,
    judged_sealing,
)
from tests.world import World

MEASURED = Arithmetic(
    responses=1_000_000,
    columns=40,
    parts={},
    whole=10.0,
    peak_before=300.0,
    peak=1024.0,
)


class TestBench:
    def test_measures_what_has_a_budget(self) -> None:
        database = os.environ.get("TEST_DATABASE", "sqlite")
        sizes = "--responses 500 --ballots 50 --letters 30 --people 60 --accounts 70 --reports 0"
        command = f"-m bench.speed {sizes} --only-print --database"
        done = subprocess.run(
            [sys.executable, *command.split(), database], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        for row in ("stage probabilities", "the whole arithmetic"):
            assert row in done.stdout
        assert "staff: 500 responses in " in done.stdout
        assert "customers: 500 responses in " in done.stdout
        assert "network of 150 departments: 50 people in " in done.stdout
        assert f"sealing, {database}: 50 ballots in " in done.stdout
        assert f"mailing, {database}: 30 invitations in " in done.stdout
        for what in ("new", "again", "all moved"):
            assert f"importing {what}, {database}: 60 rows read in " in done.stdout
        assert f"importing accounts, {database}: 70 rows read in " in done.stdout

    @pytest.mark.django_db(transaction=True)
    def test_measures_a_report_like_that_of_the_demonstration(self, shared_world: World) -> None:
        measured = measure(shared_world.edition(), 1)
        assert measured.pages >= 10
        assert measured.charts >= 5
        assert measured.seconds > 0
        assert measured.peak > 50


class TestBudget:
    def test_is_kept_by_what_just_fits(self) -> None:
        assert [holds for _, holds in judged("staff", [MEASURED])] == [True]
        assert judged_sealing("sqlite", Sealing(100_000, 20.0, 300.0))[1]

    def test_of_an_import_counts_reading_and_writing(self) -> None:
        fits = Importing("new", 50_000, 40.0, 20.0, 768.0)
        assert judged_importing("sqlite", fits) == (
            "importing new, sqlite: 50,000 rows read in 40.0 s and written in 20.0 s, of 60 s; "
            "768 MB of 768 MB",
            True,
        )
        assert not judged_importing("sqlite", replace(fits, write=20.1))[1]
        assert not judged_importing("sqlite", replace(fits, peak=768.1))[1]

    def test_is_exceeded_by_time(self) -> None:
        ((sentence, holds),) = judged("staff", [replace(MEASURED, whole=10.1)])
        assert not holds
        assert sentence == "staff: 1,000,000 responses in 10.10 s of 10 s, 1024 MB of 1024 MB"
        assert not judged_sealing("sqlite", Sealing(100_000, 20.1, 300.0))[1]
        assert judged_network(Sealing(100_000, 2.0, 300.0))[1]
        assert not judged_network(Sealing(100_000, 2.1, 300.0))[1]

    def test_is_exceeded_by_memory(self) -> None:
        ((_, holds),) = judged("staff", [replace(MEASURED, peak=1025.0)])
        assert not holds

    def test_of_a_report_is_for_a_long_one(self) -> None:
        fits = Reporting(pages=20, charts=12, seconds=10.0, peak=400.0)
        sentence = "report, sqlite: 20 pages with 12 charts in 10.0 s of 10 s, 400 MB of 400 MB"
        assert judged_report("sqlite", fits) == (sentence, True)
        twice = replace(fits, pages=40, seconds=20.0)
        assert judged_report("sqlite", twice)[1]
        assert not judged_report("sqlite", replace(twice, peak=400.1))[1]
        for change in ({"pages": 19}, {"charts": 11}, {"seconds": 10.1}, {"peak": 400.1}):
            assert not judged_report("sqlite", replace(fits, **change))[1]

    def test_of_a_page_is_for_the_slowest(self) -> None:
        fits = Reading(pages=27, slowest="result of the administrator", milliseconds=50.0)
        sentence = (
            "reading, sqlite: 27 pages, the slowest (result of the administrator) in 50 ms of 50 ms"
        )
        assert judged_reading("sqlite", fits) == (sentence, True)
        assert not judged_reading("sqlite", replace(fits, milliseconds=50.1))[1]

    def test_grows_with_what_is_more_than_planned(self) -> None:
        twice = replace(MEASURED, responses=2_000_000, whole=20.0, peak=2048.0)
        assert [holds for _, holds in judged("staff", [twice])] == [True]
        assert judged_sealing("sqlite", Sealing(200_000, 40.0, 300.0))[1]

    def test_notices_what_grows_faster_than_the_answers(self) -> None:
        tenth = replace(MEASURED, responses=100_000, whole=0.6)
        sentence, holds = list(judged("staff", [tenth, MEASURED]))[-1]
        assert not holds
        assert sentence == "staff: linear, 10 times the responses take 16.7 times as long"
        tenth = replace(MEASURED, responses=100_000, whole=0.7)
        assert list(judged("staff", [tenth, MEASURED]))[-1][1]
