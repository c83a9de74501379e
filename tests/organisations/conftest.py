"""What the tests of clients and rosters share."""

import pytest
from django.test import Client

from tests.world import World


@pytest.fixture
def client(world: World) -> Client:
    """The consultant's browser."""
    return world.client(world.consultant)
