"""A learned second opinion on a line's month: it may add to what is asked, never take the place of a rule's finding."""
