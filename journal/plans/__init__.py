"""If-then plans, goals, and what is written before and after a shift: sealed, and their owner's alone."""
