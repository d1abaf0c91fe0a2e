"""The forms agencies fill in, as grids; imitating the looks of real ones with invented numbers."""
