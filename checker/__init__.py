"""Brandcheck: compare drafts with what a brand has written down, at the exact words."""

__version__ = "0.1.0"
