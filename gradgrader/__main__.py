"""`python -m gradgrader`."""

from gradgrader.cli.app import main

if __name__ == "__main__":
    main()
