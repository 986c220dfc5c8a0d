"""Batches: documents that are handed in together, taken apart, checked in the background, and handed back."""
