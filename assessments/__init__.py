"""MEASURE: questionnaires as data, sittings, scores, reports."""
