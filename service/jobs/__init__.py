"""The jobs: checks that are worked on in the background and survive a kill; the one door to DBOS."""

from service.jobs.jobs import Jobs

__all__ = ["Jobs"]
