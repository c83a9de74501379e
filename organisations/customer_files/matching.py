"""Which account of a client's list a file means, by the client's own id of it or by its name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.spreadsheets import Fault


class NoAccount(Exception):
    """No account can be meant; the arguments are the field to blame and why."""


class Known:
    """The accounts of a client, by everything a file may call them."""

    def __init__(self, organisation: Organisation) -> None:
        self.names: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        self.by_key: dict[str, str] = {}
        self.by_name: dict[str, str] = {}
        self.by_folded: defaultdict[str, list[str]] = defaultdict(list)
        rows = organisation.accounts.order_by("name").values_list("pk", "name", "external_key")
        for pk, name, key in rows:
            self.names[str(pk)] = name
            self.by_name[name] = str(pk)
            self.by_folded[name.casefold()].append(str(pk))
            if key:
                self.keys[str(pk)] = key
                self.by_key[key] = str(pk)

    def named(self, name: str) -> str | None:
        """Return the id of the account of this name, in large or small letters; None if none.

        Raises NoAccount where several differ in nothing but that.
        """
        found = self.by_folded.get(name.casefold(), [])
        if name in self.by_name or len(found) < 2:
            return self.by_name.get(name) or next(iter(found), None)
        message = _("The list has %(names)s. Write the one you mean as it stands there.")
        listed = ", ".join(f"“{self.names[pk]}”" for pk in found)
        raise NoAccount("name", message % {"names": listed})

    def find(self, key: str, name: str) -> str | None:
        """Return the id of the account that a key, a name or both mean; None if it is not there.

        Raises NoAccount where they contradict each other or the list.
        """
        by_key = self.by_key.get(key) if key else None
        by_name = self.named(name) if name else None
        if by_key and by_name and by_key != by_name:
            message = _("On the list this id belongs to “%(one)s”, and “%(other)s” is another.")
            values = {"one": self.names[by_key], "other": self.names[by_name]}
            raise NoAccount("external_key", message % values)
        if key and by_name and not by_key and by_name in self.keys:
            message = _("On the list “%(name)s” has the id %(key)s. Correct the one or the other.")
            values = {"name": self.names[by_name], "key": self.keys[by_name]}
            raise NoAccount("external_key", message % values)
        return by_key or by_name

    def mentioned(self, text: str) -> str:
        """Return the id of the account that one text means, be it an id or a name.

        Raises NoAccount.
        """
        by_key, by_name = self.by_key.get(text), self.named(text)
        if by_key and by_name and by_key != by_name:
            message = _("“%(text)s” is the id of “%(one)s” and the name of another account.")
            raise NoAccount("account", message % {"text": text, "one": self.names[by_key]})
        if found := by_key or by_name:
            return found
        message = _(
            "There is no account “%(text)s” on the list. Write its id or name as it stands there, "
            "add the account, or clear the cell."
        )
        raise NoAccount("account", message % {"text": text})


@dataclass
class Matched:
    """What the rows of an account file mean: the id of each one's account, "" of a new one.

    ``linked`` is {account: the id it has in the client's own system, new to the list}, and
    ``renamed`` are the places of rows that call an account otherwise than the list does.
    """

    accounts: list[str] = field(default_factory=list)
    linked: dict[str, str] = field(default_factory=dict)
    renamed: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def new(self) -> list[int]:
        """The places of rows whose account is not on the list."""
        return [place for place, account in enumerate(self.accounts) if not account]


def match_accounts(
    known: Known,
    numbers: Sequence[int],
    keys: Sequence[str],
    names: Sequence[str],
    *,
    adds: bool,
    titles: Mapping[str, str],
) -> Matched:
    """Find the account of every row; ``titles`` are those of the columns, for faults.

    Without ``adds`` an account that is not on the list is a fault, with it one without a name.
    """
    matched = Matched()
    rows: dict[str, int] = {}
    for place, (number, key, name) in enumerate(zip(numbers, keys, names, strict=True)):
        account = ""
        try:
            account = known.find(key, name) or ""
            if not account:
                _check_new(key, name, adds)
            elif (earlier := rows.setdefault(account, number)) != number:
                message = _("Row %(row)d is the same account, “%(name)s”. Keep one of the two.")
                values = {"row": earlier, "name": known.names[account]}
                raise NoAccount("external_key" if key else "name", message % values)
        except NoAccount as none:
            blamed, message = none.args
            title = titles.get(blamed) or next(iter(titles.values()))
            matched.faults.append(Fault(number, title, message))
        matched.accounts.append(account)
        if account and key and account not in known.keys:
            matched.linked[account] = key
        if account and name and name != known.names[account]:
            matched.renamed.append(place)
    return matched


def _check_new(key: str, name: str, adds: bool) -> None:
    """Raise NoAccount unless an account that is not on the list may be added to it."""
    if not adds:
        message = _(
            "“%(text)s” is not on the client's list of accounts. Correct it, add the account, or "
            "upload the file again and let missing accounts be added."
        )
        raise NoAccount("name" if name else "external_key", message % {"text": name or key})
    if not name:
        message = _("The account %(key)s is not on the list. To be added, it needs a name.")
        raise NoAccount("external_key", message % {"key": key})
