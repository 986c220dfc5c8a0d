"""Kits: loading, linting and testing them, drafting one from a guide, and what a brand has waived."""
