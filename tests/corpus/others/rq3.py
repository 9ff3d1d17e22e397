"""Answers to rq3, from a sixth hand, which did not know the rules either."""

from __future__ import annotations

from tests.corpus.answers.said import C, P, Said, W, X

ANSWERS: dict[str, list[Said]] = {
    "1.b": [
        Said("Var(W) = 1/n_in, where n_in is the number of inputs of the layer.", C),
        Said(r"$$\mathrm{Var}(w) = \frac{2}{n_{in} + n_{out}}$$", C),
        Said(
            "In the forward pass we want Var(y) = n_in * Var(w) * Var(x) to be equal to Var(x), so Var(w) = 1/n_in. In the "
            "backward pass the same argument gives Var(w) = 1/n_out. Glorot and Bengio take the compromise\n\n"
            "Var(w) = 2 / (n_in + n_out)",
            C,
        ),
        Said(
            r"The weights are drawn from $\mathcal{N}(0, \sigma^2)$ with $\sigma^2 = \frac{1}{\text{fan}_{\text{avg}}}$ and "
            r"$\text{fan}_{\text{avg}} = (\text{fan}_{\text{in}} + \text{fan}_{\text{out}}) / 2$.",
            C,
        ),
        Said("σ² = 1/fan_in", C),
        Said(
            r"The weights are sampled uniformly from $\left[-\sqrt{\frac{6}{n_{in}+n_{out}}},\ "
            r"\sqrt{\frac{6}{n_{in}+n_{out}}}\right]$, which has variance $\frac{2}{n_{in}+n_{out}}$.",
            C,
        ),
        Said(
            "The standard deviation is sqrt(2/(fan_in + fan_out)), therefore the variance is 2/(fan_in + fan_out).", C
        ),
        Said("Die Varianz ist 1/n, wobei n die Anzahl der Eingänge des Neurons ist.", C),
        Said(
            "La varianza de los pesos es 2/(n_in + n_out), donde n_in y n_out son el número de entradas y salidas de la capa.",
            C,
        ),
        Said(r"$\text{Var}(W) = \sqrt{\frac{1}{n_{in}}}$", P),
        Said("Var(W) = 1/n_out, with n_out the number of neurons of the layer.", W),
        Said("Var = 1/n", X),
    ],
    "1.c": [
        Said("Var(W) = 2/n_in", C),
        Said(r"$\sigma^2 = \dfrac{2}{\text{fan}_{\text{in}}}$", C),
        Said(
            "ReLU sets half of the activations to zero, so the variance is halved in each layer: "
            "1/2 * n_in * Var(w) = 1. This gives Var(w) = 2/n_in.",
            C,
        ),
        Said(
            "Kaiming He: draw from a normal distribution with mean 0 and variance 2/n, where n is the number of input units "
            "to the layer.",
            C,
        ),
        Said(
            r"$$\frac{1}{2} n_l \mathrm{Var}[w_l] = 1 \quad\Rightarrow\quad \mathrm{Var}[w_l] = \frac{2}{n_l}$$"
            "\n\n"
            r"where $n_l$ is the number of inputs (fan-in) of layer $l$.",
            C,
        ),
        Said("Twice the variance of Xavier (1/n_in), because of the ReLU: 2/n_in.", C),
        Said(
            "```python\nW = np.random.randn(n_in, n_out) * np.sqrt(2.0 / n_in)\n```\n\nso the variance is 2.0 / n_in.",
            C,
        ),
        Said(
            "Uniform in [-r, r] with r = sqrt(6/fan_in). Since a uniform distribution has variance r^2/3, we get "
            "Var(w) = 2/fan_in.",
            C,
        ),
        Said("Bei der He-Initialisierung beträgt die Varianz 2 / n_in (n_in = Anzahl der Eingangsneuronen).", C),
        Said("Var(w) = 1/n_in, so that the variance of the output equals the variance of the input.", W),
        Said("Var(W) = 2/n_out where n_out is the number of outputs of the layer.", W),
        Said("It is 2/n_in or 2/n_out, I don't remember which one.", X),
    ],
    "1.d": [
        Said("Yes, it is fine to initialise the biases with 0.", C),
        Said("Yes.", C),
        Said(
            "Yes, the symmetry is already broken by the random weights, so the biases can all start from zero without any "
            "problem.",
            C,
        ),
        Said(
            "It is perfectly okay. Some people also initialise the biases like the weights, but this makes hardly any "
            "difference.",
            C,
        ),
        Said(
            "The bias terms may be set to zero. What must not be zero are the weights, because then no gradient would "
            "reach the earlier layers.",
            C,
        ),
        Said("There is no problem with zero biases - it's what Keras does by default (`bias_initializer='zeros'`).", C),
        Said("Ja, die Biases dürfen mit 0 initialisiert werden. Nur die Gewichte müssen zufällig sein.", C),
        Said("Sí, se pueden inicializar los sesgos en cero sin problema.", C),
        Said(
            "No, then all neurons of a layer would have the same gradient and would learn the same feature. The biases must "
            "be random.",
            W,
        ),
        Said("No. If the biases are 0 then the ReLU neurons are dead from the beginning.", W),
        Said("Sure, zero is OK for biases.", C),
        Said("Yes and no, it depends on the network and the activation function.", X),
    ],
    "3.b": [
        Said("y = gamma * (x - mu) / sqrt(sigma^2 + eps) + beta", C),
        Said(r"$$y_i = \gamma \frac{x_i - \mu_B}{\sqrt{\sigma_B^2 + \epsilon}} + \beta$$", C),
        Said(
            r"""$$\mu_B = \frac{1}{m} \sum_{i=1}^m x_i$$

$$\sigma_B^2 = \frac{1}{m} \sum_{i=1}^m (x_i - \mu_B)^2$$

$$\hat{x}_i = \frac{x_i - \mu_B}{\sqrt{\sigma_B^2 + \epsilon}}$$

$$y_i = \gamma \hat{x}_i + \beta$$""",
            C,
        ),
        Said(
            "1. mean of the batch: μ = 1/m Σ x_i\n2. variance of the batch: σ² = 1/m Σ (x_i - μ)²\n"
            "3. normalise: x̂_i = (x_i - μ) / √(σ² + ε)\n4. scale and shift: z_i = γ x̂_i + β",
            C,
        ),
        Said(
            "```python\nmu = x.mean(axis=0)\nvar = x.var(axis=0)\nx_hat = (x - mu) / np.sqrt(var + eps)\n"
            "out = gamma * x_hat + beta\n```",
            C,
        ),
        Said(
            r"\[ BN(x) = \gamma \cdot \frac{x - E[x]}{\sqrt{Var[x] + \varepsilon}} + \beta \]"
            "\n\n"
            r"$\gamma$ and $\beta$ are learned, $\varepsilon$ is a small constant such as $10^{-5}$.",
            C,
        ),
        Said("γ·(x−μ)/√(σ²+ε) + β mit dem Mittelwert μ und der Varianz σ² des Mini-Batches", C),
        Said("z = γ ⊗ x̂ + β  with  x̂ = (x − μ) / (σ² + ε)^(1/2)", C),
        Said(
            r"$y = \gamma \frac{x - \mu}{\sigma} + \beta$, with mean $\mu$ and standard deviation $\sigma$ of the batch.",
            P,
        ),
        Said("x_hat = (x - mean) / sqrt(var + epsilon)", P),
        Said("x_norm = (x - x_min) / (x_max - x_min)", W),
        Said(
            "y = gamma * (x - mu) / (sigma + eps) + beta, where sigma is the standard deviation of the mini-batch",
            X,
        ),
    ],
    "4.a": [
        Said("Yes, roughly by a factor of two.", C),
        Said(
            "Yes. Training takes more epochs to converge, because in every step only a part of the network is updated.",
            C,
        ),
        Said("Dropout slows the training down.", C),
        Said(
            "Yes, dropout increases the training time, typically 2-3 times longer than without it. The updates are noisier, "
            "since each batch trains a different thinned network.",
            C,
        ),
        Said("yes - the convergence is slower, but the final model generalises better so it is worth it", C),
        Said("It does slow down training, in general.", C),
        Said("Ja, das Training dauert mit Dropout länger (etwa doppelt so lang).", C),
        Said("Sí, el entrenamiento se vuelve más lento porque hacen falta más épocas para converger.", C),
        Said("No, dropout makes training faster because fewer neurons have to be computed in each step.", W),
        Said("No, it has no effect on the speed of training.", W),
        Said(
            "One iteration becomes a bit faster as fewer units are active, on the other hand we need more iterations. So "
            "it can be slower or faster.",
            X,
        ),
    ],
    "4.b": [
        Said("No, dropout is only active during training.", C),
        Said("No.", C),
        Said(
            "No, it has no impact on inference speed since all the neurons are kept and nothing is dropped at test time.",
            C,
        ),
        Said("Inference is not slowed down by dropout, because dropout is turned off.", C),
        Said(
            "No: in `model.eval()` mode the dropout layer is just the identity (PyTorch scales the activations already in "
            "training).",
            C,
        ),
        Said("It does not. At test time the network is the same as one trained without dropout.", C),
        Said("Inference speed stays the same.", C),
        Said("Nein, bei der Inferenz wird Dropout abgeschaltet, die Geschwindigkeit bleibt also gleich.", C),
        Said("No, en la inferencia no se aplica dropout.", C),
        Said("Yes, because at test time all neurons are used, so it takes longer than in training.", W),
        Said("Yes, inference is about two times slower as well.", W),
        Said(
            "Normally no. But when MC dropout is used we need many forward passes, then yes.",
            X,
        ),
    ],
    "4.c": [
        Said("The weights are multiplied by the keep probability p.", C),
        Said(r"$W_{test} = p \cdot W$, where $p$ is the probability that a unit is retained.", C),
        Said(
            "At test time all units are active. The expected output of a unit in training is p*x + (1-p)*0 = p*x, where p is "
            "the probability of keeping it, so we scale the weights by p.",
            C,
        ),
        Said("By 1 - p, if p is the dropout rate (the probability that a neuron is dropped).", C),
        Said("w_test = w * keep_prob", C),
        Said(
            "With inverted dropout the activations are divided by the keep probability during training, and nothing has to "
            "be scaled at test time.",
            C,
        ),
        Said("We multiply each weight with (1 - drop rate). For example with a drop rate of 0.2 the factor is 0.8.", C),
        Said("Die Gewichte werden mit der Keep-Wahrscheinlichkeit p (= 1 − Dropout-Rate) multipliziert.", C),
        Said("Los pesos se multiplican por p, la probabilidad de mantener una neurona activa.", C),
        Said("The weights are multiplied by the dropout rate, i.e. the probability of dropping a neuron.", W),
        Said("We have to scale by 1/p at test time, p being the keep probability.", W),
        Said("by p", C),
    ],
    "5": [
        Said("1/(1-β). For β = 0.9 this is 10, for β = 0.99999 it is 100000.", C),
        Said(
            r"""At terminal velocity the momentum vector does not change any more:

$$m = \beta m + \eta g \Rightarrow m (1 - \beta) = \eta g \Rightarrow m = \frac{\eta g}{1 - \beta}$$

* $\beta = 0.9$: $m = 10\, \eta g$
* $\beta = 0.99999$: $m = 100{,}000\, \eta g$""",
            C,
        ),
        Said(
            "The update is the gradient times the learning rate times 1/(1 - beta).\n\nbeta = 0.9: 1/(1 - 0.9) = 1/0.1 = 10\n"
            "beta = 0.99999: 1/(1 - 0.99999) = 1/0.00001 = 100 000",
            C,
        ),
        Said(
            "v_1 = αg, v_2 = 0.9αg + αg = 1.9αg, v_3 = 2.71αg, ... This is a geometric series with the limit αg/(1-β). So "
            "with β = 0.9 we get 10 times the size of plain gradient descent and with β = 0.99999 100,000 times.",
            C,
        ),
        Said(
            "| beta | update / (gradient * lr) |\n|---|---|\n| 0.9 | 10 |\n| 0.99999 | 100,000 |\n| general | 1/(1-beta) |",
            C,
        ),
        Said(
            "```python\n>>> for beta in (0.9, 0.99999):\n...     print(1 / (1 - beta))\n10.000000000000002\n"
            "100000.0000004551\n```\n\nThe general formula is 1/(1 - beta).",
            C,
        ),
        Said("v∞ = -ηg/(1-β); β=0.9 → factor 10; β=0.99999 → factor 10^5", C),
        Said(
            "Allgemein 1/(1 − β) mal Lernrate mal Gradient. Für β = 0,9 also das 10-fache, für β = 0,99999 das 100.000-fache.",
            C,
        ),
        Said(
            "La velocidad terminal es η·g·1/(1 − β). Con β = 0.9 es 10 veces η·g y con β = 0.99999 es 100 000 veces η·g.",
            C,
        ),
        Said("The ratio is 1/(1-β), so 10 for β = 0.9 and 10000 for β = 0.99999.", P),
        Said("The update grows by 1 + β, so for β = 0.9 it is 1.9 and for β = 0.99999 it is 1.99999.", W),
        Said(
            "β = 0.9 gives 10 and β = 0.99999 gives 100000. The formula is 1/(1-β), or maybe β/(1-β), depending on whether "
            "the last step is counted.",
            X,
        ),
    ],
    "6.a": [
        Said("903,400 parameters", C),
        Said(
            "Layer 1: 3*3*3*100 + 100 = 2800\nLayer 2: 3*3*100*200 + 200 = 180200\nLayer 3: 3*3*200*400 + 400 = 720400\n\n"
            "Total: 2800 + 180200 + 720400 = 903400",
            C,
        ),
        Said(
            r"""$$(3 \cdot 3 \cdot 3 + 1) \cdot 100 = 28 \cdot 100 = 2\,800$$
$$(3 \cdot 3 \cdot 100 + 1) \cdot 200 = 901 \cdot 200 = 180\,200$$
$$(3 \cdot 3 \cdot 200 + 1) \cdot 400 = 1801 \cdot 400 = 720\,400$$

In total: $903\,400$""",
            C,
        ),
        Said(
            "| Layer | Weights | Biases | Parameters |\n|---|---|---|---|\n| conv1 | 2,700 | 100 | 2,800 |\n"
            "| conv2 | 180,000 | 200 | 180,200 |\n| conv3 | 720,000 | 400 | 720,400 |\n"
            "| **total** | **902,700** | **700** | **903,400** |",
            C,
        ),
        Said(
            "```\n_________________________________________________________________\n"
            " Layer (type)                Output Shape              Param #   \n"
            "=================================================================\n"
            " conv2d (Conv2D)             (None, 100, 150, 100)     2800      \n"
            " conv2d_1 (Conv2D)           (None, 50, 75, 200)       180200    \n"
            " conv2d_2 (Conv2D)           (None, 25, 38, 400)       720400    \n"
            "=================================================================\n"
            "Total params: 903,400\nTrainable params: 903,400\nNon-trainable params: 0\n```",
            C,
        ),
        Said(
            "The first layer has 2,800 parameters (each 3x3 kernel sees 3 channels, plus a bias: 28 per map, times 100 maps). "
            "The second has 901 * 200 = 180,200 and the third has 1801 * 400 = 720,400. This makes 903,400 parameters.",
            C,
        ),
        Said(
            "Erste Schicht: (3·3·3 + 1)·100 = 2.800\nZweite Schicht: (3·3·100 + 1)·200 = 180.200\n"
            "Dritte Schicht: (3·3·200 + 1)·400 = 720.400\nInsgesamt: 903.400 Parameter",
            C,
        ),
        Said("conv1 = 2800, conv2 = 180200, conv3 = 720400, sum = 903400 (about 0.9 million)", C),
        Said(
            "Layer 1: 3*3*3*100 = 2700\nLayer 2: 3*3*100*200 = 180000\nLayer 3: 3*3*200*400 = 720000\nTotal = 902700",
            P,
        ),
        Said("2,800 + 180,200 + 720,400 = 902,400 parameters", W),
        Said(
            "conv1: 3*3*100 + 100 = 1000\nconv2: 3*3*200 + 200 = 2000\nconv3: 3*3*400 + 400 = 4000\n\nTotal: 7000 parameters",
            W,
        ),
        Said("903,400 parameters with the biases. Without them 902,700, I don't know which of the two you want.", X),
    ],
    "6.b": [
        Said(
            "Feature maps: 100x150x100, 50x75x200 and 25x38x400.\n\nPrediction: 12,613,600 bytes (12.6 MB)\n"
            "Batch of 50: 565,613,600 bytes (565.6 MB)",
            C,
        ),
        Said(
            "The first layer outputs 100 maps of 100 x 150: 100*150*100*4 bytes = 6 MB. The second 200 maps of 50 x 75: "
            "50*75*200*4 = 3 MB. The third 400 maps of 25 x 38: 25*38*400*4 = 1.52 MB.\n\n"
            "**One prediction:** only two consecutive layers have to be in memory at the same time, at most 6 + 3 = 9 MB. "
            "With the parameters, 903,400 * 4 = 3.6136 MB, this is 12.6 MB.\n\n"
            "**Training with 50 images:** all the feature maps are kept, so 50 * (6 + 3 + 1.52) = 526 MB. The input images "
            "need 50 * 200 * 300 * 3 * 4 = 36 MB and the parameters 3.6 MB. The total is 565.6 MB.",
            C,
        ),
        Said(
            r"""Shapes: $100 \times 150 \times 100$, $50 \times 75 \times 200$, $25 \times 38 \times 400$

Prediction:
$$4 \cdot (1\,500\,000 + 750\,000 + 903\,400) = 12\,613\,600 \text{ bytes} \approx 12.6 \text{ MB}$$

Training:
$$4 \cdot (50 \cdot (1\,500\,000 + 750\,000 + 380\,000 + 180\,000) + 903\,400) = 565\,613\,600 \text{ bytes} \approx 566 \text{ MB}$$""",
            C,
        ),
        Said(
            "| layer | shape | values | bytes |\n|---|---|---|---|\n| input | 200×300×3 | 180,000 | 720,000 |\n"
            "| conv1 | 100×150×100 | 1,500,000 | 6,000,000 |\n| conv2 | 50×75×200 | 750,000 | 3,000,000 |\n"
            "| conv3 | 25×38×400 | 380,000 | 1,520,000 |\n| parameters | | 903,400 | 3,613,600 |\n\n"
            "- RAM for one prediction: 6,000,000 + 3,000,000 + 3,613,600 = **12,613,600 bytes**\n"
            "- RAM for a batch of 50: 50 × (720,000 + 6,000,000 + 3,000,000 + 1,520,000) + 3,613,600 = **565,613,600 bytes**",
            C,
        ),
        Said(
            "```python\nshapes = [(100, 150, 100), (50, 75, 200), (25, 38, 400)]\nsizes = [4 * np.prod(s) for s in shapes]\n"
            "params = 4 * 903400\nprint('prediction:', (sizes[0] + sizes[1] + params) / 2**20, 'MiB')\n"
            "print('training:', (50 * (sum(sizes) + 4 * 200 * 300 * 3) + params) / 2**20, 'MiB')\n```\n\n"
            "```\nprediction: 12.029266357421875 MiB\ntraining: 539.4111633300781 MiB\n```",
            C,
        ),
        Said(
            "Die Feature Maps haben die Formen 100×150×100, 50×75×200 und 25×38×400.\n\n"
            "Vorhersage: 6 MB + 3 MB + 3,6 MB (Parameter) = 12,6 MB\n\n"
            "Training mit 50 Bildern: 50 · 10,52 MB + 36 MB (Eingaben) + 3,6 MB = 565,6 MB",
            C,
        ),
        Said(
            "Maps: (100, 150, 100), (50, 75, 200), (25, 38, 400).\nPrediction ≥ 12.6 MB; mini-batch of 50 ≥ 566 MB.",
            C,
        ),
        Said(
            "Output of the layers: 100 x 150 x 100, 50 x 75 x 200, 25 x 38 x 400.\n\n"
            "For a prediction: 6 MB + 3 MB = 9 MB, because the first feature maps can be released once the second are "
            "computed.\n\nFor the batch: 50 * (6 + 3 + 1.52) MB + 36 MB = 562 MB.",
            P,
        ),
        Said(
            "Shapes: 100×150×100, 50×75×200, 25×38×400. A prediction needs 9 MB + 3.6136 MB = 12.6136 MB, so a batch of 50 needs "
            "50 × 12.6136 MB = 630.7 MB.",
            P,
        ),
        Said(
            "The maps are 100×150×100, 50×75×200 and 25×37×400. Prediction: 9,000,000 + 3,613,600 = 12,613,600 bytes. "
            "Training: 50 × (6,000,000 + 3,000,000 + 1,480,000) + 36,000,000 + 3,613,600 = 563,613,600 bytes.",
            P,
        ),
        Said(
            "The network has 903,400 parameters of 4 bytes, so a prediction needs 3.6 MB. For 50 images we need "
            "50 * 3.6 = 180 MB.",
            W,
        ),
        Said(
            "Maps: 100×150×100, 50×75×200, 25×38×400. Prediction: 12.6 MB if the maps are freed, or 14.1 MB if they are all "
            "kept. Training: 566 MB, or more than 1 GB with the gradients of the activations. It depends on the framework.",
            X,
        ),
    ],
    "7": [
        Said("[[0, 0, 0],\n [1, 0, 1],\n [0, 1, 1]]", C),
        Said(r"$$\begin{bmatrix} 0 & 0 & 0 \\ 1 & 0 & 1 \\ 0 & 1 & 1 \end{bmatrix}$$", C),
        Said("0 0 0\n1 0 1\n0 1 1", C),
        Said(
            "```python\nprint(F.conv2d(x, w, stride=2, padding=1))\n```\n\n"
            "```\ntensor([[[[0., 0., 0.],\n          [1., 0., 1.],\n          [0., 1., 1.]]]])\n```",
            C,
        ),
        Said(
            "First the input is padded with zeros:\n\n```\n0 0 0 0 0 0 0\n0 1 0 0 0 1 0\n0 0 0 0 0 0 0\n0 0 0 1 0 0 0\n"
            "0 1 0 0 0 1 0\n0 0 1 1 1 0 0\n0 0 0 0 0 0 0\n```\n\nThe size of the output is (5 - 3 + 2)/2 + 1 = 3. Moving the filter "
            "with stride 2 gives\n\n```\n0 0 0\n1 0 1\n0 1 1\n```",
            C,
        ),
        Said("| | | |\n|---|---|---|\n| 0 | 0 | 0 |\n| 1 | 0 | 1 |\n| 0 | 1 | 1 |", C),
        Said(
            r"Die Ausgabe ist eine $3 \times 3$-Matrix: $\begin{pmatrix} 0 & 0 & 0 \\ 1 & 0 & 1 \\ 0 & 1 & 1 \end{pmatrix}$",
            C,
        ),
        Said("array([[0, 0, 0],\n       [1, 0, 1],\n       [0, 1, 1]])", C),
        Said(
            "I used the mathematical definition of the convolution, where the filter is flipped in both directions "
            "(scipy.signal.convolve2d):\n\n[[0, 0, 0],\n [0, 0, 0],\n [2, 1, 1]]",
            C,
        ),
        Said("[[0, 0, 0],\n [1, 0, 1],\n [0, 1, 0]]", W),
        Said("The output (without padding) is\n\n[[1, 1],\n [4, 1]]", P),
        Said(
            "Either\n\n[[0, 0, 0],\n [1, 0, 1],\n [0, 1, 1]]\n\nor, if the filter has to be flipped,\n\n"
            "[[0, 0, 0],\n [0, 0, 0],\n [2, 1, 1]]",
            X,
        ),
    ],
}
