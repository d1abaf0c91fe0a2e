"""A synthetic regency: a truth model, the workbooks its agencies would send, and the answer key of what was planted."""
