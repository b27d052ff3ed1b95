"""What is offered now: which questionnaire, and when it is worth taking again. Pure."""

import datetime as dt

KEY, VERSION = "ei-50", 1
# Components move slowly; sooner than this, memory of the last answers weighs more than any change.
RETAKE_AFTER = dt.timedelta(weeks=8)
