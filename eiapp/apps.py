"""The wiring as a Django app: the place where answers of higher rooms are given to the ports of lower ones.

No higher room has an answer yet, so each port keeps its default.
"""

from django.apps import AppConfig


class EiappConfig(AppConfig):
    name = "eiapp"
