"""Addresses of this app."""

from django.urls import path

from reports import evidence_pages, seal_pages, views, workbook_pages
from reports.editions import pages, release_pages

app_name = "reports"
urlpatterns = [
    path("reports/", views.report_list, name="report_list"),
    path("waves/<uuid:pk>/workbook/", workbook_pages.overview, name="workbook"),
    path(
        "waves/<uuid:pk>/workbook/entries/<slug:item>/",
        workbook_pages.entry,
        name="workbook_entry",
    ),
    path(
        "waves/<uuid:pk>/workbook/entries/<slug:item>/files/",
        evidence_pages.file_add,
        name="evidence_add",
    ),
    path(
        "waves/<uuid:pk>/workbook/<slug:part>/<slug:code>/",
        workbook_pages.section,
        name="workbook_section",
    ),
    path("evidence/<uuid:pk>/", evidence_pages.file_download, name="evidence_download"),
    path("evidence/<uuid:pk>/remove/", evidence_pages.file_remove, name="evidence_remove"),
    path("waves/<uuid:pk>/seal/", seal_pages.seal, name="seal"),
    path("waves/<uuid:pk>/seal/progress/", seal_pages.seal_progress, name="seal_progress"),
    path("waves/<uuid:pk>/result/", views.result_detail, name="result_detail"),
    path("waves/<uuid:pk>/comments/", views.comments, name="comments"),
    path("waves/<uuid:pk>/edition/targets/", pages.edition_targets, name="edition_targets"),
    path(
        "waves/<uuid:pk>/edition/commentary/", pages.edition_commentary, name="edition_commentary"
    ),
    path(
        "waves/<uuid:pk>/edition/priorities/", pages.edition_priorities, name="edition_priorities"
    ),
    path("waves/<uuid:pk>/edition/actions/", pages.edition_actions, name="edition_actions"),
    path(
        "waves/<uuid:pk>/edition/comparison/", pages.edition_comparison, name="edition_comparison"
    ),
    path("waves/<uuid:pk>/draft/", views.draft_create, name="draft_create"),
    path("waves/<uuid:pk>/release/", release_pages.edition_release, name="edition_release"),
    path("editions/<uuid:pk>/", release_pages.edition_detail, name="edition_detail"),
    path("editions/<uuid:pk>/report/", views.report_create, name="report_create"),
    path("editions/<uuid:pk>/withdraw/", release_pages.edition_withdraw, name="edition_withdraw"),
    path("editions/<uuid:pk>/letters/retry/", release_pages.letters_retry, name="letters_retry"),
    path("reports/<uuid:pk>/progress/", views.report_progress, name="report_progress"),
    path("reports/<uuid:pk>/retry/", views.report_retry, name="report_retry"),
    path("reports/<uuid:pk>/report.pdf", views.report_download, name="report_download"),
]
