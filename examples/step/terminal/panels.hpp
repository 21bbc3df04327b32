// examples/step/terminal/panels.hpp: what attention looked at, what the mask cut, what the loss pulled.
#pragma once

#include <string>

#include "examples/step/terminal/debugger.hpp"
#include "examples/step/terminal/words.hpp"

namespace vitro::step {

/// "[HEAD]": the weights of the attention at hand, or of the only one in this module.
std::string attention_panel(Debugger& d, const Words& words);
/// "[ROW]": which keys each query may attend to, and which were cut.
std::string mask_panel(Debugger& d, const Words& words);
/// "[POSITION]": target and probability for each position; of one, dL/dlogit = p - y of the words.
std::string loss_panel(Debugger& d, const Words& words);

}  // namespace vitro::step
