"""allauth's pages at plain addresses, under allauth's names; each is listed, none comes unasked."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path
from django.views.generic import RedirectView

from people.views.sign_in import list_sessions, remove_passkey, sign_out

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/code/", account.request_login_code, name="account_request_login_code"),
    path("sign-in/code/enter/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/not-active/", account.account_inactive, name="account_inactive"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-out/", sign_out, name="account_logout"),
    path("sign-up/", account.signup, name="account_signup"),
    path("sign-up/confirm/", account.email_verification_sent, name="account_email_verification_sent"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path(
        "password/forgotten/code/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path("password/forgotten/new/", account.complete_password_reset, name="account_complete_password_reset"),
    path(
        "password/forgotten/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("you/security/password/", account.password_change, name="account_change_password"),
    path("you/security/password/first/", account.password_set, name="account_set_password"),
    path("you/security/email/", account.email, name="account_email"),
    path("you/security/second-step/", RedirectView.as_view(pattern_name="people:security"), name="mfa_index"),
    path("you/security/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("you/security/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("you/security/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("you/security/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("you/security/passkeys/<int:pk>/remove/", remove_passkey, name="mfa_remove_webauthn"),
    path("you/security/passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("you/security/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("you/security/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("you/security/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("you/security/sessions/", list_sessions, name="usersessions_list"),
]
