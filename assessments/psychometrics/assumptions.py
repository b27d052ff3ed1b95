"""What is taken as given until an organisation has figures of its own; printed on the method page."""

# Standard deviation of a component in scale points (1 to 5). An assumption: the scales are published with
# their alphas, not with a spread. The method page shows what follows from .6 and from .8.
ASSUMED_SD = 0.75

# Correlation of a component with itself some weeks later, for people who did not change. An assumption: alpha
# leaves out day-to-day error, so a verdict of change by alpha alone is wrong too often (9 to 16 % at .75).
ASSUMED_RETEST = 0.75

# Normal quantile of a two-sided 95 % statement, as Jacobson and Truax (1991) print it.
Z95 = 1.96

# Points out of 100 per scale point: 1 is shown as 0, 5 as 100.
POINTS_PER_STEP = 25

# Mean answer of a statement after reversal, in scale points: the middle, which takes no side. An assumption;
# the method page shows what follows where people describe themselves as higher. How far off it may be (as a
# standard deviation, for all the statements of a component alike) is reckoned with before answers are called
# unusual.
ASSUMED_ANSWER = 3.0
HIGHER_ANSWER = 3.5
ANSWER_DOUBT = 0.5

# Correlations between the scores of two components. Assumptions, in the range that the Big Five scales close
# to ours show among themselves: overlap is to be expected, most of it small.
ASSUMED_CORRELATIONS = {
    ("SA", "SR"): 0.00,
    ("SA", "MO"): 0.15,
    ("SA", "EM"): 0.35,
    ("SA", "SS"): 0.20,
    ("SR", "MO"): 0.20,
    ("SR", "EM"): 0.20,
    ("SR", "SS"): 0.15,
    ("MO", "EM"): 0.20,
    ("MO", "SS"): 0.15,
    ("EM", "SS"): 0.30,
}
