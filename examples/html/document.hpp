// examples/html/document.hpp: a whole page that needs nothing else: no script, no other file, no network.
#pragma once

#include <string>

namespace vitro::html {

/// What a page is made of; all but the title and the style is markup.
struct Page {
    std::string title;
    std::string style;     ///< CSS beyond what all pages have; the maker's own, it is not escaped
    std::string head;      ///< a heading, and what it is about
    std::string links;     ///< to the sections: lists
    std::string sections;  ///< the page
    std::string foot;      ///< where it comes from
};

/// Well-formed as XML, too, after its first line.
std::string document(const Page& page);

}  // namespace vitro::html
