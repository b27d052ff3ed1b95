"""How many persons a figure needs before it is shown. One place; printed on the method page."""

# Norms: how one score stands among the organisation's.
QUARTER_FLOOR = 50  # below: no norm at all; from here the quarter it lies in
PERCENTILE_FLOOR = 100  # the percentile, in words
T_SCORE_FLOOR = 200  # the T score beside it
OTHERS_IN_A_GROUP = 5  # no group is named in which fewer others stand

# Evidence: how well the questionnaire measures here.
RELIABILITY_FLOOR = 30  # alpha and omega, with the Feldt interval
LOCAL_FIGURES_FLOOR = 100  # the organisation's own alpha and SD take over from the published ones
LOCAL_RETEST_FLOOR = 50  # its own retest takes over from the assumed one

DIF_FLOOR = 200  # in each of two groups that a statement is compared in (Scott et al. 2009)

# Release: what an organisation is told of its people is added up once a month and stays as it was told.
CLOSED_GROUP = 5  # people who came or left since each earlier release: none, or at least so many

# Ratings by others.
RATERS_FLOOR = 4  # in the total, below which nothing of a round is shown
ROUNDS_FLOOR = 30  # from which the evidence page shows how far raters agree


def may_show_reliability(persons: int) -> bool:
    """Whether alpha and omega of so many persons are shown at all."""
    return persons >= RELIABILITY_FLOOR


def may_show_rounds(rounds: int) -> bool:
    """Whether it is shown how far raters agree over so many rounds, one a person."""
    return rounds >= ROUNDS_FLOOR


def may_compare_groups(smaller: int) -> bool:
    """Whether statements are compared in two groups, the smaller of which has so many persons."""
    return smaller >= DIF_FLOOR


def may_use_local_figures(persons: int) -> bool:
    """Whether the organisation's own alpha and SD make the ranges from now on."""
    return persons >= LOCAL_FIGURES_FLOOR


def may_use_local_retest(persons: int) -> bool:
    """Whether the organisation's own retest judges a change from now on."""
    return persons >= LOCAL_RETEST_FLOOR
