"""One change of a client at a time."""

from organisations.models import Organisation


def one_at_a_time(organisation: Organisation) -> None:
    """Wait until nobody else's transaction changes what belongs to the organisation.

    Whoever also holds a wave takes the turn first. A row that only points to the organisation,
    as everybody's who leaves the list by themselves, does not wait for it.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
