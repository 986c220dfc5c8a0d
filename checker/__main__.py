"""`python -m checker` and the command `brandcheck`."""

from checker.cli import main

if __name__ == "__main__":
    main()
