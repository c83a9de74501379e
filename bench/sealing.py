"""What sealing a wave costs, from opening the ballots to the cleaned database."""

import time

from bench.collected import NOW, wave_of
from bench.measured import Sealing, peak_megabytes
from organisations.jobs import Job
from reports.sealing import seal_wave
from reports.services import ask_to_seal


def measure(ballots: int) -> Sealing:
    """Seal the wave of so many ballots that was collected before."""
    wave = wave_of(ballots)
    job = ask_to_seal(wave=wave, user=None, now=NOW)
    start = time.perf_counter()
    seal_wave(job, now=NOW)
    seconds = time.perf_counter() - start
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.reason
    return Sealing(ballots, seconds, peak_megabytes())
