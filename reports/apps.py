"""The reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Telling: sealing, results, editions and the files made from them."""

    name = "reports"
