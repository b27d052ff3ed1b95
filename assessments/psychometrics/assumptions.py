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
