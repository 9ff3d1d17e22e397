"""Answers to hw4, from a fourth hand."""

from __future__ import annotations

from .said import C, P, Said, W, X

ANSWERS: dict[str, list[Said]] = {
    "1.C.ii": [
        Said(
            "We need two. With no hidden layer the decision boundary is a single line, and no line puts (0,0) and (1,1) "
            "on one side and (0,1) and (1,0) on the other.",
            C,
        ),
        Said("Smallest number: `2`", C),
        Said("1 hidden layer + 1 output layer = 2 FC layers", C),
        Said("a 2-layer network", C),
        Said(
            "**Answer: 2**\n\nThe first layer maps the four points into a space in which they are linearly separable, "
            "and the second layer separates them there.",
            C,
        ),
        Said(
            r"$f(x) = W_2\,\mathrm{ReLU}(W_1 x + b_1) + b_2$, i.e. $2$ fully-connected layers.",
            C,
        ),
        Said(
            "```python\nmodel = nn.Sequential(\n    nn.Linear(2, 2),\n    nn.ReLU(),\n    nn.Linear(2, 1),\n)\n```\n\n"
            "So two fully-connected layers.",
            C,
        ),
        Said(
            "It's 2 layers. With 1 layer you can do AND and OR but not XOR. 3 layers would work as well, of course, "
            "but that's not the smallest number.",
            C,
        ),
        Said(
            "At first I thought 3 would be needed, since XOR = (x1 OR x2) AND NOT (x1 AND x2) uses three gates. "
            "But OR and AND can sit side by side in the same layer. Hence 2.",
            C,
        ),
        Said(
            "Minsky and Papert (1969) showed that a single-layer perceptron cannot compute XOR, so the answer is 2.",
            C,
        ),
        Said("Zwei, denn mit nur einer Schicht lassen sich nur linear trennbare Funktionen darstellen.", C),
        Said("Son necesarias dos capas completamente conectadas (una oculta y la de salida).", C),
        Said(
            "3 layers - an input layer with 2 nodes, a hidden layer with 2 nodes and an output layer with 1 node",
            P,
            "counts_the_input_as_a_layer",
        ),
        Said("3", P, "counts_the_input_as_a_layer"),
        Said("1 layer is sufficient, if the weights are chosen well.", W, "takes_xor_for_linear"),
        Said("5 layers should be enough.", W),
        Said("Depends on how you count: 2 or 3.", X),
        Said("OR and NAND in the first layer, AND in the second one.", X),
    ],
    "2.A": [
        Said("Pytorch 2.6.0+cu126", C),
        Said("tf 2.8.2, keras 2.8.0", C),
        Said(
            "The notebook ran on Google Colab, which at the time had TensorFlow 2.19.0 and Keras 3.8.0 preinstalled.",
            C,
        ),
        Said(
            "```\n$ conda list | grep -i keras\nkeras                     2.4.3              pyhd8ed1ab_0    conda-forge\n```",
            C,
        ),
        Said("```python\nimport tensorflow as tf\ntf.__version__\n```\n\n`'2.3.0'`", C),
        Said("Python: 3.10.12 | TensorFlow: 2.15.0 | CUDA: 12.2", C),
        Said("torch = 2.0.0, lightning = 2.0.4", C),
        Said("Tensorflow version 2.1.0 and Keras version 2.2.4-tf", C),
        Said("Keras 1.2.2 (Theano 0.9.0 as the backend)", C),
        Said("Für diese Aufgabe habe ich PyTorch 2.7.1 und torchvision 0.22.1 verwendet.", C),
        Said("PyTorch : 1.9.0\nTorchvision : 0.10.0", C),
        Said("**PyTorch** 1.8.1\n\n**torchvision** 0.9.1\n\n**matplotlib** 3.4.2", C),
        Said("We used version 2.0.8 of Keras.", C),
        Said("I did this on the lab machine, so whatever they have there.", X),
        Said("pytorch", X),
    ],
    "2.B.i": [
        Said(
            "Each image is 28 pixels tall and 28 pixels wide, so the shape is (28, 28). Each entry is the grayscale "
            "intensity at that pixel, where 0 means black and 255 means white.",
            C,
        ),
        Said("(28,28); 0-255 (uint8)", C),
        Said(
            "```python\nprint(X_train[0].shape, X_train[0].dtype, X_train[0].min(), X_train[0].max())\n```\n\n"
            "```\n(28, 28) uint8 0 255\n```",
            C,
        ),
        Said("28-by-28 matrix of integers in {0, 1, ..., 255}", C),
        Said(r"$x \in \{0, 1, \dots, 255\}^{28 \times 28}$", C),
        Said("Input: 28 × 28 (= 784 pixels in total). Values: from 0 (background) to 255 (ink).", C),
        Said(
            "The dataset has 60000 training images and 10000 test images, each of shape 28x28. The pixel values are "
            "between 0 and 255.",
            C,
        ),
        Said("| | |\n|---|---|\n| shape | 28×28 |\n| min | 0 |\n| max | 255 |", C),
        Said("**Shape:** 28 x 28\n\n**Range:** [0, 255]", C),
        Said("x_train has the shape (60000, 28, 28), min = 0, max = 255", C, "whole_training_set"),
        Said("28 × 28 floats in the interval [0, 1] (I divided them by 255)", C, "scaled_to_one"),
        Said("Die Form ist (28, 28), die Werte sind ganze Zahlen von 0 bis 255.", C),
        Said("Forma: 28×28. Rango: [0, 255] (escala de grises).", C),
        Said("28x28x3, where each of the 3 channels ranges from 0 to 255", P, "takes_grey_for_colour"),
        Said("The images are 64×64 pixels with values from 0 to 100.", W),
        Said("28 × 28 pixels, and the values are the digits 0 to 9", P),
        Said("A vector of 784 numbers between 0 and 255.", P),
    ],
    "2.B.ii": [
        Said("train_x: 60000 rows, 784 columns. train_y: 60000 rows, 10 columns.", C),
        Said("28² = 784, so the inputs are 60000 × 784. There are 10 digits, so the targets are 60000 × 10.", C),
        Said("```\nX_train shape: (60000, 784)\ny_train shape: (60000, 10)\n```", C),
        Said("Before: (60000, 28, 28) and (60000,). After: (60000, 784) and (60000, 10).", C),
        Said("torch.Size([60000, 784]), torch.Size([60000, 10])", C),
        Said(r"$\mathbf{X}: (60000, 784), \quad \mathbf{T}: (60000, 10)$", C),
        Said("inputs: 60000 × 784 (instead of 60000 × 28 × 28)\ntargets: 60000 × 10 (instead of 60000)", C),
        Said("60k x 784 inputs, 60k x 10 targets", C),
        Said("inputs = **60000 x 784**, targets = **60000 x 10**", C),
        Said("The targets are (60000, 10) after to_categorical, the inputs are (60000, 784) after reshape.", C),
        Said(
            "x_train passe de (60000, 28, 28) à (60000, 784), et y_train de (60000,) à (60000, 10).",
            C,
        ),
        Said("Ein Bild wird zu einem Vektor der Länge 784, ein Label zu einem Vektor der Länge 10.", C, "one_example"),
        Said("A single flattened image has the shape (784,), a single one-hot target (10,).", C, "one_example"),
        Said("flattened: 10000 × 784; one-hot: 10000 × 10", P, "takes_the_test_set"),
        Said("The inputs keep their shape 60000 × 28 × 28, the targets become 60000 × 10.", W, "does_not_flatten"),
        Said("(60000, 748) and (60000, 10)", P),
        Said("inputs: (60000, 784), targets: (60000, 9)", P),
    ],
    "3.B.i": [
        Said("608 trainable parameters", C),
        Said("One filter: 5×5×3 = 75\n+ bias: 76\n× 8 filters: 608", C),
        Said(
            "Since one filter is 5x5 and has to look at R, G and B, it needs 25 + 25 + 25 = 75 numbers and one more "
            "for the bias: 76. Multiply by 8 and you get 608.",
            C,
        ),
        Said(
            "```python\nmodel = Sequential([Conv2D(8, (5, 5), input_shape=(32, 32, 3))])\nmodel.count_params()\n```\n\n`608`",
            C,
        ),
        Said("weight: torch.Size([8, 3, 5, 5]) → 600\nbias: torch.Size([8]) → 8\n\nSum: 608", C),
        Said(
            "608. (Compare that with a dense layer from 32·32·3 = 3072 inputs to 28·28·8 = 6272 outputs, which would "
            "have 19,273,856 parameters.)",
            C,
        ),
        Said(r"$8 \left(3 \cdot 5^2\right) + 8 = 600 + 8 = \underline{\underline{608}}$", C),
        Said("(filter size × input channels + 1) × number of filters\n\n(25 × 3 + 1) × 8\n\n608", C),
        Said(
            "I count 600 weights, plus 8 for the biases, which makes 608 parameters, whatever the size of the image.",
            C,
        ),
        Said(r"5\*5\*3\*8 + 8 = 608", C),
        Said("Correction: 608. My first answer of 208 ignored the three input channels.", C),
        Said("**Total: 608 parameters** (= 8 × 76)", C),
        Said("Das sind 8·75 = 600 Gewichte und 8 Bias-Werte, also 608 Parameter.", C),
        Said("Número de parámetros: (5·5·3 + 1)·8 = 608", C),
        Said("Each filter has 5*5*3 = 75 params, and 8 of them make 600 params in total.", P, "forgets_biases"),
        Said("5x5x3x8 = 600 weights, 1 bias. Total = 601.", P, "one_bias_in_all"),
        Said("8 filters * (5*5) + 8 biases = 200 + 8 = 208 parameters", W, "forgets_channels"),
        Said("The layer has 28*28*8*(75+1) = 476672 parameters.", W, "counts_per_position"),
        Said("(5·5·3 + 3)·8 = 624, one bias for each channel", W),
        Said("The output has 28·28·8 entries, so there are 6272 parameters.", W),
        Said("600 (+ 8 if you want the biases too)", X),
        Said("5·5·3·8 + 8", C),
    ],
    "3.B.ii": [
        Said("Height: 28, width: 28, depth: 8", C),
        Said("The output is a 28×28×8 tensor, since 32−5+1 = 28.", C),
        Said(
            "Each 32x32 channel is reduced to 28x28 by the 5x5 filter (2 pixels are lost at each border). The 3 channels "
            "are summed up, so there's one map for each of the 8 filters: 28x28x8",
            C,
        ),
        Said("o = (i - k)/s + 1 = (32 - 5)/1 + 1 = 27 + 1 = 28\n\n=> 28x28x8", C),
        Said(r"$H' = W' = 32 - 5 + 1 = 28,\ C' = 8 \Rightarrow (28, 28, 8)$", C),
        Said("**(28, 28, 8)**\n\nThe formula is (N - F)/stride + 1 with N = 32 and F = 5.", C),
        Said(
            "`conv(x).shape` gives `torch.Size([1, 8, 28, 28])` for a batch of one image, so it's 28×28×8 in the order "
            "asked for.",
            C,
        ),
        Said("28 X 28 X 8", C),
        Said("The 32×32×3 image is no longer 32×32: without padding we get 28×28×8.", C),
        Said("30×30×8 is what I'd get for 3×3 filters. For 5×5 filters it's 28×28×8.", C),
        Said("C × H × W = 8 × 28 × 28", C, "channels_first"),
        Said("Ohne Padding schrumpft das Bild um 4 Pixel auf 28×28; mit 8 Filtern also 28×28×8.", C),
        Said("La salida es de 28 x 28 x 8 (alto x ancho x canales).", C),
        Said("28 × 28 × 8 (width × height × number of filters)", C),
        Said("Since the stride is 1 the size is preserved: 32 x 32 x 8", P, "same_padding"),
        Said("(32 - 5)/1 = 27 → (27, 27, 8)", P, "off_by_one"),
        Said("Height and width are both 28.", P, "gives_only_height_and_width"),
        Said("28x28x3, because it's an RGB image", W, "keeps_input_channels"),
        Said("36 × 36 × 8", W),
        Said("28 × 28 × 8 × 3", W),
        Said("8 feature maps of size 28 × 28 each", X),
    ],
    "3.C.i": [
        Said("1: [[1,0.5],[0.5,0.25]], 2: [[0.5,1],[0.25,0.5]], 3: [[0.25,0.5],[0.5,1]], 4: [[0.5,0.25],[1,0.5]]", C),
        Said(
            r"""$$P_1 = \begin{bmatrix} 1 & 0.5 \\ 0.5 & 0.25 \end{bmatrix}$$
$$P_2 = \begin{bmatrix} 0.5 & 1 \\ 0.25 & 0.5 \end{bmatrix}$$
$$P_3 = \begin{bmatrix} 0.25 & 0.5 \\ 0.5 & 1 \end{bmatrix}$$
$$P_4 = \begin{bmatrix} 0.5 & 0.25 \\ 1 & 0.5 \end{bmatrix}$$""",
            C,
        ),
        Said(
            r"""\begin{align*}
1.\quad & \left(\begin{matrix} 1 & 1/2 \\ 1/2 & 1/4 \end{matrix}\right) \\
2.\quad & \left(\begin{matrix} 1/2 & 1 \\ 1/4 & 1/2 \end{matrix}\right) \\
3.\quad & \left(\begin{matrix} 1/4 & 1/2 \\ 1/2 & 1 \end{matrix}\right) \\
4.\quad & \left(\begin{matrix} 1/2 & 1/4 \\ 1 & 1/2 \end{matrix}\right)
\end{align*}""",
            C,
        ),
        Said(
            "```\n[[[1.   0.5 ]\n  [0.5  0.25]]\n\n [[0.5  1.  ]\n  [0.25 0.5 ]]\n\n [[0.25 0.5 ]\n  [0.5  1.  ]]\n\n"
            " [[0.5  0.25]\n  [1.   0.5 ]]]\n```",
            C,
        ),
        Said(
            "```\ntensor([[[[1.0000, 0.5000],\n          [0.5000, 0.2500]]],\n\n\n        [[[0.5000, 1.0000],\n"
            "          [0.2500, 0.5000]]],\n\n\n        [[[0.2500, 0.5000],\n          [0.5000, 1.0000]]],\n\n\n"
            "        [[[0.5000, 0.2500],\n          [1.0000, 0.5000]]]])\n```",
            C,
        ),
        Said(
            "In the first image the windows have the means (1+1+1+1)/4 = 1, (1+0+1+0)/4 = 0.5, (1+1+0+0)/4 = 0.5 and "
            "(1+0+0+0)/4 = 0.25. Doing the same for all of them:\n\n"
            "Image 1: [[1, 0.5], [0.5, 0.25]]\nImage 2: [[0.5, 1], [0.25, 0.5]]\n"
            "Image 3: [[0.25, 0.5], [0.5, 1]]\nImage 4: [[0.5, 0.25], [1, 0.5]]",
            C,
        ),
        Said(
            "| 1    0.5  |\n| 0.5  0.25 |\n\n| 0.5  1   |\n| 0.25 0.5 |\n\n| 0.25 0.5 |\n| 0.5  1   |\n\n"
            "| 0.5  0.25 |\n| 1    0.5  |",
            C,
        ),
        Said(
            "```\n1   .5      .5  1      .25 .5      .5  .25\n.5  .25     .25 .5     .5  1       1   .5\n```",
            C,
        ),
        Said(
            r"$\frac14\begin{pmatrix}4&2\\2&1\end{pmatrix}$, $\frac14\begin{pmatrix}2&4\\1&2\end{pmatrix}$, "
            r"$\frac14\begin{pmatrix}1&2\\2&4\end{pmatrix}$, $\frac14\begin{pmatrix}2&1\\4&2\end{pmatrix}$",
            C,
        ),
        Said(
            "| image | top left | top right | bottom left | bottom right |\n|---|---|---|---|---|\n"
            "| 1 | 1 | 0.5 | 0.5 | 0.25 |\n| 2 | 0.5 | 1 | 0.25 | 0.5 |\n| 3 | 0.25 | 0.5 | 0.5 | 1 |\n"
            "| 4 | 0.5 | 0.25 | 1 | 0.5 |",
            C,
        ),
        Said(
            "**Image 1**\n\n[[1.00, 0.50],\n [0.50, 0.25]]\n\n**Image 2**\n\n[[0.50, 1.00],\n [0.25, 0.50]]\n\n"
            "**Image 3**\n\n[[0.25, 0.50],\n [0.50, 1.00]]\n\n**Image 4**\n\n[[0.50, 0.25],\n [1.00, 0.50]]",
            C,
        ),
        Said(
            "- [[1, 1/2], [1/2, 1/4]]\n- [[1/2, 1], [1/4, 1/2]]\n- [[1/4, 1/2], [1/2, 1]]\n- [[1/2, 1/4], [1, 1/2]]",
            C,
        ),
        Said(
            "Mittelwerte der Fenster:\n\nBild 1: [1 0,5; 0,5 0,25]\nBild 2: [0,5 1; 0,25 0,5]\n"
            "Bild 3: [0,25 0,5; 0,5 1]\nBild 4: [0,5 0,25; 1 0,5]",
            C,
        ),
        Said(
            "Haciendo el promedio en cada ventana se obtiene: [[1, 1/2], [1/2, 1/4]], [[1/2, 1], [1/4, 1/2]], "
            "[[1/4, 1/2], [1/2, 1]] y [[1/2, 1/4], [1, 1/2]].",
            C,
        ),
        Said(
            "Image 1: [4 2; 2 1]\nImage 2: [2 4; 1 2]\nImage 3: [1 2; 2 4]\nImage 4: [2 1; 4 2]",
            P,
            "takes_the_sum",
        ),
        Said("[[0.5, 0.5], [0.5, 0.5]] for every image", W),
        Said("[[1, .5], [.5, .25]], then the same turned by 90 degrees for the others", X),
        Said("[[1, .5], [.5, .25]], [[.5, 1], [.25, .5]], [[.25, .5], [.5, 1]], [[.5, .25], [1, .75]]", P),
    ],
    "3.C.ii": [
        Said("The output is [[1, 1], [1, 1]] for all four images.", C),
        Said("np.ones((2, 2)) for each image", C),
        Said("4 × [[1, 1], [1, 1]]", C),
        Said(
            "The maximum of every window is 1 in each image, so all four pooled images are\n\n"
            "$$\\begin{bmatrix} 1 & 1 \\\\ 1 & 1 \\end{bmatrix}$$",
            C,
        ),
        Said(
            "```\n[[[1 1]\n  [1 1]]\n\n [[1 1]\n  [1 1]]\n\n [[1 1]\n  [1 1]]\n\n [[1 1]\n  [1 1]]]\n```",
            C,
        ),
        Said("| 1 1 |\n| 1 1 |\n\n| 1 1 |\n| 1 1 |\n\n| 1 1 |\n| 1 1 |\n\n| 1 1 |\n| 1 1 |", C),
        Said("Image 1 = Image 2 = Image 3 = Image 4 = [1 1; 1 1]", C),
        Said("All four outputs are 2×2 matrices whose entries are all 1.", C),
        Said(
            "First image: max(1,1,1,1) = 1, max(1,0,1,0) = 1, max(1,1,0,0) = 1, max(1,0,0,0) = 1, which gives "
            "[[1, 1], [1, 1]]. The other three images give the same matrix.",
            C,
        ),
        Said(
            r"$M_1 = M_2 = M_3 = M_4 = \left[\begin{array}{cc} 1 & 1 \\ 1 & 1 \end{array}\right]$",
            C,
        ),
        Said(
            "- [[1, 1], [1, 1]]\n- [[1, 1], [1, 1]]\n- [[1, 1], [1, 1]]\n- [[1, 1], [1, 1]]",
            C,
        ),
        Said("Bei Max-Pooling sind alle vier Ergebnisse [[1, 1], [1, 1]], weil in jedem Fenster eine 1 steht.", C),
        Said("Las cuatro imágenes quedan igual: [[1, 1], [1, 1]].", C),
        Said("[[4, 2], [2, 1]], [[2, 4], [1, 2]], [[1, 2], [2, 4]], [[2, 1], [4, 2]]", W),
        Said("[[2, 2], [2, 2]] for all four", W),
        Said("[[1, 1], [1, 1]], the rest should look similar", X),
        Said("[[1, 1], [1, 1]] for the first three images and [[0, 1], [1, 1]] for the last", X),
    ],
    "3.D.i": [
        Said(
            "| Probability | Accuracy |\n|---|---|\n| 0.00 | 0.9793 |\n| 0.11 | 0.9801 |\n| 0.22 | 0.9784 |\n"
            "| 0.33 | 0.9766 |\n| 0.44 | 0.9738 |\n| 0.56 | 0.9671 |\n| 0.67 | 0.9560 |\n| 0.78 | 0.9308 |\n"
            "| 0.89 | 0.8644 |\n| 1.00 | 0.0980 |",
            C,
        ),
        Said(
            "```\n    dropout  test_acc\n0   0.000000    0.9712\n1   0.111111    0.9725\n2   0.222222    0.9698\n"
            "3   0.333333    0.9673\n4   0.444444    0.9629\n5   0.555556    0.9577\n6   0.666667    0.9461\n"
            "7   0.777778    0.9195\n8   0.888889    0.8307\n9   1.000000    0.1135\n```",
            C,
        ),
        Said(
            "```python\nfor p in np.linspace(0, 1, 10):\n    model = build(p)\n    model.fit(x_train, y_train, epochs=1)\n"
            "    print(round(p, 3), model.evaluate(x_test, y_test)[1])\n```\n\n```\n0.0 0.9760\n0.111 0.9757\n0.222 0.9741\n"
            "0.333 0.9718\n0.444 0.9684\n0.556 0.9625\n0.667 0.9511\n0.778 0.9266\n0.889 0.8512\n1.0 0.0974\n```",
            C,
        ),
        Said(
            "(0.0, 0.9688)\n(0.11, 0.9695)\n(0.22, 0.9671)\n(0.33, 0.9644)\n(0.44, 0.9602)\n(0.56, 0.9533)\n"
            "(0.67, 0.9407)\n(0.78, 0.9120)\n(0.89, 0.8180)\n(1.0, 0.0980)",
            C,
        ),
        Said(
            "Dropout probability\tTest accuracy\n0\t97.9%\n0.111\t97.8%\n0.222\t97.8%\n0.333\t97.5%\n0.444\t97.2%\n"
            "0.556\t96.5%\n0.667\t95.3%\n0.778\t92.7%\n0.889\t85.4%\n1\t9.8%",
            C,
        ),
        Said(
            "<table>\n<tr><th>p</th><th>test accuracy</th></tr>\n<tr><td>0.0</td><td>0.9771</td></tr>\n"
            "<tr><td>0.1</td><td>0.9768</td></tr>\n<tr><td>0.2</td><td>0.9750</td></tr>\n<tr><td>0.3</td><td>0.9733</td></tr>\n"
            "<tr><td>0.4</td><td>0.9701</td></tr>\n<tr><td>0.5</td><td>0.9659</td></tr>\n<tr><td>0.6</td><td>0.9580</td></tr>\n"
            "<tr><td>0.7</td><td>0.9424</td></tr>\n<tr><td>0.8</td><td>0.9066</td></tr>\n<tr><td>0.9</td><td>0.7713</td></tr>\n"
            "</table>",
            C,
        ),
        Said(
            r"""\begin{tabular}{|c|c|}
\hline
$p$ & test accuracy \\ \hline
0.00 & 0.9804 \\
0.11 & 0.9799 \\
0.22 & 0.9790 \\
0.33 & 0.9767 \\
0.44 & 0.9729 \\
0.56 & 0.9682 \\
0.67 & 0.9577 \\
0.78 & 0.9351 \\
0.89 & 0.8703 \\
1.00 & 0.0980 \\ \hline
\end{tabular}""",
            C,
        ),
        Said(
            "With p = 0 I got a test accuracy of 0.9749, with 0.11 it was 0.9752, with 0.22 it was 0.9736, with 0.33 it was "
            "0.9705, with 0.44 it was 0.9668, with 0.56 it was 0.9599, with 0.67 it was 0.9480, with 0.78 it was 0.9227, "
            "with 0.89 it was 0.8391 and with p = 1 only 0.1010.",
            C,
        ),
        Said(
            "| p | test loss | test accuracy |\n|---|---|---|\n| 0.000 | 0.0712 | 0.9781 |\n| 0.111 | 0.0735 | 0.9774 |\n"
            "| 0.222 | 0.0790 | 0.9759 |\n| 0.333 | 0.0858 | 0.9735 |\n| 0.444 | 0.0991 | 0.9703 |\n| 0.556 | 0.1188 | 0.9641 |\n"
            "| 0.667 | 0.1570 | 0.9536 |\n| 0.778 | 0.2402 | 0.9290 |\n| 0.889 | 0.5127 | 0.8577 |\n| 1.000 | 2.3026 | 0.0980 |",
            C,
        ),
        Said(
            "```\nDropout rate: 0.0\nTest accuracy: 0.9737\nDropout rate: 0.111\nTest accuracy: 0.9744\nDropout rate: 0.222\n"
            "Test accuracy: 0.9721\nDropout rate: 0.333\nTest accuracy: 0.9697\nDropout rate: 0.444\nTest accuracy: 0.9656\n"
            "Dropout rate: 0.556\nTest accuracy: 0.9588\nDropout rate: 0.667\nTest accuracy: 0.9469\nDropout rate: 0.778\n"
            "Test accuracy: 0.9211\nDropout rate: 0.889\nTest accuracy: 0.8422\nDropout rate: 1.0\nTest accuracy: 0.0958\n```",
            C,
        ),
        Said(
            "p = [0, 1/9, 2/9, 3/9, 4/9, 5/9, 6/9, 7/9, 8/9, 1]\n"
            "acc = [0.9756, 0.9763, 0.9742, 0.9711, 0.9675, 0.9614, 0.9488, 0.9240, 0.8466, 0.0980]",
            C,
        ),
        Said(
            "Wahrscheinlichkeit | Genauigkeit (Test)\n---|---\n0,000 | 0,9768\n0,111 | 0,9770\n0,222 | 0,9752\n0,333 | 0,9724\n"
            "0,444 | 0,9690\n0,556 | 0,9630\n0,667 | 0,9515\n0,778 | 0,9259\n0,889 | 0,8530\n1,000 | 0,0980",
            C,
        ),
        Said(
            "p = 0.1 : 97.66\np = 0.2 : 97.51\np = 0.3 : 97.34\np = 0.4 : 97.02\np = 0.5 : 96.60\np = 0.6 : 95.81\n"
            "p = 0.7 : 94.25\np = 0.8 : 90.73\np = 0.9 : 77.04\np = 1.0 : 9.80",
            C,
        ),
        Said(
            "0.9775, 0.9770, 0.9751, 0.9728, 0.9686, 0.9622, 0.9509, 0.9258, 0.8483, 0.0980",
            X,
        ),
        Said(
            "| p | test accuracy |\n|---|---|\n| 0.00 | 0.9762 |\n| 0.11 | 0.9760 |\n| 0.22 | 0.9744 |\n| 0.33 | 0.9719 |\n"
            "| 0.44 | 0.9680 |\n| 0.56 | 0.9617 |\n| 0.67 | 0.9503 |\n| 0.78 | 0.9249 |\n\n"
            "For the last two I ran out of time on Colab.",
            X,
        ),
        Said("The accuracy was about 0.97 for small dropout probabilities and dropped to 0.1 for p = 1.", X),
    ],
}
