"""What other rooms may hear of."""

from django.dispatch import Signal

# People have left a client's roster; sent inside the transaction, with ``organisation``. Whatever
# only people on the roster may have, such as a link, is to end now.
people_left = Signal()
# People have got another address; sent inside the transaction, with ``organisation`` and
# ``people``, their ids. What was sent to the old address is to be of no use there any more.
addresses_changed = Signal()
