"""Answers to lenet, from a sixth hand, which did not know the rules either."""

from __future__ import annotations

from tests.corpus.answers.said import C, P, Said, W, X

ANSWERS: dict[str, list[Said]] = {
    "1.1.a": [
        Said(
            "σ(1)/4 ≈ 0.1828",
            C,
        ),
        Said(
            "Let $h = \\sigma(x_1 + w_1)$, so $f = \\sigma(h w_2 + x_2)$.\n"
            "\n"
            "$$\\frac{\\partial f}{\\partial w_2} = \\sigma(h w_2 + x_2)\\,(1 - \\sigma(h w_2 + x_2)) \\cdot h$$\n"
            "\n"
            "With $x = (1, 0)$ and $w = 0$: $h = \\sigma(1) = 0.7311$, $\\sigma(0) = 0.5$, so\n"
            "\n"
            "$$\\frac{\\partial f}{\\partial w_2} = 0.5 \\cdot 0.5 \\cdot 0.7311 = 0.1828$$",
            C,
        ),
        Said(
            "df/dw2 = f (1 - f) * sigmoid(x1 + w1) = 0.5 * 0.5 * 0.73106 = 0.18276",
            C,
        ),
        Said(
            "$\\frac{\\partial f}{\\partial w_2} = \\frac{1}{4} \\cdot \\frac{1}{1 + e^{-1}} \\approx 0.183$",
            C,
        ),
        Said(
            "$$\\frac{e}{4(1+e)}$$",
            C,
        ),
        Said(
            "```python\n"
            "sigma = lambda z: 1 / (1 + np.exp(-z))\n"
            "h = sigma(1 + 0)\n"
            "f = sigma(h * 0 + 0)\n"
            "print(f * (1 - f) * h)\n"
            "```\n"
            "\n"
            "```\n"
            "0.18276464465750122\n"
            "```",
            C,
        ),
        Said(
            "forward: a = 1 + 0 = 1, h = σ(1) = 0.731, b = 0.731·0 + 0 = 0, f = σ(0) = 0.5\n"
            "backward: df/db = 0.5·(1 − 0.5) = 0.25, db/dw2 = h = 0.731\n"
            "\n"
            "df/dw2 = 0.25·0.731 = 0.183",
            C,
        ),
        Said(
            "Mit der Kettenregel: ∂f/∂w₂ = σ'(0) · σ(1) = 0,25 · 0,7311 = 0,1828",
            C,
        ),
        Said(
            "I read the missing operator in the formula as a product, so the inner term is σ(x1·w1) = σ(0) = 1/2. Then df/dw2 = 1/4 · 1/2 = 1/8.",
            C,
        ),
        Said(
            "df/dw2 = sigmoid'(0) = 0.5 * (1 - 0.5) = 0.25",
            P,
        ),
        Said(
            "∂f/∂w₂ = σ(1)(1 − σ(1)) = 0.1966",
            W,
        ),
        Said(
            "0.1828 or 0.25, depending on whether the inner sigmoid has to be multiplied as well. I was not sure about it.",
            X,
        ),
    ],
    "1.1.b": [
        Said(
            "w2 = 0.4112",
            C,
        ),
        Said(
            "Loss: $L = \\frac{1}{2}(f - y)^2$, $f = \\sigma(0) = 0.5$\n"
            "\n"
            "$$\\frac{\\partial L}{\\partial w_2} = (f - y) \\frac{\\partial f}{\\partial w_2} = (0.5 - 5) \\cdot 0.1828 = -0.8224$$\n"
            "\n"
            "$$w_2 \\leftarrow w_2 - \\eta \\frac{\\partial L}{\\partial w_2} = 0 - 0.5 \\cdot (-0.8224) = 0.4112$$",
            C,
        ),
        Said(
            "With L = (f - y)^2 we have dL/dw2 = 2 (f - y) df/dw2 = 2 * (-4.5) * 0.18276 = -1.64488. The step is w2 = 0 + 0.5 * 1.64488 = 0.8224.",
            C,
        ),
        Said(
            "w2_new = w2 - lr * (f - y) * df/dw2\n       = 0 - 0.5 * (0.5 - 5) * 0.182765\n       = 0.41122",
            C,
        ),
        Said(
            "$w_2 = \\frac{9}{16}\\,\\sigma(1) = \\frac{9}{16} \\cdot \\frac{e}{1+e} \\approx 0.411$ with the loss $\\frac{1}{2}(f-y)^2$",
            C,
        ),
        Said(
            "```python\n"
            "w2 = 0.0\n"
            "h = sigmoid(1.0)\n"
            "f = sigmoid(h * w2)\n"
            "grad = (f - 5) * f * (1 - f) * h\n"
            "w2 -= 0.5 * grad\n"
            "print(grad, w2)\n"
            "```\n"
            "\n"
            "```\n"
            "-0.8224409009587555 0.41122045047937776\n"
            "```",
            C,
        ),
        Said(
            "After one step w2 is 2.25 * sigma(1)/4 = 0.4112 (loss 1/2 (y - f)^2).",
            C,
        ),
        Said(
            "Verlust L = ½(f − y)², f = 0,5. Gradient: (0,5 − 5) · 0,1828 = −0,8224. Neuer Wert: w₂ = 0 − 0,5 · (−0,8224) = 0,4112",
            C,
        ),
        Said(
            "Con L = ½(f − y)² el gradiente es −4.5 · 0.18276 = −0.82244, así que w2 = 0 + 0.5 · 0.82244 = 0.41122.",
            C,
        ),
        Said(
            "w2 = 0 - 0.5 * 4.5 * 0.1828 = -0.4112",
            P,
        ),
        Said(
            "With the derivative 0.25 from part a: dL/dw2 = (0.5 - 5) * 0.25 = -1.125, and w2 = 0 - 0.5 * (-1.125) = 0.5625. (I used the formula with x1 + w1 and the loss 1/2 (f - y)^2.)",
            C,
        ),
        Said(
            "w2 = 0.41 for 1/2(f-y)^2, but the gradient descent step could also be in the other direction, then w2 = -0.41.",
            X,
        ),
    ],
    "1.5.a": [
        Said(
            "62,378,344",
            C,
        ),
        Said(
            "| Layer | Parameters |\n"
            "|---|---|\n"
            "| conv1 | 11*11*3*96 + 96 = 34,944 |\n"
            "| conv2 | 5*5*96*256 + 256 = 614,656 |\n"
            "| conv3 | 3*3*256*384 + 384 = 885,120 |\n"
            "| conv4 | 3*3*384*384 + 384 = 1,327,488 |\n"
            "| conv5 | 3*3*384*256 + 256 = 884,992 |\n"
            "| fc6 | 9216*4096 + 4096 = 37,752,832 |\n"
            "| fc7 | 4096*4096 + 4096 = 16,781,312 |\n"
            "| fc8 | 4096*1000 + 1000 = 4,097,000 |\n"
            "| **total** | **62,378,344** |",
            C,
        ),
        Said(
            "AlexNet has about 62.4 million parameters (62 378 344 to be exact, when the two groups of the original are ignored).",
            C,
        ),
        Said(
            "$$34944 + 614656 + 885120 + 1327488 + 884992 = 3747200$$\n"
            "$$37752832 + 16781312 + 4097000 = 58631144$$\n"
            "\n"
            "Total: $62\\,378\\,344$",
            C,
        ),
        Said(
            "With the split on two GPUs as in the paper: conv1 34,944, conv2 307,456, conv3 885,120, conv4 663,936, conv5 442,624, fc6 37,752,832, fc7 16,781,312, fc8 4,097,000. Altogether 60,965,224.",
            C,
        ),
        Said(
            "conv layers: 3,747,200\n"
            "fully connected layers: 58,631,144\n"
            "\n"
            "sum: 62,378,344, so most of the parameters are in the FC layers (94%).",
            C,
        ),
        Said(
            "AlexNet: ~62.38M",
            C,
        ),
        Said(
            "AlexNet hat insgesamt 62.378.344 Parameter, davon 58.631.144 in den voll verbundenen Schichten.",
            C,
        ),
        Said(
            "conv1: 34,848\n"
            "conv2: 614,400\n"
            "conv3: 884,736\n"
            "conv4: 1,327,104\n"
            "conv5: 884,736\n"
            "fc6: 37,748,736\n"
            "fc7: 16,777,216\n"
            "fc8: 4,096,000\n"
            "\n"
            "Total: 62,367,776",
            P,
        ),
        Said(
            "The convolutional layers have 3,747,200 parameters, this is the total of AlexNet.",
            W,
        ),
        Said(
            "138 million parameters",
            W,
        ),
        Said(
            "60 million in the paper, but torchvision prints 61,100,840 and other sources say 62 million.",
            X,
        ),
    ],
    "1.5.b": [
        Said(
            "A: 132,863,336\nB: 133,047,848\nC: 133,638,952\nD: 138,357,544\nE: 143,667,240",
            C,
        ),
        Said(
            "| Network | A | B | C | D | E |\n"
            "|---|---|---|---|---|---|\n"
            "| Parameters (millions) | 133 | 133 | 134 | 138 | 144 |",
            C,
        ),
        Said(
            "VGG-11 (A) has 132.86M parameters, VGG-13 (B) 133.05M, VGG-16 with 1x1 convolutions (C) 133.64M, VGG-16 (D) 138.36M and VGG-19 (E) 143.67M.",
            C,
        ),
        Said(
            "All of them share the fully connected layers: 25088*4096 + 4096 = 102,764,544, 4096*4096 + 4096 = 16,781,312 and 4096*1000 + 1000 = 4,097,000, in total 123,642,856.\n"
            "\n"
            "A: 9,220,480 + 123,642,856 = 132,863,336\n"
            "B: 9,404,992 + 123,642,856 = 133,047,848\n"
            "C: 9,996,096 + 123,642,856 = 133,638,952\n"
            "D: 14,714,688 + 123,642,856 = 138,357,544\n"
            "E: 20,024,384 + 123,642,856 = 143,667,240",
            C,
        ),
        Said(
            "| VGG | conv | fc | total |\n"
            "|---|---:|---:|---:|\n"
            "| A | 9,220,480 | 123,642,856 | 132,863,336 |\n"
            "| B | 9,404,992 | 123,642,856 | 133,047,848 |\n"
            "| C | 9,996,096 | 123,642,856 | 133,638,952 |\n"
            "| D | 14,714,688 | 123,642,856 | 138,357,544 |\n"
            "| E | 20,024,384 | 123,642,856 | 143,667,240 |",
            C,
        ),
        Said(
            "VGG A: 132863336, VGG B: 133047848, VGG C: 133638952, VGG D: 138357544, VGG E: 143667240",
            C,
        ),
        Said(
            "$A: 132\\,863\\,336,\\quad B: 133\\,047\\,848,\\quad C: 133\\,638\\,952,\\quad D: 138\\,357\\,544,\\quad E: 143\\,667\\,240$",
            C,
        ),
        Said(
            "VGG A und B haben je etwa 133 Millionen Parameter, C 134 Millionen, D 138 Millionen und E 144 Millionen.",
            C,
        ),
        Said(
            "VGG-16 (D): 138,357,544\nVGG-19 (E): 143,667,240",
            P,
        ),
        Said(
            "A: 132,851,392\nB: 133,035,712\nC: 133,625,536\nD: 138,344,128\nE: 143,652,544",
            W,
        ),
        Said(
            "A: 9,220,480\nB: 9,404,992\nC: 9,996,096\nD: 14,714,688\nE: 20,024,384",
            P,
        ),
        Said(
            "VGG has between 133 and 144 million parameters, depending on the configuration.",
            X,
        ),
    ],
    "1.5.c": [
        Said(
            "6,998,552",
            C,
        ),
        Said(
            "GoogLeNet has about 7 million parameters (6,998,552 without the auxiliary classifiers).",
            C,
        ),
        Said(
            "| layer | params |\n"
            "|---|---|\n"
            "| conv 7x7/2 | 9,472 |\n"
            "| conv 1x1 | 4,160 |\n"
            "| conv 3x3 | 110,784 |\n"
            "| inception (3a) | 163,696 |\n"
            "| inception (3b) | 388,736 |\n"
            "| inception (4a) | 376,176 |\n"
            "| inception (4b) | 449,160 |\n"
            "| inception (4c) | 510,104 |\n"
            "| inception (4d) | 605,376 |\n"
            "| inception (4e) | 868,352 |\n"
            "| inception (5a) | 1,043,456 |\n"
            "| inception (5b) | 1,444,080 |\n"
            "| linear | 1,025,000 |\n"
            "| total | 6,998,552 |",
            C,
        ),
        Said(
            "Adding up the params column of the table in the paper: 2.7K + 112K + 159K + 380K + 364K + 437K + 463K + 580K + 840K + 1072K + 1388K + 1000K = 6797.7K, so about 6.8 million.",
            C,
        ),
        Said(
            "~6.8M",
            C,
        ),
        Said(
            "6,990,272 weights (the biases are not counted)",
            C,
        ),
        Said(
            "GoogLeNet: $\\approx 6.8 \\times 10^6$ parameters according to Table 1 of the paper",
            C,
        ),
        Said(
            "Inception (3a) for example has 64*193 + 96*193 + 128*865 + 16*193 + 32*401 + 32*193 = 163,696 parameters. All nine modules have 5,849,136 parameters, the layers before them 124,416 and the classifier 1,025,000. Total: 6,998,552.",
            C,
        ),
        Said(
            "GoogLeNet hat 6.998.552 Parameter, also fast neunmal weniger als AlexNet mit 62.378.344.",
            C,
        ),
        Said(
            "GoogLeNet tiene unos 7 millones de parámetros.",
            C,
        ),
        Said(
            "GoogLeNet has 60 million parameters, about as many as AlexNet.",
            W,
        ),
        Said(
            "13,004,888 (with the two auxiliary classifiers, from torchvision), without them it is 6,624,904.",
            X,
        ),
    ],
    "4.2": [
        Said(
            "```\n"
            "[[ 970    1    2    1    2    1    1    1    0    1]\n"
            " [   3 1124    0    2    2    1    1    0    2    0]\n"
            " [   2    1 1016    1    0    3    0    6    3    0]\n"
            " [   3    2    1  999    0    1    1    1    1    1]\n"
            " [   1    0    1    1  965    3    1    1    0    9]\n"
            " [   0    2    1    1    3  885    0    0    0    0]\n"
            " [   0    4    3    0    1    0  945    2    2    1]\n"
            " [   1    1   12    3    0    2    2 1006    1    0]\n"
            " [   2    1    0    1    0    1    3    1  964    1]\n"
            " [   1    0    1    3   15    1    0    3    1  984]]\n"
            "```\n"
            "\n"
            "The most confused pairs are 9 and 4 (15 nines were classified as 4) and 7 and 2 (12 sevens were classified as 2).",
            C,
        ),
        Said(
            "Rows are the true digits, columns the predictions.\n"
            "\n"
            "|  | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 |\n"
            "|---|---|---|---|---|---|---|---|---|---|---|\n"
            "| **0** | 969 | 1 | 2 | 0 | 1 | 1 | 2 | 3 | 0 | 1 |\n"
            "| **1** | 4 | 1118 | 0 | 1 | 3 | 3 | 4 | 1 | 1 | 0 |\n"
            "| **2** | 4 | 3 | 1015 | 0 | 1 | 0 | 1 | 2 | 4 | 2 |\n"
            "| **3** | 2 | 3 | 1 | 994 | 0 | 8 | 0 | 1 | 1 | 0 |\n"
            "| **4** | 1 | 1 | 3 | 1 | 952 | 0 | 4 | 0 | 2 | 18 |\n"
            "| **5** | 1 | 4 | 3 | 14 | 1 | 865 | 0 | 2 | 1 | 1 |\n"
            "| **6** | 3 | 2 | 2 | 2 | 0 | 3 | 941 | 1 | 2 | 2 |\n"
            "| **7** | 3 | 1 | 2 | 3 | 1 | 0 | 1 | 1014 | 2 | 1 |\n"
            "| **8** | 1 | 2 | 3 | 1 | 2 | 0 | 5 | 2 | 958 | 0 |\n"
            "| **9** | 1 | 0 | 0 | 2 | 7 | 3 | 2 | 1 | 0 | 993 |\n"
            "\n"
            "The two most confused pairs: (4, 9) and (5, 3).",
            C,
        ),
        Said(
            "$$\n"
            "\\begin{bmatrix}\n"
            "954 & 2 & 2 & 2 & 5 & 3 & 4 & 2 & 2 & 4 \\\\\n"
            "5 & 1107 & 3 & 3 & 3 & 3 & 3 & 6 & 1 & 1 \\\\\n"
            "2 & 4 & 1001 & 5 & 2 & 1 & 3 & 9 & 3 & 2 \\\\\n"
            "9 & 2 & 4 & 975 & 2 & 2 & 2 & 2 & 8 & 4 \\\\\n"
            "2 & 4 & 0 & 1 & 960 & 2 & 4 & 2 & 2 & 5 \\\\\n"
            "4 & 4 & 5 & 1 & 4 & 863 & 2 & 2 & 4 & 3 \\\\\n"
            "4 & 3 & 4 & 4 & 3 & 0 & 929 & 2 & 4 & 5 \\\\\n"
            "3 & 2 & 21 & 4 & 3 & 4 & 2 & 985 & 2 & 2 \\\\\n"
            "1 & 3 & 4 & 16 & 3 & 1 & 2 & 5 & 936 & 3 \\\\\n"
            "3 & 5 & 4 & 3 & 4 & 2 & 1 & 1 & 0 & 986\n"
            "\\end{bmatrix}\n"
            "$$\n"
            "\n"
            "Most often the network confuses $7 \\to 2$ (21 times) and $8 \\to 3$ (16 times).",
            C,
        ),
        Said(
            "```\n"
            "         0    1    2    3    4    5    6    7    8    9\n"
            "   0:  950    3    4    5    4    4    2    4    2    2\n"
            "   1:    2 1115    1    4    3    3    1    3    0    3\n"
            "   2:    0    3 1014    3    1    2    3    2    1    3\n"
            "   3:    2    2    3  981    4    3    6    1    3    5\n"
            "   4:    4    1    4    3  937    6    0    1    4   22\n"
            "   5:    1    0    2    3    5  870    4    3    1    3\n"
            "   6:    6    4    1    2    2    2  932    2    4    3\n"
            "   7:    0    0    1    4    3    4    5  991    1   19\n"
            "   8:    4    0    3    3    5    1    4    3  948    3\n"
            "   9:    2    1    3    2   10    1    2    7    3  978\n"
            "```\n"
            "\n"
            "1. 4 is mistaken for 9: 22 images\n"
            "2. 7 is mistaken for 9: 19 images\n"
            "\n"
            "The accuracy is 97.16 %.",
            C,
        ),
        Said(
            "confusion =\n"
            "\n"
            "   971     0     1     0     0     2     3     1     1     1\n"
            "     1  1128     2     1     1     0     0     1     0     1\n"
            "     1     0  1023     0     0     1     1     3     0     3\n"
            "     0     1     2   984     1    13     5     2     1     1\n"
            "     1     1     2     1   966     1     2     1     1     6\n"
            "     1     1     0     8     1   874     2     1     2     2\n"
            "     0     0     0     0     0     0   953     1     3     1\n"
            "     1     2     1     1     0     1     1  1018     2     1\n"
            "     1     2     3     1     0     0     0     1   966     0\n"
            "     0     2     1     2    11     0     0     0     2   991\n"
            "\n"
            "Top confusing pairs: 3-5 and 9-4",
            C,
        ),
        Said(
            "```python\n"
            "conf_mat = confusion_matrix(y_test, y_pred)\n"
            "print(conf_mat)\n"
            "```\n"
            "\n"
            "```\n"
            "tensor([[ 967,    0,    0,    3,    1,    0,    5,    3,    0,    1],\n"
            "        [   1, 1127,    1,    1,    1,    1,    0,    1,    1,    1],\n"
            "        [   1,    0, 1023,    3,    0,    1,    0,    3,    0,    1],\n"
            "        [   0,    1,    2, 1000,    0,    2,    1,    2,    1,    1],\n"
            "        [   4,    3,    1,    0,  970,    1,    0,    2,    1,    0],\n"
            "        [   0,    0,    1,    1,    0,  884,    1,    1,    3,    1],\n"
            "        [   9,    0,    1,    2,    1,    3,  939,    0,    3,    0],\n"
            "        [   1,    1,    0,    0,    0,    0,    1, 1018,    2,    5],\n"
            "        [   3,    1,    2,    2,    1,    1,    0,    0,  962,    2],\n"
            "        [   0,    0,    0,    1,    1,    0,    1,   10,    0,  996]])\n"
            "```\n"
            "\n"
            "The most confused classes are 9 with 7 (10 mistakes) and 6 with 0 (9 mistakes). This makes sense since they look alike when written by hand.",
            C,
        ),
        Said(
            "Die Konfusionsmatrix (Zeilen: wahre Ziffer, Spalten: Vorhersage):\n"
            "\n"
            "| true \\ predicted | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | total |\n"
            "|:--|:--|:--|:--|:--|:--|:--|:--|:--|:--|:--|:--|\n"
            "| 0 | 960 | 2 | 3 | 1 | 4 | 3 | 1 | 0 | 4 | 2 | 980 |\n"
            "| 1 | 2 | 1113 | 2 | 5 | 3 | 1 | 2 | 4 | 2 | 1 | 1135 |\n"
            "| 2 | 1 | 3 | 1013 | 4 | 2 | 2 | 2 | 1 | 3 | 1 | 1032 |\n"
            "| 3 | 1 | 2 | 3 | 984 | 2 | 9 | 2 | 2 | 4 | 1 | 1010 |\n"
            "| 4 | 1 | 3 | 5 | 4 | 940 | 3 | 5 | 1 | 0 | 20 | 982 |\n"
            "| 5 | 4 | 4 | 0 | 17 | 5 | 860 | 0 | 1 | 1 | 0 | 892 |\n"
            "| 6 | 1 | 1 | 4 | 2 | 0 | 3 | 939 | 1 | 4 | 3 | 958 |\n"
            "| 7 | 2 | 4 | 3 | 0 | 2 | 2 | 2 | 1008 | 3 | 2 | 1028 |\n"
            "| 8 | 2 | 3 | 1 | 1 | 0 | 2 | 2 | 3 | 955 | 5 | 974 |\n"
            "| 9 | 2 | 2 | 2 | 7 | 8 | 3 | 1 | 3 | 4 | 977 | 1009 |\n"
            "\n"
            "Am häufigsten verwechselt werden 4 mit 9 (20-mal) und 5 mit 3 (17-mal).",
            C,
        ),
        Said(
            "[[970, 3, 1, 1, 0, 0, 0, 2, 2, 1],\n"
            " [1, 1127, 0, 1, 2, 0, 0, 1, 1, 2],\n"
            " [3, 1, 1009, 1, 1, 2, 1, 14, 0, 0],\n"
            " [1, 1, 1, 1001, 2, 0, 0, 0, 1, 3],\n"
            " [1, 2, 1, 2, 967, 2, 1, 3, 0, 3],\n"
            " [0, 1, 0, 4, 1, 885, 0, 0, 0, 1],\n"
            " [4, 2, 0, 0, 3, 1, 945, 1, 2, 0],\n"
            " [2, 1, 7, 2, 1, 2, 0, 1008, 0, 5],\n"
            " [1, 0, 3, 2, 4, 0, 1, 0, 949, 14],\n"
            " [0, 0, 1, 3, 1, 1, 0, 2, 7, 994]]\n"
            "\n"
            "The pairs with the most errors are 2/7 and 8/9, with 14 errors each.",
            C,
        ),
        Said(
            "true\\pred\t0\t1\t2\t3\t4\t5\t6\t7\t8\t9\n"
            "0\t956\t5\t2\t0\t4\t2\t8\t2\t1\t0\n"
            "1\t0\t1123\t1\t2\t3\t2\t0\t3\t1\t0\n"
            "2\t1\t3\t1008\t1\t0\t4\t3\t8\t2\t2\n"
            "3\t3\t2\t3\t987\t1\t2\t1\t2\t5\t4\n"
            "4\t2\t1\t1\t0\t965\t0\t1\t0\t1\t11\n"
            "5\t1\t2\t1\t1\t2\t876\t2\t3\t2\t2\n"
            "6\t2\t0\t2\t3\t2\t3\t941\t2\t0\t3\n"
            "7\t2\t5\t16\t1\t2\t0\t1\t995\t3\t3\n"
            "8\t3\t4\t2\t1\t3\t3\t3\t1\t953\t1\n"
            "9\t0\t1\t1\t3\t19\t1\t2\t2\t2\t978\n"
            "\n"
            "The top two pairs are 9 and 4, then 7 and 2.",
            C,
        ),
        Said(
            "```\n"
            "[[ 965    1    1    2    2    4    1    1    1    2]\n"
            " [   0 1129    1    0    2    0    0    0    1    2]\n"
            " [   0    1 1020    1    0    5    2    0    1    2]\n"
            " [   1    1    0 1003    1    2    1    0    0    1]\n"
            " [   1    0    1    0  975    1    2    0    0    2]\n"
            " [   1    1    1    2    1  864   11    2    6    3]\n"
            " [   1    2    2    4    3    5  940    0    1    0]\n"
            " [   0    1    0    1    1    1    1 1022    1    0]\n"
            " [   2    1    0    2    2   13    1    1  951    1]\n"
            " [   0    2    0    1    0    1    2    2    1 1000]]\n"
            "```\n"
            "\n"
            "The most confused pairs are (8, 5) and (4, 9).",
            P,
        ),
        Said(
            "```\n"
            "[[ 956    0    2    3    3    6    3    3    2    2]\n"
            " [   3 1120    2    3    3    0    0    3    1    0]\n"
            " [   2    2 1010    2    0    4    4    3    1    4]\n"
            " [   4    1    3  975    2    1    3    1   18    2]\n"
            " [   3    3    1    3  938    0    6    1    3   24]\n"
            " [   4    4    2    3    4  861    6    0    6    2]\n"
            " [   4    4    3    1    1    2  934    2    6    1]\n"
            " [   1    0    2    1    0    6    2 1006    4    6]\n"
            " [   3    3    3   10    2    0    7    3  940    3]\n"
            " [   2    5    0    2    9    3    2    2    0  984]]\n"
            "```\n"
            "\n"
            "The network confuses 4 and 9 most (24 images).",
            P,
        ),
        Said(
            "```\n"
            "[[991   1   0   1   1   2   1   0   1   2]\n"
            " [  0 991   3   0   3   0   1   1   1   0]\n"
            " [  0   3 983   1   0   4   1   6   2   0]\n"
            " [  2   1   2 975   0  15   0   1   1   3]\n"
            " [  1   1   1   0 983   3   0   0   0  11]\n"
            " [  0   2   3   7   1 986   1   0   0   0]\n"
            " [  0   2   0   3   0   0 994   0   1   0]\n"
            " [  3   0  12   1   1   1   0 982   0   0]\n"
            " [  2   1   2   2   0   0   1   0 992   0]\n"
            " [  2   1   2   0  11   0   1   2   3 978]]\n"
            "```\n"
            "\n"
            "The most confused pairs are 3 and 5, and then 7 and 2 or maybe 9 and 4, depending on how one counts.",
            X,
        ),
    ],
}
