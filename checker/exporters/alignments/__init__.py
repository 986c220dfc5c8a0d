"""An alignment as a file: one module a format, and what it says in words, shared by all of them."""
