// nn/train/translation/translation_data.hpp: the texts that settings speak of: files in a directory, or the embedded
// grammar.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "nn/data/sentences.hpp"
#include "nn/train/translation/translation_settings.hpp"

namespace vitro::nn {

/// One split. Throws Error as read_parallel does; the embedded corpus has the splits train, val and test, from de to
/// en.
ParallelText read_split(const DataSettings& data, std::string_view split);

struct Vocabularies {
    Vocabulary source, target;
};

/// From the training text alone. Throws Error when no token of a side is frequent enough.
Vocabularies build_vocabularies(const DataSettings& data, const ParallelText& train);

/// A checksum of both sides of each text, eight hexadecimal digits: a run goes on with the texts that it began with, or
/// not at all.
std::string fingerprint(std::initializer_list<const ParallelText*> texts);

/// Share of a text's tokens that are unknown words.
double unknown_share(const Sentences& sentences);

}  // namespace vitro::nn
