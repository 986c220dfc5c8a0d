"""What callers send (`forms`) and get (`answers`): the words that the API and its client share.

Nothing here knows how they travel, so the client is quickly imported.
"""
