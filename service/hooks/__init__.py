"""Publish hooks: what a CMS sends is verified, kept, checked, and answered in its own words."""
