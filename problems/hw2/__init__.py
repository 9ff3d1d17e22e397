"""Homework 2: the same course a later year, under other labels."""

from grader.authoring import Assignment
from problems.hw4 import conv_layer, convnet, initialisation, pooling

hw2 = Assignment(
    "hw2",
    "Homework 2: initialisation and convolutional networks",
    __name__,
    order="1.i 1.B 1.ii 2.i 2.ii 3.i 3.ii 3.C.i 3.C.ii 3.C.iii",
    borrowed={
        "1.i": initialisation.relu_network,
        "1.B": initialisation.negative_examples_first,
        "1.ii": initialisation.sigmoid_network,
        "2.i": conv_layer.parameters,
        "2.ii": conv_layer.output_shape,
        "3.i": pooling.average_pooling,
        "3.ii": pooling.max_pooling,
        "3.C.ii": convnet.final_network,
        "3.C.iii": convnet.hyperparameter_search,
    },
)
