"""Makes the figures that the method page prints of a public sample of real people, and compares them.

python -m tests.assessments.on_public_sample bfi.csv

The sample is `bfi` of the R packages psych and psychTools (Revelle): 2,800 people, 25 statements of the
International Personality Item Pool on five scales, answered 1 to 6, gathered by the SAPA project in 2010. It
is under their licence (GPL) and not copied here. In R: write.csv(psychTools::bfi, "bfi.csv"); the Python
package pydataset 0.2.0 holds it as resources/rdata/csv/psych/bfi.csv. The statements were shown in an
order of their own to each person, which is not in the file: a run of equal answers here is one of columns.
"""

import csv
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np

from assessments.real_sample import PRINTED_SAMPLE, Sample, try_sample
from assessments.trials import SEED

SCALES = "ACENO"
OPTIONS = 6
TURNED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}
COLUMNS = [f"{scale}{number}" for scale in SCALES for number in range(1, 6)]


def read_sample(path: Path) -> Sample:
    """The answers of everybody in the file; "NA" is none."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    answers = [[float("nan") if row[name] == "NA" else float(row[name]) for name in COLUMNS] for row in rows]
    return Sample(
        answers=np.array(answers),
        options=OPTIONS,
        keys=tuple(-1 if name in TURNED else 1 for name in COLUMNS),
        scales=tuple(tuple(range(start, start + 5)) for start in range(0, len(COLUMNS), 5)),
    )


def main() -> int:
    found = try_sample(read_sample(Path(sys.argv[1])), SEED)
    different = 0
    for field in fields(found):
        here, printed = getattr(found, field.name), getattr(PRINTED_SAMPLE, field.name)
        alike = abs(here - printed) < 5e-5
        different += not alike
        sys.stdout.write(f"{field.name:18}{here:10.4f}{printed:10.4f}{'' if alike else '  differs'}\n")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
