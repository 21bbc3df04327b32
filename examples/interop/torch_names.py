"""examples/interop/torch_names.py: which of torch.nn.Transformer's tensors is which of vitro's.

The two differ in three ways, and the rows below are the whole of it, read in both directions:
  * names: vitro says what a tensor is for (query, gain, cross_attn), PyTorch sometimes how it is stored (in_proj);
  * layout: vitro's Linear is y = x W + b with W [in, out]; PyTorch's is y = x W^T + b with W [out, in];
  * packing: PyTorch stacks the three input projections of an attention into in_proj_weight [3 d, d].
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch


class Row(NamedTuple):
    vitro: str
    torch: str
    third: int | None = None  # which third of the rows of PyTorch's tensor
    transposed: bool = False


ATTENTION = (
    Row("query.weight", "in_proj_weight", third=0, transposed=True),
    Row("query.bias", "in_proj_bias", third=0),
    Row("key.weight", "in_proj_weight", third=1, transposed=True),
    Row("key.bias", "in_proj_bias", third=1),
    Row("value.weight", "in_proj_weight", third=2, transposed=True),
    Row("value.bias", "in_proj_bias", third=2),
    Row("output.weight", "out_proj.weight", transposed=True),
    Row("output.bias", "out_proj.bias"),
)
FEED_FORWARD = (
    Row("feed_forward.linear1.weight", "linear1.weight", transposed=True),
    Row("feed_forward.linear1.bias", "linear1.bias"),
    Row("feed_forward.linear2.weight", "linear2.weight", transposed=True),
    Row("feed_forward.linear2.bias", "linear2.bias"),
)
NORM = (Row("gain", "weight"), Row("bias", "bias"))


def under(rows, vitro, torch_name=None):
    """The same rows one level deeper; PyTorch's prefix is vitro's unless given."""
    torch_name = torch_name or vitro
    return tuple(row._replace(vitro=f"{vitro}.{row.vitro}", torch=f"{torch_name}.{row.torch}") for row in rows)


ENCODER_LAYER = under(ATTENTION, "self_attn") + FEED_FORWARD + under(NORM, "norm1") + under(NORM, "norm2")
DECODER_LAYER = (under(ATTENTION, "self_attn") + under(ATTENTION, "cross_attn", "multihead_attn") + FEED_FORWARD
                 + under(NORM, "norm1") + under(NORM, "norm2") + under(NORM, "norm3"))


@dataclass(frozen=True)
class Settings:
    """What fixes a Transformer's function. The first block can be read off its tensors, the second cannot."""
    source_vocabulary: int
    target_vocabulary: int
    d_model: int
    d_ff: int
    encoder_layers: int
    decoder_layers: int
    final_norm: bool = True
    learned_positions: int = 0  # rows of either side's table; 0 means sinusoidal
    tied: str = "none"  # "target": target embedding with output; "all": source embedding too

    heads: int = 1
    norm: str = "post"
    activation: str = "relu"
    scale_embedding: bool = True
    layer_norm_eps: float = 1e-5


def transformer_rows(settings):
    """The name map of a whole Transformer. A tied tensor has one name in vitro, its first, and several in PyTorch."""
    target = "source_embedding.weight" if settings.tied == "all" else "target_embedding.weight"
    rows = [Row("source_embedding.weight", "source_embedding.weight"), Row(target, "target_embedding.weight"),
            Row("output.weight", "output.weight", transposed=True) if settings.tied == "none"
            else Row(target, "output.weight"),  # an embedding [vocabulary, d] has PyTorch's layout in both
            Row("output.bias", "output.bias")]
    if settings.learned_positions:
        rows += [Row(f"{side}_positions.weight", f"{side}_positions.weight") for side in ("source", "target")]
    for stack, layer, count in (("encoder", ENCODER_LAYER, settings.encoder_layers),
                                ("decoder", DECODER_LAYER, settings.decoder_layers)):
        for i in range(count):
            rows += under(layer, f"{stack}.layers.{i}", f"transformer.{stack}.layers.{i}")
        if settings.final_norm:
            rows += under(NORM, f"{stack}.norm", f"transformer.{stack}.norm")
    return tuple(rows)


def to_vitro(tensors, rows):
    """PyTorch's tensors (parameters or their gradients) under vitro's names and in vitro's layout."""
    require_names(tensors, [row.torch for row in rows], "PyTorch's state_dict")
    result = {}
    for row in rows:
        part = tensors[row.torch] if row.third is None else tensors[row.torch].chunk(3)[row.third]
        result[row.vitro] = (part.T if row.transposed else part).detach().clone(memory_format=torch.contiguous_format)
    return result


def to_torch(tensors, rows):
    """The way back: vitro's tensors as a state_dict that load_state_dict(strict=True) accepts."""
    require_names(tensors, [row.vitro for row in rows], "vitro's file")
    result = {}
    for row in rows:  # the rows of one attention name the thirds in order
        part = tensors[row.vitro].T if row.transposed else tensors[row.vitro]
        result[row.torch] = torch.cat((result[row.torch], part)) if row.third else part.contiguous()
    return result


def require_names(tensors, expected, what):
    missing, extra = sorted(set(expected) - set(tensors)), sorted(set(tensors) - set(expected))
    if missing or extra:
        raise ValueError(f"{what}: missing {missing or 'nothing'}, unexpected {extra or 'nothing'}")


def settings_of_vitro(tensors, **choices):
    """Settings of a file that vitro wrote; `choices` gives the second block."""
    source = tensors["source_embedding.weight"]
    return Settings(
        source_vocabulary=source.shape[0], target_vocabulary=tensors["output.bias"].shape[0],
        d_model=source.shape[1], d_ff=tensors["encoder.layers.0.feed_forward.linear1.weight"].shape[1],
        encoder_layers=count_layers(tensors, "encoder.layers."),
        decoder_layers=count_layers(tensors, "decoder.layers."),
        final_norm="encoder.norm.gain" in tensors,
        learned_positions=len(tensors.get("source_positions.weight", ())),
        tied="none" if "output.weight" in tensors else "target" if "target_embedding.weight" in tensors else "all",
        **choices)


def settings_of_torch(tensors):
    """Settings of a state_dict, where tied tensors stand under each of their names; first block only."""
    source, target, output = (tensors[f"{name}.weight"] for name in ("source_embedding", "target_embedding", "output"))
    return Settings(
        source_vocabulary=source.shape[0], target_vocabulary=output.shape[0], d_model=source.shape[1],
        d_ff=tensors["transformer.encoder.layers.0.linear1.weight"].shape[0],
        encoder_layers=count_layers(tensors, "transformer.encoder.layers."),
        decoder_layers=count_layers(tensors, "transformer.decoder.layers."),
        final_norm="transformer.encoder.norm.weight" in tensors,
        learned_positions=len(tensors.get("source_positions.weight", ())),
        tied="none" if not torch.equal(target, output) else "all" if torch.equal(source, target) else "target")


def count_layers(tensors, prefix):
    return len({name.removeprefix(prefix).split(".")[0] for name in tensors if name.startswith(prefix)})
