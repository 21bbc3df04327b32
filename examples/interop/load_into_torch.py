"""examples/interop/load_into_torch.py: a vitro Transformer's weights in torch.nn.Transformer, and back.

    python -m venv out/venv && out/venv/bin/pip install -r tests/fixtures/torch/requirements.txt
    out/venv/bin/python examples/interop/load_into_torch.py load RUN --source 4 5 6 3 --target 2 7 8 3
    out/venv/bin/python examples/interop/load_into_torch.py export STATE_DICT MODEL.safetensors
    out/venv/bin/python examples/interop/load_into_torch.py --self-test

Which tensor becomes which stands in torch_names.py; here are the model around torch.nn.Transformer and the commands.
"""

import argparse
import dataclasses
import json
import math
import sys
import tempfile
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional as F

from torch_names import Settings, settings_of_torch, settings_of_vitro, to_torch, to_vitro, transformer_rows

CHOICES = ("heads", "norm", "activation", "scale_embedding", "layer_norm_eps")


def sinusoidal_positions(length, width, dtype=torch.float32):
    """PE(p, 2i) = sin(p / 10000^(2i / width)), PE(p, 2i + 1) = cos of the same angle; computed in float64."""
    frequency = torch.exp(torch.arange(0, width, 2, dtype=torch.float64) * (-math.log(10000.0) / width))
    angle = torch.arange(length, dtype=torch.float64)[:, None] * frequency
    return torch.stack((angle.sin(), angle.cos()), dim=-1).reshape(length, width).to(dtype)


class Translator(nn.Module):
    """torch.nn.Transformer between embeddings and output projection, as vitro's Transformer has them."""

    def __init__(self, settings):
        super().__init__()
        self.settings = settings
        self.source_embedding = nn.Embedding(settings.source_vocabulary, settings.d_model)
        self.target_embedding = nn.Embedding(settings.target_vocabulary, settings.d_model)
        if settings.learned_positions:
            self.source_positions = nn.Embedding(settings.learned_positions, settings.d_model)
            self.target_positions = nn.Embedding(settings.learned_positions, settings.d_model)
        self.transformer = nn.Transformer(settings.d_model, settings.heads, batch_first=True,
                                          custom_encoder=self.encoder(), custom_decoder=self.decoder())
        self.output = nn.Linear(settings.d_model, settings.target_vocabulary)
        if settings.tied == "all":
            self.target_embedding.weight = self.source_embedding.weight
        if settings.tied != "none":
            self.output.weight = self.target_embedding.weight

    def encoder(self):
        return nn.TransformerEncoder(nn.TransformerEncoderLayer(**self.layer()), self.settings.encoder_layers,
                                     self.final_norm(), enable_nested_tensor=False)

    def decoder(self):
        return nn.TransformerDecoder(nn.TransformerDecoderLayer(**self.layer()), self.settings.decoder_layers,
                                     self.final_norm())

    def layer(self):
        settings = self.settings
        return dict(d_model=settings.d_model, nhead=settings.heads, dim_feedforward=settings.d_ff, dropout=0.0,
                    activation=settings.activation, layer_norm_eps=settings.layer_norm_eps,
                    norm_first=settings.norm == "pre", batch_first=True)

    def final_norm(self):
        if not self.settings.final_norm:
            return None
        return nn.LayerNorm(self.settings.d_model, eps=self.settings.layer_norm_eps)

    def embed(self, side, ids):
        x = getattr(self, f"{side}_embedding")(ids)
        if self.settings.scale_embedding:
            x = x * math.sqrt(self.settings.d_model)
        if self.settings.learned_positions:
            return x + getattr(self, f"{side}_positions").weight[: ids.shape[1]]
        return x + sinusoidal_positions(ids.shape[1], self.settings.d_model, x.dtype)

    def forward(self, source, target, source_lengths=None, target_lengths=None):
        """Ids [batch, time] to logits [batch, target time, vocabulary]; no query attends to keys beyond a length."""
        def beyond(ids, lengths):  # PyTorch's polarity: True may NOT be attended to
            return None if lengths is None else torch.arange(ids.shape[1])[None, :] >= lengths[:, None]

        later = torch.ones(target.shape[1], target.shape[1], dtype=torch.bool).triu(1)
        hidden = self.transformer(
            self.embed("source", source), self.embed("target", target), tgt_mask=later,
            src_key_padding_mask=beyond(source, source_lengths), memory_key_padding_mask=beyond(source, source_lengths),
            tgt_key_padding_mask=beyond(target, target_lengths))
        return self.output(hidden)


def choices_of_run(description):
    """What no tensor's shape tells, from the text of a run.json."""
    model = json.loads(description)["model"]
    if model["activation"] not in ("relu", "gelu"):
        raise ValueError(f"activation {model['activation']}: torch.nn.Transformer's layers by name have relu and gelu")
    return dict(heads=model["num_heads"], norm=model["norm"], activation=model["activation"],
                scale_embedding=model["scale_embedding"], layer_norm_eps=model["layer_norm_epsilon"])


def choices_of(arguments):
    """A run says them itself; a bare file needs them as options, which a run refuses."""
    named = {name: value for name in CHOICES if (value := getattr(arguments, name)) is not None}
    if arguments.run.is_dir():
        if named:
            raise ValueError(f"{arguments.run}/run.json says what {', '.join(named)} is; options are for a bare file")
        return choices_of_run((arguments.run / "run.json").read_text())
    if "heads" not in named:
        raise ValueError(f"{arguments.run}: a bare file does not tell its number of heads: --num-heads")
    return named


def load(arguments):
    """A run of vitro: strictly into PyTorch, then one teacher-forced forward."""
    path = arguments.run / "model.safetensors" if arguments.run.is_dir() else arguments.run
    tensors = load_file(path)
    settings = settings_of_vitro(tensors, **choices_of(arguments))
    model = Translator(settings).eval()
    model.load_state_dict(to_torch(tensors, transformer_rows(settings)), strict=True)
    print(f"{path}: {len(tensors)} tensors, {sum(t.numel() for t in tensors.values()):,} parameters")
    print(f"{settings}\nload_state_dict(strict=True) took every tensor")
    source, target = torch.tensor([arguments.source]), torch.tensor([arguments.target])
    with torch.no_grad():
        logits = model(source, target[:, :-1])[0]
    print(f"source {arguments.source}, target {arguments.target}: "
          f"cross-entropy {F.cross_entropy(logits, target[0, 1:]).item():.6f} a token; most likely next token")
    for token, row in zip(arguments.target, logits):
        best = row.topk(min(3, row.numel()))
        print(f"  after {token:3}: " + "  ".join(f"{i:3} (logit {value:.5f})" for value, i in zip(*map(list, best))))


def export(arguments):
    """The reverse: a state_dict of Translator, from torch.save or safetensors, as a file that vitro loads."""
    state = (load_file(arguments.state_dict) if arguments.state_dict.suffix == ".safetensors"
             else torch.load(arguments.state_dict, weights_only=True))
    tensors = to_vitro(state, transformer_rows(settings_of_torch(state)))
    save_file(tensors, arguments.model)
    print(f"{arguments.model}: {len(tensors)} tensors under vitro's names")


def round_trip(settings, path):
    """A random model through a file under vitro's names into a second model: same bits, same logits."""
    first, second = Translator(settings).eval(), Translator(settings).eval()
    with torch.no_grad():
        for parameter in first.parameters():
            parameter.normal_()
    save_file(to_vitro(first.state_dict(), transformer_rows(settings_of_torch(first.state_dict()))), path)
    vitro = load_file(path)
    choices = {name: getattr(settings, name) for name in CHOICES}
    description = {"model": {**choices, "num_heads": settings.heads, "layer_norm_epsilon": settings.layer_norm_eps}}
    assert choices_of_run(json.dumps(description)) == choices
    assert settings_of_vitro(vitro, **choices) == settings
    assert sum(t.numel() for t in vitro.values()) == sum(p.numel() for p in first.parameters())
    second.load_state_dict(to_torch(vitro, transformer_rows(settings)), strict=True)
    for name, tensor in first.state_dict().items():
        assert torch.equal(tensor, second.state_dict()[name]), name
    ids = torch.randint(settings.target_vocabulary, (2, 6))
    assert torch.equal(first(ids, ids), second(ids, ids))
    return vitro


def self_test():
    torch.manual_seed(1)
    plain = Settings(source_vocabulary=11, target_vocabulary=11, d_model=8, d_ff=12, encoder_layers=2,
                     decoder_layers=3, heads=2)
    models = (plain, dataclasses.replace(plain, final_norm=False, tied="target", activation="gelu"),
              dataclasses.replace(plain, norm="pre", tied="all", learned_positions=9, scale_embedding=False,
                                  layer_norm_eps=1e-3))
    for settings in models:
        with tempfile.TemporaryDirectory() as folder:
            vitro = round_trip(settings, Path(folder) / "model.safetensors")
        del vitro["decoder.layers.2.norm3.gain"]
        try:
            to_torch(vitro, transformer_rows(settings))
        except ValueError as error:
            assert "decoder.layers.2.norm3.gain" in str(error)
        else:
            raise AssertionError("a missing tensor went unnoticed")
    print(f"self-test: {len(models)} models from PyTorch to vitro's names and back, strict and bit-equal; "
          "a missing tensor is an error")


def parse():
    parser = argparse.ArgumentParser(description="vitro's weights in torch.nn.Transformer, and back")
    parser.add_argument("--self-test", action="store_true", help="random models there and back, bit for bit")
    commands = parser.add_subparsers(dest="command")
    into = commands.add_parser("load", help="load a run strictly and run one forward")
    into.add_argument("run", type=Path, help="a run directory, or a .safetensors file")
    bare = into.add_argument_group("what the tensors of a bare .safetensors file do not tell; a run's run.json does")
    bare.add_argument("--num-heads", dest="heads", type=int, metavar="N", help="required for a bare file")
    bare.add_argument("--norm", choices=("post", "pre"), help="default: post")
    bare.add_argument("--activation", choices=("relu", "gelu"), help="gelu is the erf form; default: relu")
    bare.add_argument("--no-embedding-scale", dest="scale_embedding", action="store_false", default=None,
                      help="embeddings not times sqrt(d_model)")
    bare.add_argument("--layer-norm-epsilon", dest="layer_norm_eps", type=float, metavar="E", help="default: 1e-5")
    into.add_argument("--source", type=int, nargs="+", default=[4, 5, 6, 3], help="token ids")
    into.add_argument("--target", type=int, nargs="+", default=[2, 4, 5, 3], help="token ids with both end marks")
    out_of = commands.add_parser("export", help="write a state_dict of Translator as a file that vitro loads")
    out_of.add_argument("state_dict", type=Path, help="written by torch.save, or a .safetensors file")
    out_of.add_argument("model", type=Path, help="the .safetensors file to write")
    arguments = parser.parse_args()
    if not arguments.self_test and not arguments.command:
        parser.print_help()
        sys.exit(2)
    return arguments


if __name__ == "__main__":
    given = parse()
    try:
        self_test() if given.self_test else {"load": load, "export": export}[given.command](given)
    except (OSError, ValueError) as error:
        sys.exit(f"load_into_torch: {error}")
