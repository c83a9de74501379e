"""A logo as an answer, which may do nothing even where it is opened as a page of its own."""

from django.http import HttpResponse

from organisations.models import Logo


def handed_out(logo: Logo) -> HttpResponse:
    """Answer with a logo."""
    response = HttpResponse(bytes(logo.content), content_type=logo.media_type)
    name = f"logo.{logo.get_media_type_display().lower()}"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
