"""Wrong solvers of the field's exercises, a module for each chapter.

Each is a misconception: its name is its key, its docstring what a student is asked, its arguments those of the right
solver in `solutions`. `MISTAKES` of a module lists them by the name of the right one, so that a question can take them:

    @recall_of_class.mistake()
    def divides_by_guesses(given):
        return evaluation.recall_over_guesses(given.matrix)[given.label]
"""
