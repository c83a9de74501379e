"""The tests of this app measure with a small model of an organisation's own."""

import pytest

from maturity.framework import Framework
from tests.world import World, build_world


@pytest.fixture
def world(db: None, workshop: Framework) -> World:
    """A client with a roster, and four people who know it differently."""
    return build_world(workshop)


@pytest.fixture
def shared_world(transactional_db: None, workshop: Framework) -> World:
    """The same, committed, so that other processes see it."""
    return build_world(workshop)
