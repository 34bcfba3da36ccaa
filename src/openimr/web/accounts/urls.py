"""Addresses of signing in and out."""

from __future__ import annotations

from django.urls import path

from openimr.web.accounts import administration, elsewhere, own, second, security, views

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in/code", second.code, name="sign-in-code"),
    path("sign-in/elsewhere", elsewhere.elsewhere, name="elsewhere"),
    path("sign-in/elsewhere/back", elsewhere.back, name="back-from-elsewhere"),
    path("second-factor", second.set_up, name="set-up"),
    path("account", own.account, name="account"),
    path("account/password", own.change_password, name="change-password"),
    path("account/recovery-codes", own.recovery_codes, name="recovery-codes"),
    path("account/sessions", own.end_sessions, name="end-sessions"),
    path("account/no-second-factor", own.remove_factor, name="remove-factor"),
    path("accounts", administration.accounts, name="accounts"),
    path("accounts/add", administration.add, name="add-account"),
    path("accounts/one", administration.one_account, name="one-account"),
    path("security", security.security, name="security"),
    path("sign-out", views.sign_out, name="sign-out"),
]
