"""Addresses of the consultant's pages."""

from django.urls import path

from surveys import papers, views
from surveys.mail import letter_pages, webhooks
from surveys.mail import pages as mail_pages
from surveys.people import pages as person_pages
from surveys.setup import group_pages, pulse_pages, question_pages
from surveys.setup import pages as setup_pages

app_name = "surveys"
urlpatterns = [
    path("organisations/<uuid:pk>/", views.organisation_detail, name="organisation_detail"),
    path("organisations/<uuid:pk>/waves/", views.waves, name="waves"),
    path(
        "organisations/<uuid:pk>/roster/<uuid:person>/remove/",
        views.person_remove,
        name="person_remove",
    ),
    path("organisations/<uuid:pk>/people/new/", person_pages.person_create, name="person_create"),
    path("organisations/<uuid:pk>/people/<uuid:person>/", person_pages.person, name="person"),
    path(
        "organisations/<uuid:pk>/people/<uuid:person>/ask/<uuid:wave>/",
        person_pages.person_ask,
        name="person_ask",
    ),
    path(
        "organisations/<uuid:pk>/people/<uuid:person>/held.json",
        papers.person_held,
        name="person_held",
    ),
    path("organisations/<uuid:pk>/assess/", views.assessment_create, name="assessment_create"),
    path("assessments/<uuid:pk>/targets/", views.targets, name="targets"),
    path("assessments/<uuid:pk>/wave/", views.wave_create, name="wave_create"),
    path("waves/<uuid:pk>/", views.wave_detail, name="wave_detail"),
    path("waves/<uuid:pk>/pulse/", pulse_pages.pulse_create, name="pulse_create"),
    path("waves/<uuid:pk>/setup/asked/", setup_pages.setup_asked, name="setup_asked"),
    path("waves/<uuid:pk>/setup/minutes/", setup_pages.setup_minutes, name="setup_minutes"),
    path("waves/<uuid:pk>/setup/targets/", setup_pages.setup_targets, name="setup_targets"),
    path("waves/<uuid:pk>/setup/groups/", setup_pages.setup_groups, name="setup_groups"),
    path("waves/<uuid:pk>/setup/dates/", setup_pages.setup_dates, name="setup_dates"),
    path("waves/<uuid:pk>/questions/", question_pages.own_questions, name="own_questions"),
    path(
        "waves/<uuid:pk>/questions/<uuid:question>/remove/",
        question_pages.own_question_remove,
        name="own_question_remove",
    ),
    path("waves/<uuid:pk>/groups/", group_pages.groups, name="groups"),
    path("waves/<uuid:pk>/letters/", letter_pages.letters, name="letters"),
    path("waves/<uuid:pk>/letters/<str:audience>/<str:kind>/", letter_pages.letter, name="letter"),
    path(
        "waves/<uuid:pk>/letters/<str:audience>/<str:kind>/reset/",
        letter_pages.letter_reset,
        name="letter_reset",
    ),
    path("waves/<uuid:pk>/sheet/", papers.sheet, name="sheet"),
    path("waves/<uuid:pk>/progress/", mail_pages.wave_progress, name="wave_progress"),
    path("waves/<uuid:pk>/open/", views.wave_open, name="wave_open"),
    path("waves/<uuid:pk>/invite/", mail_pages.wave_invite, name="wave_invite"),
    path("waves/<uuid:pk>/invite/again/", mail_pages.wave_resend, name="wave_resend"),
    path("waves/<uuid:pk>/remind/", mail_pages.wave_remind, name="wave_remind"),
    path("waves/<uuid:pk>/extend/", views.wave_extend, name="wave_extend"),
    path("mail-events/<slug:provider>/", webhooks.mail_events, name="mail_events"),
    path("waves/<uuid:pk>/close/", views.wave_close, name="wave_close"),
    path("waves/<uuid:pk>/reopen/", views.wave_reopen, name="wave_reopen"),
]
