"""Hand-written files read with the line of every value, so that a problem can say where it stands."""
