// tests/program/reports.hpp: a small run of each kind, to be reported on.
#pragma once

#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

namespace program_test {

/// The runs language, toy and classify, of two epochs each.
inline void train_one_of_each(const Desk& desk) {
    std::string text, lines;
    for (int line = 0; line < 60; ++line) {
        text += "abcdefghijklmnopqrstuvwxyz <&>\n";
        lines += line % 2 == 0 ? "yes\tthe sun is up\n" : "no\tthe rain is down\n";
    }
    desk.write("text.txt", text);
    desk.write("labelled/train.tsv", lines);
    desk.write("labelled/val.tsv", "yes\tthe sun is up\nno\tthe rain is down\n");
    const std::string small = " --d-model 16 --num-heads 2 --d-ff 32 --layers 1 --epochs 2 --out ";
    for (const std::string& training :
         {"language --text text.txt --preset tiny --max-positions 16 --batch-size 8 --steps-per-epoch 20" + small +
              "language --keep-epochs 2",
          "reverse --length 3 --symbols 4 --steps-per-epoch 20 --test-examples 50" + small + "toy --keep-epochs 2",
          "classify --data labelled --batch-size 20" + small + "classify"}) {
        const Ran trained = desk.vitro("train " + training);
        CAPTURE(trained.err);
        REQUIRE(trained.status == 0);
    }
}

}  // namespace program_test
