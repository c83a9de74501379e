"""The form in which an edition's part on customers is written."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from maturity.figures import AccountItems, ComplaintItems
from maturity.portfolio import LIMITS, Cuts
from maturity.portfolio.inputs import CUT_NAMES
from maturity.result import Document
from organisations.customer_files.amounts import NotAnAmount, amount, is_unclear, why_unclear
from organisations.customer_files.currencies import CURRENCIES
from organisations.models import CustomerFile, CustomerFileKind
from reports.models import Result
from reports.portfolio.joining import are_answers_kept, items_asked
from reports.portfolio.parts import (
    complaints_part,
    earlier_portfolios,
    pin_earlier,
    portfolio_part,
    register_part,
)
from surveys.framework.own_questions import asked_framework

# The choice of what stands in the edition although its file is gone.
KEPT = "kept"
MOST_CUSTOMERS = 1_000_000_000
CUT_LABELS = {
    "value_share": _("Large buyers are the fewest accounts that make … % of all revenue"),
    "experience": _("An experience is good from … of 5 points on"),
    "fall": _("It has changed if it fell by … points since the earlier wave"),
    "trend": _("Revenue warns if it fell by … %"),
    "potential": _("An account buys under its potential below … % of it"),
    "certainty": _("An account is put into a class that is certain to … %"),
}
IN_PER_CENT = {"value_share", "trend", "potential", "certainty"}
WRITTEN = {"class": "form-control", "autocomplete": "off"}


def file_name(file: CustomerFile) -> str:
    """Return what a file is called where one is chosen: first the day it goes up to."""
    day = date_format(file.until) if file.until else ""
    return str(_("%(day)s: %(name)s") % {"name": file.filename, "day": day})


def wave_name(pinned: Document) -> str:
    """Return what an earlier wave is called where one is chosen."""
    return "{assessment}: {wave}".format(**pinned)


class AmountField(forms.CharField):
    """An amount of money, read as in a file."""

    def to_python(self, value: Any) -> Any:
        """Return the number; None for nothing."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            number = amount(text, below_nothing=str(_("Enter an amount above 0.")))
        except NotAnAmount as none:
            raise forms.ValidationError(str(none)) from None
        if is_unclear(text):
            raise forms.ValidationError(why_unclear(text))
        if not number:
            raise forms.ValidationError(_("Enter an amount above 0."))
        return number


class CurrencyField(forms.CharField):
    """The code of a currency, in letters of any size."""

    def clean(self, value: Any) -> str:
        """Refuse what is no currency."""
        code: str = super().clean(value).strip().upper()
        if code and code not in CURRENCIES:
            raise forms.ValidationError(_("Write the code of three letters, as EUR."))
        return code


class CustomersForm(forms.Form):
    """Which files an edition tells of, where classes are cut, and what the iceberg assumes."""

    file = forms.ChoiceField(
        label=_("Account file"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    earlier = forms.ChoiceField(
        label=_("Beside the portfolio of"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    register = forms.ChoiceField(
        label=_("Complaint register"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    customers = forms.IntegerField(
        label=_("Customers in all"),
        required=False,
        min_value=1,
        max_value=MOST_CUSTOMERS,
        widget=forms.TextInput(attrs={**WRITTEN, "inputmode": "numeric"}),
        error_messages={"invalid": _("Write a whole number in digits alone, as 1200.")},
    )
    revenue_each = AmountField(
        label=_("Revenue of one in a year"),
        required=False,
        widget=forms.TextInput(attrs={**WRITTEN, "inputmode": "decimal"}),
    )
    currency = CurrencyField(
        label=_("Currency"), required=False, widget=forms.TextInput(attrs={**WRITTEN, "size": 4})
    )

    def __init__(self, data: Any, *, result: Result, content: Document, now: datetime) -> None:
        super().__init__(data)
        self.result = result
        self.pinned, self.told = content["portfolio"], content["complaints"]
        framework = asked_framework(result.wave)
        self.items: AccountItems | None = items_asked(framework, result.wave)
        self.complaints: ComplaintItems | None = framework.figures.complaints
        self.are_answers_kept = are_answers_kept(result.wave, now)
        self.has_portfolio = self.items is not None and self.are_answers_kept
        self.has_complaints = bool(
            self.complaints
            and result.content["audiences"].get(self.complaints.audience, {}).get("iceberg")
        )
        if self.has_portfolio:
            self._offer_files(now)
        else:
            del self.fields["file"], self.fields["earlier"]
        if self.has_complaints:
            self._offer_registers()
        else:
            for name in ("register", "customers", "revenue_each", "currency"):
                del self.fields[name]

    def _offer_files(self, now: datetime) -> None:
        """Offer the account files and earlier portfolios, and the cut-points."""
        self.account_files = self._taken(CustomerFileKind.ACCOUNTS)
        found = earlier_portfolios(self.result, now=now)
        self.offered = {str(each.result.pk): each for each in found}
        names = {pk: file_name(file) for pk, file in self.account_files.items()}
        self._offer("file", names, self.pinned.get("file"), _("None: no portfolio"))
        names = {pk: wave_name(pin_earlier(each)) for pk, each in self.offered.items()}
        self._offer("earlier", names, self.pinned.get("earlier"), _("No earlier wave"))
        cuts = vars(Cuts(**self.pinned["cuts"]) if self.pinned else Cuts())
        for name in CUT_NAMES:
            times = 100 if name in IN_PER_CENT else 1
            low, high = (round(limit * times, 2) for limit in LIMITS[name])
            self.fields[name] = forms.DecimalField(
                label=CUT_LABELS[name],
                initial=f"{round(cuts[name] * times, 4):g}",
                min_value=low,
                max_value=high,
                max_digits=6,
                decimal_places=2,
                widget=forms.TextInput(attrs={**WRITTEN, "inputmode": "decimal"}),
                help_text=_("%(low)s to %(high)s") % {"low": f"{low:g}", "high": f"{high:g}"},
            )

    def _offer_registers(self) -> None:
        """Offer the registers, and what was assumed before."""
        self.registers = self._taken(CustomerFileKind.COMPLAINTS)
        names = {pk: file_name(file) for pk, file in self.registers.items()}
        chosen = (self.told.get("register") or {}).get("file")
        self._offer("register", names, chosen, _("None"))
        for name in ("customers", "currency"):
            self.fields[name].initial = self.told.get(name)
        each = self.told.get("revenue_each")
        self.fields["revenue_each"].initial = f"{each:.2f}".removesuffix(".00") if each else ""

    def _taken(self, kind: str) -> dict[str, CustomerFile]:
        organisation = self.result.wave.assessment.organisation
        files = CustomerFile.objects.taken(organisation, kind).defer("content", "preview")
        return {str(file.pk): file for file in files}

    def _offer(self, name: str, names: dict[str, str], pinned: Document | None, none: Any) -> None:
        """Offer what there is by id, and what was chosen before though it be gone."""
        choices = [("", none), *names.items()]
        if pinned:
            chosen = pinned.get("id") or pinned["result_id"]
            self.fields[name].initial = chosen if chosen in names else KEPT
            if chosen not in names:
                gone = _("%(name)s, which is not kept any more: its figures stay")
                choices.append((KEPT, gone % {"name": pinned.get("filename") or wave_name(pinned)}))
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def cut_fields(self) -> list[forms.BoundField]:
        """The fields of the cut-points, in their order."""
        return [self[name] for name in CUT_NAMES if name in self.fields]

    @property
    def cuts(self) -> Cuts:
        """Where classes are cut, of a valid form."""
        return Cuts(
            **{
                name: round(float(self.cleaned_data[name]) / (100 if name in IN_PER_CENT else 1), 6)
                for name in CUT_NAMES
            }
        )

    def clean(self) -> dict[str, Any]:
        """Refuse what is half said, and cut-points of a portfolio that cannot be made anew."""
        given = self.cleaned_data
        if given.get("revenue_each"):
            if not given.get("customers") and "customers" not in self.errors:
                self.add_error("customers", _("Enter how many customers there are, too."))
            if not given.get("currency") and "currency" not in self.errors:
                self.add_error("currency", _("Enter the currency, as EUR."))
        if self.has_portfolio and not self.errors and not self._stays():
            for name in ("file", "earlier"):
                if given[name] == KEPT:
                    message = _("This is not kept any more, so nothing can be computed from it.")
                    self.add_error(name, message)
        return given

    def _stays(self) -> bool:
        """Whether a valid form says of the portfolio what the edition does."""
        given, pinned = self.cleaned_data, self.pinned
        if not pinned:
            return not given["file"]
        earlier = self.offered.get(given["earlier"])
        same_wave = (
            given["earlier"] == KEPT or (earlier and pin_earlier(earlier)) == (pinned["earlier"])
        )
        same_file = given["file"] in (KEPT, pinned["file"]["id"])
        return same_file and same_wave and vars(self.cuts) == pinned["cuts"]

    @property
    def values(self) -> Document:
        """What the edition keeps, of a valid form; computes it."""
        values: Document = {}
        if self.has_portfolio:
            values["portfolio"] = self._portfolio()
        if self.has_complaints:
            values["complaints"] = self._complaints()
        return values

    def _portfolio(self) -> Document:
        chosen, earlier = self.cleaned_data["file"], self.cleaned_data["earlier"]
        if self._stays():
            # As it was computed, though answers or files it was computed from be gone.
            return dict(self.pinned)
        if not chosen:
            return {}
        return portfolio_part(
            self.result,
            file=self.account_files[chosen],
            cuts=self.cuts,
            earlier=self.offered.get(earlier),
        )

    def _complaints(self) -> Document:
        given = self.cleaned_data
        register = self.told.get("register") if given["register"] == KEPT else None
        if file := self.registers.get(given["register"]):
            register = register_part(file)
        return complaints_part(
            customers=given["customers"],
            revenue_each=given["revenue_each"],
            currency=given["currency"],
            register=register,
        )
