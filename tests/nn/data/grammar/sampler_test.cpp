// tests/nn/data/grammar/sampler_test.cpp: what is drawn makes sense, over many draws.
#include "nn/data/grammar/sampler.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <vector>

namespace vitro::nn::grammar {
namespace {

constexpr int kDraws = 50'000;

std::vector<NounPhrase> objects(const Clause& c) {
    return {c.direct, c.indirect, c.complement.noun, c.adjunct.noun};
}

/// "Er" stands for a noun of the other clause in sentences with weil, obwohl and wenn.
bool recurs(const Sentence& s) {
    return s.conjunction &&
           (s.conjunction->german == "weil" || s.conjunction->german == "obwohl" || s.conjunction->german == "wenn");
}

TEST_CASE("sampler: who is taken up by a pronoun does not meet himself") {
    Sampler sampler(1);
    int seen = 0;
    for (int i = 0; i < kDraws; ++i) {
        const Sentence s = sampler.sentence();
        if (!recurs(s)) continue;
        const Noun* somebody = s.main.subject.noun ? s.main.subject.noun : s.subordinate.subject.noun;
        if (!somebody) continue;
        ++seen;
        CAPTURE(german(s));
        for (const Clause* c : {&s.main, &s.subordinate})
            CHECK(std::ranges::none_of(objects(*c), [&](const NounPhrase& p) { return p.noun == somebody; }));
    }
    CHECK(seen > kDraws / 50);
}

TEST_CASE("sampler: jeder and ein have things, and are not said to have none") {
    Sampler sampler(2);
    int seen = 0;
    for (int i = 0; i < kDraws; ++i) {
        const Sentence s = sampler.sentence();
        for (const Clause* c : {&s.main, &s.subordinate}) {
            if (!c->verb || c->verb->german.infinitive != "haben") continue;
            const Determiner d = c->subject.determiner;
            if (d != Determiner::every && d != Determiner::indefinite) continue;
            ++seen;
            CAPTURE(german(s));
            CHECK((c->subject.pronoun != Pronoun::none || c->direct.determiner != Determiner::negative));
        }
    }
    CHECK(seen > 10);
}

}  // namespace
}  // namespace vitro::nn::grammar
