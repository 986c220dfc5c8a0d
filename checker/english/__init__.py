"""English: words and stems, quantities, and who says what."""
