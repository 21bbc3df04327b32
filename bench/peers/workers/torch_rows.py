# bench/peers/workers/torch_rows.py: the operations of row_ops.hpp by the functions of PyTorch's that its layers, losses
# and optimizers end in, without autograd.
#
# Each is written as a loop over itself, and gives its results as a list. TorchScript runs the loop: a call from Python
# takes 1 to 6 microseconds, as long as some of these operations, one from a script a quarter of a microsecond. Results
# are written where they were the last time. Layer norm and the embedding's gradient have forms that say so, too, but
# they only copy what the others have made: so those make theirs anew, in the memory that the last ones have left.
from typing import List

import torch
from torch import Tensor


def softmax(x: Tensor, y: Tensor, calls: int) -> List[Tensor]:
    for _ in range(calls):
        torch.ops.aten._softmax(x, -1, False, out=y)
    return [y]


def softmax_backward(dy: Tensor, y: Tensor, dx: Tensor, calls: int) -> List[Tensor]:
    for _ in range(calls):
        torch.ops.aten._softmax_backward_data(dy, y, -1, torch.float32, grad_input=dx)
    return [dx]


def layer_norm(x: Tensor, gain: Tensor, bias: Tensor, calls: int) -> List[Tensor]:
    results: List[Tensor] = []
    for _ in range(calls):
        results.clear()
        results.extend(torch.ops.aten.native_layer_norm(x, [x.size(1)], gain, bias, 1e-5))
    return results


def layer_norm_backward(
    dy: Tensor, x: Tensor, mean: Tensor, rstd: Tensor, gain: Tensor, bias: Tensor, calls: int
) -> List[Tensor]:
    results: List[Tensor] = []
    all_three = [True, True, True]
    for _ in range(calls):
        results.clear()
        results.extend(
            torch.ops.aten.native_layer_norm_backward(dy, x, [x.size(1)], mean, rstd, gain, bias, all_three)
        )
    return results


def gelu(x: Tensor, y: Tensor, calls: int) -> List[Tensor]:
    for _ in range(calls):
        torch.ops.aten.gelu(x, approximate="none", out=y)
    return [y]


def gelu_backward(dy: Tensor, x: Tensor, dx: Tensor, calls: int) -> List[Tensor]:
    for _ in range(calls):
        torch.ops.aten.gelu_backward(dy, x, approximate="none", grad_input=dx)
    return [dx]


# In cross entropy 0 asks for the loss of each row (no reduction), -100 is the target that is ignored.
def cross_entropy(
    x: Tensor, targets: Tensor, log_p: Tensor, loss: Tensor, weight: Tensor, calls: int
) -> List[Tensor]:
    for _ in range(calls):
        torch.ops.aten._log_softmax(x, -1, False, out=log_p)
        torch.ops.aten.nll_loss_forward(log_p, targets, None, 0, -100, output=loss, total_weight=weight)
    return [loss]


def cross_entropy_backward(
    dloss: Tensor, targets: Tensor, log_p: Tensor, weight: Tensor, dlog_p: Tensor, dx: Tensor, calls: int
) -> List[Tensor]:
    for _ in range(calls):
        torch.ops.aten.nll_loss_backward(dloss, log_p, targets, None, 0, -100, weight, grad_input=dlog_p)
        torch.ops.aten._log_softmax_backward_data(dlog_p, log_p, -1, torch.float32, out=dx)
    return [dx]


# A list made in here would hide from TorchScript that its tensors change, and it would leave the call out.
Tensors = List[Tensor]


def adam(w: Tensors, gradient: Tensors, m: Tensors, v: Tensors, none: Tensors, step: Tensors, calls: int) -> Tensors:
    for _ in range(calls):
        torch.ops.aten._fused_adam_(
            w, gradient, m, v, none, step,
            lr=0.1, beta1=0.9, beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False,
        )
    return [w[0], m[0], v[0]]


def embedding_backward(dy: Tensor, ids: Tensor, vocabulary: int, calls: int) -> List[Tensor]:
    results: List[Tensor] = []
    for _ in range(calls):
        results.clear()
        results.append(torch.ops.aten.embedding_dense_backward(dy, ids, vocabulary, -1, False))
    return results


OPS = {
    op.__name__: op
    for op in (
        softmax, softmax_backward, layer_norm, layer_norm_backward, gelu, gelu_backward,
        cross_entropy, cross_entropy_backward, adam, embedding_backward,
    )
}


def operands_of(op, rows, cols, numbers, whole_numbers):
    """By the rules of problem.hpp, numbered as row_ops.hpp says."""
    x, dy, m, v = (numbers(rows * cols, which).reshape(rows, cols) for which in range(4))
    y, dx, log_p, loss = (torch.empty_like(x), torch.empty_like(x), torch.log_softmax(x, -1), torch.empty(rows))
    gain, bias = numbers(cols, 2), numbers(cols, 3)
    _, mean, rstd = torch.native_layer_norm(x, [cols], gain, bias, 1e-5)
    targets, weight = whole_numbers(rows, 4, cols), torch.tensor(0.0)
    words = (rows + 1) // 2
    return {
        "softmax": (x, y),
        "softmax_backward": (dy, torch.softmax(x, -1), dx),
        "layer_norm": (x, gain, bias),
        "layer_norm_backward": (dy, x, mean, rstd, gain, bias),
        "gelu": (x, y),
        "gelu_backward": (dy, x, dx),
        "cross_entropy": (x, targets, y, loss, weight),
        "cross_entropy_backward": (numbers(rows, 5), targets, log_p, weight, y, dx),
        "adam": ([x], [dy], [m], [v + 1.5], [], [torch.tensor(10.0)]),
        "embedding_backward": (dy, whole_numbers(rows, 4, words), words),
    }[op]


def run(op, rows, cols, numbers, whole_numbers):
    """What repeats it so many times, and what tells its last results."""
    operands = operands_of(op, rows, cols, numbers, whole_numbers)
    script = torch.jit.script(OPS[op])
    results = []

    def repeat(calls):
        results.clear()
        # Optimized, a script might leave out a call that computes once more what is known.
        with torch.inference_mode(), torch.jit.optimized_execution(False):
            results.extend(script(*operands, calls))

    return repeat, lambda: torch.cat([result.flatten() for result in results])
