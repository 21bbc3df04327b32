// examples/html/document.cpp: what is around every page.
#include "examples/html/document.hpp"

#include <fmt/format.h>

#include "examples/html/markup.hpp"
#include "examples/html/style.hpp"

namespace vitro::html {

std::string document(const Page& page) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>{}</title>\n<style>\n{}{}</style>\n"
        "</head>\n<body>\n<header>\n{}<nav aria-label=\"Sections\">{}</nav>\n</header>\n<main>\n{}</main>\n"
        "<footer>{}</footer>\n</body>\n</html>\n",
        escaped(page.title), style(), page.style, page.head, page.links, page.sections, page.foot);
}

}  // namespace vitro::html
