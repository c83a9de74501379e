"""Pages about looks: of a client, of one's own firm, and the logos and colours themselves."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from organisations import services
from organisations.access import Level, logo_for, organisation_for, signed_in_user
from organisations.colours import is_colour
from organisations.logos.serving import handed_out
from organisations.look_forms import FirmForm, LogoForm, LookForm
from organisations.models import Firm, Organisation

YEAR = 365 * 24 * 60 * 60


@login_required
def look(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A client's colours and logo, with the head of the report's cover as it will be."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    # Of its own, because a form that is refused leaves the wrong values in its object.
    instance = Organisation.objects.get(pk=organisation.pk)
    form = LookForm(request.POST or None, request.FILES or None, instance=instance)
    if request.method == "POST" and form.is_valid():
        services.change_look(organisation=organisation, now=timezone.now(), **form.cleaned_data)
        _say_saved(request, form)
        return redirect("organisations:look", organisation.pk)
    context = _cover(form, organisation.firm, organisation)
    return render(request, "organisations/look.html", context)


@login_required
@require_safe
def look_preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """That head in colours that are only thought of."""
    organisation = organisation_for(request, pk, Level.CONSULT)
    form = LookForm(request.GET, instance=Organisation.objects.get(pk=organisation.pk))
    context = _cover(form, organisation.firm, organisation)
    return render(request, "organisations/_look_preview.html", context)


@login_required
def firm(request: HttpRequest) -> HttpResponse:
    """The name, colours and logo of the firm one belongs to."""
    own = _own_firm(request)
    form = FirmForm(
        request.POST or None, request.FILES or None, instance=Firm.objects.get(pk=own.pk)
    )
    if request.method == "POST" and form.is_valid():
        services.change_firm(firm=own, now=timezone.now(), **form.cleaned_data)
        _say_saved(request, form)
        return redirect("organisations:firm")
    return render(request, "organisations/firm.html", _cover(form, own))


@login_required
@require_safe
def firm_preview(request: HttpRequest) -> HttpResponse:
    """The firm on a cover and its comment, in colours that are only thought of."""
    own = _own_firm(request)
    form = FirmForm({"name": own.name, **request.GET.dict()}, instance=Firm.objects.get(pk=own.pk))
    return render(request, "organisations/_look_preview.html", _cover(form, own))


@login_required
@require_safe
@cache_control(private=True, max_age=YEAR, immutable=True)
def colours(request: HttpRequest) -> HttpResponse:
    """The colours an address names, as a style sheet, because the policy allows no others."""
    given = [
        f"--{name}: {value};"
        for name in ("first", "second", "firm", "firm-second")
        if is_colour(value := request.GET.get(name, ""))
    ]
    return HttpResponse(f":root {{ {' '.join(given)} }}\n", content_type="text/css")


@login_required
@require_safe
@cache_control(private=True, max_age=YEAR, immutable=True)
def logo(request: HttpRequest, sha256: str) -> HttpResponse:
    """A logo."""
    return handed_out(logo_for(request, sha256))


def _own_firm(request: HttpRequest) -> Firm:
    own = signed_in_user(request).firm
    if own is None:
        raise PermissionDenied
    return own


def _say_saved(request: HttpRequest, form: LogoForm) -> None:
    """Say that it is saved, and what was left out of a logo."""
    messages.success(request, _("The look is saved. Reports made from now on have it."))
    cleaned = form.cleaned_data["logo"]
    if cleaned and cleaned.left_out:
        messages.warning(
            request,
            _("Left out of the logo, because it may not hold that: %(names)s. Look at it below.")
            % {"names": ", ".join(cleaned.left_out)},
        )


def _cover(form: LogoForm, firm: Firm, client: Organisation | None = None) -> dict[str, object]:
    """Return what the head of a cover shows: a form's colours where they may be, else the kept."""
    faults = [fault for name in ("colour", "second_colour") for fault in form.errors.get(name, ())]
    sent = form.cleaned_data if form.is_bound else {}
    chosen = sent.get("colour"), sent.get("second_colour")
    colours = {
        **_colours(("first", "second"), client, chosen if client else (None, None)),
        **_colours(("firm_colour", "firm_second"), firm, (None, None) if client else chosen),
    }
    return {"organisation": client, "firm": firm, "form": form, "faults": faults, **colours}


def _colours(
    names: tuple[str, str], thing: Organisation | Firm | None, chosen: tuple[str | None, str | None]
) -> dict[str, str]:
    """Return two colours by name: those chosen, else those there are, "" where there is nothing."""
    kept = (thing.colour, thing.second_colour) if thing else ("", "")
    return {name: new or old for name, new, old in zip(names, chosen, kept, strict=True)}
