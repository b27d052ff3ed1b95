"""Openings: from a draft with its task list to one that is open, with the rule that was fixed beforehand."""
