"""Addresses of the respondent's pages; the logs hide everything behind the wave's id."""

from django.urls import path, re_path

from surveys import respond, respond_mail, respond_rights

app_name = "respond"
urlpatterns = [
    path("sample/", respond.sample, name="sample"),
    path("<uuid:wave>/<str:token>/", respond.enter, name="enter"),
    # Links lose their last character when they are copied.
    path("<uuid:wave>/<str:token>", respond.enter),
    path("<uuid:wave>/<str:token>/about/", respond.about, name="about"),
    path("<uuid:wave>/<str:token>/check/", respond.check, name="check"),
    path("<uuid:wave>/<str:token>/submit/", respond.submit, name="submit"),
    path("<uuid:wave>/<str:token>/afresh/", respond_rights.start_afresh, name="start_afresh"),
    path("<uuid:wave>/<str:token>/privacy/", respond_rights.privacy, name="privacy"),
    path("<uuid:wave>/<str:token>/held/", respond_rights.held, name="held"),
    path("<uuid:wave>/<str:token>/held.json", respond_rights.held_file, name="held_file"),
    path("<uuid:wave>/<str:token>/leave/", respond_rights.leave, name="leave"),
    path("<uuid:wave>/<str:token>/no-mail/", respond_mail.no_mail, name="no_mail"),
    path("<uuid:wave>/<str:token>/<int:number>/", respond.page, name="page"),
    # Whatever else begins like a link may hold a part of one, and is treated with the same care.
    re_path("", respond.wrong_link, name="wrong_link"),
]
