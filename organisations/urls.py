"""Addresses of this app."""

from django.urls import path

from organisations import (
    customer_pages,
    department_pages,
    import_pages,
    look_pages,
    member_pages,
    people_pages,
    record_pages,
    views,
)

app_name = "organisations"
urlpatterns = [
    path("", views.organisation_list, name="organisation_list"),
    path("new/", views.organisation_create, name="organisation_create"),
    path("<uuid:pk>/roster/", people_pages.roster, name="roster"),
    path("<uuid:pk>/roster/gone/", people_pages.gone, name="gone"),
    path("<uuid:pk>/roster/import/", import_pages.roster_import, name="roster_import"),
    path("roster/<uuid:pk>/", import_pages.roster_preview, name="roster_preview"),
    path("roster/<uuid:pk>/progress/", import_pages.roster_progress, name="roster_progress"),
    path("roster/<uuid:pk>/discard/", import_pages.roster_discard, name="roster_discard"),
    path(
        "<uuid:pk>/roster/<uuid:person>/restore/",
        people_pages.person_restore,
        name="person_restore",
    ),
    path("<uuid:pk>/accounts/", people_pages.accounts, name="accounts"),
    path("<uuid:pk>/accounts/<uuid:account>/", people_pages.account, name="account"),
    path(
        "<uuid:pk>/accounts/<uuid:account>/remove/",
        people_pages.account_remove,
        name="account_remove",
    ),
    path("<uuid:pk>/customers/", customer_pages.customer_files, name="customer_files"),
    path(
        "<uuid:pk>/customers/<str:kind>/import/",
        customer_pages.customer_file_import,
        name="customer_file_import",
    ),
    path("customers/<uuid:pk>/", customer_pages.customer_file, name="customer_file"),
    path(
        "customers/<uuid:pk>/progress/",
        customer_pages.customer_file_progress,
        name="customer_file_progress",
    ),
    path(
        "customers/<uuid:pk>/discard/",
        customer_pages.customer_file_discard,
        name="customer_file_discard",
    ),
    path(
        "customers/<uuid:pk>/remove/",
        customer_pages.customer_file_remove,
        name="customer_file_remove",
    ),
    path("<uuid:pk>/departments/", department_pages.departments, name="departments"),
    path(
        "<uuid:pk>/departments/import/",
        department_pages.departments_import,
        name="departments_import",
    ),
    path(
        "<uuid:pk>/departments/write/", department_pages.departments_write, name="departments_write"
    ),
    path(
        "<uuid:pk>/departments/<uuid:department>/", department_pages.department, name="department"
    ),
    path("<uuid:pk>/attributes/", views.attributes, name="attributes"),
    path(
        "<uuid:pk>/attributes/<uuid:attribute>/remove/",
        views.attribute_remove,
        name="attribute_remove",
    ),
    path("<uuid:pk>/settings/", views.settings, name="settings"),
    path("<uuid:pk>/look/", look_pages.look, name="look"),
    path("<uuid:pk>/look/preview/", look_pages.look_preview, name="look_preview"),
    path("firm/", look_pages.firm, name="firm"),
    path("firm/preview/", look_pages.firm_preview, name="firm_preview"),
    path("colours.css", look_pages.colours, name="colours"),
    path("logos/<slug:sha256>/", look_pages.logo, name="logo"),
    path("<uuid:pk>/members/", member_pages.members, name="members"),
    path("<uuid:pk>/members/<uuid:member>/", member_pages.member, name="member"),
    path(
        "<uuid:pk>/members/<uuid:member>/remove/", member_pages.member_remove, name="member_remove"
    ),
    path(
        "<uuid:pk>/members/<uuid:member>/invite/", member_pages.member_invite, name="member_invite"
    ),
    path(
        "<uuid:pk>/members/<uuid:member>/sign-out/",
        member_pages.member_sign_out,
        name="member_sign_out",
    ),
    path("<uuid:pk>/records/", record_pages.records, name="records"),
]
