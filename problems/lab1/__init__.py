"""Lab 1: the layers of a convolutional network, written in NumPy."""

from grader.authoring import Assignment

lab1 = Assignment("lab1", "Lab 1: the layers of a convolutional network in NumPy", __name__)
