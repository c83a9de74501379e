"""Addresses of the consultant's pages."""

from django.urls import path

from surveys import asking, group_pages, papers, views

app_name = "surveys"
urlpatterns = [
    path("organisations/<uuid:pk>/", views.organisation_detail, name="organisation_detail"),
    path(
        "organisations/<uuid:pk>/roster/<uuid:person>/remove/",
        views.person_remove,
        name="person_remove",
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
    path("waves/<uuid:pk>/questions/", asking.own_questions, name="own_questions"),
    path(
        "waves/<uuid:pk>/questions/<uuid:question>/remove/",
        asking.own_question_remove,
        name="own_question_remove",
    ),
    path("waves/<uuid:pk>/groups/", group_pages.groups, name="groups"),
    path("waves/<uuid:pk>/sheet/", papers.sheet, name="sheet"),
    path("waves/<uuid:pk>/progress/", views.wave_progress, name="wave_progress"),
    path("waves/<uuid:pk>/open/", views.wave_open, name="wave_open"),
    path("waves/<uuid:pk>/invite/", views.wave_invite, name="wave_invite"),
    path("waves/<uuid:pk>/close/", views.wave_close, name="wave_close"),
    path("waves/<uuid:pk>/reopen/", views.wave_reopen, name="wave_reopen"),
]
