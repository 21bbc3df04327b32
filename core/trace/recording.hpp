// core/trace/recording.hpp: one training step as data: its tensors, its ops, and the list of events to walk through.
//
// What happened is a list of events over immutable data: to step, forwards or backwards in time, is to move an index.
// Gradients are not stored but their contributions, in the order in which they were added: a gradient at any time is
// the sum of those so far, rounded to float after each, to the bit what the engine had.
// Ops are recorded as computed, fused; one with an expansion has a graph of its own beside the step's, of primitives.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/attributes.hpp"

namespace vitro::core::trace {

/// The numbers of a tensor: all of them, or of a large one what tells most.
struct Captured {
    /// Numbers that are kept whole, at most; of more, the first so many and the greatest kGreatest.
    static constexpr std::int64_t kWhole = 65'536, kWindow = 4096, kGreatest = 32;
    std::int64_t size = 0;                           ///< of the tensor
    std::vector<float> numbers;                      ///< row-major: all, or the first kWindow
    std::vector<std::int64_t> greatest;              ///< where the numbers farthest from 0 are; only of a large tensor
    std::vector<float> extremes;                     ///< those numbers
    double sum_of_squares = 0, least = 0, most = 0;  ///< over all that are finite
    std::int64_t zeros = 0, not_finite = 0;

    bool empty() const { return size == 0; }
    bool whole() const { return static_cast<std::int64_t>(numbers.size()) == size; }
    double norm() const;  ///< as a vector; NaN or infinite where one of its numbers is
};
Captured capture(const float* numbers, std::int64_t size);

/// Names for the places along an axis, and the ids they stand for, if they are tokens that were read.
struct Labels {
    std::string name;  ///< "source", "target vocabulary"
    std::vector<std::string> words;
    Indices ids;  ///< [.., time] of an input; empty for a vocabulary
};

/// For each axis of a shape the name of the Labels it runs along, or "".
using Axes = std::vector<std::string>;
enum class Role { parameter, constant, result };
const char* name_of(Role role);

struct Value {
    Role role = Role::result;
    std::string name = {};  ///< a parameter's path; that of the module and the op that made a result
    Shape shape = {};
    Axes axes = {};
    int maker = -1;    ///< the op that computed it
    int view_of = -1;  ///< the value of this graph whose numbers these are, under another shape
    int outer = -1;    ///< of an expansion's input: the value of the step that it is
    bool wants_gradient = false;
    Captured numbers = {};  ///< empty for a view and for an expansion's input
};

/// What a node kept for backward.
struct Kept {
    std::string name;
    Shape shape;
    std::int64_t bytes = 0;
    int value = -1;  ///< that it is; -1 for what the op made besides
};

struct Application {
    std::string op;
    std::string path, file;  ///< of the module, and the line of its call
    int line = 0;
    std::vector<int> inputs;  ///< values
    int output = -1;
    std::vector<Attribute> attributes;
    std::vector<Kept> kept;
    bool differentiated = false;  ///< has a node
    std::int64_t flops = 0, bytes = 0;
    std::int64_t forward_ns = 0, backward_ns = 0;  ///< on the wall; forward with the module's own work before it
    int expansion = -1;                            ///< index in Recording::graphs
};

/// What an op added to the gradient of one of its inputs.
struct Contribution {
    int op = -1, input = 0;  ///< which of the op's inputs
    int value = -1;          ///< the value that this input is
    Captured numbers;
};

enum class EventKind { zero, input, forward, loss, seed, backward, accumulate, mean, clip, update };
inline constexpr int kEventKinds = static_cast<int>(EventKind::update) + 1;
const char* name_of(EventKind kind);  ///< "ZERO", "INPUT", "F", ...

struct Event {
    EventKind kind = EventKind::forward;
    /// zero, update: of Recording::updates; input: of Recording::labels; forward, backward: of Graph::ops; loss, seed:
    /// of Graph::values; accumulate: of Graph::contributions; mean, clip: 0.
    int index = 0;
    int part = 0, parts = 0;  ///< accumulate: the contribution's number, from 1, of so many to its value
};

struct Graph {
    std::vector<Value> values;
    std::vector<Application> ops;
    std::vector<Contribution> contributions;
    std::vector<Event> events;
    int output = -1;  ///< of an expansion
};

struct State {
    std::string name;  ///< of what the optimizer keeps: "first_moment", "velocity"
    Captured before, after;
};

struct Update {
    int value = -1;       ///< a parameter
    bool decayed = true;  ///< by the optimization's weight_decay: often matrices are, biases and gains are not
    Captured stale;       ///< the gradient that was there before the step; empty: unset
    Captured after;       ///< the new weight; the old one is the value's numbers
    std::vector<State> states;
};

/// How gradients became an update.
struct Optimization {
    std::string optimizer;  ///< "adam", "adamw", "sgd"
    std::int64_t step = 0;  ///< of the optimizer, from 1
    double learning_rate = 0, beta1 = 0, beta2 = 0, epsilon = 0, weight_decay = 0, momentum = 0;
    std::int64_t tokens = 1;      ///< that the loss sums over: gradients are divided by them
    double norm = 0;              ///< of the mean's gradient, all parameters as one vector
    double clip = 0, factor = 1;  ///< longest norm, 0: none; what each gradient is multiplied by, 1 / tokens included
};

/// What there is to say of a recording: of a museum's exhibit the symptom, the question, the answer.
struct Note {
    std::string head, text;
};

struct Recording {
    std::string title;
    std::vector<Note> notes;
    std::string engine;  ///< version, kernel table
    std::vector<Labels> labels;
    std::vector<Graph> graphs;  ///< the step, then the expansions
    std::vector<Update> updates;
    Optimization optimization;
    double loss = 0, loss_after = 0;  ///< per token, of the same batch before and after the update
    const Graph& step() const { return graphs.front(); }
};

/// Of a value: its own numbers, or those of what it is a view of or stands for.
const Captured& numbers_of(const Recording& recording, const Graph& graph, int value);

}  // namespace vitro::core::trace
