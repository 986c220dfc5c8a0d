"""What is written back into systems, where that takes more than one request."""
