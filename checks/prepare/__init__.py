"""Building blocks of the prepared frames: states of cells, periods, kinds of work, budget in force, treasury."""
