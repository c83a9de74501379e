"""What the file in force says of one account."""

from typing import Any

from organisations.models import Account, CustomerFile, CustomerFileKind

COLUMNS = {
    "revenue": "revenue",
    "revenue_last": "revenue_last",
    "potential": "potential",
    "segment": "segments",
    "cost_to_serve": "cost_to_serve",
}


def figures_of(account: Account) -> dict[str, Any] | None:
    """Return an account's figures, with their "currency" and "file"; None if there are none."""
    file = CustomerFile.objects.in_force(account.organisation, CustomerFileKind.ACCOUNTS)
    content = file.content if file else None
    if content is None or str(account.pk) not in content["accounts"]:
        return None
    place = content["accounts"].index(str(account.pk))
    found = {name: content[column][place] for name, column in COLUMNS.items()}
    return {**found, "currency": content["currency"], "file": file}
