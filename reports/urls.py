"""Addresses of this app."""

from django.urls import include, path

from reports import downloads, seal_pages, views
from reports.editions import pages as edition_pages
from reports.editions import release_pages
from reports.findings import pages as findings_pages
from reports.plans import pages as plan_pages
from reports.portfolio import pages as portfolio_pages
from reports.summary import pages as summary_pages
from reports.workbook import file_pages
from reports.workbook import pages as workbook_pages

app_name = "reports"
edition = [
    path("targets/", edition_pages.edition_targets, name="edition_targets"),
    path("commentary/", edition_pages.edition_commentary, name="edition_commentary"),
    path("priorities/", edition_pages.edition_priorities, name="edition_priorities"),
    path("comparison/", edition_pages.edition_comparison, name="edition_comparison"),
    path("customers/", edition_pages.edition_customers, name="edition_customers"),
    path("people/", edition_pages.edition_people, name="edition_people"),
]
findings = [
    path("", findings_pages.overview, name="findings"),
    path("charts/<slug:name>.svg", findings_pages.chart, name="chart"),
    path("<slug:code>/", findings_pages.chapter, name="findings_chapter"),
]
summary = [
    path("", summary_pages.summary, name="summary"),
    path("preview/", summary_pages.summary_preview, name="summary_preview"),
    path("colour.css", summary_pages.summary_colour, name="summary_colour"),
    path("logo/", summary_pages.summary_logo, name="summary_logo"),
    path("publish/", summary_pages.summary_publish, name="summary_publish"),
    path("progress/", summary_pages.summary_progress, name="summary_progress"),
]
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
        file_pages.file_add,
        name="evidence_add",
    ),
    path(
        "waves/<uuid:pk>/workbook/<slug:part>/<slug:code>/",
        workbook_pages.section,
        name="workbook_section",
    ),
    path("evidence/<uuid:pk>/", file_pages.file_download, name="evidence_download"),
    path("evidence/<uuid:pk>/remove/", file_pages.file_remove, name="evidence_remove"),
    path("waves/<uuid:pk>/seal/", seal_pages.seal, name="seal"),
    path("waves/<uuid:pk>/seal/progress/", seal_pages.seal_progress, name="seal_progress"),
    path("waves/<uuid:pk>/result/", views.result_detail, name="result_detail"),
    path("waves/<uuid:pk>/findings/", include(findings)),
    path("waves/<uuid:pk>/salvage/", portfolio_pages.salvage, name="salvage"),
    path("waves/<uuid:pk>/comments/", views.comments, name="comments"),
    path("waves/<uuid:pk>/edition/", include(edition)),
    path("organisations/<uuid:pk>/plan/", plan_pages.board, name="plan"),
    path("waves/<uuid:pk>/summary/", include(summary)),
    path("organisations/<uuid:pk>/plan/actions/", plan_pages.action_add, name="plan_add"),
    path("organisations/<uuid:pk>/plan/proposals/", plan_pages.proposal_take, name="plan_take"),
    path("plan/<uuid:pk>/", plan_pages.action_change, name="planned_action"),
    path("plan/<uuid:pk>/state/", plan_pages.action_state, name="planned_action_state"),
    path("waves/<uuid:pk>/draft/", views.draft_create, name="draft_create"),
    path("waves/<uuid:pk>/release/", release_pages.edition_release, name="edition_release"),
    path("editions/<uuid:pk>/", release_pages.edition_detail, name="edition_detail"),
    path("editions/<uuid:pk>/result.json", downloads.edition_file, name="edition_file"),
    path("schemas/<slug:name>.json", downloads.schema, name="schema"),
    path("editions/<uuid:pk>/report/", views.report_create, name="report_create"),
    path("editions/<uuid:pk>/withdraw/", release_pages.edition_withdraw, name="edition_withdraw"),
    path("editions/<uuid:pk>/letters/retry/", release_pages.letters_retry, name="letters_retry"),
    path("reports/<uuid:pk>/progress/", views.report_progress, name="report_progress"),
    path("reports/<uuid:pk>/cancel/", views.report_cancel, name="report_cancel"),
    path("reports/<uuid:pk>/retry/", views.report_retry, name="report_retry"),
    path("reports/<uuid:pk>/report.pdf", views.report_download, name="report_download"),
]
