# examples/vitro/presets.cmake: the presets become part of a program: VITRO_PRESET_TEXTS_FILE, C++ with their texts.
file(GLOB presets CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/examples/vitro/presets/*/*.jsonc)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${presets})
set(VITRO_PRESET_TEXTS "")
foreach(preset IN LISTS presets)
    get_filename_component(name ${preset} NAME_WE)
    get_filename_component(folder ${preset} DIRECTORY)
    get_filename_component(task ${folder} NAME)
    file(READ ${preset} text)
    string(APPEND VITRO_PRESET_TEXTS "    {\"${task}\", \"${name}\", R\"preset(${text})preset\"},\n")
endforeach()
set(VITRO_PRESET_TEXTS_FILE ${CMAKE_CURRENT_BINARY_DIR}/preset_texts.cpp)
file(CONFIGURE OUTPUT ${VITRO_PRESET_TEXTS_FILE} @ONLY CONTENT [[
// Made by examples/vitro/presets.cmake from examples/vitro/presets/.
#include "examples/vitro/presets.hpp"

namespace vitro::program {
namespace {

constexpr Preset kPresets[] = {
@VITRO_PRESET_TEXTS@};

}  // namespace

std::span<const Preset> presets() {
    return kPresets;
}

}  // namespace vitro::program
]])
