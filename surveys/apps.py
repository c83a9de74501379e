"""The surveys app."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Collecting: assessments, waves, invitations, drafts, ballots, responses."""

    name = "surveys"

    def ready(self) -> None:
        """Listen to what other rooms tell."""
        from surveys.people import leaving, renewing  # noqa: F401
