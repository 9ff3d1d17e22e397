"""Answers to hw4, from a third hand."""

from __future__ import annotations

from .said import C, P, Said, W, X

ANSWERS: dict[str, list[Said]] = {
    "1.C.ii": [
        Said("two", C),
        Said("# layers: 2", C),
        Said(
            "Smallest number of fully-connected layers: two. 1 layer could only represent a linear function followed by ReLU.",
            C,
        ),
        Said(
            "Proof by contradiction: with 1 layer we need b ≤ 0, w1 + b > 0, w2 + b > 0 and w1 + w2 + b ≤ 0, which is "
            "impossible. With 2 layers it works (see next part). So the answer is 2.",
            C,
        ),
        Said(r"\boxed{2} layers (1 hidden layer + 1 output layer)", C),
        Said("I'd say 3... no wait, the input isn't counted, so 2 layers.", C),
        Said("At least 1 hidden layer is required, i.e. 2 layers of weights in total.", C),
        Said("Il faut au moins deux couches : une couche cachée et la couche de sortie.", C),
        Said("Eine verdeckte Schicht genügt.", C),
        Said("**Answer:** two fully connected layers with 2 + 1 units", C),
        Said(
            "Three: the input layer, one hidden layer with 2 neurons and the output layer.",
            P,
            "counts_the_input_as_a_layer",
        ),
        Said("Trois couches (entrée, cachée, sortie)", P, "counts_the_input_as_a_layer"),
        Said("No hidden layer is needed, only the output layer, so 1 layer.", W, "takes_xor_for_linear"),
        Said("2 hidden layers", X),
    ],
    "2.A": [
        Said("torch: 2.3.1", C),
        Said("Python 3.11.9, PyTorch 2.1.2, torchvision 0.16.2", C),
        Said("Keras version 3.3.3 with the TensorFlow backend (2.16.1)", C),
        Said("The versions are:\n\n- PyTorch: 1.10.0\n- torchvision: 0.11.1\n- NumPy: 1.21.4", C),
        Said("```\nTensorFlow version: 2.18.0\nKeras version: 3.6.0\n```", C),
        Said("tf.__version__ → '2.11.0'", C),
        Said("J'ai utilisé TensorFlow 2.13.0 et Keras 2.13.1.", C),
        Said("Verwendete Bibliotheken: TensorFlow 2.10.1, Keras 2.10.0", C),
        Said("I worked with pytorch v1.13 on my laptop (no GPU)", C),
        Said("tensorflow-gpu (1.15.5), keras (2.3.1)", C),
        Said("Keras, the latest version", X),
        Said("I don't remember which versions I had, sorry.", X),
    ],
    "2.B.i": [
        Said("Input shape = (28, 28), range = [0, 255]", C),
        Said("It's a 28 × 28 matrix with the brightness of each pixel, 0 ≤ x ≤ 255.", C),
        Said("28px × 28px grayscale. Each pixel is stored as uint8 so it lies in the range 0 … 255.", C),
        Said(r"$28\times28$, with $0\leq p\leq255$", C),
        Said("shape: `(28, 28)`\n\nrange: `0` to `255`", C),
        Said(
            "x_train.shape gives (60000, 28, 28), and the pixel values are integers from 0 to 255",
            C,
            "whole_training_set",
        ),
        Said("28 x 28. With ToTensor() the pixel values lie in [0, 1].", C, "scaled_to_one"),
        Said("Las imágenes son de 28x28 píxeles con valores de 0 a 255.", C),
        Said(
            "Die Eingabe ist eine 28×28-Matrix. Nach der Skalierung liegen die Werte zwischen 0,0 und 1,0.",
            C,
            "scaled_to_one",
        ),
        Said("(28, 28, 1): one grey channel, and each value is between 0 and 255", C),
        Said("Shape 28x28x3, range [0,255]", P, "takes_grey_for_colour"),
        Said("The pixel values range from 0 to 255.", P),
        Said("28×28 and the values are only 0 or 1 (black or white)", X),
        Said("The images are 26 by 26 and the values go from 0 to 9.", W),
    ],
    "2.B.ii": [
        Said("X_train: (60000, 784), Y_train: (60000, 10)", C),
        Said("The inputs are 60000 by 784, the targets 60000 by 10.", C),
        Said("inputs (60000, 28*28) = (60000, 784)\n\ntargets (60000, 10)", C),
        Said(
            "```\nIn [7]: X_train.reshape(60000, 784).shape\nOut[7]: (60000, 784)\n\nIn [8]: to_categorical(y_train).shape\n"
            "Out[8]: (60000, 10)\n```",
            C,
        ),
        Said(r"Training inputs: $60\,000\times784$; one-hot targets: $60\,000\times10$.", C),
        Said("We get 60000 vectors of length 784 as inputs, and 60000 vectors of length 10 as targets.", C),
        Said("Les entrées : 60000 × 784. Les cibles : 60000 × 10.", C),
        Said("Nach dem Flatten: (60000, 784); nach One-Hot: (60000, 10)", C),
        Said("each input: 784, each target: 10", C, "one_example"),
        Said("Flattened inputs: (10000, 784)\nTargets: (10000, 10)", P, "takes_the_test_set"),
        Said("The training inputs have the shape (60000, 784).", P),
        Said("The inputs are (60000, 28, 28, 1) and the targets (60000, 10).", W, "does_not_flatten"),
        Said("(50000, 784) and (50000, 10), as I keep 10000 images for validation", X),
        Said("training: (60000, 784) and (60000, 10), test: (10000, 784) and (10000, 10)", C),
    ],
    "3.B.i": [
        Said("It has 608.", C),
        Said("8*(75+1)=608", C),
        Said(
            "Number of weights: 5 * 5 * 3 * 8 = 600\nNumber of biases: 8 (one per filter)\nTotal number of parameters: 608",
            C,
        ),
        Said(r"$(K^2 C_{in} + 1) \cdot C_{out} = (5^2 \cdot 3 + 1) \cdot 8 = 76 \cdot 8 = 608$", C),
        Said(r"\[ n = 8 \times \left(5^2 \times 3 + 1\right) = \mathbf{608} \]", C),
        Said(
            "From model.summary():\n\n```\n Layer (type)         Output Shape          Param #\n conv2d (Conv2D)      (None, 28, 28, 8)     608\n\n"
            "Total params: 608\nTrainable params: 608\nNon-trainable params: 0\n```",
            C,
        ),
        Said("| | count |\n|---|---|\n| weights | 600 |\n| biases | 8 |\n| **total** | **608** |", C),
        Said("~~208~~ 608. I had forgotten that each filter has 3 channels.", C),
        Said("La couche possède 608 paramètres, dont 600 poids et 8 biais.", C),
        Said("Son 75 pesos por filtro más un sesgo: 76 × 8 = 608 parámetros", C),
        Said("Total parametres = 600 (no biases)", P, "forgets_biases"),
        Said("Each of the 8 filters has 25 weights and 1 bias, which makes 208 parameters.", W, "forgets_channels"),
        Said("76 parameters at each of the 28 × 28 positions for 8 filters: 476672", W, "counts_per_position"),
        Said("5·5·8 = 200 Parameter", W),
        Said("~~608~~ I'm not sure, maybe 624?", X),
    ],
    "3.B.ii": [
        Said("Output = 28 × 28 × 8", C),
        Said("28*28*8, i.e. 6272 numbers", C),
        Said(
            "W_out = (W − F + 2P)/S + 1 = (32 − 5 + 0)/1 + 1 = 28. Same for the height. Depth = number of filters = 8. → 28 × 28 × 8",
            C,
        ),
        Said(r"$$ (32-5+1)\times(32-5+1)\times 8 = 28\times 28\times 8 $$", C),
        Said(r"\boxed{(28,\ 28,\ 8)}", C),
        Said("We lose 2 pixels on every side: 32 - 4 = 28. So we get an output of (28, 28, 8).", C),
        Said("(8, 28, 28) in PyTorch's order", C, "channels_first"),
        Said("Ausgabeform: 28 × 28 × 8 (Höhe × Breite × Kanäle)", C),
        Said("El tamaño de salida es (32 − 5)/1 + 1 = 28, así que 28×28×8.", C),
        Said("shape = [28 , 28 , 8]", C),
        Said("The output shape is 32x32x8, because stride is 1.", P, "same_padding"),
        Said("(27, 27, 8)", P, "off_by_one"),
        Said("Output shape: (28, 28, 3)", W, "keeps_input_channels"),
        Said("It's a 28 × 28 image.", P, "gives_only_height_and_width"),
        Said("14 × 14 × 8", W),
        Said("6272", X),
    ],
    "3.C.i": [
        Said("[[1,.5],[.5,.25]] ; [[.5,1],[.25,.5]] ; [[.25,.5],[.5,1]] ; [[.5,.25],[1,.5]]", C),
        Said(
            "First image:\n1 0.5\n0.5 0.25\n\nSecond image:\n0.5 1\n0.25 0.5\n\nThird image:\n0.25 0.5\n0.5 1\n\n"
            "Fourth image:\n0.5 0.25\n1 0.5",
            C,
        ),
        Said(
            r"""$$
A=\left[\begin{array}{cc} 1 & 0.5 \\ 0.5 & 0.25 \end{array}\right],\;
B=\left[\begin{array}{cc} 0.5 & 1 \\ 0.25 & 0.5 \end{array}\right],\;
C=\left[\begin{array}{cc} 0.25 & 0.5 \\ 0.5 & 1 \end{array}\right],\;
D=\left[\begin{array}{cc} 0.5 & 0.25 \\ 1 & 0.5 \end{array}\right]
$$""",
            C,
        ),
        Said(
            r"""$\begin{pmatrix} 1 & \frac{1}{2} \\ \frac{1}{2} & \frac{1}{4} \end{pmatrix}$

$\begin{pmatrix} \frac{1}{2} & 1 \\ \frac{1}{4} & \frac{1}{2} \end{pmatrix}$

$\begin{pmatrix} \frac{1}{4} & \frac{1}{2} \\ \frac{1}{2} & 1 \end{pmatrix}$

$\begin{pmatrix} \frac{1}{2} & \frac{1}{4} \\ 1 & \frac{1}{2} \end{pmatrix}$""",
            C,
        ),
        Said(
            "```\narray([[1.  , 0.5 ],\n       [0.5 , 0.25]])\narray([[0.5 , 1.  ],\n       [0.25, 0.5 ]])\n"
            "array([[0.25, 0.5 ],\n       [0.5 , 1.  ]])\narray([[0.5 , 0.25],\n       [1.  , 0.5 ]])\n```",
            C,
        ),
        Said(
            "The sums of the windows of the first image are 4, 2, 2, 1, so dividing by 4 gives [[1, 0.5], [0.5, 0.25]]. "
            "In the same way I get [[0.5, 1], [0.25, 0.5]], [[0.25, 0.5], [0.5, 1]] and [[0.5, 0.25], [1, 0.5]] for the others.",
            C,
        ),
        Said(
            "Image 1 → 1, 0.5 / 0.5, 0.25\nImage 2 → 0.5, 1 / 0.25, 0.5\nImage 3 → 0.25, 0.5 / 0.5, 1\nImage 4 → 0.5, 0.25 / 1, 0.5",
            C,
        ),
        Said(
            "Bild 1: [[1, 1/2], [1/2, 1/4]]\nBild 2: [[1/2, 1], [1/4, 1/2]]\nBild 3: [[1/4, 1/2], [1/2, 1]]\n"
            "Bild 4: [[1/2, 1/4], [1, 1/2]]",
            C,
        ),
        Said(
            "En faisant la moyenne sur chaque fenêtre :\n\n[1 0,5 ; 0,5 0,25]\n\n[0,5 1 ; 0,25 0,5]\n\n"
            "[0,25 0,5 ; 0,5 1]\n\n[0,5 0,25 ; 1 0,5]",
            C,
        ),
        Said(
            "$\\begin{bmatrix} 4 & 2 \\\\ 2 & 1 \\end{bmatrix}$, $\\begin{bmatrix} 2 & 4 \\\\ 1 & 2 \\end{bmatrix}$, "
            "$\\begin{bmatrix} 1 & 2 \\\\ 2 & 4 \\end{bmatrix}$, $\\begin{bmatrix} 2 & 1 \\\\ 4 & 2 \\end{bmatrix}$",
            P,
            "takes_the_sum",
        ),
        Said("[[1, .5], [.5, .25]], [[.5, 1], [.25, .5]], [[.25, .5], [.5, 1]], [[.5, .25], [1, .25]]", P),
        Said("[[0, 0], [0, 0]] for all four of them", W),
        Said("[[1, .5], [.5, .25]], [[.5, .25], [1, .5]], [[.25, .5], [.5, 1]], [[.5, 1], [.25, .5]]", X),
    ],
    "3.C.ii": [
        Said("All four: [[1,1],[1,1]]", C),
        Said("[[1, 1], [1, 1]] every time, because there is a 1 in each of the windows", C),
        Said("[[1, 1],\n [1, 1]] for images 1–4", C),
        Said(
            r"$$\begin{pmatrix}1&1\\1&1\end{pmatrix},\begin{pmatrix}1&1\\1&1\end{pmatrix},\begin{pmatrix}1&1\\1&1\end{pmatrix},\begin{pmatrix}1&1\\1&1\end{pmatrix}$$",
            C,
        ),
        Said(
            "Image 1: [[1, 1], [1, 1]]\nImage 2: [[1, 1], [1, 1]]\nImage 3: [[1, 1], [1, 1]]\nImage 4: [[1, 1], [1, 1]]",
            C,
        ),
        Said(
            "```\ntensor([[1., 1.],\n        [1., 1.]])\ntensor([[1., 1.],\n        [1., 1.]])\ntensor([[1., 1.],\n"
            "        [1., 1.]])\ntensor([[1., 1.],\n        [1., 1.]])\n```",
            C,
        ),
        Said("They're all the same now:\n\n| 1 | 1 |\n|---|---|\n| 1 | 1 |", C),
        Said("Dans les quatre cas, on obtient [[1, 1], [1, 1]].", C),
        Said("Alle vier Ergebnisse sind gleich: [[1, 1], [1, 1]]", C),
        Said("first: [[1, 1], [1, 1]]\n\nsecond, third, fourth: identical to the first", C),
        Said("[[1, 1], [1, 0]], [[1, 1], [0, 1]], [[0, 1], [1, 1]], [[1, 0], [1, 1]]", X),
        Said("[[1, .5], [.5, .25]], [[.5, 1], [.25, .5]], [[.25, .5], [.5, 1]], [[.5, .25], [1, .5]]", W),
        Said("[[0, 0], [0, 0]] for each image", W),
    ],
    "3.D.i": [
        Said(
            "| Dropout probability | Test accuracy |\n| --- | --- |\n| 0.0 | 98.31% |\n| 0.1111 | 98.35% |\n| 0.2222 | 98.22% |\n"
            "| 0.3333 | 98.04% |\n| 0.4444 | 97.81% |\n| 0.5556 | 97.4% |\n| 0.6667 | 96.52% |\n| 0.7778 | 94.67% |\n"
            "| 0.8889 | 88.93% |\n| 1.0 | 11.35% |",
            C,
        ),
        Said(
            "0.00, 0.9689\n0.11, 0.9674\n0.22, 0.9660\n0.33, 0.9627\n0.44, 0.9583\n0.56, 0.9510\n0.67, 0.9396\n"
            "0.78, 0.9130\n0.89, 0.8265\n1.00, 0.0982",
            C,
        ),
        Said(
            "Dropout   Accuracy\n0.000     0.9722\n0.111     0.9731\n0.222     0.9708\n0.333     0.9669\n0.444     0.9640\n"
            "0.556     0.9574\n0.667     0.9459\n0.778     0.9177\n0.889     0.8350\n1.000     0.0892",
            C,
        ),
        Said(
            "```\nDropout 0.00 -> Test accuracy: 0.9745\nDropout 0.11 -> Test accuracy: 0.9750\nDropout 0.22 -> Test accuracy: 0.9729\n"
            "Dropout 0.33 -> Test accuracy: 0.9714\nDropout 0.44 -> Test accuracy: 0.9683\nDropout 0.56 -> Test accuracy: 0.9621\n"
            "Dropout 0.67 -> Test accuracy: 0.9527\nDropout 0.78 -> Test accuracy: 0.9302\nDropout 0.89 -> Test accuracy: 0.8591\n"
            "Dropout 1.00 -> Test accuracy: 0.0980\n```",
            C,
        ),
        Said(
            "{0.0: 0.9801, 0.1: 0.9794, 0.2: 0.9786, 0.3: 0.9770, 0.4: 0.9755, 0.5: 0.9712, 0.6: 0.9650, 0.7: 0.9533, "
            "0.8: 0.9248, 0.9: 0.8106}",
            C,
        ),
        Said(
            "| p | 0 | 0.11 | 0.22 | 0.33 | 0.44 | 0.56 | 0.67 | 0.78 | 0.89 | 1 |\n|---|---|---|---|---|---|---|---|---|---|---|\n"
            "| acc | 0.977 | 0.976 | 0.975 | 0.972 | 0.969 | 0.962 | 0.951 | 0.924 | 0.846 | 0.098 |",
            C,
        ),
        Said(
            "| # | dropout | test acc. |\n|---|---|---|\n| 1 | 0.00 | 0.9763 |\n| 2 | 0.11 | 0.9755 |\n| 3 | 0.22 | 0.9740 |\n"
            "| 4 | 0.33 | 0.9715 |\n| 5 | 0.44 | 0.9677 |\n| 6 | 0.56 | 0.9606 |\n| 7 | 0.67 | 0.9502 |\n| 8 | 0.78 | 0.9219 |\n"
            "| 9 | 0.89 | 0.8448 |\n| 10 | 1.00 | 0.1028 |",
            C,
        ),
        Said(
            "| Probabilité de dropout | Précision (test) |\n|---|---|\n| 0 | 0,9776 |\n| 0,111 | 0,9769 |\n| 0,222 | 0,9751 |\n"
            "| 0,333 | 0,9730 |\n| 0,444 | 0,9694 |\n| 0,556 | 0,9633 |\n| 0,667 | 0,9518 |\n| 0,778 | 0,9264 |\n"
            "| 0,889 | 0,8479 |\n| 1 | 0,0980 |",
            C,
        ),
        Said(
            "Dropout 0,0: 97,9 %\nDropout 0,1: 97,8 %\nDropout 0,2: 97,7 %\nDropout 0,3: 97,5 %\nDropout 0,4: 97,1 %\n"
            "Dropout 0,5: 96,6 %\nDropout 0,6: 95,8 %\nDropout 0,7: 94,1 %\nDropout 0,8: 90,2 %\nDropout 0,9: 78,5 %",
            C,
        ),
        Said(
            "Results after one epoch (note that p = 1 drops everything, so it is only guessing):\n\n- 0.0 → 97.4 %\n- 0.11 → 97.3 %\n"
            "- 0.22 → 97.3 %\n- 0.33 → 96.9 %\n- 0.44 → 96.5 %\n- 0.56 → 95.9 %\n- 0.67 → 94.6 %\n- 0.78 → 91.5 %\n- 0.89 → 81.0 %\n"
            "- 1.0 → 9.8 %",
            C,
        ),
        Said("The best accuracy was 0.9787, for a dropout of 0.1, and the worst was 0.098.", X),
        Said(
            "| p | test accuracy |\n|---|---|\n| 0.1 | 0.975 |\n| 0.3 | 0.971 |\n| 0.5 | 0.964 |\n| 0.7 | 0.945 |\n| 0.9 | 0.812 |",
            P,
        ),
    ],
}
