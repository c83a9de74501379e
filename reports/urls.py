"""Addresses of this app."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("reports/", views.report_list, name="report_list"),
    path("waves/<uuid:pk>/roadmap/", views.roadmap, name="roadmap"),
    path("waves/<uuid:pk>/seal/", views.seal, name="seal"),
    path("waves/<uuid:pk>/seal/progress/", views.seal_progress, name="seal_progress"),
    path("waves/<uuid:pk>/result/", views.result_detail, name="result_detail"),
    path("waves/<uuid:pk>/comments/", views.comments, name="comments"),
    path("editions/<uuid:pk>/report/", views.report_create, name="report_create"),
    path("editions/<uuid:pk>/release/", views.edition_release, name="edition_release"),
    path("reports/<uuid:pk>/progress/", views.report_progress, name="report_progress"),
    path("reports/<uuid:pk>/retry/", views.report_retry, name="report_retry"),
    path("reports/<uuid:pk>/report.pdf", views.report_download, name="report_download"),
]
