"""Answers to hw4, from a second hand."""

from __future__ import annotations

from .said import C, P, Said, W, X

ANSWERS: dict[str, list[Said]] = {
    "1.C.ii": [
        Said("2 fully-connected layers (hidden + output).", C),
        Said(
            "The minimum is **2**. With just one layer we'd have a linear decision boundary, which can't separate XOR.",
            C,
        ),
        Said(
            "XOR isn't linearly separable, so a single layer won't do it. If we add one hidden layer with 2 ReLU units "
            "we can build OR and AND and then combine them: XOR = OR - 2·AND. Therefore the smallest number of layers is 2.",
            C,
        ),
        Said("$L_{\\min} = 2$", C),
        Said("One hidden layer (with two units) followed by the output layer", C),
        Said("~~1~~ 2 layers, because XOR is not linear", C),
        Said("Mindestens zwei Schichten: eine versteckte Schicht und die Ausgabeschicht.", C),
        Said("Hacen falta 2 capas como mínimo, ya que XOR no es linealmente separable.", C),
        Said("2 (it would be 3 if the input were counted as well)", C),
        Said("3 layers (input layer, hidden layer, output layer)", P, "counts_the_input_as_a_layer"),
        Said("One fully connected layer is enough: 1 layer.", W, "takes_xor_for_linear"),
        Said("4 layers", W),
        Said("Either 1 or 2, depending on the activation function.", X),
        Said("You need 2 units in the hidden layer.", X),
    ],
    "2.A": [
        Said("TensorFlow 2.17.0", C),
        Said("I used PyTorch 2.4.1 (CUDA 12.1) and torchvision 0.19.1.", C),
        Said("```\n>>> import torch\n>>> torch.__version__\n'2.5.1+cu124'\n```", C),
        Said("```python\nimport keras\nprint(keras.__version__)\n```\n\nOutput:\n\n```\n3.5.0\n```", C),
        Said("keras: 2.9.0, tensorflow: 2.9.1, numpy: 1.23.5, matplotlib: 3.6.2", C),
        Said("| library | version |\n|---|---|\n| torch | 1.12.1 |\n| torchvision | 0.13.1 |", C),
        Said("Ich habe PyTorch in der Version 2.2.2 benutzt, dazu torchvision 0.17.2.", C),
        Said("Se ha utilizado Keras 2.15.0 sobre TensorFlow 2.15.0.", C),
        Said("`pip freeze | grep torch`\n\n```\ntorch==2.0.1\ntorchaudio==2.0.2\ntorchvision==0.15.2\n```", C),
        Said("jax 0.4.30 + flax 0.8.5", C),
        Said("Whatever is installed on Colab right now.", X),
        Said("I used TensorFlow and Keras.", X),
    ],
    "2.B.i": [
        Said("28x28, values 0-255", C),
        Said(
            "Each input is a grayscale image of 28 × 28 pixels, and each pixel is an integer between 0 (black) and 255 (white).",
            C,
        ),
        Said("```\n>>> x_train[0].shape\n(28, 28)\n>>> x_train.min(), x_train.max()\n(0, 255)\n```", C),
        Said("Shape: $(28, 28)$\n\nRange: $x_{ij} \\in [0, 255]$", C),
        Said(
            "The array has shape (60000, 28, 28), i.e. 60000 images. Pixel intensities go from 0 to 255.",
            C,
            "whole_training_set",
        ),
        Said(
            "A single image has shape (28, 28). Since we normalise by 255, the values are in [0, 1].",
            C,
            "scaled_to_one",
        ),
        Said("Ein Bild hat 28×28 Pixel, die Grauwerte liegen zwischen 0 und 255.", C),
        Said("Chaque image est une matrice de 28 × 28 pixels, en niveaux de gris de 0 à 255.", C),
        Said("28 rows and 28 columns; the entries are 8-bit grey levels from 0 up to and including 255.", C),
        Said("The shape is 28 × 28 × 3 (RGB) and the values are between 0 and 255.", P, "takes_grey_for_colour"),
        Said("The shape is 28×28. The values are between 1 and 256.", P),
        Said("One image is 28 x 28 pixels.", P),
        Said("32 × 32 × 3, values from -1 to 1", W),
        Said(
            "28x28, the values are roughly between -0.42 and 2.82 (after subtracting the mean and dividing by the std)",
            X,
        ),
    ],
    "2.B.ii": [
        Said("(60000, 784) and (60000, 10)", C),
        Said("Inputs: 60000 × 784\nTargets: 60000 × 10", C),
        Said(
            "Every 28x28 image is flattened into a row of 28*28 = 784 numbers, so X_train goes from (60000, 28, 28) to "
            "(60000, 784). The labels go from (60000,) to (60000, 10).",
            C,
        ),
        Said("```\nprint(x_train.shape, y_train.shape)\n(60000, 784) (60000, 10)\n```", C),
        Said("$X \\in \\mathbb{R}^{60000 \\times 784}$, $Y \\in \\{0,1\\}^{60000 \\times 10}$", C),
        Said("60,000 × 784 for the inputs and 60,000 × 10 for the targets", C),
        Said("Die Eingaben haben die Form 60.000 × 784, die Zielwerte 60.000 × 10.", C),
        Said("Entradas: (60000, 784). Etiquetas en one-hot: (60000, 10).", C),
        Said("A flattened image is a vector of 784 values and the one-hot label a vector of 10.", C, "one_example"),
        Said("x_test is (10000, 784) and y_test is (10000, 10).", P, "takes_the_test_set"),
        Said("inputs: (60000, 28, 28), targets: (60000, 10)", W, "does_not_flatten"),
        Said("inputs: (60000, 784); targets: (60000,)", P),
        Said("(784, 60000) and (10, 60000), one column per example", C, "examples_in_columns"),
        Said(
            "| array | shape |\n|---|---|\n| x_train | (60000, 784) |\n| y_train | (60000, 10) |\n"
            "| x_test | (10000, 784) |\n| y_test | (10000, 10) |",
            C,
        ),
    ],
    "3.B.i": [
        Said("608 params", C),
        Said("Params = (5x5x3)x8 + 8 = 608", C),
        Said(
            "Each filter spans all 3 channels, so it has 5·5·3 = 75 weights. Adding the bias gives 76 per filter. "
            "As there are 8 filters, we have 8·76 = 608 parameters.",
            C,
        ),
        Said(
            r"$$\text{params} = \underbrace{5\cdot5\cdot3\cdot8}_{600} + \underbrace{8}_{\text{bias}} = \boxed{608}$$",
            C,
        ),
        Said(
            "```\n>>> conv = nn.Conv2d(3, 8, 5)\n>>> sum(p.numel() for p in conv.parameters())\n608\n```",
            C,
        ),
        Said("**Answer: 608.** There are 600 weights and 8 biases, one bias for each filter.", C),
        Said("600 parameters\n\nEDIT: I forgot the biases, it's 600 + 8 = 608.", C),
        Said(
            "Jeder Filter hat 5·5·3 = 75 Gewichte und einen Bias, also 76. Bei 8 Filtern ergibt das 608 Parameter.", C
        ),
        Said("La capa tiene 8·(5·5·3) + 8 = 608 parámetros.", C),
        Said("600 + 8 = 6 0 8", C),
        Said("5*5*3 = 75 weights per filter, times 8 filters → 600.", P, "forgets_biases"),
        Said("(5×5 + 1) × 8 = 26 × 8 = 208", W, "forgets_channels"),
        Said("The weights are 600 and there's a bias, so 601.", P, "one_bias_in_all"),
        Said("32·32·3·8 = 24576 parameters", W),
        Said("608 with bias or 600 without, not sure which you want", X),
    ],
    "3.B.ii": [
        Said("28x28x8", C),
        Said("(28, 28, 8) because 32 - 5 + 1 = 28 and there are 8 filters", C),
        Said(
            r"$\left\lfloor\frac{32-5+2\cdot 0}{1}\right\rfloor+1=28$, so the output has shape $28\times28\times8$.", C
        ),
        Said(
            "The filter fits in 32 − 5 + 1 = 28 positions in each direction. Each of the 8 filters produces its own map. "
            "The 32×32×3 image therefore becomes a volume of 28×28×8.",
            C,
        ),
        Said("**28 × 28 × 8**", C),
        Said(
            "```python\n>>> conv(torch.randn(3, 32, 32)).shape\ntorch.Size([8, 28, 28])\n```",
            C,
            "channels_first",
        ),
        Said("height = 28\nwidth = 28\nchannels = 8", C),
        Said("La salida tiene tamaño 28 × 28 × 8.", C),
        Said("La sortie est de taille 28×28×8, car (32 − 5)/1 + 1 = 28 et il y a 8 filtres.", C),
        Said("32×32×8... wait, there's no padding, so 28×28×8", C),
        Said("It is 28 × 28 × 3 as the number of channels doesn't change.", W, "keeps_input_channels"),
        Said("32 - 5 = 27, so 27 × 27 × 8", P, "off_by_one"),
        Said("28x28", P, "gives_only_height_and_width"),
        Said("28 × 28 × 24 (8 filters for each of 3 channels)", W),
        Said("28×28×8 or maybe 32×32×8 if the image is padded", X),
    ],
    "3.C.i": [
        Said("[[1, 0.5], [0.5, 0.25]]\n[[0.5, 1], [0.25, 0.5]]\n[[0.25, 0.5], [0.5, 1]]\n[[0.5, 0.25], [1, 0.5]]", C),
        Said(
            "Image 1: [[1, 1/2], [1/2, 1/4]]\n\nImage 2: [[1/2, 1], [1/4, 1/2]]\n\n"
            "Image 3: [[1/4, 1/2], [1/2, 1]]\n\nImage 4: [[1/2, 1/4], [1, 1/2]]",
            C,
        ),
        Said(
            r"""$$\begin{bmatrix}1 & \tfrac12\\ \tfrac12 & \tfrac14\end{bmatrix}\quad
\begin{bmatrix}\tfrac12 & 1\\ \tfrac14 & \tfrac12\end{bmatrix}\quad
\begin{bmatrix}\tfrac14 & \tfrac12\\ \tfrac12 & 1\end{bmatrix}\quad
\begin{bmatrix}\tfrac12 & \tfrac14\\ 1 & \tfrac12\end{bmatrix}$$""",
            C,
        ),
        Said(
            "I ran it with nn.AvgPool2d(2):\n\n```\ntensor([[1.0000, 0.5000],\n        [0.5000, 0.2500]])\n"
            "tensor([[0.5000, 1.0000],\n        [0.2500, 0.5000]])\ntensor([[0.2500, 0.5000],\n        [0.5000, 1.0000]])\n"
            "tensor([[0.5000, 0.2500],\n        [1.0000, 0.5000]])\n```",
            C,
        ),
        Said(
            "The mean of each 2x2 window:\n\n[[4/4, 2/4], [2/4, 1/4]], [[2/4, 4/4], [1/4, 2/4]], "
            "[[1/4, 2/4], [2/4, 4/4]], [[2/4, 1/4], [4/4, 2/4]]",
            C,
        ),
        Said(
            "Das Mittel jedes 2×2-Fensters:\n\n1   0,5\n0,5   0,25\n\n0,5   1\n0,25   0,5\n\n"
            "0,25   0,5\n0,5   1\n\n0,5   0,25\n1   0,5",
            C,
        ),
        Said("(a) [1 ½; ½ ¼]\n(b) [½ 1; ¼ ½]\n(c) [¼ ½; ½ 1]\n(d) [½ ¼; 1 ½]", C),
        Said(
            "Primera: [[1; 0,5], [0,5; 0,25]]\n\nSegunda: [[0,5; 1], [0,25; 0,5]]\n\n"
            "Tercera: [[0,25; 0,5], [0,5; 1]]\n\nCuarta: [[0,5; 0,25], [1; 0,5]]",
            C,
        ),
        Said(
            "| 1 | .5 |\n|---|---|\n| .5 | .25 |\n\n| .5 | 1 |\n|---|---|\n| .25 | .5 |\n\n"
            "| .25 | .5 |\n|---|---|\n| .5 | 1 |\n\n| .5 | .25 |\n|---|---|\n| 1 | .5 |",
            C,
        ),
        Said(
            "Adding up every window:\n\n[[4, 2], [2, 1]]\n[[2, 4], [1, 2]]\n[[1, 2], [2, 4]]\n[[2, 1], [4, 2]]",
            P,
            "takes_the_sum",
        ),
        Said("[[1, 1], [1, 1]] for all four images", W),
        Said("[[1, .5], [.5, .25]], [[.5, 1], [.25, .5]], [[.25, .5], [.5, 1]]", P),
        Said("[[1, .5], [.5, .25]] and the others are the same, rotated", X),
    ],
    "3.C.ii": [
        Said("[[1,1],[1,1]] x 4", C),
        Said("All 4 images become [[1, 1], [1, 1]], since every window contains at least one 1.", C),
        Said(r"$$\begin{bmatrix}1&1\\1&1\end{bmatrix}$$ (for each of the four images)", C),
        Said(
            r"""$A = \begin{pmatrix} 1 & 1 \\ 1 & 1 \end{pmatrix}$

$B = \begin{pmatrix} 1 & 1 \\ 1 & 1 \end{pmatrix}$

$C = \begin{pmatrix} 1 & 1 \\ 1 & 1 \end{pmatrix}$

$D = \begin{pmatrix} 1 & 1 \\ 1 & 1 \end{pmatrix}$""",
            C,
        ),
        Said("Output:\n\n```\n[[1 1]\n [1 1]]\n\n[[1 1]\n [1 1]]\n\n[[1 1]\n [1 1]]\n\n[[1 1]\n [1 1]]\n```", C),
        Said("Image 1: [[1,1],[1,1]]; images 2, 3 and 4: the same", C),
        Said("Für alle vier Bilder erhält man [[1, 1], [1, 1]].", C),
        Said("En los cuatro casos: [[1, 1], [1, 1]]", C),
        Said("1 1\n1 1\n\n1 1\n1 1\n\n1 1\n1 1\n\n1 1\n1 1", C),
        Said("Each one turns into a 2x2 matrix of ones.", C),
        Said("[[1, 0], [0, 0]], [[0, 1], [0, 0]], [[0, 0], [0, 1]], [[0, 0], [1, 0]]", W),
        Said("[[1, 1], [1, 1]], [[1, 1], [1, 1]], [[1, 1], [1, 1]], [[1, 1], [1, 0]]", P),
        Said("[[1, 1], [1, 1]]", X),
    ],
    "3.D.i": [
        Said(
            "| dropout rate | test accuracy |\n|:---:|:---:|\n| 0.000 | 0.9787 |\n| 0.111 | 0.9779 |\n| 0.222 | 0.9763 |\n"
            "| 0.333 | 0.9741 |\n| 0.444 | 0.9702 |\n| 0.556 | 0.9648 |\n| 0.667 | 0.9533 |\n| 0.778 | 0.9287 |\n"
            "| 0.889 | 0.8514 |\n| 1.000 | 0.0980 |",
            C,
        ),
        Said(
            "0.0: 97.61%\n0.11: 97.49%\n0.22: 97.3%\n0.33: 97.02%\n0.44: 96.71%\n0.56: 96.0%\n0.67: 94.88%\n"
            "0.78: 92.13%\n0.89: 83.4%\n1.0: 9.8%",
            C,
        ),
        Said(
            "```\np=0.0000 acc=0.9812\np=0.1111 acc=0.9820\np=0.2222 acc=0.9803\np=0.3333 acc=0.9788\np=0.4444 acc=0.9751\n"
            "p=0.5556 acc=0.9699\np=0.6667 acc=0.9581\np=0.7778 acc=0.9342\np=0.8889 acc=0.8626\np=1.0000 acc=0.1135\n```",
            C,
        ),
        Said(
            "dropout,test_acc\n0.0,0.9754\n0.1111111111111111,0.9761\n0.2222222222222222,0.9733\n0.3333333333333333,0.9708\n"
            "0.4444444444444444,0.9671\n0.5555555555555556,0.9610\n0.6666666666666666,0.9485\n0.7777777777777777,0.9214\n"
            "0.8888888888888888,0.8377\n1.0,0.0974",
            C,
        ),
        Said(
            "The accuracy falls slowly at first and collapses near p = 1:\n\n| p | accuracy (%) |\n|---|---|\n| 0 | 98.02 |\n"
            "| 1/9 | 97.95 |\n| 2/9 | 97.88 |\n| 3/9 | 97.6 |\n| 4/9 | 97.24 |\n| 5/9 | 96.65 |\n| 6/9 | 95.4 |\n"
            "| 7/9 | 92.9 |\n| 8/9 | 85.71 |\n| 1 | 9.8 |\n\nThe best was no dropout at all, as one epoch is too short to overfit.",
            C,
        ),
        Said(
            "| Dropout | Testgenauigkeit |\n|---|---|\n| 0,00 | 97,82 % |\n| 0,11 | 97,70 % |\n| 0,22 | 97,51 % |\n| 0,33 | 97,13 % |\n"
            "| 0,44 | 96,90 % |\n| 0,56 | 96,02 % |\n| 0,67 | 94,75 % |\n| 0,78 | 91,84 % |\n| 0,89 | 82,66 % |\n| 1,00 | 9,80 % |",
            C,
        ),
        Said(
            "Probabilidad | Exactitud en test\n0,0 | 0,9741\n0,1 | 0,9735\n0,2 | 0,9718\n0,3 | 0,9690\n0,4 | 0,9652\n0,5 | 0,9601\n"
            "0,6 | 0,9498\n0,7 | 0,9310\n0,8 | 0,8875\n0,9 | 0,7420",
            C,
        ),
        Said(
            "dropout_rates = [0.0, 0.111, 0.222, 0.333, 0.444, 0.556, 0.667, 0.778, 0.889, 1.0]\n\n"
            "test_accuracies = [0.9768, 0.9772, 0.9749, 0.9720, 0.9688, 0.9617, 0.9490, 0.9235, 0.8402, 0.0980]",
            C,
        ),
        Said(
            "| p | train loss | test loss | test accuracy |\n|---|---|---|---|\n| 0.00 | 0.2145 | 0.0981 | 0.9698 |\n"
            "| 0.11 | 0.2450 | 0.1012 | 0.9689 |\n| 0.22 | 0.2811 | 0.1067 | 0.9671 |\n| 0.33 | 0.3277 | 0.1140 | 0.9652 |\n"
            "| 0.44 | 0.3902 | 0.1283 | 0.9610 |\n| 0.56 | 0.4783 | 0.1496 | 0.9553 |\n| 0.67 | 0.6219 | 0.1905 | 0.9441 |\n"
            "| 0.78 | 0.8806 | 0.2760 | 0.9206 |\n| 0.89 | 1.4102 | 0.5804 | 0.8533 |\n| 1.00 | 2.3051 | 2.3026 | 0.1010 |",
            C,
        ),
        Said("See the plot above. The accuracy goes down with more dropout.", X),
        Said(
            "| p | test accuracy |\n|---|---|\n| 0 | 0.978 |\n| 0.25 | 0.975 |\n| 0.5 | 0.968 |\n| 0.75 | 0.935 |\n| 1 | 0.098 |",
            P,
        ),
    ],
}
