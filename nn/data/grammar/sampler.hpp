// nn/data/grammar/sampler.hpp: draws meanings that a sensible person could want to say.
//
// Every constraint on sense or on unambiguity lives here: who can do what to whom, which adverb goes with which tense,
// what can be negated, what may stand in front. german() and english() say whatever they are given.
#pragma once

#include "nn/data/grammar/meaning.hpp"
#include "nn/data/grammar/random.hpp"

namespace vitro::nn::grammar {

class Sampler {
  public:
    explicit Sampler(std::uint64_t seed) : random_(seed) {}

    Sentence sentence();

  private:
    // What surrounds a clause decides what may be in it.
    enum class Style : std::uint8_t { free, question, embedded };
    enum class Known : bool { any, yes };

    // phrases.cpp: noun phrases, and prepositional phrases made of them
    const Noun& noun_of(Kinds kinds, const NounPhrase& other);
    const Adjective* adjective_for(Kinds kinds);
    Determiner determiner(const Noun& noun, Number number, const NounPhrase& subject);
    void own(NounPhrase& phrase);
    NounPhrase subject(Kinds kinds, Known known, const NounPhrase& other = {});
    NounPhrase object(Kinds kinds, const NounPhrase& subject);
    NounPhrase new_object(Kinds kinds, bool negatable);
    NounPhrase person_or_thing(Kinds kinds, Case in, const NounPhrase& subject);
    NounPhrase object_pronoun(Case in, const NounPhrase& subject);
    Phrase place(Kinds kinds, const NounPhrase& subject, bool directional);
    Phrase near(Kinds kinds, const NounPhrase& subject, Case in);

    // clauses.cpp: one clause around a verb
    static bool is_action(const Verb& verb);
    template <class Predicate>
    const Verb& action_where(Predicate predicate) {
        for (;;) {
            const Verb& verb = random_.pick(verbs());
            if (is_action(verb) && predicate(verb)) return verb;
        }
    }
    const Adverb& adverb_of(Time time);
    Clause clause(const Verb& verb, const NounPhrase& subject, Style style);
    void add_objects(Clause& clause);
    Phrase whereabouts(const Clause& clause);
    void add_adjunct(Clause& clause);
    void add_modal(Clause& clause);
    void add_adverb(Clause& clause);
    void maybe_negate(Clause& clause);
    static void deny(Clause& clause);
    void choose_front(Clause& clause);
    static void ask_another(Clause& clause);

    // constructions.cpp: whole sentences
    Sentence statement();
    Sentence yes_no_question();
    Sentence question_about_subject();
    Sentence question_about_object();
    Sentence question_about_circumstance();
    Sentence description();
    Sentence existence();
    Sentence wish();
    Sentence attempt();
    Sentence report();

    // causes.cpp: sentences whose subordinate clause is a reason for the main clause
    Sentence effect();
    Sentence intention();
    Sentence circumstance();
    NounPhrase recurring_subject();
    Clause clause_about(const NounPhrase& somebody, const Verb& verb);
    Clause cause(string_view reason, const NounPhrase& again, bool past);

    Random random_;
};

}  // namespace vitro::nn::grammar
