"""The surveys app."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Collecting: assessments, waves, invitations, drafts, ballots, responses."""

    name = "surveys"
