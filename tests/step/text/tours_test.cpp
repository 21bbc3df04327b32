// tests/step/text/tours_test.cpp: the tours lead through places that the lesson has, and say what is true of it, on
// every kernel table.
#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <numeric>
#include <set>

#include "core/runtime.hpp"
#include "examples/step/lesson.hpp"
#include "examples/step/text/narration.hpp"

using namespace vitro;
using core::trace::EventKind;
using core::trace::Recording;

namespace {

const std::set<std::string> kShown{"value", "gradient", "contribution", "update", "attention", "loss", "why", "check"};

const Recording& whole_lesson() {
    static const Recording recording = step::lesson();
    return recording;
}

int value_named(const Recording& recording, const std::string& name) {
    const auto& values = recording.step().values;
    const auto found = std::ranges::find(values, name, &core::trace::Value::name);
    return found == values.end() ? -1 : static_cast<int>(found - values.begin());
}

const core::trace::Value& value_of(const Recording& recording, int value) {
    return recording.step().values[static_cast<std::size_t>(value)];
}

bool is_inside(const std::vector<std::int64_t>& cell, const core::Shape& shape) {
    if (static_cast<int>(cell.size()) != shape.rank()) return false;
    for (int axis = 0; axis < shape.rank(); ++axis)
        if (cell[static_cast<std::size_t>(axis)] < 0 || cell[static_cast<std::size_t>(axis)] >= shape[axis])
            return false;
    return true;
}

/// Whether the value has been computed when event `t` has happened.
bool is_there(const Recording& recording, int value, int t) {
    const int maker = value_of(recording, value).maker;
    const auto& events = recording.step().events;
    return maker < 0 || std::any_of(events.begin(), events.begin() + t + 1, [maker](const core::trace::Event& event) {
               return event.kind == EventKind::forward && event.index == maker;
           });
}

void check_place(const step::TourStop& stop) {
    const int event = step::find_stop(whole_lesson(), stop);
    REQUIRE(event >= 0);
    const std::string& shown = stop.value.empty() ? stop.at : stop.value;
    const int value = value_named(whole_lesson(), shown);
    REQUIRE_MESSAGE(value >= 0, shown);
    CHECK(is_there(whole_lesson(), value, event));
    if (!stop.cell.empty()) CHECK(is_inside(stop.cell, value_of(whole_lesson(), value).shape));
    CHECK_MESSAGE(kShown.contains(stop.show), stop.show);
    if (stop.show == "contribution") CHECK(stop.kind == EventKind::accumulate);
    if (stop.show == "update") CHECK(stop.kind == EventKind::update);
    if (stop.show == "attention") CHECK(stop.at.ends_with(".attention"));
}

void check_question(const step::TourStop& stop) {
    CHECK(stop.question.empty() == stop.answer.empty());
    CHECK(stop.question.empty() == stop.explain.empty());
    if (stop.choices.empty()) return;
    CHECK(std::ranges::count(stop.choices, stop.answer) == 1);
    for (const std::string& choice : stop.choices) CHECK(choice.find(',') == std::string::npos);
    CHECK(std::set<std::string>(stop.choices.begin(), stop.choices.end()).size() == stop.choices.size());
}

/// A recording's numbers by name.
struct Numbers {
    const Recording& recording;

    std::vector<float> value(const std::string& name) const {
        return numbers_of(recording, recording.step(), value_named(recording, name)).numbers;
    }
    std::vector<std::vector<float>> contributions(const std::string& name) const {
        std::vector<std::vector<float>> list;
        for (const core::trace::Contribution& one : recording.step().contributions)
            if (one.value == value_named(recording, name)) list.push_back(one.numbers.numbers);
        return list;
    }
    std::vector<float> gradient(const std::string& name) const {
        std::vector<float> sum;
        for (const std::vector<float>& one : contributions(name))
            if (sum.empty())
                sum = one;
            else
                std::ranges::transform(sum, one, sum.begin(), std::plus<>());
        return sum;
    }
    const core::trace::Update& update(const std::string& name) const {
        return *std::ranges::find(recording.updates, value_named(recording, name), &core::trace::Update::value);
    }
    /// Of one cell.
    double step_of(const std::string& name, std::size_t at) const {
        return static_cast<double>(update(name).after.numbers[at]) - static_cast<double>(value(name)[at]);
    }
};

double norm(const std::vector<float>& x) {
    double squares = 0;
    for (const float one : x) squares += static_cast<double>(one) * static_cast<double>(one);
    return std::sqrt(squares);
}

/// Numbers 16 * row and on.
std::vector<float> row(const std::vector<float>& table, std::size_t number, std::size_t width = 16) {
    const auto begin = table.begin() + static_cast<std::ptrdiff_t>(number * width);
    return {begin, begin + static_cast<std::ptrdiff_t>(width)};
}

bool near(double x, double y, double within) {
    return std::abs(x - y) <= within;
}

void check_embedding_and_zeros(const Numbers& n) {
    const std::vector<float> table = n.gradient("source_embedding.weight");
    std::size_t moved = 0;
    for (std::size_t word = 0; word < 18; ++word) moved += norm(row(table, word)) > 0 ? 1 : 0;
    CHECK(moved == 6);
    CHECK(std::abs(n.update("source_embedding.weight").stale.numbers[6 * 16 + 4]) > 0.1F);  // hund
    CHECK(std::abs(n.step_of("source_embedding.weight", 6 * 16 + 4)) > 0.001);
    CHECK(n.step_of("source_embedding.weight", 15 * 16) == 0);                   // pferd
    CHECK(norm(row(n.update("target_embedding.weight").stale.numbers, 6)) > 1);  // dog
    CHECK(norm(row(n.gradient("target_embedding.weight"), 6)) == 0);
    const std::string ff = "decoder.layers.0.feed_forward.";
    const std::vector<float> features = n.value(ff + "linear1.linear"), bias = n.gradient(ff + "linear1.bias");
    for (const std::size_t off : {3U, 9U, 14U}) {
        for (std::size_t t = 0; t < 7; ++t) CHECK(features[t * 32 + off] == 0);
        CHECK(bias[off] == 0);
    }
    CHECK(norm(row(n.gradient(ff + "linear2.weight"), 3)) == 0);
    CHECK(n.gradient(ff + "linear1.linear")[3] != 0);
}

void check_stream(const Numbers& n) {
    const std::vector<float> top = n.gradient("decoder.layers.0.add#3");
    const auto parts = n.contributions("decoder.layers.0.add#2");
    CHECK(parts[0] == top);
    CHECK(n.gradient("decoder.layers.0.feed_forward.linear2.linear") == top);
    CHECK(near(norm(parts[0]), 1.7, 0.05));
    CHECK(near(norm(parts[1]), 1.0, 0.05));
    CHECK(near(norm(n.gradient("target_positions.add")), 1.9, 0.05));
    CHECK(near(norm(n.gradient("encoder.layers.0.add#2")) / norm(top), 0.2, 0.02));
    const auto memory = n.contributions("encoder.norm.layer_norm");
    CHECK(near(norm(memory[1]) / norm(memory[0]), 0.5, 0.05));
    const auto uses = n.contributions("decoder.layers.0.norm1.layer_norm");
    CHECK(near(norm(uses[0]), 0.66, 0.005));
    CHECK(near(norm(uses[1]), 0.18, 0.005));
    CHECK(near(norm(uses[2]), 0.16, 0.005));
    const std::vector<float> through_norm = n.contributions("target_positions.add")[1];
    for (std::size_t t = 0; t < 7; ++t) {
        const std::vector<float> one = row(through_norm, t);
        CHECK(near(std::accumulate(one.begin(), one.end(), 0.0), 0, 1e-6));
    }
}

void check_attention(const Numbers& n) {
    const std::string at = "decoder.layers.0.self_attn.";
    CHECK(row(n.value(at + "attention"), 0) == row(n.value(at + "value.linear"), 0));
    CHECK(norm(row(n.gradient(at + "query.linear"), 0)) < 1e-6);
    CHECK(std::abs(n.gradient(at + "key.linear")[8]) > 0.05F);
    CHECK(std::abs(n.gradient(at + "key.bias")[8]) < 1e-6F);
    CHECK(norm(n.gradient(at + "key.weight")) > 0.5);
    for (std::size_t i = 0; i < 16; ++i) CHECK(std::abs(n.step_of(at + "key.bias", i)) < 0.0005);
}

void check_loss(const Numbers& n) {
    CHECK(near(static_cast<double>(n.value("cross_entropy")[0]), 20.2, 0.05));
    const std::vector<float> logits = n.gradient("output.linear"), bias = n.gradient("output.bias");
    CHECK(near(static_cast<double>(logits[9]), -0.98, 0.005));
    CHECK(near(static_cast<double>(logits[4 * 18 + 11]), -0.84, 0.005));
    const std::vector<float> first = row(logits, 0, 18);
    CHECK(std::ranges::max_element(first) - first.begin() == 17);  // would
    CHECK(near(static_cast<double>(bias[9]), -0.67, 0.005));
    CHECK(bias[0] > 0);
}

void check_update(const Numbers& n) {
    const Recording& r = n.recording;
    CHECK(near(r.optimization.norm, 2.4, 0.05));
    CHECK(near(r.optimization.factor, 0.059, 0.0005));
    CHECK(near(r.loss, 2.89, 0.005));
    CHECK(near(r.loss_after, 2.74, 0.005));
    CHECK(near(std::abs(n.step_of("target_embedding.weight", 11 * 16)) / r.optimization.learning_rate, 0.63, 0.005));
    double forecast = 0, uphill = 0, all = 0;
    for (const core::trace::Update& update : r.updates) {
        const std::string& name = value_of(r, update.value).name;
        const std::vector<float> gradient = n.gradient(name);
        for (std::size_t i = 0; i < gradient.size(); ++i) {
            const double moved = n.step_of(name, i), slope = static_cast<double>(gradient[i]) / 7;
            forecast += moved * slope, uphill += moved * slope > 0 ? 1 : 0, all += 1;
        }
    }
    CHECK(near(forecast, -0.16, 0.005));
    CHECK(near(r.loss_after - r.loss, -0.15, 0.005));
    CHECK(near(uphill / all, 0.235, 0.015));
}

}  // namespace

TEST_CASE("tours: there are enough, each short, with names of their own") {
    std::set<std::string> ids;
    CHECK(step::tours().size() >= 10);
    for (const step::Tour& tour : step::tours()) {
        CHECK(ids.insert(tour.id).second);
        CHECK_MESSAGE((tour.stops.size() >= 4 && tour.stops.size() <= 9), tour.id);
        CHECK(step::find_tour(tour.id) == &tour);
    }
    CHECK(step::find_tour("grand") == nullptr);
}

TEST_CASE("tours: every stop is a place of the lesson, its question has an answer") {
    for (const step::Tour& tour : step::tours())
        for (const step::TourStop& stop : tour.stops) {
            CAPTURE(tour.id);
            CAPTURE(stop.at);
            CAPTURE(stop.text);
            check_place(stop);
            check_question(stop);
        }
}

TEST_CASE("tours: what they say of the lesson's numbers is true on every kernel table") {
    const std::string in_use = core::runtime::kernels().name;
    for (const std::string& table : core::runtime::table_names()) {
        CAPTURE(table);
        core::runtime::use_table(table);
        const Recording recording = step::lesson();
        const Numbers numbers{recording};
        check_embedding_and_zeros(numbers);
        check_stream(numbers);
        check_attention(numbers);
        check_loss(numbers);
        check_update(numbers);
    }
    core::runtime::use_table(in_use);
}
