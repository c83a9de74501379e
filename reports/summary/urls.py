"""Addresses of the page for everybody; the logs hide everything behind ``results/``."""

from django.urls import path, re_path

from reports.summary import public_pages

app_name = "results"
urlpatterns = [
    path("<str:token>/", public_pages.page, name="page"),
    # Links lose their last character when they are copied.
    path("<str:token>", public_pages.page, name="page_cut_short"),
    path("<str:token>/colour.css", public_pages.colour, name="colour"),
    path("<str:token>/logo/", public_pages.logo, name="logo"),
    path("<str:token>/no-mail/<str:mark>/", public_pages.no_mail, name="no_mail"),
    re_path("", public_pages.wrong_address, name="wrong_address"),
]
