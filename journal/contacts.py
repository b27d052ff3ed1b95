"""What in a text looks like a way to reach somebody: e-mail addresses, phone and card numbers. Pure.

For a gentle warning before a text is saved or shared. It looks once, says the kind and keeps nothing.
"""

import re

EMAIL, PHONE, CARD = "email", "phone", "card"
# An address begins where none of its characters goes before: a long word without an @ is walked through once.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(\.[\w-]+)+")
# Digits with what people put between them; a plus or a double zero before a country.
_NUMBER = re.compile(r"(?<![\w.,:/-])(?:\+\s?|\()?\d(?:[\s().–/-]{0,3}\d){6,22}(?![\w:])")
_DATE = re.compile(r"\b(19|20)\d\d[-./][01]?\d[-./][0-3]?\d\b|\b[0-3]?\d[-./][0-3]?\d[-./](19|20)\d\d\b")
_FEWEST_OF_PHONE, _MOST_OF_PHONE = 8, 15  # E.164 ends at 15 digits
_LENGTHS_OF_CARD = range(13, 20)  # ISO/IEC 7812


def contacts_in(*texts: str) -> tuple[str, ...]:
    """The kinds that were found, in a fixed order, each once."""
    found = {kind for text in texts for kind in _kinds(text)}
    return tuple(kind for kind in (EMAIL, PHONE, CARD) if kind in found)


def passes_luhn(digits: str) -> bool:
    """The check digit of card numbers (ISO/IEC 7812-1): every second digit from the right is doubled."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _kinds(text: str) -> set[str]:
    found = {EMAIL} if _EMAIL.search(text) else set()
    return found | {kind for number in _NUMBER.findall(text) if (kind := _kind_of(number))}


def _kind_of(number: str) -> str:
    """Card, phone, or nothing for what is only a date or too short to reach anybody."""
    digits = re.sub(r"\D", "", number)
    if len(digits) in _LENGTHS_OF_CARD and len(set(digits)) > 1 and passes_luhn(digits):
        return CARD
    if _FEWEST_OF_PHONE <= len(digits) <= _MOST_OF_PHONE and not _DATE.search(number):
        return PHONE
    return ""
