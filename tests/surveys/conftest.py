"""The tests of this app measure with a small model of an organisation's own."""

from pathlib import Path
from typing import Any

import pytest

from maturity.framework import Framework
from maturity.loading import load
from tests.world import World, build_world

MODELS = Path(__file__).parent.parent / "data"


@pytest.fixture
def workshop(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Framework:
    """The model, lying where an administrator puts it, for this process and the worker."""
    settings.FRAMEWORKS_DIR = MODELS
    monkeypatch.setenv("FRAMEWORKS_DIR", str(MODELS))
    return load("workshop", root=MODELS)


@pytest.fixture
def world(db: None, workshop: Framework) -> World:
    """A client with a roster, and four people who know it differently."""
    return build_world(workshop)


@pytest.fixture
def shared_world(transactional_db: None, workshop: Framework) -> World:
    """The same, committed, so that other processes see it."""
    return build_world(workshop)
