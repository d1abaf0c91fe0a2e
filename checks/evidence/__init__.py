"""Evidence on one line and month: what other sources, its own past and its peers say against a figure.

Every piece is one-sided: only what exceeds its evidence counts, a shortfall never does. A piece is a number in its own
unit; how surprising it is is read off the closed years of the same regency, by kind of work and quarter.
"""
