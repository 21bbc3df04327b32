# nn/data/sentencepiece.cmake: vitro_sentencepiece, a target for a library that brings none of its own; for the build, and
# installed for those who link vitro.
find_path(SENTENCEPIECE_INCLUDE_DIR sentencepiece_trainer.h)
find_library(SENTENCEPIECE_LIBRARY sentencepiece)
find_library(SENTENCEPIECE_TRAIN_LIBRARY sentencepiece_train)
mark_as_advanced(SENTENCEPIECE_INCLUDE_DIR SENTENCEPIECE_LIBRARY SENTENCEPIECE_TRAIN_LIBRARY)
if(NOT SENTENCEPIECE_INCLUDE_DIR OR NOT SENTENCEPIECE_LIBRARY OR NOT SENTENCEPIECE_TRAIN_LIBRARY)
    message(FATAL_ERROR "vitro needs sentencepiece (sentencepiece_trainer.h, libsentencepiece and libsentencepiece_train): "
        "install libsentencepiece-dev, or sentencepiece-devel where packages are called so, or set CMAKE_PREFIX_PATH to "
        "where it is")
endif()
if(NOT TARGET vitro_sentencepiece)
    add_library(vitro_sentencepiece INTERFACE IMPORTED)
    target_include_directories(vitro_sentencepiece INTERFACE ${SENTENCEPIECE_INCLUDE_DIR})
    target_link_libraries(vitro_sentencepiece INTERFACE ${SENTENCEPIECE_TRAIN_LIBRARY} ${SENTENCEPIECE_LIBRARY})
endif()
