"""What can be done with clients, their rosters and their users."""

from organisations.services.accounts import add_account, change_account, remove_account
from organisations.services.clients import (
    arrange_attributes,
    change_organisation,
    create_organisation,
    remove_attribute,
)
from organisations.services.customer_files import (
    confirm_customer_file,
    discard_customer_file,
    read_customer_file,
    remove_customer_file,
    take_in_customer_file,
    upload_customer_file,
)
from organisations.services.departments import (
    add_department,
    import_departments,
    merge_department,
    move_department,
    remove_department,
    rename_department,
)
from organisations.services.imports import (
    confirm_roster,
    discard_roster,
    import_roster,
    preview_roster_again,
    read_roster_file,
    upload_roster,
)
from organisations.services.looks import change_firm, change_look
from organisations.services.members import (
    add_consultant,
    add_member,
    change_password,
    change_user,
    end_own_sessions,
    end_sessions,
    invite_again,
    remove_member,
)
from organisations.services.people import (
    PersonValues,
    add_person,
    change_person,
    restore_person,
)

__all__ = [
    "PersonValues",
    "add_account",
    "add_consultant",
    "add_department",
    "add_member",
    "add_person",
    "arrange_attributes",
    "change_account",
    "change_firm",
    "change_look",
    "change_organisation",
    "change_password",
    "change_person",
    "change_user",
    "confirm_customer_file",
    "confirm_roster",
    "create_organisation",
    "discard_customer_file",
    "discard_roster",
    "end_own_sessions",
    "end_sessions",
    "import_departments",
    "import_roster",
    "invite_again",
    "merge_department",
    "move_department",
    "preview_roster_again",
    "read_customer_file",
    "read_roster_file",
    "remove_account",
    "remove_attribute",
    "remove_customer_file",
    "remove_department",
    "remove_member",
    "rename_department",
    "restore_person",
    "take_in_customer_file",
    "upload_customer_file",
    "upload_roster",
]
