"""The worker's application; tasks are found in each app's ``tasks`` module."""

import os
import warnings

from celery import Celery
from celery.exceptions import SecurityWarning

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# In a container root is the only user there is, and messages are never pickled here.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("centricity")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
