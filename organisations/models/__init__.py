"""Who: firms of consultants, their clients, the people on a client's roster, and the users."""

from organisations.models.clients import (
    DEFAULT_MONTHS_KEPT,
    MOST_MONTHS_KEPT,
    Membership,
    Organisation,
    validate_time_zone,
)
from organisations.models.customer_files import CustomerFile, CustomerFileKind
from organisations.models.imports import FileImport, RosterImport
from organisations.models.logos import Logo
from organisations.models.names import one_line
from organisations.models.people import (
    MOST_ATTRIBUTE_VALUES,
    MOST_ATTRIBUTES,
    PATH_SEPARATOR,
    Account,
    Attribute,
    Audience,
    MailStop,
    Person,
    PersonQuerySet,
    Unit,
)
from organisations.models.records import Record, RecordIsFinal
from organisations.models.users import Firm, SignInLetter, Theme, User, UserManager

__all__ = [
    "DEFAULT_MONTHS_KEPT",
    "MOST_ATTRIBUTES",
    "MOST_ATTRIBUTE_VALUES",
    "MOST_MONTHS_KEPT",
    "PATH_SEPARATOR",
    "Account",
    "Attribute",
    "Audience",
    "CustomerFile",
    "CustomerFileKind",
    "FileImport",
    "Firm",
    "Logo",
    "MailStop",
    "Membership",
    "Organisation",
    "Person",
    "PersonQuerySet",
    "Record",
    "RecordIsFinal",
    "RosterImport",
    "SignInLetter",
    "Theme",
    "Unit",
    "User",
    "UserManager",
    "one_line",
    "validate_time_zone",
]
