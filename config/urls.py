"""All addresses of the site."""

from django.conf import settings
from django.contrib.auth import views as auth
from django.urls import include, path

from organisations import account_pages
from organisations.member_forms import ForgottenPasswordForm
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
        account_pages.ChoosePassword.as_view(),
        name="password_reset_confirm",
    ),
    path("password/set/", auth.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("account/", account_pages.my_account, name="my_account"),
    path("account/password/", account_pages.my_password, name="my_password"),
    path("account/sessions/end/", account_pages.my_sessions_end, name="my_sessions_end"),
    path("organisations/", include("organisations.urls")),
    path("", include("surveys.urls")),
    path("", include("reports.urls")),
    path("q/", include("surveys.respond.urls")),
    path("results/", include("reports.summary.urls")),
]
