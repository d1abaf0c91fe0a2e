"""Labelled reports of three years, to measure detection: what is bent, by how much, is written beside."""
