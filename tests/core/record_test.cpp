// tests/core/record_test.cpp: when a node is made, and who sees it.
#include "core/record.hpp"

#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <vector>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/ops.hpp"
#include "core/ops/list.hpp"
#include "tests/core/case_inputs.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;
namespace check = vitro::core::check;

namespace {

class Names : public Observer {
  public:
    void computed(const Op& op, Inputs inputs, Attributes attributes, const Variable& output) override {
        seen.push_back(std::string(op.name) + "/" + std::to_string(inputs.size()) + "/" + to_string(attributes) +
                       (output.requires_grad() ? "/recorded" : ""));
        if (computes_itself) output.value.empty() ? Variable() : exp(output);
    }
    std::vector<std::string> seen;
    bool computes_itself = false;
};

/// Computes again what it sees, from inputs and attributes, and compares the bits.
class Replayer : public Observer {
  public:
    void computed(const Op& op, Inputs inputs, Attributes attributes, const Variable& output) override {
        ++count;
        const NoGrad no_grad;
        if (!same_bits(op.forward(inputs, attributes).value, output.value)) different.push_back(std::string(op.name));
    }
    int count = 0;
    std::vector<std::string> different;
};

}  // namespace

TEST_CASE("a node is made when an input wants a gradient and the thread is recording") {
    const Variable x = parameter(Tensor::scalar(2)), c = Tensor::scalar(3);
    CHECK((x * c).requires_grad());
    CHECK_FALSE((c * c).requires_grad());
    const NoGrad no_grad;
    CHECK_FALSE((x * c).requires_grad());
}

TEST_CASE("no op records within NoGrad, and each gives the same value") {
    for (const check::Case& sample : check::all_cases()) {
        INFO(describe(sample));
        const std::vector<Variable> inputs = parameters_of(sample);
        const Variable recorded = vitro::test::apply(sample, inputs);
        CHECK(recorded.requires_grad() == (find_op(sample.op)->backward != nullptr));
        const NoGrad no_grad;
        const Variable plain = vitro::test::apply(sample, inputs);
        CHECK_FALSE(plain.requires_grad());
        CHECK(same_bits(plain.value, recorded.value));
    }
}

TEST_CASE("constants, and what is detached from parameters, make no graph") {
    const Variable x = parameter(Tensor::scalar(2));
    const Variable y = detach(x * x);
    CHECK_FALSE(y.requires_grad());
    CHECK(y.value.item() == 4);
    backward(y * x);
    CHECK(x.grad().item() == 4);  // not 12
}

TEST_CASE("an observer sees every op, recorded or not, with its attributes") {
    const Variable x = parameter(Tensor::full({2, 2}, 2)), c = Tensor::full({2, 2}, 3);
    Names names;
    sum(x * c, 0);
    {
        const NoGrad no_grad;
        exp(x);
    }
    CHECK(names.seen == std::vector<std::string>{"mul/2//recorded", "sum/1/axis=0 keep=0/recorded", "exp/1/"});
}

TEST_CASE("several observers watch, and none watches another") {
    const Variable x = parameter(Tensor::scalar(2));
    Names older;
    {
        Names younger;
        younger.computes_itself = true;
        exp(x);
        CHECK(younger.seen.size() == 1);
    }
    CHECK(older.seen.size() == 1);
    exp(x);
    CHECK(older.seen.size() == 2);
}

TEST_CASE("an observer that throws leaves the others watching") {
    struct Thrower : Observer {
        void computed(const Op&, Inputs, Attributes, const Variable&) override { throw Error("enough"); }
    };
    const Variable x = parameter(Tensor::scalar(2));
    Names older;
    {
        const Thrower thrower;
        CHECK(error_of([&] { exp(x); }) == "enough");
        CHECK(error_of([&] { exp(x); }) == "enough");
    }
    exp(x);
    CHECK(older.seen.size() == 1);
}

TEST_CASE("every op replays to the same bits from its inputs and the attributes that it recorded") {
    Replayer replayer;
    for (const check::Case& sample : check::all_cases()) vitro::test::apply(sample, parameters_of(sample));
    CHECK(replayer.count == static_cast<int>(check::all_cases().size()));
    CHECK(replayer.different == std::vector<std::string>{});
}

TEST_CASE("expansions and the functions of ops.hpp replay to the same bits as well") {
    Replayer replayer;
    for (const check::Case& sample : check::all_cases())
        if (const Op* op = find_op(sample.op); op->expand)
            op->expand(arguments_of(sample, parameters_of(sample)), sample.attributes);
    const Variable x = parameter(Tensor::from({2, 3}, {1, 2, 3, 4, 5, 7})), w = parameter(Tensor::full({3, 2}, 2));
    const Training training(1, 2);
    sum(x), mean(x), sum(x, -1, Axis::keep), mean(x, -2), max(x, -1), transpose(x), permute(x, {-1, 0});
    slice(x, -1, 1, 2), concat({x, x}, -1), dropout(x, 0.5), linear(x, w), scale(x, 3), mask(x, Mask::causal(), 1);
    attention(reshape(x, {1, 2, 3}), reshape(x, {1, 2, 3}), reshape(x, {1, 2, 3}), {.dropout = 0.5});
    cross_entropy(x, Indices::from({2}, {0, 2})).mean();
    CHECK(replayer.count > 200);
    CHECK(replayer.different == std::vector<std::string>{});
}

TEST_CASE("observers end in any order") {
    const Variable x = parameter(Tensor::scalar(2));
    auto first = std::make_unique<Names>(), second = std::make_unique<Names>(), third = std::make_unique<Names>();
    second.reset();
    exp(x);
    first.reset();
    exp(x);
    CHECK(third->seen.size() == 2);
    third.reset();
    exp(x);
}

TEST_CASE("an observer may end, or begin another, while it is shown an op") {
    struct OneShot : Observer {
        std::unique_ptr<Observer>* self;
        explicit OneShot(std::unique_ptr<Observer>* owner) : self(owner) {}
        void computed(const Op&, Inputs, Attributes, const Variable&) override { self->reset(); }
    };
    struct Starter : Observer {
        std::unique_ptr<Names> next;
        void computed(const Op&, Inputs, Attributes, const Variable&) override {
            if (!next) next = std::make_unique<Names>();
        }
    };
    const Variable x = parameter(Tensor::scalar(2));
    Names oldest;
    Starter starter;
    std::unique_ptr<Observer> once = std::make_unique<Names>();
    once = std::make_unique<OneShot>(&once);
    exp(x);
    CHECK(!once);
    exp(x);
    CHECK(oldest.seen.size() == 2);
    REQUIRE(starter.next);
    CHECK(starter.next->seen.size() == 1);
}

TEST_CASE("the names of an op's inputs tell how many it takes") {
    CHECK(input_count(kAdd).least == 2);
    CHECK(input_count(kAdd).most == 2);
    CHECK(input_count(kLinear).least == 2);
    CHECK(input_count(kLinear).most == 3);
    CHECK(input_count(kConcat).least == 1);
    CHECK(input_count(kConcat).most > 1000);
    CHECK(input_name(kAttention, 1) == "key");
    CHECK(input_name(kLinear, 2) == "bias");
    CHECK(input_name(kConcat, 7) == "parts");
}

TEST_CASE("an op is replayed with as many inputs as it takes") {
    const Variable x = Tensor::full({2, 2}, 2);
    const auto refused = [&x](const Op& op, std::size_t count) {
        return error_of([&] { replay(op, std::vector<Variable>(count, x), {}); });
    };
    CHECK(replay(kMul, std::vector<Variable>{x, x}, {}).value.at({1, 1}) == 4);
    CHECK(refused(kMul, 1) == "[mul] 1 inputs where it takes: a b");
    CHECK(refused(kExp, 2) == "[exp] 2 inputs where it takes: x");
    CHECK(refused(kLinear, 4) == "[linear] 4 inputs where it takes: x weight [bias]");
    CHECK(refused(kConcat, 0) == "[concat] 0 inputs where it takes: parts..");
    CHECK(refused(kScale, 1) == "[attributes] there is no 'factor' among: ");
}

TEST_CASE("an input without a value is refused by ops that only look at it") {
    CHECK(error_of([] {
              reshape(Variable(), {1, 1});
          }) == "[reshape] input 1 (x) was declared, but never given a value");
    CHECK(error_of([] { detach(Variable()); }) == "[detach] input 1 (x) was declared, but never given a value");
}

TEST_CASE("a value of another shape behind an old node is refused before its gradient can be written") {
    Variable x = parameter(Tensor::zeros({2}), Path() / "positions");
    x.value = Tensor::zeros({1000});
    CHECK(error_of([&] { exp(x); }) ==
          "[exp] (1000): 'positions' was made as (2): a value of another shape needs a parameter() of its own");
}

TEST_CASE("refusals name the op and the shapes") {
    CHECK(error_of([] { fail(kMatmul, {Shape{2, 3}, Shape{4, 5}}, "no"); }) == "[matmul] (2,3) x (4,5): no");
    CHECK(error_of([] { fail(kMatmul, {}, "no"); }) == "[matmul] no");
    CHECK(axis_of(kSum, {2, 3}, -1) == 1);
    CHECK(error_of([] { axis_of(kSum, {2, 3}, 2); }) == "[sum] (2,3): there is no axis 2: valid are -2 to 1");
    CHECK(error_of([] { axis_of(kSum, {}, 0); }) == "[sum] (): there is no axis 0 in a scalar");
}
