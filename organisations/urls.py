"""Addresses of this app."""

from django.urls import path

from organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.organisation_list, name="organisation_list"),
    path("new/", views.organisation_create, name="organisation_create"),
    path("<uuid:pk>/roster/", views.roster, name="roster"),
    path("<uuid:pk>/roster/import/", views.roster_import, name="roster_import"),
    path("roster/<uuid:pk>/", views.roster_preview, name="roster_preview"),
    path("<uuid:pk>/roster/<uuid:person>/restore/", views.person_restore, name="person_restore"),
    path("<uuid:pk>/attributes/", views.attributes, name="attributes"),
    path(
        "<uuid:pk>/attributes/<uuid:attribute>/remove/",
        views.attribute_remove,
        name="attribute_remove",
    ),
    path("<uuid:pk>/settings/", views.settings, name="settings"),
    path("<uuid:pk>/members/", views.members, name="members"),
    path("<uuid:pk>/members/<uuid:member>/remove/", views.member_remove, name="member_remove"),
]
