"""How a passage gives itself away: what is forbidden, altered, dropped, displaced or reversed."""
