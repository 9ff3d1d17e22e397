"""A convolutional network for digits: theory, training, what its layers see."""

from grader.authoring import Assignment

lenet = Assignment("lenet", "A convolutional network for digits", __name__)
