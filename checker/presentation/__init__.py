"""A report prepared for people: its sentences, its order, its draft cut into marked pieces.

Whoever shows a report (a reporter, a web page) takes what it needs from here, so that the same
report reads the same everywhere. Nothing in here knows an output format.
"""
