"""Addresses of the respondent's pages; the logs hide everything behind the wave's id."""

from django.urls import path

from surveys import respond

app_name = "respond"
urlpatterns = [
    path("<uuid:wave>/<str:token>/", respond.enter, name="enter"),
    path("<uuid:wave>/<str:token>/about/", respond.about, name="about"),
    path("<uuid:wave>/<str:token>/check/", respond.check, name="check"),
    path("<uuid:wave>/<str:token>/submit/", respond.submit, name="submit"),
    path("<uuid:wave>/<str:token>/afresh/", respond.start_afresh, name="start_afresh"),
    path("<uuid:wave>/<str:token>/<int:number>/", respond.page, name="page"),
]
