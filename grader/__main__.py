"""`python -m grader` is the command `grader`."""

if __name__ == "__main__":
    from grader.cli import main

    main()
