"""Figures that papers, books and frameworks published, reproduced."""

from __future__ import annotations

from fractions import Fraction

import pytest

from solutions import architectures, convolution, evaluation, gradients, initialisation, momentum, pooling


def test_the_first_layer_of_the_course() -> None:
    assert convolution.conv2d_parameters(3, 8, 5) == 608
    assert convolution.conv2d_output_shape((32, 32, 3), 8, 5) == (28, 28, 8)


def test_alexnet_has_the_parameters_of_torchvision_and_of_the_paper() -> None:
    # one tower: pytorch/vision's one-weird-trick variant is smaller; 62 378 344 is the count of the layers of the paper
    # (Krizhevsky et al. 2012, section 3.5) without groups; with its two groups "60 million parameters"
    assert architectures.alexnet_parameters() == 62_378_344
    assert architectures.alexnet_parameters(groups=2) == 60_965_224


@pytest.mark.parametrize(
    ("letter", "keras", "millions"),
    [
        ("A", 132_863_336, 133),
        ("B", 133_047_848, 133),
        ("C", 133_638_952, 134),
        ("D", 138_357_544, 138),
        ("E", 143_667_240, 144),
    ],
)
def test_vgg_has_the_millions_of_its_paper(letter: str, keras: int, millions: int) -> None:
    # Simonyan and Zisserman (2015), table 2; D and E are Keras' VGG16 and VGG19, A and B torchvision's vgg11 and vgg13
    assert architectures.vgg_parameters(letter) == keras
    assert round(keras / 10**6) == millions


def test_googlenet_has_the_parameters_of_its_layers_and_of_its_table() -> None:
    # Szegedy et al. (2015), table 1
    assert architectures.googlenet_parameters() == 6_998_552
    assert architectures.googlenet_parameters(bias=False) == 6_990_272
    assert round(architectures.googlenet_published_parameters() / 10**5) == 68


def test_the_layers_of_a_table_sum_to_the_network() -> None:
    rows = architectures.layer_table((227, 227, 3), architectures.alexnet_layers())
    assert sum(row.parameters for row in rows) == 62_378_344


def test_the_memory_of_gerons_exercise() -> None:
    # Géron, Hands-on machine learning (2019), chapter 14, exercise 3
    shapes = [(100, 150, 100), (50, 75, 200), (25, 38, 400)]
    assert sum(convolution.conv2d_parameters(*each, 3) for each in ((3, 100), (100, 200), (200, 400))) == 903_400
    assert convolution.prediction_bytes(shapes, 903_400) == 12_613_600
    assert convolution.training_bytes((200, 300, 3), shapes, 903_400, 50) == 565_613_600


def test_the_convolution_by_hand() -> None:
    image = [[int(pixel) for pixel in row] for row in "10001 00000 00100 10001 01110".split()]  # noqa: SIM905
    kernel = [[int(pixel) for pixel in row] for row in "001 100 011".split()]  # noqa: SIM905
    assert convolution.cross_correlate2d(image, kernel, stride=2, padding=1) == ((0, 0, 0), (1, 0, 1), (0, 1, 1))
    assert convolution.convolve2d(image, kernel, stride=2, padding=1) == ((0, 0, 0), (0, 0, 0), (2, 1, 1))


def test_terminal_velocities() -> None:
    assert momentum.terminal_velocity(Fraction(9, 10)) == 10
    assert momentum.terminal_velocity(Fraction(99_999, 100_000)) == 100_000
    assert abs(momentum.momentum_updates(Fraction(1, 2), 60)[-1] - 2) < Fraction(1, 10**15)


def test_the_sigmoid_chain() -> None:
    from grader.maths import evaluate, parse

    slope = evaluate(parse(gradients.sigmoid_chain_gradient(1, 0, 0, 0)))
    assert f"{slope:.6f}" == "0.182765"
    output = gradients.sigmoid_chain_output(1, 0, 0, 0)
    step = gradients.sgd_step("0", "1/2", f"({output} - 5)*({gradients.sigmoid_chain_gradient(1, 0, 0, 0)})")
    assert f"{evaluate(parse(step)):.6f}" == "0.411220"


def test_initialisation_variances() -> None:
    assert initialisation.xavier_variance(4) == Fraction(1, 4)
    assert initialisation.xavier_variance(4, 12) == Fraction(1, 8)
    assert initialisation.he_variance(4) == Fraction(1, 2)


def test_the_test_set_of_mnist_has_ten_thousand_images() -> None:
    assert sum(evaluation.MNIST_TEST_COUNTS) == 10_000


def test_pooling_of_the_four_images() -> None:
    image = [[1, 1, 1, 0], [1, 1, 1, 0], [1, 1, 1, 0], [0, 0, 0, 0]]
    assert pooling.average_pool2d(image) == ((1, Fraction(1, 2)), (Fraction(1, 2), Fraction(1, 4)))
    assert pooling.max_pool2d(image) == ((1, 1), (1, 1))


def test_ceil_counts_a_last_window_that_begins_inside() -> None:
    # torch.nn.MaxPool2d(2, 2, ceil_mode=True) on 5: 3; on 4: 2
    assert convolution.conv2d_output_shape((5, 4, 1), 1, 2, stride=2, ceil=True) == (3, 2, 1)
    assert convolution.conv2d_output_shape((5, 4, 1), 1, 2, stride=2) == (2, 2, 1)


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_the_layer_in_numpy_equals_the_exact_one(stride: int, padding: int) -> None:
    image = [[(3 * row + 5 * column) % 7 for column in range(8)] for row in range(6)]
    kernel = [[1, -2, 0], [3, 1, -1], [0, 2, 1]]
    exact = convolution.cross_correlate2d(image, kernel, stride=stride, padding=padding)
    assert convolution.conv2d([[image]], [[kernel]], stride=stride, padding=padding)[0, 0].tolist() == [
        list(map(float, row)) for row in exact
    ]


def test_the_layer_in_numpy_sums_over_channels_and_adds_biases() -> None:
    output = convolution.conv2d([[[[1.0]], [[2.0]]]], [[[[3.0]], [[4.0]]]], [0.5])
    assert output.tolist() == [[[[11.5]]]]
    with pytest.raises(ValueError, match="channels"):
        convolution.conv2d([[[[1.0]]]], [[[[3.0]], [[4.0]]]])
