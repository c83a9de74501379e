"""All addresses of the site."""

from django.conf import settings
from django.contrib.auth import views as auth
from django.urls import include, path

from organisations.forms import ForgottenPasswordForm
from reports.views import home

urlpatterns = [
    path("", home, name="home"),
    path("sign-in/", auth.LoginView.as_view(redirect_authenticated_user=True), name="sign_in"),
    path("sign-out/", auth.LogoutView.as_view(), name="sign_out"),
    path(
        "password/",
        # The link begins with our own address, never with what a request claims it to be.
        auth.PasswordResetView.as_view(
            form_class=ForgottenPasswordForm, extra_email_context={"site": settings.SITE_URL}
        ),
        name="password_reset",
    ),
    path("password/sent/", auth.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path(
        "password/<uidb64>/<token>/",
        auth.PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
    ),
    path("password/set/", auth.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("organisations/", include("organisations.urls")),
    path("", include("surveys.urls")),
    path("", include("reports.urls")),
    path("q/", include("surveys.respond_urls")),
]
