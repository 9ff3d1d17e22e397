"""The steps of solvers, a module for each chapter that has some; see solutions._explaining."""
