"""The words of the product as data: feelings, triggers, techniques. Pure: nothing of ours, no Django.

The texts in the TOML files are English message ids. A caller shows one by translating it, as in
`gettext(feeling.word)`. makemessages cannot read TOML, so `messages.py` repeats every text inside a mark that
it does read: `python -m vocabulary.listing > vocabulary/messages.py` writes it, a test holds the two in step.
"""
