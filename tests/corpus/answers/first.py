"""Answers to hw4, and essays."""

from __future__ import annotations

from .said import C, P, Said, W, X

ONE: dict[str, list[Said]] = {
    "1.C.ii": [
        Said("Two layers: a hidden one and the output.", C),
        Said("2", C),
        Said("One hidden layer is enough.", C),
        Said("You need at least 2 layers, because one layer is linear.", C),
        Said("3 layers: input, hidden and output.", P, "counts_the_input_as_a_layer"),
        Said("The smallest number of layers is one.", W, "takes_xor_for_linear"),
    ],
    "2.A": [Said("torch 2.1.0, numpy 1.26.4", C), Said("Keras 2.4.3 with TensorFlow 2.3.1", C)],
    "2.B.i": [
        Said("Each image is 28×28 pixels. The values range from 0 to 255.", C),
        Said("shape (28, 28), values in [0, 255]", C),
        Said("An input is 28 x 28. Pixel values lie between 0 and 1 after scaling.", C, "scaled_to_one"),
        Said("28 by 28 by 3, with values from 0 to 255", P, "takes_grey_for_colour"),
    ],
    "2.B.ii": [
        Said("The inputs become (60000, 784) and the targets (60000, 10).", C),
        Said("x_train: 60000 × 784\n\ny_train: 60000 × 10", C),
        Said("A vector of length 784.", C, "one_input_alone"),
        Said("Inputs: (10000, 784); targets: (10000, 10)", P, "takes_the_test_set"),
    ],
    "3.B.i": [
        Said("608", C),
        Said("8·(5·5·3 + 1) = 608", C),
        Said("There are 8 × 5 × 5 × 3 = 600 weights and 8 biases, so 608 parameters.", C),
        Said("$5 \\times 5 \\times 3 \\times 8 + 8 = 608$ parameters", C),
        Said("600 parameters", P, "forgets_biases"),
        Said("8 * 5 * 5 + 8 = 208", W, "forgets_channels"),
        Said("(5·5·3)·8 + 1 = 601 parameters in all", P, "one_bias_in_all"),
        Said("I get 612 parameters.", W),
    ],
    "3.B.ii": [
        Said("28×28×8", C),
        Said("The output is (28, 28, 8).", C),
        Said("$28 \\times 28 \\times 8$", C),
        Said("(32 − 5 + 1) = 28, hence the shape is 28 x 28 x 8", C),
        Said("torch.Size([8, 28, 28])", C, "channels_first"),
        Said("28×28×3", W, "keeps_input_channels"),
        Said("The output has shape 32 × 32 × 8.", P, "same_padding"),
        Said("28 × 28", P, "gives_only_height_and_width"),
    ],
    "3.C.i": [
        Said("[[1, 1/2], [1/2, 1/4]], [[1/2, 1], [1/4, 1/2]], [[1/4, 1/2], [1/2, 1]], [[1/2, 1/4], [1, 1/2]]", C),
        Said(
            "$$\\begin{bmatrix} 1 & .5 \\\\ .5 & .25 \\end{bmatrix}$$\n\n"
            "$$\\begin{bmatrix} .5 & 1 \\\\ .25 & .5 \\end{bmatrix}$$\n\n"
            "$$\\begin{bmatrix} .25 & .5 \\\\ .5 & 1 \\end{bmatrix}$$\n\n"
            "$$\\begin{bmatrix} .5 & .25 \\\\ 1 & .5 \\end{bmatrix}$$",
            C,
        ),
        Said("[[4, 2], [2, 1]], [[2, 4], [1, 2]], [[1, 2], [2, 4]], [[2, 1], [4, 2]]", P, "takes_the_sum"),
    ],
    "3.C.ii": [
        Said("All four are [[1, 1], [1, 1]].", C),
        Said("[[1, 1], [1, 1]] for each of the four images", C),
        Said("[[1,1],[1,1]], [[1,1],[1,1]], [[1,1],[1,1]], [[1,1],[1,1]]", C),
    ],
    "3.D.i": [
        Said(
            "| dropout | test accuracy |\n|---|---|\n"
            + "\n".join(f"| {n / 9:.3f} | {0.98 - n / 60:.4f} |" for n in range(10)),
            C,
        ),
    ],
}

MORE: dict[str, list[Said]] = {
    "1.C.ii": [
        Said("It takes two layers of weights.", C),
        Said("Minimum number of layers = 2", C),
        Said("We need 1 hidden layer.", C),
        Said("2 layers, since XOR is not linearly separable", C),
        Said("Three layers are needed.", P, "counts_the_input_as_a_layer"),
        Said("A single layer suffices, so the answer is 1 layer.", W, "takes_xor_for_linear"),
    ],
    "2.A": [Said("Python 3.9.7, PyTorch 1.13.1", C), Said("tensorflow==2.12.0\n\nkeras==2.12.0", C)],
    "2.B.i": [
        Said("Every picture has a size of 28 x 28, each pixel is a number from 0 to 255.", C),
        Said("The input shape is 28 × 28 and its values are in the range 0–255.", C),
        Said("(60000, 28, 28), with values in [0, 255]", C, "whole_training_set"),
        Said("The images are (28, 28, 3). Values range between 0 and 255.", P, "takes_grey_for_colour"),
    ],
    "2.B.ii": [
        Said("After flattening the training set is 60000×784, after one-hot encoding the labels are 60000×10.", C),
        Said("inputs (60000, 784), targets (60000, 10)", C),
        Said("Each input turns into a 784-dimensional vector.", C, "one_input_alone"),
        Said("Inputs: (60000, 28, 28); targets: (60000, 10)", W, "does_not_flatten"),
    ],
    "3.B.i": [
        Said("The layer has 608 parameters in total.", C),
        Said("5*5*3*8 + 8 = 600 + 8 = 608", C),
        Said("Number of parameters: 608", C),
        Said("Every filter has 75 weights plus a bias. This gives 76 · 8 = 608.", C),
        Said("\\boxed{608}", C),
        Said("5 × 5 × 3 × 8 = 600", P, "forgets_biases"),
        Said("The number of parameters is 208.", W, "forgets_channels"),
        Said("28·28·608 = 476672", W, "counts_per_position"),
        Said("= 614 parameters", W),
    ],
    "3.B.ii": [
        Said("Output shape: 28 x 28 x 8", C),
        Said("28 by 28 by 8", C),
        Said("(28,28,8)", C),
        Said("The feature maps are 28*28, and there are 8 of them, i.e. 28*28*8.", C),
        Said("[8, 28, 28]", C, "channels_first"),
        Said("We get 28 x 28 x 3.", W, "keeps_input_channels"),
        Said("27 × 27 × 8", P, "off_by_one"),
        Said("(32, 32, 8)", P, "same_padding"),
    ],
    "3.C.i": [
        Said("[1 0.5; 0.5 0.25], [0.5 1; 0.25 0.5], [0.25 0.5; 0.5 1], [0.5 0.25; 1 0.5]", C),
        Said(
            "```\n[[1.   0.5 ]\n [0.5  0.25]]\n\n[[0.5  1.  ]\n [0.25 0.5 ]]\n\n[[0.25 0.5 ]\n [0.5  1.  ]]\n\n"
            "[[0.5  0.25]\n [1.   0.5 ]]\n```",
            C,
        ),
        Said("[[2, 1], [1, 1/2]], [[1, 2], [1/2, 1]], [[1/2, 1], [1, 2]], [[1, 1/2], [2, 1]]", P),
    ],
    "3.C.ii": [
        Said("The result is [[1, 1], [1, 1]] for all four matrices.", C),
        Said("For every matrix: $\\begin{pmatrix} 1 & 1 \\\\ 1 & 1 \\end{pmatrix}$", C),
        Said("[1 1; 1 1], [1 1; 1 1], [1 1; 1 1], [1 1; 1 1]", C),
    ],
    "3.D.i": [
        Said(
            "dropout, accuracy\n" + "\n".join(f"{n / 10:.1f}, {97.5 - n:.2f}%" for n in range(10)),
            C,
        ),
    ],
}

AND_MORE: dict[str, list[Said]] = {
    "1.C.ii": [
        Said("At minimum we have to use two fully connected layers.", C),
        Said("Answer: 2 layers (1 hidden)", C),
        Said("XOR can not be done by one layer. Two layers suffice.", C),
        Said("The minimum is a network with a single hidden layer.", C),
        Said("Es braucht zwei Schichten.", C),
        Said("not less than 3 layers", X),
        Said(
            "I think 3 layers are required: the input layer, one hidden layer and the output layer.",
            P,
            "counts_the_input_as_a_layer",
        ),
        Said("Only 1 layer is necessary.", W, "takes_xor_for_linear"),
    ],
    "2.A": [
        Said("I used PyTorch v2.3 and torchvision 0.18.", C),
        Said("Keras version: 2.15.0\n\nTensorFlow version: 2.15.1", C),
        Said("the newest ones", X),
    ],
    "2.B.i": [
        Said("Shape: 28×28. Range: 0 to 255.", C),
        Said("Images are matrices of 28 by 28 integers between 0 and 255 (grey values).", C),
        Said("The shape of x_train is (60000, 28, 28); each entry is between 0 and 255.", C, "whole_training_set"),
        Said("torch.Size([1, 28, 28]) with values in [0, 1]", C, "one_grey_channel_scaled_to_one"),
        Said("28x28 pixels, each from 0 to 256", P),
    ],
    "2.B.ii": [
        Said("X: (60000, 784)\n\nY: (60000, 10)", C),
        Said("Training inputs are of shape (60000, 784), the one-hot targets of shape (60000, 10).", C),
        Said("The flattened input is a vector with 784 elements, the label one with 10 elements.", C, "one_example"),
        Said("inputs 60000x784 and targets 60000x1", P),
    ],
    "3.B.i": [
        Said("We have 8 filters. Each has 5·5·3 = 75 weights and one bias, i.e. 76. In total: 608.", C),
        Said("(5 * 5 * 3 + 1) * 8 = **608**", C),
        Said("Parameters = (kernel_height × kernel_width × channels + 1) × filters = (5×5×3+1)×8 = 608", C),
        Said("$$N = 8(5 \\cdot 5 \\cdot 3 + 1) = 608$$", C),
        Said("six hundred and eight parameters", C),
        Said("Es sind 608 Parameter.", C),
        Said("weights: 600, biases: 8, total: 608", C),
        Said("The total is 8 × 5 × 5 × 3 = 600 parameters.", P, "forgets_biases"),
        Said("5·5·8 + 8 = 208 Parameter", W, "forgets_channels"),
        Said("608 or 600, depending on whether biases count", X),
        Said("about 600 parameters", X),
        Said("I first had 600, but with biases it is 608 parameters.", C),
    ],
    "3.B.ii": [
        Said("H = W = (32 − 5)/1 + 1 = 28 and D = 8, so 28 × 28 × 8.", C),
        Said("The output volume is 28x28x8.", C),
        Said("28*28*8", C),
        Said("$(28, 28, 8)$", C),
        Said("The shape of the output is (8, 28, 28).", C, "channels_first"),
        Said("Die Ausgabe hat die Größe 28×28×8.", C),
        Said("Output: 28 × 28 × 3", W, "keeps_input_channels"),
        Said("30 x 30 x 8", W),
        Said("It stays 32×32×8.", P, "same_padding"),
        Said("28×28×8 or 28×28×3", X),
        Said("not 32×32×8 but 28×28×8", C),
    ],
    "3.C.i": [
        Said(
            "A = [[1, 0.5], [0.5, 0.25]]\n\nB = [[0.5, 1], [0.25, 0.5]]\n\n"
            "C = [[0.25, 0.5], [0.5, 1]]\n\nD = [[0.5, 0.25], [1, 0.5]]",
            C,
        ),
        Said(
            "1 1/2\n1/2 1/4\n\n1/2 1\n1/4 1/2\n\n1/4 1/2\n1/2 1\n\n1/2 1/4\n1 1/2",
            C,
        ),
        Said(
            "$\\begin{pmatrix} 1 & \\frac12 \\\\ \\frac12 & \\frac14 \\end{pmatrix}$, "
            "$\\begin{pmatrix} \\frac12 & 1 \\\\ \\frac14 & \\frac12 \\end{pmatrix}$, "
            "$\\begin{pmatrix} \\frac14 & \\frac12 \\\\ \\frac12 & 1 \\end{pmatrix}$, "
            "$\\begin{pmatrix} \\frac12 & \\frac14 \\\\ 1 & \\frac12 \\end{pmatrix}$",
            C,
        ),
    ],
    "3.C.ii": [
        Said("Max pooling gives [[1, 1], [1, 1]] in all four cases.", C),
        Said("all ones: [[1, 1], [1, 1]], the same for all four", C),
        Said("A = B = C = D = [[1, 1], [1, 1]]", C),
    ],
    "3.D.i": [
        Said(
            "| p | acc |\n| --- | --- |\n" + "\n".join(f"| {n / 9:.2f} | {97 - n}.12% |" for n in range(10)),
            C,
        ),
        Said("\n".join(f"dropout {n / 10:.1f}: test accuracy {0.97 - n / 50:.4f}" for n in range(10)), C),
    ],
}


LAST: dict[str, list[Said]] = {
    "1.C.ii": [
        Said("Two fully connected layers are needed at least.", C),
        Said("Only networks with a hidden layer can do it, so: 2 layers.", C),
        Said("A network with 2 layers: (1) hidden, (2) output.", C),
        Said("The answer is two layers, one of them hidden.", C),
        Said("Two or three layers, I am not sure.", X),
        Said("It can be done with a single layer.", W, "takes_xor_for_linear"),
        Said("XOR needs three layers.", P, "counts_the_input_as_a_layer"),
    ],
    "2.A": [
        Said("* tensorflow 2.16.1\n* numpy 1.26.4", C),
        Said("I ran everything on Colab with torch==2.2.1+cu121.", C),
    ],
    "2.B.i": [
        Said("One image is a 28x28 array, its grey values run from 0 to 255.", C),
        Said("The shape is $28 \\times 28$ and the values are in $[0, 255]$.", C),
        Said("28 × 28, 0–255", C),
        Said("Shape (28,28). After dividing by 255 the values are between 0.0 and 1.0.", C, "scaled_to_one"),
        Said("Shape (28, 28, 3) since it is an image; values from 0 to 255.", P, "takes_grey_for_colour"),
    ],
    "2.B.ii": [
        Said("Flattened inputs: 60000 x 784. One-hot labels: 60000 x 10.", C),
        Said("`x_train.shape` is (60000, 784), `y_train.shape` is (60000, 10).", C),
        Said("input: (784,), target: (10,)", C, "one_example"),
        Said("(10000, 784) for the inputs, (10000, 10) for the targets.", P, "takes_the_test_set"),
    ],
    "3.B.i": [
        Said("Weights: 5·5·3·8 = 600\n\nBiases: 8\n\nSum: 608", C),
        Said("There are (25 · 3 + 1) · 8 = 608 learnable parameters.", C),
        Said("$\\#\\text{params} = (5 \\cdot 5 \\cdot 3 + 1) \\cdot 8 = 608$", C),
        Said("**608**", C),
        Said("Each of the 8 filters has 5*5*3 + 1 = 76 parameters; 8 * 76 = 608.", C),
        Said("608 (600 weights and 8 biases)", C),
        Said("The answer should be 600, not 608, as there is no bias.", P, "forgets_biases"),
        Said("5*5*3*8 = 600 parameters overall", P, "forgets_biases"),
        Said("8 filters times 25 weights plus 8 biases: 208", W, "forgets_channels"),
        Said("It is 28*28*8*76.", W),
        Said("~600", X),
    ],
    "3.B.ii": [
        Said("Without padding the maps are 28 × 28, with 8 filters: 28 × 28 × 8.", C),
        Said("It is a tensor of shape (28, 28, 8).", C),
        Said("N_out = 32 - 5 + 1 = 28 → 28×28×8", C),
        Said("`(None, 28, 28, 8)`", C),
        Said("8 × 28 × 28 (channels first)", C, "channels_first"),
        Said("The new size is 28 x 28 x 3.", W, "keeps_input_channels"),
        Said("With stride one it is 27x27x8.", P, "off_by_one"),
        Said("28 × 28, with 8 feature maps", C),
    ],
    "3.C.i": [
        Said(
            "$$\\begin{pmatrix} 1 & 0.5 \\\\ 0.5 & 0.25 \\end{pmatrix}, "
            "\\begin{pmatrix} 0.5 & 1 \\\\ 0.25 & 0.5 \\end{pmatrix}, "
            "\\begin{pmatrix} 0.25 & 0.5 \\\\ 0.5 & 1 \\end{pmatrix}, "
            "\\begin{pmatrix} 0.5 & 0.25 \\\\ 1 & 0.5 \\end{pmatrix}$$",
            C,
        ),
        Said("1) [[1, .5], [.5, .25]]\n2) [[.5, 1], [.25, .5]]\n3) [[.25, .5], [.5, 1]]\n4) [[.5, .25], [1, .5]]", C),
        Said("[[1,0],[0,0]], [[0,1],[0,0]], [[0,0],[0,1]], [[0,0],[1,0]]", W),
    ],
    "3.C.ii": [
        Said("1) [[1, 1], [1, 1]]\n2) [[1, 1], [1, 1]]\n3) [[1, 1], [1, 1]]\n4) [[1, 1], [1, 1]]", C),
        Said("Each image gives [[1, 1], [1, 1]].", C),
        Said("$\\begin{bmatrix} 1 & 1 \\\\ 1 & 1 \\end{bmatrix}$ for all 4 matrices", C),
    ],
    "3.D.i": [
        Said("p    test accuracy\n" + "\n".join(f"{n / 10:.1f}  {0.975 - n / 80:.3f}" for n in range(10)), C),
        Said("\n".join(f"p = {n / 9:.3f}, accuracy = {98 - n}.05%" for n in range(10)), C),
    ],
}

ANSWERS = {label: ONE[label] + MORE[label] + AND_MORE[label] + LAST[label] for label in ONE}

ESSAYS: dict[str, list[str]] = {
    "1.A.i": [
        "Nothing happens in the first one: all activations and all gradients are 0. The random one learns.",
        "With zero weights each ReLU gives 0 and its slope is 0 as well, so no weight ever moves.",
    ],
    "1.A.ii": [
        "The sigmoid gives one half for 0, so some gradient flows, but all units of a layer stay the same.",
        "It learns slowly, since the units are copies of each other and the slope is at most a quarter.",
    ],
    "1.B": [
        "The biases become very negative and the units die: their output and their gradient are 0 from then on.",
        "After many negative examples every ReLU is closed, and a closed one gets no gradient.",
    ],
    "3.A": [
        "It keeps the size of the image and what is at the border; but the zeros are invented data.",
        "Good: no shrinking from layer to layer. Bad: artefacts at the edges.",
    ],
    "3.C.iii": [
        "A single wrong pixel changes a mean by little and a maximum often not at all.",
        "Small shifts stay within one window, so the result is nearly the same.",
    ],
    "3.D.iii": [
        "More filters in the second layer helped most, because they see larger patterns.",
        "Dropout after the dense layer helped against overfitting; a larger batch did not.",
    ],
    "3.D.iv": [
        "The test set was used again and again, so its accuracy is no fair estimate. Use a validation set.",
        "Trial and error costs much time, and one overfits the test set.",
    ],
}
