"""Who may open what: every address of the product against everybody, as two tables of data.

A new address needs a row here, or the walk of tests/test_url_matrix.py fails.
"""

from dataclasses import dataclass

from tests.cast import NOW
from tests.crowd import Crowd

# Everybody who knocks, and what she is towards amal of Harbour Support, whose things most addresses name.
ACTORS = {
    "anonymous": "nobody signed in",
    "amal": "the owner",
    "mate": "of the same team",
    "bo": "her supervisor",
    "gil": "her former supervisor, now of another team",
    "cleo": "of another team",
    "dee": "HR",
    "ada": "admin of the organisation",
    "nell": "a candidate: no account, and a cookie that opens her own pages",
    "rex": "superuser, with a membership",
    "root": "superuser, without one",
    "leaver": "of the same team until today; her browser still holds a session",
    "newcomer": "has not read the notice yet",
    "iris": "of the same team; her screen is hidden",
    "eve": "agent and admin of another organisation; owns things there",
    "finn": "of eve's organisation",
    "solo": "a person alone, an organisation of one",
}

# What a gate says to each standing: "in" lets in, a number is the answer to whatever she tries; "~" before it
# means that a method which the address does not know (405), or OPTIONS, is answered before anything else.
# owner and head: the thing is hers, or names none; head is an admin too. peer and admin: of the same
# organisation as the thing's owner. stranger and outsider: of another one, or nobody has such a thing; an
# outsider is an admin at home. left: signed in, and in no organisation any more. unread: the notice comes
# first. hidden: the screen is.
_GATES = """
              nobody left unread hidden owner head peer admin stranger outsider
open          in     in   in     in     in    in   in   in    in       in
aside         in     in   in     302    in    in   in   in    in       in
door          in     ~302 ~302   ~302   ~302  ~302 ~302 ~302  ~302     ~302
front         in     302  302    302    302   302  302  302   302      302
again         302    in   in     in     in    in   in   in    in       in
account       302    in   in     302    in    in   in   in    in       in
keyring       302    ~404 ~404   302    in    in   ~404 ~404  ~404     ~404
keyholder     302    404  404    302    in    in   404  404   404      404
second-step   302    302  302    302    in    in   302  302   302      302
no-step-yet   302    in   in     302    302   302  in   in    in       in
first-use     302    403  in     302    in    in   in   in    in       in
locked        302    403  302    in     in    in   in   in    in       in
member        302    403  302    302    in    in   in   in    in       in
own           302    403  302    302    in    in   ~404 ~404  ~404     ~404
admin         302    403  302    302    ~403  in   ~403 in    ~403     ~404
hr            302    403  302    302    ~403  in   ~403 in    ~403     ~404
team          302    403  302    302    ~403  in   ~403 in    ~403     ~404
inbox         302    403  302    302    ~403  ~404 ~403 ~404  ~403     ~404
nowhere       404    404  404    404    ~404  ~404 ~404 ~404  ~404     ~404
"""
# Whose role makes a head, an admin or an outsider of somebody, by gate; elsewhere it is the admin's.
LEADS = {"hr": "is_hr", "team": "is_supervisor", "inbox": "is_supervisor"}

# An address, its gate, and what it answers to whom the gate lets in. HEAD answers like GET. The POSTs are
# empty: 200 shows the form again with its errors, 302 and 303 go on. The last rows are exceptions: for a
# standing, an actor, an actor in a standing (the last admin stays), or things that never were.
_ROWS = """
                                      gate        GET POST PUT DELETE OPTIONS
home                                  door        200 405  405 405    405
today                                 member      200 405  405 405    405
support                               open        200 405  405 405    405
help                                  open        200 405  405 405    405
privacy                               open        200 405  405 405    405
method                                open        200 405  405 405    405
accessibility                         open        200 405  405 405    405
hide-screen                           open        200 303  405 405    405
show-screen                           open        303 303  405 405    405
stay                                  member      405 204  405 405    405

account_login                         front       200 200  200 405    200
account_request_login_code            front       200 200  200 405    200
account_confirm_login_code            front       302 302  302 302    302
mfa_authenticate                      front       302 302  302 302    302
mfa_login_webauthn                    front       302 302  302 405    200
account_inactive                      aside       200 405  405 405    200
account_reauthenticate                again       200 200  200 405    200
mfa_reauthenticate                    second-step 200 200  200 405    200
mfa_reauthenticate_webauthn           second-step 200 302  302 405    200
account_logout                        again       200 302  405 405    200
account_signup                        front       200 200  200 200    200
account_email_verification_sent       aside       302 302  302 302    302
account_reset_password                aside       200 200  200 405    200
account_confirm_password_reset_code   aside       302 302  302 302    302
account_complete_password_reset       aside       302 302  302 302    302
account_password_reset_completed      aside       200 405  405 405    200
account_change_password               account     200 200  200 405    200
account_set_password                  account     302 302  302 302    302
account_email                         account     200 302  302 405    200
mfa_index                             account     302 302  302 302    302
mfa_activate_totp                     no-step-yet 200 200  200 405    200
mfa_deactivate_totp                   keyholder   200 302  302 405    200
mfa_list_webauthn                     account     200 405  405 405    200
mfa_add_webauthn                      account     200 200  200 405    200
mfa_remove_webauthn                   keyring     200 302  405 302    200
mfa_edit_webauthn                     keyring     200 200  200 405    200
mfa_view_recovery_codes               keyring     200 405  405 405    200
mfa_generate_recovery_codes           account     200 200  200 405    200
mfa_download_recovery_codes           keyholder   200 405  405 405    200
usersessions_list                     account     200 302  302 405    200

people:welcome                        first-use   200 303  405 405    405
people:invitation-accept              open        200 200  405 405    405
people:door                           first-use   302 405  405 405    405
people:door-answer                    member      405 303  405 405    405
people:draft-save                     open        405 400  405 405    405
people:draft-drop                     member      405 303  405 405    405
people:preferences                    member      200 200  405 405    405
people:security                       member      200 405  405 405    405
people:membership-switch              member      200 200  405 405    405
people:admin-people                   admin       200 405  405 405    405
people:admin-person                   admin       200 200  405 405    405
people:admin-close                    admin       200 303  405 405    405
people:admin-invitations              admin       200 200  405 405    405
people:admin-take-back                admin       405 303  405 405    405
people:admin-teams                    admin       200 405  405 405    405
people:admin-team-new                 admin       200 200  405 405    405
people:admin-report-contact           admin       200 303  405 405    405
people:admin-team                     admin       200 200  405 405    405

journal:moment-write                  member      200 200  405 405    405
journal:moment-locked                 locked      302 302  405 405    405
journal:locked-list                   member      200 404  405 405    405
journal:moment-list                   member      200 200  405 405    405
journal:day                           member      200 405  405 405    405
journal:calendar                      member      200 405  405 405    405
journal:year                          member      200 405  405 405    405
journal:moment-read                   own         200 405  405 405    405
journal:moment-history                own         200 405  405 405    405
journal:along                         member      200 200  405 405    405
journal:along-file                    member      200 405  405 405    405
journal:along-check                   member      303 303  405 405    405
journal:along-drop                    member      405 303  405 405    405
journal:moment-print                  member      200 405  405 405    405
journal:moment-new                    member      200 200  405 405    405
journal:moment-edit                   own         200 200  405 405    405
journal:moment-delete                 own         200 303  405 405    405
journal:moment-undo                   own         405 303  405 405    405
journal:moment-restore                own         405 303  405 405    405
journal:own-words                     member      200 200  405 405    405
journal:moments-deleted               member      200 405  405 405    405
journal:patterns                      member      200 405  405 405    405
journal:patterns-triggers-csv         member      200 405  405 405    405
journal:plan-list                     member      200 405  405 405    405
journal:plan-new                      member      200 200  405 405    405
journal:plan-read                     own         200 405  405 405    405
journal:plan-rehearse                 own         200 200  405 405    405
journal:plan-change                   own         200 200  405 405    405
journal:plan-state                    own         405 303  405 405    405
journal:goal-new                      member      200 200  405 405    405
journal:goal-read                     own         200 405  405 405    405
journal:goal-change                   own         200 200  405 405    405
journal:goal-state                    own         405 303  405 405    405
journal:ritual-list                   member      200 405  405 405    405
journal:ritual-write                  member      200 200  405 405    405
journal:ritual-delete                 own         405 303  405 405    405

assessments:start                     member      200 303  405 405    405
assessments:start-early               member      302 405  405 405    405
assessments:page                      member      200 200  405 405    405
assessments:check                     member      200 404  405 405    405
assessments:stop                      member      200 404  405 405    405
assessments:pulse-start               member      200 303  405 405    405
assessments:pulse-page                member      200 200  405 405    405
assessments:pulse-check               member      200 404  405 405    405
assessments:pulse-stop                member      200 404  405 405    405
assessments:pulse-csv                 member      200 405  405 405    405
assessments:pulse-recompute           member      302 405  405 405    405
assessments:evidence                  admin       200 405  405 405    405
assessments:others                    own         200 405  405 405    405
assessments:items                     member      200 405  405 405    405
assessments:items-file                member      200 405  405 405    405
assessments:report                    own         200 405  405 405    405
assessments:report-pdf                own         200 405  405 405    405
assessments:profile-csv               own         200 405  405 405    405
assessments:progress-csv              own         200 405  405 405    405
assessments:recompute                 own         200 405  405 405    405
assessments:rounds                    member      200 405  405 405    405
assessments:round-new                 member      200 200  405 405    405
assessments:round                     own         200 405  405 405    405
assessments:round-remind              own         405 303  405 405    405
assessments:round-close               own         303 303  405 405    405
assessments:round-csv                 own         200 405  405 405    405
assessments:asked                     member      200 405  405 405    405
assessments:asked-answer              own         200 200  405 405    405

journal:along-check/amal              member      200 200  405 405    405
journal:along-check/eve               member      200 200  405 405    405
journal:moment-locked/iris            locked      200 200  405 405    405
assessments:evidence/dee              member      200 405  405 405    405
assessments:rounds/solo               member      404 405  405 405    405
assessments:round-new/solo            member      404 404  405 405    405
assessments:asked/solo                member      404 405  405 405    405
hiring:opening-list                   member      200 405  405 405    405
hiring:opening-new                    hr          200 200  405 405    405
hiring:opening                        hr          200 405  405 405    405
hiring:opening-open                    hr          405 303  405 405    405
hiring:opening-close                   hr          200 303  405 405    405
hiring:opening-discard                 hr          200 303  405 405    405
hiring:opening-job                     hr          200 200  405 405    405
hiring:opening-stages                  hr          200 200  405 405    405
hiring:opening-guide                   hr          200 200  405 405    405
hiring:opening-question-new            hr          200 200  405 405    405
hiring:opening-question                hr          200 200  405 405    405
hiring:opening-rule                    hr          200 200  405 405    405
hiring:opening-told                    hr          200 200  405 405    405
hiring:opening-team                    hr          200 200  405 405    405
hiring:opening-fairness               hr          200 405  405 405    405
hiring:opening-fairness-csv           hr          200 405  405 405    405
hiring:invite                         hr          200 200  405 405    405
hiring:keeping                        hr          200 405  405 405    405
hiring:hold-lift                      hr          200 303  405 405    405
hiring:opening-hold                   hr          200 200  405 405    405
hiring:candidate-hold                 hr          200 200  405 405    405
hiring:candidate                      hr          200 405  405 405    405
hiring:candidate-looked               hr          200 405  405 405    405
hiring:send-link                      hr          405 303  405 405    405
hiring:revoke                         hr          405 303  405 405    405
hiring:reopen                         hr          200 200  405 405    405
hiring:adjustments                    hr          200 200  405 405    405
hiring:scorecard                      hr          303 303  405 405    405
hiring:profile                        hr          200 405  405 405    405
hiring:decision                       hr          200 200  405 405    405
hiring:panel-list                      hr          200 303  405 405    405
hiring:panel                           hr          200 405  405 405    405
hiring:panel-invite                    hr          200 200  405 405    405
hiring:panel-remind                    hr          405 303  405 405    405
hiring:panel-freeze                    hr          200 303  405 405    405
hiring:panel-remove                    hr          200 303  405 405    405
hiring:opening-situations              hr          200 200  405 405    405
hiring:candidate-time                  hr          200 200  405 405    405
hiring:situations                      open        410 410  410 410    410
hiring:situation                       open        410 410  410 410    410
hiring:expert-page                     open        410 410  410 410    410
hiring:expert-check                    open        410 410  410 410    410
hiring:expert-later                    open        410 410  410 410    410
hiring:expert-done                     open        410 410  410 410    410
hiring:expert-start                    open        200 303  405 405    405
hiring:scorecard-change               hr          200 200  405 405    405
hiring:cards                          hr          200 405  405 405    405
hiring:compare                        hr          200 405  405 405    405
hiring:agreement                      hr          200 405  405 405    405
hiring:candidate-start                open        200 303  405 405    405
hiring:candidate-adjustments          open        410 410  410 410    410
hiring:candidate-practice             open        410 410  410 410    410
hiring:candidate-about                open        410 410  410 410    410
hiring:candidate-page                 open        410 410  410 410    410
hiring:candidate-check                open        410 410  410 410    410
hiring:candidate-later                open        410 410  410 410    410
hiring:candidate-done                 open        410 410  410 410    410
hiring:candidate-copy                 open        410 410  410 410    410
hiring:candidate-withdraw             open        410 410  410 410    410

hiring:candidate-start/never          open        410 410  405 405    405
hiring:candidate-adjustments/nell     open        200 200  405 405    405
hiring:candidate-practice/nell        open        200 200  405 405    405
hiring:candidate-about/nell           open        303 303  405 405    405
hiring:candidate-page/nell            open        200 200  405 405    405
hiring:candidate-check/nell           open        200 200  405 405    405
hiring:candidate-later/nell           open        200 405  405 405    405
hiring:candidate-done/nell            open        303 405  405 405    405
hiring:candidate-copy/nell            open        200 405  405 405    405
hiring:candidate-withdraw/nell        open        200 303  405 405    405
hiring:expert-start/never              open        410 410  405 405    405
hiring:situations/nell                 open        303 303  405 405    405
hiring:situation/nell                  open        200 200  405 405    405
hiring:panel-list/solo                 nowhere     200 303  405 405    405
hiring:panel/solo                      nowhere     200 405  405 405    405
hiring:panel-invite/solo               nowhere     200 200  405 405    405
hiring:panel-remind/solo               nowhere     405 303  405 405    405
hiring:panel-freeze/solo               nowhere     200 303  405 405    405
hiring:panel-remove/solo               nowhere     200 303  405 405    405
hiring:opening-situations/solo         nowhere     200 200  405 405    405
hiring:candidate-time/solo             nowhere     200 200  405 405    405
hiring:opening-list/solo              nowhere     200 405  405 405    405
hiring:opening-new/solo               nowhere     200 200  405 405    405
hiring:opening/solo                   nowhere     200 405  405 405    405
hiring:opening-open/solo               nowhere     405 303  405 405    405
hiring:opening-close/solo              nowhere     200 303  405 405    405
hiring:opening-discard/solo            nowhere     200 303  405 405    405
hiring:opening-job/solo                nowhere     200 200  405 405    405
hiring:opening-stages/solo             nowhere     200 200  405 405    405
hiring:opening-guide/solo              nowhere     200 200  405 405    405
hiring:opening-question-new/solo       nowhere     200 200  405 405    405
hiring:opening-question/solo           nowhere     200 200  405 405    405
hiring:opening-rule/solo               nowhere     200 200  405 405    405
hiring:opening-told/solo               nowhere     200 200  405 405    405
hiring:opening-team/solo               nowhere     200 200  405 405    405
hiring:opening-fairness/solo          nowhere     200 405  405 405    405
hiring:opening-fairness-csv/solo      nowhere     200 405  405 405    405
hiring:invite/solo                    nowhere     200 200  405 405    405
hiring:keeping/solo                   nowhere     200 405  405 405    405
hiring:hold-lift/solo                 nowhere     200 303  405 405    405
hiring:opening-hold/solo              nowhere     200 200  405 405    405
hiring:candidate-hold/solo            nowhere     200 200  405 405    405
hiring:candidate/solo                 nowhere     200 405  405 405    405
hiring:candidate-looked/solo          nowhere     200 405  405 405    405
hiring:send-link/solo                 nowhere     405 303  405 405    405
hiring:revoke/solo                    nowhere     405 303  405 405    405
hiring:reopen/solo                    nowhere     200 200  405 405    405
hiring:adjustments/solo               nowhere     200 200  405 405    405
hiring:scorecard/solo                 nowhere     303 303  405 405    405
hiring:profile/solo                   nowhere     200 405  405 405    405
hiring:decision/solo                  nowhere     200 200  405 405    405
hiring:scorecard-change/solo          nowhere     200 200  405 405    405
hiring:cards/solo                     nowhere     200 405  405 405    405
hiring:compare/solo                   nowhere     200 405  405 405    405
hiring:agreement/solo                 nowhere     200 405  405 405    405
coaching:share-list                   member      200 405  405 405    405
coaching:share-new                    own         200 200  405 405    405
coaching:share-pattern                own         200 200  405 405    405
coaching:share-plan                   own         200 200  405 405    405
coaching:share-report                 own         200 200  405 405    405
coaching:share                        own         200 405  405 405    405
coaching:reply                        own         200 200  405 405    405
coaching:share-stop                   own         200 303  405 405    405
coaching:team                         team        200 405  405 405    405
coaching:inbox-read                   inbox       200 405  405 405    405
coaching:inbox-answer                 inbox       200 200  405 405    405
coaching:reply/bo/peer                member      200 200  405 405    405
coaching:inbox-read/bo/admin          team        200 405  405 405    405
coaching:inbox-answer/bo/admin        team        303 200  405 405    405
coaching:hide                         own         200 303  405 405    405
coaching:hidden                       member      200 303  405 405    405
coaching:report                       own         200 200  405 405    405
coaching:reports                      member      200 405  405 405    405
coaching:report-read                  own         200 405  405 405    405
coaching:report/bo/peer               member      200 200  405 405    405
coaching:report/mate/peer             member      200 200  405 405    405
coaching:report-read/dee/peer         member      200 405  405 405    405
coaching:hidden/solo                  nowhere     200 303  405 405    405
coaching:reports/solo                 nowhere     200 405  405 405    405
coaching:thanks-list                  member      200 405  405 405    405
coaching:thanks-new                   member      200 200  405 405    405
coaching:thanks                       own         200 303  405 405    405
coaching:thanks-remove                own         200 303  405 405    405
coaching:thanks/bo/peer               member      200 303  405 405    405
coaching:thanks-remove/bo/peer        member      200 303  405 405    405
coaching:thanks-list/solo             nowhere     200 405  405 405    405
coaching:thanks-new/solo              nowhere     200 200  405 405    405
coaching:insights                     member      200 405  405 405    405
coaching:totals-consent               member      200 303  405 405    405
coaching:insights/solo                nowhere     200 405  405 405    405
coaching:totals-consent/solo          nowhere     200 303  405 405    405
coaching:feedback-list                member      200 405  405 405    405
coaching:feedback-new                 member      200 200  405 405    405
coaching:feedback-ask                 member      200 200  405 405    405
coaching:feedback-change              own         200 200  405 405    405
coaching:feedback                     own         200 405  405 405    405
coaching:feedback-answer              own         404 404  405 405    405
coaching:feedback-aside               own         405 404  405 405    405
coaching:feedback-take-back           own         405 303  405 405    405
coaching:feedback-thank               own         200 303  405 405    405
coaching:feedback-disagree            own         200 200  405 405    405
coaching:feedback-unshow              own         405 303  405 405    405
coaching:feedback/bo/peer             member      200 405  405 405    405
coaching:feedback/mate/peer           member      200 405  405 405    405
coaching:feedback-answer/bo/peer      member      200 200  405 405    405
coaching:feedback-aside/bo/peer       member      405 303  405 405    405
coaching:feedback-list/solo           nowhere     200 405  405 405    405
coaching:feedback-new/solo            nowhere     200 200  405 405    405
coaching:feedback-ask/solo            nowhere     200 200  405 405    405
coaching:share-list/solo              nowhere     200 405  405 405    405
coaching:team/solo                    nowhere     200 405  405 405    405
coaching:inbox-read/solo              nowhere     200 405  405 405    405
coaching:inbox-answer/solo            nowhere     200 200  405 405    405
people:mail                           member      200 303  405 405    405
people:mail-address                   member      200 200  405 405    405
people:mail-code                      member      303 303  405 405    405
people:mail-remove                    member      303 303  405 405    405
people:mail-off                       open        200 200  405 405    405
people:mail/solo                      nowhere     200 303  405 405    405
people:mail-address/solo              nowhere     200 200  405 405    405
people:mail-code/solo                 nowhere     303 303  405 405    405
people:mail-remove/solo               nowhere     303 303  405 405    405
people:mail-off/never                 open        410 410  405 405    405
account_logout/nobody                 open        302 302  405 405    200
mfa_generate_recovery_codes/amal      account     200 302  302 405    200
mfa_generate_recovery_codes/eve       account     200 302  302 405    200
people:invitation-accept/never        open        410 410  405 405    405
people:admin-close/eve/head           admin       200 200  405 405    405
"""

# Which thing a parameter of an address names; "token" is that of an invitation.
THINGS = {
    "people:invitation-accept": {"token": "token"},
    "people:mail-off": {"token": "mail token"},
    "journal:moment-read": {"row": "moment"},
    "journal:moment-history": {"row": "moment"},
    "journal:plan-read": {"row": "plan"},
    "journal:plan-rehearse": {"row": "plan"},
    "journal:plan-change": {"row": "plan"},
    "journal:plan-state": {"row": "plan"},
    "journal:goal-read": {"row": "goal"},
    "journal:goal-change": {"row": "goal"},
    "journal:goal-state": {"row": "goal"},
    "journal:ritual-delete": {"row": "ritual"},
    "journal:moment-edit": {"row": "moment"},
    "journal:moment-delete": {"row": "moment"},
    "journal:moment-undo": {"row": "moment"},
    "journal:moment-restore": {"row": "deleted moment"},
    "assessments:report": {"sitting_id": "sitting"},
    "assessments:report-pdf": {"sitting_id": "sitting"},
    "assessments:profile-csv": {"sitting_id": "sitting"},
    "assessments:progress-csv": {"sitting_id": "sitting"},
    "assessments:recompute": {"sitting_id": "sitting"},
    "assessments:others": {"sitting_id": "sitting"},
    "assessments:round": {"round_id": "round"},
    "assessments:round-remind": {"round_id": "round"},
    "assessments:round-close": {"round_id": "round"},
    "assessments:round-csv": {"round_id": "round"},
    "assessments:asked-answer": {"ask_id": "ask"},
    "people:admin-person": {"member_id": "member"},
    "people:admin-close": {"member_id": "member"},
    "people:admin-take-back": {"invitation_id": "invitation"},
    "people:admin-team": {"team_id": "team"},
    "coaching:share-new": {"row": "moment"},
    "coaching:share-pattern": {"row": "sentence"},
    "coaching:share-plan": {"row": "plan"},
    "coaching:share-report": {"row": "sitting"},
    "coaching:share": {"row": "share"},
    "coaching:reply": {"row": "thread"},
    "coaching:share-stop": {"row": "share"},
    "coaching:inbox-read": {"row": "share"},
    "coaching:inbox-answer": {"row": "share"},
    "coaching:thanks": {"row": "thanks"},
    "coaching:thanks-remove": {"row": "thanks"},
    "coaching:hide": {"row": "feedback seen"},
    "coaching:report": {"row": "feedback seen"},
    "coaching:report-read": {"row": "report"},
    "coaching:feedback": {"row": "feedback seen"},
    "coaching:feedback-thank": {"row": "feedback seen"},
    "coaching:feedback-disagree": {"row": "feedback seen"},
    "coaching:feedback-unshow": {"row": "feedback seen"},
    "coaching:feedback-change": {"row": "own words"},
    "coaching:feedback-answer": {"row": "feedback asked"},
    "coaching:feedback-aside": {"row": "feedback asked"},
    "coaching:feedback-take-back": {"row": "feedback asked"},
    "hiring:opening": {"opening_id": "opening"},
    "hiring:opening-open": {"opening_id": "opening"},
    "hiring:opening-close": {"opening_id": "new opening"},
    "hiring:opening-discard": {"opening_id": "new opening"},
    "hiring:opening-job": {"opening_id": "new opening"},
    "hiring:opening-stages": {"opening_id": "new opening"},
    "hiring:opening-guide": {"opening_id": "new opening"},
    "hiring:opening-question-new": {"opening_id": "new opening"},
    "hiring:opening-question": {"opening_id": "new opening"},
    "hiring:opening-rule": {"opening_id": "new opening"},
    "hiring:opening-told": {"opening_id": "new opening"},
    "hiring:opening-team": {"opening_id": "new opening"},
    "hiring:opening-fairness": {"opening_id": "opening"},
    "hiring:opening-fairness-csv": {"opening_id": "opening"},
    "hiring:opening-situations": {"opening_id": "new opening"},
    "hiring:candidate-time": {"candidate_id": "candidate"},
    "hiring:panel": {"panel_id": "panel"},
    "hiring:panel-invite": {"panel_id": "panel"},
    "hiring:panel-remind": {"panel_id": "panel"},
    "hiring:panel-freeze": {"panel_id": "panel"},
    "hiring:panel-remove": {"panel_id": "panel", "expert_id": "other expert"},
    "hiring:expert-start": {"token": "expert token"},
    "hiring:invite": {"opening_id": "opening"},
    "hiring:hold-lift": {"hold_id": "hold"},
    "hiring:opening-hold": {"opening_id": "opening"},
    "hiring:candidate-hold": {"candidate_id": "candidate"},
    "hiring:candidate": {"candidate_id": "candidate"},
    "hiring:candidate-looked": {"candidate_id": "candidate"},
    "hiring:send-link": {"candidate_id": "candidate"},
    "hiring:revoke": {"candidate_id": "candidate"},
    "hiring:reopen": {"candidate_id": "candidate"},
    "hiring:adjustments": {"candidate_id": "candidate"},
    "hiring:scorecard": {"candidate_id": "candidate"},
    "hiring:profile": {"candidate_id": "candidate"},
    "hiring:decision": {"candidate_id": "candidate"},
    "hiring:scorecard-change": {"candidate_id": "candidate"},
    "hiring:cards": {"candidate_id": "candidate"},
    "hiring:compare": {"opening_id": "opening"},
    "hiring:agreement": {"opening_id": "opening"},
    "hiring:candidate-start": {"token": "candidate token"},
    "mfa_edit_webauthn": {"pk": "passkey"},
    "mfa_remove_webauthn": {"pk": "passkey"},
}
# Addresses that show the asker's own, and answer like a stranger's where she has none: only amal and eve do.
OF_HERS = {
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}
# Parameters that name no thing of anybody's.
CONSTANTS: dict[str, dict[str, object]] = {
    "journal:day": {"day": NOW.date()},
    "journal:along-file": {"kind": "json"},
    "assessments:page": {"number": 1},
    "journal:ritual-write": {"code": "after"},
    "assessments:pulse-page": {"number": 1},
    "assessments:items-file": {"key": "ei-50", "version": 1, "kind": "json"},
    "hiring:opening-question": {"code": "calm-1"},
    "hiring:candidate-page": {"number": 1},
    "hiring:situation": {"number": 1},
    "hiring:expert-page": {"number": 1},
    "hiring:candidate-practice": {"number": 1},
    "hiring:candidate-copy": {"kind": "json"},
    "people:welcome": {"step": 1},
}
# Whoever holds a link may be told what it is about.
TOLD_TO_BEARER = {
    "people:invitation-accept": {"invitation", "team"},
    "hiring:candidate-start": {"opening"},
}
# What the candidate reads of her own; it stands among the things of whoever's organisation invited her.
CANDIDATE_OF = "amal"
OF_THE_CANDIDATE = {
    "hiring:candidate-adjustments": {"adjustment"},
    "hiring:candidate-copy": {"adjustment", "candidate", "opening"},
}
# Kinds of things that their owner gave to one other person, and to whom.
GIVEN_TO = {"amal": "bo"}
# What their owner shows to her team, or to a second person, and who may see it.
SHOWN = {
    "shown thanks": {"mate", "bo"},
    "feedback seen": {"mate"},
    "seen": {"mate"},
    "disagreed": {"mate"},
    "reported": {"dee"},
    "report": {"dee"},
}
SHOWN_BY = "amal"
SHARED = {"share", "thread", "question", "feedback", "reply", "thanks", "shown thanks"}
SHARED |= {"feedback seen", "feedback asked", "seen", "asked", "disagreed"}


@dataclass(frozen=True)
class Row:
    """One address: its gate, and the statuses by method for whom it lets in."""

    gate: str
    answers: dict[str, int]

    def expected(self, method: str, standing: str) -> int:
        """The status that this method gets."""
        verdict, answer = GATES[self.gate][standing], self.answers[method]
        if verdict == "in" or (verdict[0] == "~" and (answer == 405 or method == "OPTIONS")):
            return answer
        return int(verdict.strip("~"))


def _read(table: str) -> dict[str, dict[str, str]]:
    header, *lines = (line.split() for line in table.strip().splitlines() if line)
    return {name: dict(zip(header, cells, strict=True)) for name, *cells in lines}


GATES = _read(_GATES)


def _table() -> dict[str, Row]:
    """Rows by URL name."""
    rows = {}
    for name, cells in _read(_ROWS).items():
        answers = {method: int(status) for method, status in cells.items() if method != "gate"}
        rows[name] = Row(cells["gate"], answers | {"HEAD": answers["GET"]})
    return rows


TABLE = _table()


def row_for(name: str, actor: str, standing: str, owner: str | None) -> Row:
    """The most particular row."""
    particular = (f"{actor}/{standing}", actor, standing, *(["never"] if owner is None else []))
    found = [TABLE[key] for key in (f"{name}/{part}" for part in particular) if key in TABLE]
    return found[0] if found else TABLE[name]


def standing(crowd: Crowd, actor: str, owner: str | None, lead: str = "is_admin") -> str:
    """What the actor is towards the owner's things; `owner` None: nobody has such a thing.

    `lead` is the role that makes somebody a head at home and an admin of others.
    """
    if actor in {"anonymous", "nell"}:
        return "nobody"
    member = crowd.members[actor]
    if member is None or actor == "leaver":
        return "left"
    if actor in {"newcomer", "iris"}:
        return "unread" if actor == "newcomer" else "hidden"
    leads = getattr(member, lead)
    if owner == actor:
        return "head" if leads else "owner"
    theirs = crowd.members[owner] if owner else None
    if theirs is not None and theirs.organisation_id == member.organisation_id:
        return "admin" if leads else "peer"
    return "outsider" if leads else "stranger"
