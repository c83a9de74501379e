"""Wiring only: settings, addresses, the worker, and everything on one machine."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
