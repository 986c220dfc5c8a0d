"""Data only: kits, drafts, themes, concepts, lexicons."""
