"""Makes the core known to Django, which it does not use itself."""

from django.apps import AppConfig


class MaturityConfig(AppConfig):
    """The model and its arithmetic."""

    name = "maturity"
