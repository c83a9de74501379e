"""Addresses of the respondent's pages; the logs hide everything behind the wave's id."""

from django.urls import path, re_path

from surveys.respond import mail_pages, pages, rights_pages

app_name = "respond"
urlpatterns = [
    path("sample/", pages.sample, name="sample"),
    path("<uuid:wave>/<str:token>/", pages.enter, name="enter"),
    # Links lose their last character when they are copied.
    path("<uuid:wave>/<str:token>", pages.enter),
    path("<uuid:wave>/<str:token>/about/", pages.about, name="about"),
    path("<uuid:wave>/<str:token>/check/", pages.check, name="check"),
    path("<uuid:wave>/<str:token>/submit/", pages.submit, name="submit"),
    path("<uuid:wave>/<str:token>/afresh/", rights_pages.start_afresh, name="start_afresh"),
    path("<uuid:wave>/<str:token>/privacy/", rights_pages.privacy, name="privacy"),
    path("<uuid:wave>/<str:token>/held/", rights_pages.held, name="held"),
    path("<uuid:wave>/<str:token>/held.json", rights_pages.held_file, name="held_file"),
    path("<uuid:wave>/<str:token>/leave/", rights_pages.leave, name="leave"),
    path("<uuid:wave>/<str:token>/no-mail/", mail_pages.no_mail, name="no_mail"),
    path("<uuid:wave>/<str:token>/<int:number>/", pages.page, name="page"),
    # Whatever else begins like a link may hold a part of one, and is treated with the same care.
    re_path("", pages.wrong_link, name="wrong_link"),
]
