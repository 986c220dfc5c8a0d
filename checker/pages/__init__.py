"""From the ink on a page to its words in reading order, below the reader of PDF files."""
