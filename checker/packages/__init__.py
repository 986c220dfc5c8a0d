"""What lies inside Word and PowerPoint files, below the readers that make documents of it."""
