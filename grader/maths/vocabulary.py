"""Signs, commands and functions that a formula may hold: whatever is not listed here or in `tokens` is unknown.

Only whole answers are read with these tables; free text is scanned with the shorter ones of `tokens`.
"""

from __future__ import annotations

from grader.maths.tokens import FUNCTIONS

SIGNS = {
    "<": ("rel", "<"), ">": ("rel", ">"), "≤": ("rel", "≤"), "≥": ("rel", "≥"), "≠": ("rel", "≠"), "∈": ("rel", "∈"),
    "←": ("rel", "→"), "≪": ("rel", "<"), "≫": ("rel", ">"), "⩽": ("rel", "≤"), "⩾": ("rel", "≥"), "⇔": ("rel", "→"),
    "⊙": ("op", "⊙"), "∘": ("op", "⊙"), "⊗": ("op", "⊗"), "@": ("op", "@"),
    "∇": ("cmd", "nabla"), "∂": ("partial", "∂"), "∑": ("cmd", "sum"), "∏": ("cmd", "prod"), "∎": ("cmd", "one"),
    "‖": ("norm", "‖"), "∥": ("norm", "‖"), "⌈": ("open", "⌈"), "⌉": ("close", "⌉"), "⌊": ("open", "⌊"),
    "⌋": ("close", "⌋"), "°": ("post", "°"), "⊤": ("transposed", "T"), "⟨": ("open", "⟨"), "⟩": ("close", "⟩"), "_": ("under", "_"),
    "…": ("word", "…"), "⋆": ("op", "*"), "★": ("op", "*"), "†": ("transposed", "T"), "‴": ("post", "'"),
    "\u0302": ("accent", "hat"), "\u0304": ("accent", "bar"), "\u0305": ("accent", "bar"), "\u0303": ("accent", "tilde"),
    "\u0307": ("accent", "dot"), "\u20d7": ("accent", "vec"),
}  # fmt: skip
"""Single characters: the kind and the text of their token."""

COMMANDS = {
    "lt": ("rel", "<"), "gt": ("rel", ">"), "le": ("rel", "≤"), "leq": ("rel", "≤"), "leqslant": ("rel", "≤"),
    "ge": ("rel", "≥"), "geq": ("rel", "≥"), "geqslant": ("rel", "≥"), "ne": ("rel", "≠"), "neq": ("rel", "≠"),
    "in": ("rel", "∈"), "leftarrow": ("rel", "→"), "gets": ("rel", "→"), "iff": ("rel", "→"), "Leftrightarrow": ("rel", "→"), "coloneqq": ("rel", "="), "triangleq": ("rel", "="),
    "odot": ("op", "⊙"), "circ": ("op", "⊙"), "otimes": ("op", "⊗"), "star": ("op", "*"),
    "nabla": ("cmd", "nabla"), "partial": ("partial", "∂"), "prod": ("cmd", "prod"), "sum": ("cmd", "sum"),
    "binom": ("cmd", "binom"), "dbinom": ("cmd", "binom"), "tbinom": ("cmd", "binom"), "argmax": ("name", "argmax"),
    "argmin": ("name", "argmin"), "arg": ("cmd", "arg"), "log": ("name", "log"),
    "lceil": ("open", "⌈"), "rceil": ("close", "⌉"), "lfloor": ("open", "⌊"), "rfloor": ("close", "⌋"),
    "langle": ("open", "⟨"), "rangle": ("close", "⟩"), "lVert": ("norm", "‖"), "rVert": ("norm", "‖"), "Vert": ("norm", "‖"),
    "top": ("transposed", "T"), "intercal": ("transposed", "T"), "dagger": ("transposed", "T"), "ell": ("name", "l"),
    "bigg": ("skip", ""), "Bigg": ("skip", ""), "biggl": ("skip", ""), "biggr": ("skip", ""), "Biggl": ("skip", ""),
    "Biggr": ("skip", ""), "bigm": ("skip", ""), "nolimits": ("skip", ""), "scriptstyle": ("skip", ""),
    "nonumber": ("skip", ""), "notag": ("skip", ""), "thinspace": ("skip", ""), "enspace": ("skip", ""),
    "arcsin": ("name", "arcsin"), "arccos": ("name", "arccos"), "det": ("name", "det"), "Pr": ("name", "Pr"),
    "sgn": ("name", "sign"), "cot": ("name", "cot"), "coth": ("name", "coth"), "sec": ("name", "sec"), "csc": ("name", "csc"),
    "hat": ("accent", "hat"), "widehat": ("accent", "hat"), "bar": ("accent", "bar"), "overline": ("accent", "bar"),
    "tilde": ("accent", "tilde"), "widetilde": ("accent", "tilde"), "dot": ("accent", "dot"), "ddot": ("accent", "ddot"),
    "check": ("accent", "check"), "breve": ("accent", "breve"), "mathring": ("accent", "ring"),
    "underline": ("accent", "under"), "vec": ("face", "bold"), "mathbf": ("face", "bold"), "boldsymbol": ("face", "bold"),
    "bm": ("face", "bold"), "pmb": ("face", "bold"), "mathbfit": ("face", "bold"), "bold": ("face", "bold"),
    "mathcal": ("face", "cal"), "mathscr": ("face", "cal"), "mathfrak": ("face", "frak"), "mathbb": ("face", "bb"),
    "mathrm": ("face", "roman"), "mathsf": ("face", "roman"), "mathtt": ("face", "roman"), "operatorname": ("face", "roman"),
    "mathit": ("face", "roman"), "rm": ("skip", ""), "bf": ("skip", ""), "mathds": ("face", "bb"),
    "uline": ("skip", ""), "text": ("text", ""), "textrm": ("text", ""), "textbf": ("text", ""), "textit": ("text", ""),
    "textsf": ("text", ""), "texttt": ("text", ""), "mbox": ("text", ""), "textnormal": ("text", ""),
    "imath": ("name", "i"), "jmath": ("name", "j"),
}  # fmt: skip
"""LaTeX commands, beyond those of `tokens`."""

ACCENTS = frozenset({"hat", "bar", "tilde", "dot", "ddot", "check", "breve", "ring", "under", "vec", "prime"})
"""Marks that make another name of a name: \\hat{y} is y_hat."""

LINEAR = {
    "softmax": "softmax", "logsoftmax": "log_softmax", "log_softmax": "log_softmax", "logsumexp": "logsumexp",
    "lse": "logsumexp", "norm": "norm", "tr": "trace", "trace": "trace", "det": "det", "diag": "diag", "inv": "inv",
    "dot": "dot", "inner": "dot", "outer": "outer", "kron": "kron", "matmul": "matmul", "mean": "mean", "sum": "total", "total": "total",
    "hadamard": "hadamard",
}  # fmt: skip
"""Functions of vectors and matrices."""

KNOWN = FUNCTIONS | LINEAR | {
    "arcsin": "arcsin", "asin": "arcsin", "arccos": "arccos", "acos": "arccos", "arctanh": "arctanh", "atanh": "arctanh",
    "arcsinh": "arcsinh", "asinh": "arcsinh", "arccosh": "arccosh", "acosh": "arccosh", "cot": "cot", "coth": "coth",
    "sec": "sec", "csc": "csc", "log1p": "log1p", "expm1": "expm1", "pow": "pow", "square": "square", "cbrt": "cbrt",
    "leakyrelu": "leaky_relu", "leaky_relu": "leaky_relu", "lrelu": "leaky_relu", "prelu": "leaky_relu", "elu": "elu",
    "relu6": "relu6", "gelu": "gelu", "silu": "silu", "swish": "silu", "mish": "mish", "softsign": "softsign",
    "hardtanh": "hardtanh", "logsigmoid": "logsigmoid", "sign": "sign", "sgn": "sign", "heaviside": "step",
    "clip": "clip", "clamp": "clip", "erf": "erf", "factorial": "factorial", "binom": "binom", "comb": "binom",
    "binomial": "binom", "round": "round", "maximum": "max", "minimum": "min", "fabs": "abs", "argmax": "argmax",
    "argmin": "argmin", "ceiling": "ceil", "fraction": "fraction", "rational": "fraction", "indicator": "indicator",
    "tanhshrink": "tanhshrink", "div": "fraction", "where": "where",
}  # fmt: skip
"""Functions by their spellings in lower case."""

OPAQUE = frozenset(
    {"I"} |
    {"E", "Var", "Cov", "Corr", "Std", "Pr", "P", "KL", "D_KL", "H", "MI", "MSE", "CE", "BCE", "rank", "dim", "Bias", "N", "O"}
    | {"f", "g", "h", "p", "q", "L", "J", "G", "F", "Q", "phi", "psi", "Phi", "Psi", "ell", "Omega", "Theta", "loss"}
    | {"l", "V", "Attention", "CrossEntropy", "LayerNorm", "BatchNorm", "vec", "Re", "d"}
)  # fmt: skip
"""Names that, before a bracket, are functions nothing is known of: equal where their arguments are.

A letter among them is a factor where it also stands alone."""

BRACKETED = frozenset({"E", "Var", "Cov", "Pr", "P", "KL", "H", "indicator", "Corr", "Std"})
"""Those that are usual with square brackets: E[X]."""

NAMES = frozenset(
    {"lr", "eps", "std", "acc", "dim", "num", "len", "fan", "out", "var", "mse", "bs", "pos", "neg", "new", "old"}
    | {
        "and",
        "or",
        "not",
        "the",
        "for",
        "but",
        "per",
        "no",
        "of",
        "is",
        "in",
        "by",
        "to",
        "as",
        "if",
        "so",
        "mod",
        "div",
    }
)
"""Short lower-case names and words that are no products of letters."""

WRAPPERS = frozenset(
    {"array", "asarray", "tensor", "matrix", "Matrix", "mat", "Size", "TensorShape", "list", "tuple", "float64", "float32"}
    | {"float16", "bfloat16", "float", "int64", "int32", "int", "Tensor", "Variable", "constant"}
)  # fmt: skip
"""Names under which Python prints numbers and arrays: tensor(0.1828)."""
