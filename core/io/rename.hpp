// core/io/rename.hpp: another name for a file that is there, in the place of what stood under it.
#pragma once

#include <string>

namespace vitro::core {

/// `from` becomes `to`, at once: whoever looks sees the old file or the new one. Throws Error with the system's words,
/// and has changed nothing then.
void rename_over(const std::string& from, const std::string& to);

/// `to` names the file that `from` names, too: what replaces one of them later leaves the other. Of a file system that
/// knows no second names, a copy. Throws Error with the system's words; what stood at `to` is unchanged then.
void link_over(const std::string& from, const std::string& to);

}  // namespace vitro::core
