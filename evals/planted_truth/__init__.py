"""Planted truth: drafts of invented brands of which it is known what they sell and where they contradict.

Not to be confused with `evals.planted`, which is about instructions planted in drafts.
"""
