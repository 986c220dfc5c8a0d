"""What the service's commands do; `service.__main__` declares them and imports these when called."""
