"""Answers to hw4, from a fifth hand."""

from __future__ import annotations

from .said import C, P, Said, W, X

ANSWERS: dict[str, list[Said]] = {
    "1.C.ii": [
        Said("The smallest number of fully connected layers is 2 (not counting the input layer).", C),
        Said("**2 layers** - one hidden layer and one output layer", C),
        Said(
            "We need a minimum of 2 fully-connected layers. XOR is not linearly separable: no single line has (0,1) and "
            "(1,0) on one side and (0,0) and (1,1) on the other side.",
            C,
        ),
        Said(
            "Suppose one layer was enough, y = w1*x1 + w2*x2 + b. Then y(0,0) + y(1,1) = y(0,1) + y(1,0), but for XOR "
            "the left side is 0 and the right side is 2. Contradiction.\n\nWith a hidden layer h1 = relu(x1 + x2), "
            "h2 = relu(x1 + x2 - 1) and y = h1 - 2*h2 it works, hence 2 layers.",
            C,
        ),
        Said(
            r"$\text{XOR}(x_1, x_2) = \text{ReLU}(x_1 - x_2) + \text{ReLU}(x_2 - x_1)$. This is one hidden layer and "
            r"one output layer $\Rightarrow$ 2 layers.",
            C,
        ),
        Said("2 fully-connected layers, because a network without a hidden layer is just a linear classifier.", C),
        Said("It requires at least two layers (a hidden layer with a ReLU activation and an output layer).", C),
        Said("You need one hidden layer to compute XOR.", C),
        Said("Man braucht mindestens 2 Schichten, da XOR nicht linear trennbar ist.", C),
        Said(
            "3 fully connected layers: input layer (2 neurons), hidden layer (2 neurons) and output layer (1 neuron).",
            P,
            "counts_the_input_as_a_layer",
        ),
        Said(
            "Since XOR has only two inputs and one output, 1 layer should be enough with ReLU as the non-linearity.",
            W,
            "takes_xor_for_linear",
        ),
        Said("I think it is 2, but with the right activation maybe 1 layer would work as well?", X),
    ],
    "2.A": [
        Said("PyTorch 2.2.0", C),
        Said("TensorFlow 2.15.0, Keras 2.15.0", C),
        Said("I used PyTorch version 2.1.0 and torchvision version 0.16.0 with Python 3.10.12 on Google Colab.", C),
        Said("keras 3.4.1, tensorflow 2.17.0, numpy 1.26.4", C),
        Said(
            "```python\nprint(torch.__version__)\nprint(torchvision.__version__)\n```\n\n    2.3.0+cu121\n    0.18.0+cu121",
            C,
        ),
        Said("* Python: 3.11.5\n* torch: 2.4.0\n* torchvision: 0.19.0\n* matplotlib: 3.8.0", C),
        Said("Tensorflow: 2.12.0\nKeras: 2.12.0\nNumpy: 1.22.4", C),
        Said("We used TensorFlow 2.8.2 (Keras is included as tf.keras).", C),
        Said(r"\texttt{keras} 2.13.1 with \texttt{tensorflow} 2.13.0", C),
        Said("torch version: 2.5.1, torchvision version: 0.20.1", C),
        Said("Ich habe TensorFlow 2.15.0 und Keras 2.15.0 verwendet.", C),
        Said("I used keras and tensorflow in Google Colab.", X),
    ],
    "2.B.i": [
        Said("Each input image has shape (28, 28). The values are pixel intensities between 0 and 255.", C),
        Said("28 x 28 matrix of grayscale values in the range [0, 255]", C),
        Said("Shape: 28 × 28\n\nRange: 0 to 255 (grey level of each pixel)", C),
        Said(
            '```python\nprint("Shape:", x_train[0].shape)\nprint("Range:", x_train.min(), "-", x_train.max())\n```\n\n'
            "```\nShape: (28, 28)\nRange: 0 - 255\n```",
            C,
        ),
        Said(
            "The images have 28x28 pixels with a single channel, so the shape is 28×28×1. Each pixel is an integer from 0 "
            "(black) to 255 (white).",
            C,
        ),
        Said(
            "The shape of the input is (60000, 28, 28), with integer values between 0 and 255.",
            C,
            "whole_training_set",
        ),
        Said(
            "The input is an image with dimensions 28x28. It holds the brightness of every pixel as a float in the range "
            "[0, 1], because we divide by 255.",
            C,
            "scaled_to_one",
        ),
        Said(r"$x \in \{0, 1, \dots, 255\}^{28 \times 28}$, i.e. a 28 × 28 image with grey values from 0 to 255.", C),
        Said(
            "Cada imagen tiene forma (28, 28) y contiene los niveles de gris de los píxeles, con valores entre 0 y 255.",
            C,
        ),
        Said(
            "Each image is 28x28x3 (height, width and RGB channels) and the values are from 0 to 255.",
            P,
            "takes_grey_for_colour",
        ),
        Said("The input images have the shape (28, 28) and contain the pixels of a handwritten digit.", P),
        Said("The shape is 28 × 28 or 28 × 28 × 3, depending on the colours. The values go from 0 to 255.", X),
    ],
    "2.B.ii": [
        Said("x_train has shape (60000, 784) and y_train has shape (60000, 10).", C),
        Said("After flattening: (60000, 784)\nAfter one-hot encoding: (60000, 10)", C),
        Said(
            "28 * 28 = 784, so the inputs have the shape 60000 × 784. There are 10 classes, so the targets have the shape "
            "60000 × 10.",
            C,
        ),
        Said("```\nx_train shape: (60000, 784)\ny_train shape: (60000, 10)\n```", C),
        Said(r"Inputs: $60000 \times 784$, targets: $60000 \times 10$", C),
        Said(
            "The training inputs become a matrix with 60000 rows and 784 columns (one row for each image). The targets "
            "become a matrix with 60000 rows and 10 columns.",
            C,
        ),
        Said(
            "Each image becomes a vector with 28 * 28 = 784 values, and each label becomes a vector with 10 values.",
            C,
            "one_example",
        ),
        Said(
            "```\nX_train: (60000, 784)\nX_test: (10000, 784)\nY_train: (60000, 10)\nY_test: (10000, 10)\n```",
            C,
        ),
        Said("Después de aplanar, X_train tiene forma (60000, 784); y_train, tras el one-hot, (60000, 10).", C),
        Said(
            "The inputs are (10000, 784) after flattening and the targets are (10000, 10) after one-hot encoding.",
            P,
            "takes_the_test_set",
        ),
        Said("inputs = (60000, 784)\ntargets = (60000, 1)", P),
        Said(
            "The shape of the training inputs is (60000, 28, 28) and the shape of the targets is (60000, 10).",
            W,
            "does_not_flatten",
        ),
    ],
    "3.B.i": [
        Said("608 parameters", C),
        Said("(5*5*3)*8 + 8 = 608 parameters", C),
        Said(
            "Each filter has 5x5x3 = 75 weights + 1 bias = 76 parameters, so the 8 filters have 76 x 8 = 608 parameters "
            "in total.",
            C,
        ),
        Said(r"$8 \times (5 \times 5 \times 3) + 8 = 600 + 8 = 608$", C),
        Said(
            "Number of parameters = filters * (filter height * filter width * input channels + 1)\n= 8 * (5 * 5 * 3 + 1)\n"
            "= 8 * 76\n= 608",
            C,
        ),
        Said(
            "```\n----------------------------------------------------------------\n"
            "        Layer (type)               Output Shape         Param #\n"
            "================================================================\n"
            "            Conv2d-1            [-1, 8, 28, 28]             608\n"
            "================================================================\n"
            "Total params: 608\nTrainable params: 608\nNon-trainable params: 0\n```",
            C,
        ),
        Said("Weights: 8 × 3 × 5 × 5 = 600. Biases: 8. So there are 608 parameters in the layer.", C),
        Said("Ein Filter hat 5 · 5 · 3 + 1 = 76 Parameter, die Schicht also insgesamt 8 · 76 = 608.", C),
        Said(
            "The layer has 600 parameters, because each filter has 5 × 5 × 3 = 75 weights and there are 8 filters.",
            P,
            "forgets_biases",
        ),
        Said("8 filters × (5 × 5 weights + 1 bias) = 208 parameters", W, "forgets_channels"),
        Said("5*5*3*8 + 3 = 603 parameters", W),
        Said("600 parameters, or 608 if the bias is used, I wasn't sure.", X),
    ],
    "3.B.ii": [
        Said("The output has the shape 28 × 28 × 8.", C),
        Said("(32 - 5)/1 + 1 = 28, and there are 8 filters, so the output shape is (28, 28, 8).", C),
        Said(
            r"$$H_{out} = W_{out} = \frac{32 - 5 + 2 \cdot 0}{1} + 1 = 28$$" + "\n\n"
            r"With 8 filters the output shape is $28 \times 28 \times 8$.",
            C,
        ),
        Said(
            "Output height = 32 - 5 + 1 = 28\nOutput width = 32 - 5 + 1 = 28\nOutput channels = number of filters = 8\n\n"
            "So the output shape is 28 x 28 x 8.",
            C,
        ),
        Said(
            "28×28×8, since without padding we lose 4 pixels in each dimension and every filter gives one channel.", C
        ),
        Said(
            "```python\nconv = nn.Conv2d(3, 8, kernel_size=5)\nprint(conv(torch.zeros(1, 3, 32, 32)).shape)\n```\n\n"
            "```\ntorch.Size([1, 8, 28, 28])\n```\n\nSo for one image the output is 28×28×8.",
            C,
        ),
        Said("8x28x28", C, "channels_first"),
        Said("La salida tiene forma (28, 28, 8), porque 32 − 5 + 1 = 28 y hay 8 filtros.", C),
        Said(
            "32 x 32 x 8, because each of the 8 filters gives a feature map of the same size as the image.",
            P,
            "same_padding",
        ),
        Said("(32 - 5) / 1 = 27, so the shape is 27 x 27 x 8.", P, "off_by_one"),
        Said("28×28×3, because the input has 3 channels.", W, "keeps_input_channels"),
        Said("28 x 28 x 8, or 28 x 28 x 3 if the channels stay the same. I am not sure about this.", X),
    ],
    "3.C.i": [
        Said(
            "Image 1:\n[[1, 0.5],\n [0.5, 0.25]]\n\nImage 2:\n[[0.5, 1],\n [0.25, 0.5]]\n\n"
            "Image 3:\n[[0.25, 0.5],\n [0.5, 1]]\n\nImage 4:\n[[0.5, 0.25],\n [1, 0.5]]",
            C,
        ),
        Said(
            "1. [[1, 0.5], [0.5, 0.25]]\n2. [[0.5, 1], [0.25, 0.5]]\n3. [[0.25, 0.5], [0.5, 1]]\n4. [[0.5, 0.25], [1, 0.5]]",
            C,
        ),
        Said(
            r"""$$\text{Image 1: } \begin{bmatrix} 1 & 0.5 \\ 0.5 & 0.25 \end{bmatrix}$$

$$\text{Image 2: } \begin{bmatrix} 0.5 & 1 \\ 0.25 & 0.5 \end{bmatrix}$$

$$\text{Image 3: } \begin{bmatrix} 0.25 & 0.5 \\ 0.5 & 1 \end{bmatrix}$$

$$\text{Image 4: } \begin{bmatrix} 0.5 & 0.25 \\ 1 & 0.5 \end{bmatrix}$$""",
            C,
        ),
        Said(
            r"""\[
\begin{pmatrix} 1 & 1/2 \\ 1/2 & 1/4 \end{pmatrix}, \quad
\begin{pmatrix} 1/2 & 1 \\ 1/4 & 1/2 \end{pmatrix}, \quad
\begin{pmatrix} 1/4 & 1/2 \\ 1/2 & 1 \end{pmatrix}, \quad
\begin{pmatrix} 1/2 & 1/4 \\ 1 & 1/2 \end{pmatrix}
\]""",
            C,
        ),
        Said(
            "```\ntensor([[[[1.0000, 0.5000],\n          [0.5000, 0.2500]]],\n\n\n"
            "        [[[0.5000, 1.0000],\n          [0.2500, 0.5000]]],\n\n\n"
            "        [[[0.2500, 0.5000],\n          [0.5000, 1.0000]]],\n\n\n"
            "        [[[0.5000, 0.2500],\n          [1.0000, 0.5000]]]])\n```",
            C,
        ),
        Said(
            "For the first image the windows give (1+1+1+1)/4 = 1, (1+0+1+0)/4 = 0.5, (1+1+0+0)/4 = 0.5 and "
            "(1+0+0+0)/4 = 0.25. The other images work the same way.\n\n"
            "Image 1: [[1, 0.5], [0.5, 0.25]]\nImage 2: [[0.5, 1], [0.25, 0.5]]\nImage 3: [[0.25, 0.5], [0.5, 1]]\n"
            "Image 4: [[0.5, 0.25], [1, 0.5]]",
            C,
        ),
        Said(
            "| 1    0.5  |\n| 0.5  0.25 |\n\n| 0.5  1   |\n| 0.25 0.5 |\n\n| 0.25 0.5 |\n| 0.5  1   |\n\n"
            "| 0.5  0.25 |\n| 1    0.5  |",
            C,
        ),
        Said(
            "The four results are rotations of each other:\n\n[[1, 1/2], [1/2, 1/4]]\n\n[[1/2, 1], [1/4, 1/2]]\n\n"
            "[[1/4, 1/2], [1/2, 1]]\n\n[[1/2, 1/4], [1, 1/2]]",
            C,
        ),
        Said(
            "```python\nfor image in images:\n    print(image.reshape(2, 2, 2, 2).mean(axis=(1, 3)).tolist())\n```\n\n"
            "```\n[[1.0, 0.5], [0.5, 0.25]]\n[[0.5, 1.0], [0.25, 0.5]]\n[[0.25, 0.5], [0.5, 1.0]]\n[[0.5, 0.25], [1.0, 0.5]]\n```",
            C,
        ),
        Said(
            "Image 1: [[4, 2], [2, 1]]\nImage 2: [[2, 4], [1, 2]]\nImage 3: [[1, 2], [2, 4]]\nImage 4: [[2, 1], [4, 2]]",
            P,
            "takes_the_sum",
        ),
        Said(
            "[[1, 0.5], [0.5, 0.25]], [[0.5, 1], [0.25, 0.5]], [[0.25, 0.5], [0.5, 1]], [[0.5, 0.25], [0.5, 1]]",
            P,
        ),
        Said(
            "Image 1: [[1, 1], [1, 1]]\nImage 2: [[1, 1], [1, 1]]\nImage 3: [[1, 1], [1, 1]]\nImage 4: [[1, 1], [1, 1]]",
            W,
        ),
    ],
    "3.C.ii": [
        Said("Max pooling of all four images: [[1, 1], [1, 1]]", C),
        Said("Every 2x2 window contains at least one 1, so all four outputs are\n\n[[1, 1],\n [1, 1]]", C),
        Said("1. [[1, 1], [1, 1]]\n2. [[1, 1], [1, 1]]\n3. [[1, 1], [1, 1]]\n4. [[1, 1], [1, 1]]", C),
        Said(
            "Image 1:\n[[1, 1],\n [1, 1]]\n\nImage 2:\n[[1, 1],\n [1, 1]]\n\nImage 3:\n[[1, 1],\n [1, 1]]\n\n"
            "Image 4:\n[[1, 1],\n [1, 1]]",
            C,
        ),
        Said(r"$$\begin{bmatrix} 1 & 1 \\ 1 & 1 \end{bmatrix}$$" + "\n\nfor all of the images.", C),
        Said(r"$M_1 = M_2 = M_3 = M_4 = \begin{pmatrix} 1 & 1 \\ 1 & 1 \end{pmatrix}$", C),
        Said(
            "```\ntensor([[[[1., 1.],\n          [1., 1.]]],\n\n\n        [[[1., 1.],\n          [1., 1.]]],\n\n\n"
            "        [[[1., 1.],\n          [1., 1.]]],\n\n\n        [[[1., 1.],\n          [1., 1.]]]])\n```",
            C,
        ),
        Said(
            "All of them are [[1, 1], [1, 1]]. So after max pooling the four images cannot be told apart any more.",
            C,
        ),
        Said("The result for each of the 4 images is a 2×2 matrix with only 1s.", C),
        Said("Max-Pooling ergibt bei allen vier Bildern [[1, 1], [1, 1]].", C),
        Said("[[1, 1], [1, 0]], [[1, 1], [1, 1]], [[1, 1], [1, 1]], [[1, 1], [1, 1]]", P),
        Said(
            "Image 1: [[1, 0.5], [0.5, 0.25]]\nImage 2: [[0.5, 1], [0.25, 0.5]]\nImage 3: [[0.25, 0.5], [0.5, 1]]\n"
            "Image 4: [[0.5, 0.25], [1, 0.5]]",
            W,
        ),
    ],
    "3.D.i": [
        Said(
            "| Dropout | Test accuracy |\n|---------|---------------|\n| 0.00 | 0.9793 |\n| 0.11 | 0.9801 |\n| 0.22 | 0.9786 |\n"
            "| 0.33 | 0.9768 |\n| 0.44 | 0.9735 |\n| 0.56 | 0.9682 |\n| 0.67 | 0.9571 |\n| 0.78 | 0.9325 |\n| 0.89 | 0.8647 |\n"
            "| 1.00 | 0.1135 |",
            C,
        ),
        Said(
            "Dropout probability, Test accuracy\n0.0, 0.9758\n0.111, 0.9749\n0.222, 0.9741\n0.333, 0.9712\n0.444, 0.9663\n"
            "0.556, 0.9604\n0.667, 0.9488\n0.778, 0.9196\n0.889, 0.8391\n1.0, 0.0980",
            C,
        ),
        Said(
            "```\nDropout: 0.00, Test accuracy: 0.9725\nDropout: 0.11, Test accuracy: 0.9733\nDropout: 0.22, Test accuracy: 0.9709\n"
            "Dropout: 0.33, Test accuracy: 0.9684\nDropout: 0.44, Test accuracy: 0.9657\nDropout: 0.56, Test accuracy: 0.9589\n"
            "Dropout: 0.67, Test accuracy: 0.9466\nDropout: 0.78, Test accuracy: 0.9181\nDropout: 0.89, Test accuracy: 0.8325\n"
            "Dropout: 1.00, Test accuracy: 0.1009\n```",
            C,
        ),
        Said(
            "| Probability | Accuracy |\n|:--|--:|\n| 0 | 97.88% |\n| 1/9 | 97.91% |\n| 2/9 | 97.72% |\n| 3/9 | 97.45% |\n"
            "| 4/9 | 97.13% |\n| 5/9 | 96.58% |\n| 6/9 | 95.47% |\n| 7/9 | 92.76% |\n| 8/9 | 85.19% |\n| 1 | 10.28% |",
            C,
        ),
        Said(
            "```\n    dropout  test_accuracy\n0  0.000000         0.9778\n1  0.111111         0.9764\n2  0.222222         0.9759\n"
            "3  0.333333         0.9727\n4  0.444444         0.9691\n5  0.555556         0.9622\n6  0.666667         0.9513\n"
            "7  0.777778         0.9248\n8  0.888889         0.8506\n9  1.000000         0.0974\n```",
            C,
        ),
        Said(
            "\\begin{tabular}{|c|c|}\n\\hline\n$p$ & test accuracy \\\\\n\\hline\n0.00 & 0.9747 \\\\\n0.11 & 0.9752 \\\\\n"
            "0.22 & 0.9730 \\\\\n0.33 & 0.9706 \\\\\n0.44 & 0.9678 \\\\\n0.56 & 0.9613 \\\\\n0.67 & 0.9502 \\\\\n0.78 & 0.9227 \\\\\n"
            "0.89 & 0.8418 \\\\\n1.00 & 0.0980 \\\\\n\\hline\n\\end{tabular}",
            C,
        ),
        Said(
            "p\taccuracy\n0.0\t0.9811\n0.1\t0.9806\n0.2\t0.9797\n0.3\t0.9775\n0.4\t0.9748\n0.5\t0.9703\n0.6\t0.9627\n0.7\t0.9479\n"
            "0.8\t0.9182\n0.9\t0.8035",
            C,
        ),
        Said(
            "I used np.linspace(0, 1, 10) for the probabilities. As expected the accuracy with p = 1 is no better than "
            "guessing.\n\n| p | test accuracy |\n|---|---|\n| 0.0000 | 0.9671 |\n| 0.1111 | 0.9680 |\n| 0.2222 | 0.9665 |\n"
            "| 0.3333 | 0.9639 |\n| 0.4444 | 0.9592 |\n| 0.5556 | 0.9531 |\n| 0.6667 | 0.9405 |\n| 0.7778 | 0.9102 |\n"
            "| 0.8889 | 0.8229 |\n| 1.0000 | 0.1032 |",
            C,
        ),
        Said(
            "0.00 | 0.9736\n0.11 | 0.9721\n0.22 | 0.9715\n0.33 | 0.9688\n0.44 | 0.9642\n0.56 | 0.9577\n0.67 | 0.9451\n"
            "0.78 | 0.9163\n0.89 | 0.8340\n1.00 | 0.0958",
            C,
        ),
        Said(
            "- Dropout 0.0: 97.52%\n- Dropout 0.11: 97.44%\n- Dropout 0.22: 97.31%\n- Dropout 0.33: 96.98%\n"
            "- Dropout 0.44: 96.61%\n- Dropout 0.56: 95.87%\n- Dropout 0.67: 94.52%\n- Dropout 0.78: 91.40%\n"
            "- Dropout 0.89: 82.17%\n- Dropout 1.0: 9.80%",
            C,
        ),
        Said(
            "| dropout | test accuracy |\n|---|---|\n| 0.0 | 0.9765 |\n| 0.2 | 0.9742 |\n| 0.4 | 0.9689 |\n| 0.6 | 0.9568 |\n"
            "| 0.8 | 0.9104 |\n| 1.0 | 0.0980 |",
            P,
        ),
        Said(
            "| dropout | test accuracy |\n|---|---|\n| 0.0 | 0.9782 |\n| 0.1 | 0.9777 |\n| 0.2 | 0.9760 |\n| 0.3 | 0.9741 |\n"
            "| 0.4 | 0.9713 |\n| 0.5 | 0.9666 |\n| 0.6 | 0.9584 |\n| 0.7 | 0.9420 |\n| 0.8 | 0.9077 |\n| 0.9 | 0.7913 |\n"
            "| 1.0 | 0.0980 |",
            X,
        ),
    ],
}
