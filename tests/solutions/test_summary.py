"""Tables of published networks against what papers and libraries print, and the arithmetic of a table on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import networks
from solutions.architectures import (
    LENET_5,
    alexnet_layers,
    googlenet_layers,
    mobilenet_v2_layers,
    resnet_layers,
    unet_layers,
    vgg_layers,
)
from solutions.networks import (
    Activation,
    BatchNorm,
    Block,
    Branches,
    Conv,
    Dense,
    DepthwiseConv,
    Effect,
    Flatten,
    GlobalAveragePool,
    Input,
    Linear,
    Part,
    Pool,
    Shape,
    TransposedConv,
    Upsample,
    residual,
)
from solutions.summary import summarise
from solutions.transformers import (
    Attention,
    ClassToken,
    Embedding,
    FirstToken,
    Positions,
    bert_layers,
    gpt2_layers,
    vit_layers,
)

IMAGE = (224, 224, 3)


@pytest.mark.parametrize(
    ("layers", "in_shape", "parameters"),
    [
        (LENET_5, (28, 28, 1), 61_706),  # LeCun et al. (1998) with every map of C3 connected
        (alexnet_layers(), (227, 227, 3), 62_378_344),
        (alexnet_layers(groups=2), (227, 227, 3), 60_965_224),
        (vgg_layers("A"), IMAGE, 132_863_336),
        (vgg_layers("B"), IMAGE, 133_047_848),
        (vgg_layers("C"), IMAGE, 133_638_952),
        (vgg_layers("D"), IMAGE, 138_357_544),
        (vgg_layers("E"), IMAGE, 143_667_240),
        (googlenet_layers(), IMAGE, 6_998_552),
        (googlenet_layers(bias=False), IMAGE, 6_990_272),
        # torchvision's documentation of its weights, num_params
        (resnet_layers(18), IMAGE, 11_689_512),
        (resnet_layers(34), IMAGE, 21_797_672),
        (resnet_layers(50), IMAGE, 25_557_032),
        (resnet_layers(101), IMAGE, 44_549_160),
        (resnet_layers(152), IMAGE, 60_192_808),
        (mobilenet_v2_layers(), IMAGE, 3_504_872),
        (unet_layers(), (572, 572, 1), 31_030_658),  # Keras' and TensorFlow's summaries of the network in figure 1
        (vit_layers(), IMAGE, 86_567_656),
        (vit_layers(patch=32), IMAGE, 88_224_232),
        (vit_layers(1024, 24, 16), IMAGE, 304_326_632),
        (vit_layers(1024, 24, 16, patch=32), IMAGE, 306_535_400),
        # Hugging Face's checkpoints
        (bert_layers(), (512,), 109_482_240),
        (bert_layers(1024, 24, 16), (512,), 335_141_888),
        (gpt2_layers(), (1024,), 124_439_808),
        (gpt2_layers(1024, 24, 16), (1024,), 354_823_168),
        (gpt2_layers(1280, 36, 20), (1024,), 774_030_080),
        (gpt2_layers(1600, 48, 25), (1024,), 1_557_611_200),
    ],
)
def test_published_parameters(layers: tuple[Part, ...], in_shape: Shape, parameters: int) -> None:
    assert summarise(layers, in_shape).parameters == parameters


@pytest.mark.parametrize(
    ("layers", "in_shape", "billions"),
    [
        # torchvision's documentation of its weights, GFLOPS, which are multiply–adds
        (vgg_layers("A"), IMAGE, 7.61),
        (vgg_layers("B"), IMAGE, 11.31),
        (vgg_layers("D"), IMAGE, 15.47),
        (vgg_layers("E"), IMAGE, 19.63),
        (resnet_layers(18), IMAGE, 1.81),
        (resnet_layers(34), IMAGE, 3.66),
        (resnet_layers(50), IMAGE, 4.09),
        (resnet_layers(101), IMAGE, 7.80),
        (resnet_layers(152), IMAGE, 11.51),
        (mobilenet_v2_layers(), IMAGE, 0.30),
        (vit_layers(), IMAGE, 17.56),
        (vit_layers(patch=32), IMAGE, 4.41),
        (vit_layers(1024, 24, 16), IMAGE, 61.55),
    ],
)
def test_published_multiply_adds(layers: tuple[Part, ...], in_shape: Shape, billions: float) -> None:
    assert summarise(layers, in_shape).macs / 1e9 == pytest.approx(billions, abs=0.0051)


@pytest.mark.parametrize(("depth", "billions"), [(18, 1.8), (34, 3.6), (50, 3.8), (101, 7.6), (152, 11.3)])
def test_resnets_have_the_operations_of_their_paper(depth: int, billions: float) -> None:
    # He et al. (2016), table 1
    table = summarise(resnet_layers(depth, stride_first=True), IMAGE)
    assert table.macs / 1e9 == pytest.approx(billions, rel=0.02)
    assert table.parameters == summarise(resnet_layers(depth), IMAGE).parameters


def test_googlenet_has_the_shapes_and_about_the_operations_of_its_paper() -> None:
    table = summarise(googlenet_layers(), IMAGE)
    shapes = [row.shape for row in table.rows]
    assert [shape for shape in shapes if shape in ((28, 28, 256), (14, 14, 512), (7, 7, 832), (7, 7, 1024))]
    assert table.folded().rows[5].shape == (28, 28, 256)
    assert table.rows[-1].shape == (1000,)
    # the column "ops" of its table 1 sums to 1.53 billion, that of inception 3a says 128 million
    assert table.macs / 1e9 == pytest.approx(1.53, rel=0.05)
    assert table.folded().rows[5].macs / 1e6 == pytest.approx(128, abs=1)


@pytest.mark.parametrize(
    ("layers", "in_shape", "pixels"),
    [
        # Araujo, Norris, Sim, Computing receptive fields of convolutional neural networks (2019), table of models
        (alexnet_layers()[:8], (227, 227, 3), 195),
        (vgg_layers("D", dense=False), IMAGE, 212),
        (resnet_layers(50, stride_first=True)[:-2], IMAGE, 483),
        (resnet_layers(101, stride_first=True)[:-2], IMAGE, 1027),
        (resnet_layers(152, stride_first=True)[:-2], IMAGE, 1507),
    ],
)
def test_published_receptive_fields(layers: tuple[Part, ...], in_shape: Shape, pixels: int) -> None:
    assert summarise(layers, in_shape).rows[-1].receptive_field == (pixels, pixels)


def test_u_net_has_the_shapes_of_its_figure() -> None:
    table = summarise(unet_layers(), (572, 572, 1))
    lengths = [row.shape[0] for row in table.rows]
    assert lengths == [
        570, 568, 284, 282, 280, 140, 138, 136, 68, 66, 64, 32, 30, 28, 56, 56, 54, 52, 104, 104, 102, 100, 200, 200,
        198, 196, 392, 392, 390, 388, 388,
    ]  # fmt: skip
    assert max(row.shape[-1] for row in table.rows) == 1024
    assert table.shape == (388, 388, 2)


def test_u_nets_receptive_field_is_that_of_some_pixels() -> None:
    """Behind a transposed convolution pixels see differently much; the table's number lies between."""

    def level(seen: list[tuple[int, int]], depth: int) -> list[tuple[int, int]]:
        seen = twice(seen)
        if depth == 4:
            return seen
        deeper = level([(one[0], other[1]) for one, other in zip(seen[::2], seen[1::2], strict=True)], depth + 1)
        up = [each for each in deeper for _ in range(2)]
        edge = (len(seen) - len(up)) // 2
        cropped = seen[edge : edge + len(up)]
        return twice([(min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(up, cropped, strict=True)])

    def twice(seen: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(one[0], other[1]) for one, other in zip(seen, seen[4:], strict=False)]

    widths = [last - first + 1 for first, last in level([(pixel, pixel) for pixel in range(572)], 0)]
    assert len(widths) == 388
    field = summarise(unet_layers(), (572, 572, 1)).rows[-1].receptive_field
    assert field is not None
    assert min(widths) <= field[0] <= max(widths)


def test_mobilenet_has_the_shapes_of_its_table() -> None:
    shapes = [row.shape for row in summarise(mobilenet_v2_layers(), IMAGE).folded().rows]
    for shape in ((112, 112, 16), (56, 56, 24), (28, 28, 32), (14, 14, 64), (14, 14, 96), (7, 7, 160), (7, 7, 320)):
        assert shape in shapes
    assert shapes[-1] == (1000,)


def test_a_convolutions_row() -> None:
    (row,) = summarise([Conv(8, 5, bias=True)], (32, 32, 3)).rows
    assert row == (Conv(8, 5), (28, 28, 8), 608, 28 * 28 * 8 * 75, 28 * 28 * 8, (5, 5), ())


def test_activations_dropout_and_flatten_cost_no_memory() -> None:
    table = summarise([Conv(2, 1), Activation("relu"), Flatten()], (2, 2, 1))
    assert table.activation_bytes == 4 * 8
    assert summarise([Conv(2, 1)], (2, 2, 1), bytes_per_number=2).activation_bytes == 2 * 8


def test_attention_keeps_its_weights() -> None:
    (row,) = summarise([Attention(2)], (5, 4)).rows
    assert row.parameters == 4 * (16 + 4)
    assert row.macs == 4 * 5 * 16 + 2 * 25 * 4
    assert row.kept == 5 * 20 + 2 * 25
    assert row.receptive_field is None


def test_transposed_convolutions_see_what_they_should() -> None:
    table = summarise([Pool(2, 2), TransposedConv(1, 2, 2), TransposedConv(1, 4, 2, 1)], (8, 8, 1))
    assert [row.shape for row in table.rows] == [(4, 4, 1), (8, 8, 1), (16, 16, 1)]
    assert [row.receptive_field for row in table.rows] == [(2, 2), (2, 2), (3, 3)]
    assert summarise([TransposedConv(3, 3, 2, "same")], (5, 7, 2)).shape == (10, 14, 3)
    assert summarise([Upsample(3)], (5, 7, 2)).shape == (15, 21, 2)


def test_a_depthwise_convolution_is_one_with_a_group_per_channel() -> None:
    depthwise, grouped = (summarise([layer], (9, 9, 6)) for layer in (DepthwiseConv(3), Conv(6, 3, groups=6)))
    assert depthwise.parameters == grouped.parameters == 6 * 10
    assert depthwise.macs == grouped.macs


def test_a_residual_block_adds_its_paths_and_sees_the_larger_one() -> None:
    table = summarise([residual(Conv(3, 3, padding=1), BatchNorm(), Conv(3, 3, padding=1))], (8, 8, 3))
    assert [row.place for row in table.rows] == [("path 1",)] * 3 + [()]
    assert table.rows[-1][1:6] == ((8, 8, 3), 0, 0, 192, (5, 5))


def test_what_a_layer_of_ones_own_says_is_taken() -> None:
    @dataclass(frozen=True)
    class Scale:
        def effect(self, shape: Shape) -> Effect:
            return Effect(shape, parameters=1)

    table = summarise([Scale(), Linear(2)], (4,))
    assert table.parameters == 1 + 10
    assert "Scale()" in str(table)


@pytest.mark.parametrize(
    ("layers", "in_shape", "message"),
    [
        ([Conv(8, 5)], (3, 3, 1), r"Conv\(8, 5\) does not fit onto 3×3×1: a kernel of 5 pixels"),
        ([Block("stage", (Conv(8, 5),))], (10,), r"stage, Conv\(8, 5\) does not fit onto 10: an image"),
        ([Conv(8, 5, channels=3)], (9, 9, 1), "expects 3 features or channels, but 1 come in"),
        ([Flatten(), Linear(10, inputs=400)], (5, 5, 8), "expects 400 features or channels, but 200"),
        ([Attention(5)], (4, 8), "5 heads do not divide 8"),
        ([Attention(4)], (4,), "a sequence"),
        ([Embedding(10, 4), Positions(3)], (5,), "5 tokens, but only 3 positions"),
        ([residual(Conv(4, 3))], (8, 8, 4), "paths that put out 6×6×4 and 8×8×4 cannot be joined by 'add'"),
        ([residual(Pool(2, 2))], (8, 8, 4), "cannot be joined"),
        ([Branches(((), (GlobalAveragePool(),)), "concat")], (8, 8, 4), "cannot be joined by 'concat'"),
        ([GlobalAveragePool()], (5,), "global pooling needs"),
        ([Dense(0)], (5,), "at least one unit"),
        ([TransposedConv(1, 1, 1, 3)], (5, 5, 1), "nothing is left"),
        ([], (5,), "at least one layer"),
        ([Conv(1, 1), Input((4, 4, 3))], (4, 4, 2), "the input has the shape"),
    ],
)
def test_layers_that_do_not_fit_are_refused(layers: list[Part], in_shape: Shape, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        summarise(layers, in_shape)


def test_a_shape_is_needed_unless_the_list_states_it() -> None:
    with pytest.raises(ValueError, match="shape of the input is needed"):
        summarise([Dense(2)])
    assert summarise([Input((3,)), Dense(2)]).parameters == 8
    assert summarise([Input((3,)), Dense(2)], (4,)).parameters == 10
    with pytest.raises(ValueError, match="depth"):
        summarise([Dense(2)], (3,)).folded(0)


def test_tokens() -> None:
    table = summarise([Embedding(50, 6), ClassToken(), Positions(), FirstToken()], (7,))
    assert [row.shape for row in table.rows] == [(7, 6), (8, 6), (8, 6), (6,)]
    assert [row.parameters for row in table.rows] == [300, 6, 48, 0]
    assert table.rows[0].receptive_field == (1,)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_folding_changes_no_sum(depth: int) -> None:
    table = summarise(resnet_layers(50), IMAGE)
    folded = table.folded(depth)
    assert len(folded.rows) < len(table.rows)
    for total in ("parameters", "macs", "activation_bytes", "shape"):
        assert getattr(folded, total) == getattr(table, total)


def test_a_folded_table_names_its_blocks() -> None:
    shown = str(summarise(resnet_layers(18), IMAGE).folded())
    assert re.search(r"^conv3_x +28×28×128 +525 568 ", shown, re.MULTILINE)
    assert re.search(r"^total +11 689 512 +1 814 073 344 ", shown, re.MULTILINE)


class Cells(HTMLParser):
    """The texts of a table's cells, and the tags that were left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_notebooks_table_is_whole_and_says_the_same() -> None:
    table = summarise(resnet_layers(18), IMAGE)
    cells = Cells()
    cells.feed(table._repr_html_())
    assert cells.open == []
    assert {"conv2_x", "block 1", "add", "11 689 512", "Conv(64, 7, stride=2, padding=3, bias=False)"} <= set(
        cells.texts
    )


def test_labels_are_calls_that_make_the_layers() -> None:
    layers = [
        Conv(6, (3, 5), padding="same", dilation=2), Pool(2, (2, 1), kind="average"), DepthwiseConv(3, bias=False),
        TransposedConv(4, 2, 2), Activation("relu"), BatchNorm(), Flatten(), Linear(5), Dense(3, bias=False),
    ]  # fmt: skip
    table = summarise(layers, (32, 32, 3))
    labels = [re.split(r"  +", line)[0] for line in str(table).splitlines()[1:-1]]
    assert [eval(label, vars(networks)) for label in labels] == layers  # noqa: S307 - our own text
    assert labels[0] == "Conv(6, (3, 5), padding='same', dilation=2)"


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3)), min_size=1, max_size=6))
def test_a_receptive_field_is_what_one_output_pixel_needs(windows: list[tuple[int, int]]) -> None:
    """The smallest image that yields one pixel is as large as the receptive field."""
    need = 1
    for kernel, stride in reversed(windows):
        need = (need - 1) * stride + kernel
    table = summarise([Conv(1, kernel, stride) for kernel, stride in windows], (need, need, 1))
    assert table.shape == (1, 1, 1)
    assert table.rows[-1].receptive_field == (need, need)


@given(st.integers(1, 30), st.integers(1, 5), st.integers(1, 3))
def test_a_transposed_convolution_turns_the_shape_of_a_convolution_back(length: int, kernel: int, stride: int) -> None:
    there = summarise([TransposedConv(1, kernel, stride)], (length, length, 1))
    back = summarise([TransposedConv(1, kernel, stride), Conv(1, kernel, stride)], (length, length, 1))
    assert back.shape == (length, length, 1)
    assert there.rows[0].shape[0] == (length - 1) * stride + kernel
    assert Fraction(there.macs, length**2) == kernel**2
