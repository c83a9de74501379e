"""Bells of this app."""

import uuid

from celery import shared_task
from django.utils import timezone

from organisations import roster_changes, welcome
from organisations.models import User


@shared_task
def send_sign_in_link(user_id: str) -> None:
    """Mail someone the link by which they choose a password."""
    user = User.objects.filter(pk=uuid.UUID(user_id), is_active=True).first()
    if user is not None:
        welcome.send_sign_in_link(user)


@shared_task
def forget_unconfirmed_rosters() -> None:
    """Delete roster files nobody confirmed within a day."""
    roster_changes.forget_unconfirmed(now=timezone.now())
