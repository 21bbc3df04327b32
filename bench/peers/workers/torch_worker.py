# bench/peers/workers/torch_worker.py: torch_worker.py THREADS, a process that computes by PyTorch and speaks the lines of
# protocol.hpp. Attention is scaled_dot_product_attention with its gradients; products are torch.matmul into a tensor
# that is there; operations on rows are in torch_rows.py. Operands, their order and the timing loop are those of
# problem.cpp.
import os
import sys
import time
import warnings

sys.dont_write_bytecode = True  # beside the sources
warnings.simplefilter("ignore", DeprecationWarning)  # TorchScript's own: what follows it times compilers, not operations

answers = os.fdopen(os.dup(1), "w")  # whatever else is printed goes to standard error
os.dup2(2, 1)


def say(line):
    print(line, file=answers, flush=True)


try:
    import torch
    import torch_rows
except ImportError as error:
    say(f"failed {error}")
    sys.exit(1)

WEIGHTS = 100  # the operand that weighs a result in its fingerprint


def mixed(count, operand):
    return (torch.arange(count, dtype=torch.int64) * 2654435761 + operand * 40503) & 0xFFFFFFFF


def numbers(count, operand):
    return mixed(count, operand).double().div(2147483648.0).sub(1).float()


def whole_numbers(count, operand, limit):
    upper = mixed(count, operand) >> 16
    return upper * upper * limit >> 32


def repeated(call):
    def repeat(calls):
        for _ in range(calls):
            call()

    return repeat


def product(transposition, m, n, k):
    a = numbers(m * k, 0).reshape((k, m)).t() if transposition[0] == "t" else numbers(m * k, 0).reshape((m, k))
    b = numbers(k * n, 1).reshape((n, k)).t() if transposition[1] == "t" else numbers(k * n, 1).reshape((k, n))
    c = torch.empty(m, n)

    def call():
        with torch.no_grad():
            torch.matmul(a, b, out=c)

    return repeated(call), lambda: c.flatten()


def attention(mask, batch, heads, length, width):
    def operand(which):  # vitro's order is batch, time, head, width; PyTorch is given its own
        own = numbers(batch * length * heads * width, which).reshape(batch, length, heads, width)
        return own.transpose(1, 2).contiguous()

    inputs = [operand(which).requires_grad_() for which in range(3)]
    upstream = operand(3)
    results = []

    def call():
        output = torch.nn.functional.scaled_dot_product_attention(*inputs, is_causal=mask == "causal")
        results[:] = [output.detach(), *torch.autograd.grad(output, inputs, upstream)]

    return repeated(call), lambda: torch.cat([result.transpose(1, 2).flatten() for result in results])


def rows(op, *sizes):
    return torch_rows.run(op, *sizes, numbers, whole_numbers)


def seconds_of_batch(repeat, calls):
    start = time.perf_counter()
    repeat(calls)
    return time.perf_counter() - start


def seconds_per_call(repeat, budget):
    repeat(1)
    calls = 1
    while seconds_of_batch(repeat, calls) < budget / 20:
        calls *= 2
    start = time.perf_counter()
    best = seconds_of_batch(repeat, calls)
    batches = 1
    while batches < 2 or time.perf_counter() - start < budget:
        best = min(best, seconds_of_batch(repeat, calls))
        batches += 1
    return best / calls


FAMILIES = {"gemm": (product, 3), "attention": (attention, 4), "rows": (rows, 2)}  # with how many sizes


def answer(line):
    verb, kind, variant, *rest = line.split()
    if kind == "composed":
        return "failed it has no composed attention of vitro's"
    make, count = FAMILIES[kind]
    repeat, result = make(variant, *(int(word) for word in rest[:count]))
    if verb == "time":
        return f"seconds {seconds_per_call(repeat, float(rest[-1]))}"
    repeat(1)
    values = result().double()
    return f"sum {(values * numbers(values.numel(), WEIGHTS).double()).sum().item()}"


torch.set_num_threads(int(sys.argv[1]))
say(f"ready PyTorch {torch.__version__} ({sys.executable})")
for line in sys.stdin:
    try:
        say(answer(line))
    except Exception as error:
        say("failed " + " ".join(str(error).split()))
