# examples/step/page/page.cmake: the page's files become part of a program: VITRO_PAGE_PARTS_FILE, C++ with their texts.
set(VITRO_PAGE_FOLDER ${CMAKE_CURRENT_LIST_DIR})
file(GLOB_RECURSE page_engine CONFIGURE_DEPENDS ${VITRO_PAGE_FOLDER}/engine/*.js)
file(GLOB page_app CONFIGURE_DEPENDS ${VITRO_PAGE_FOLDER}/app/*.js)
# Elements and state first, since the others use them while they are read; what starts the page last.
list(REMOVE_ITEM page_app ${VITRO_PAGE_FOLDER}/app/dom.js ${VITRO_PAGE_FOLDER}/app/store.js ${VITRO_PAGE_FOLDER}/app/start.js)
list(PREPEND page_app ${VITRO_PAGE_FOLDER}/app/dom.js ${VITRO_PAGE_FOLDER}/app/store.js)
list(APPEND page_app ${VITRO_PAGE_FOLDER}/app/start.js)
set(VITRO_NARRATION ${PROJECT_SOURCE_DIR}/examples/step/text/narration.json)

# A text as C++: literals side by side, since compilers limit the length of one, each ending with a line.
function(vitro_page_literal path result)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    file(READ ${path} text)
    set(literals "")
    while(NOT text STREQUAL "")
        string(SUBSTRING "${text}" 0 12000 piece)
        string(LENGTH "${text}" length)
        if(length GREATER 12000)
            string(FIND "${piece}" "\n" end REVERSE)
            math(EXPR end "${end} + 1")
            string(SUBSTRING "${text}" 0 ${end} piece)
            string(SUBSTRING "${text}" ${end} -1 text)
        else()
            set(text "")
        endif()
        string(APPEND literals "    text += R\"page~(${piece})page~\";\n")
    endwhile()
    set(${result} "${literals}" PARENT_SCOPE)
endfunction()

vitro_page_literal(${VITRO_PAGE_FOLDER}/shell.html VITRO_PAGE_SHELL)
vitro_page_literal(${VITRO_PAGE_FOLDER}/style.css VITRO_PAGE_STYLE)
set(VITRO_PAGE_SCRIPT "")
foreach(file IN LISTS page_engine page_app)
    vitro_page_literal(${file} literal)
    string(APPEND VITRO_PAGE_SCRIPT "${literal}")
endforeach()
set(VITRO_PAGE_NARRATION "    text = \"{}\";\n")
if(EXISTS ${VITRO_NARRATION})
    vitro_page_literal(${VITRO_NARRATION} VITRO_PAGE_NARRATION)
endif()

set(VITRO_PAGE_PARTS_FILE ${CMAKE_CURRENT_BINARY_DIR}/page_parts.cpp)
file(CONFIGURE OUTPUT ${VITRO_PAGE_PARTS_FILE} @ONLY CONTENT [[
// Made by examples/step/page/page.cmake from the files beside it.
#include "examples/step/page/parts.hpp"

namespace vitro::step::parts {

std::string shell() {
    std::string text;
@VITRO_PAGE_SHELL@
    return text;
}

std::string style() {
    std::string text;
@VITRO_PAGE_STYLE@
    return text;
}

std::string script() {
    std::string text;
@VITRO_PAGE_SCRIPT@
    return text;
}

std::string narration() {
    std::string text;
@VITRO_PAGE_NARRATION@
    return text;
}

}  // namespace vitro::step::parts
]])
