"""Wiring only: settings, addresses, the worker, and everything on one machine."""

import gc

from config.celery import app as celery_app

__all__ = ["celery_app"]

# A roster or a wave in memory is a million objects that hang together in no circle. At Python's
# own threshold of 700 looking for circles among them takes a third of the time of an import.
gc.set_threshold(10_000)
