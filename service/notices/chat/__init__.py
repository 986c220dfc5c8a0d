"""Messages with a form of their own: Slack's Block Kit, Teams' Adaptive Cards."""
