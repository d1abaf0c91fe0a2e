"""Queries behind the pages: each takes the viewer first, and gives nobody what is not theirs."""
