"""The organisations app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who: firms, client organisations, people and who may see what."""

    name = "organisations"
