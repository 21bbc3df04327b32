# tests/stages.sh: what `./vitro test` runs, stage by stage. The launcher reads it and lends it its functions.
# shellcheck shell=bash disable=SC2154 # preset and build are the launcher's

passed=0
failed=0
skipped=0

run_tests() {
    local filter='' quick=''
    while [ $# != 0 ]; do
        case $1 in
            -h | --help) test_help && return ;;
            --quick) quick=1 ;;
            -*) stop 2 "test: there is no option '$(shown "$1")'; ./vitro test --help explains" ;;
            *) [ -z "$filter" ] || stop 2 'test: one FILTER at most' && filter=$1 ;;
        esac
        shift
    done
    provide compiler cmake make xsimd fmt json sentencepiece cli11 zlib libedit doctest benchmark
    if [ "${VITRO_REQUIRE-}" = all ]; then
        provide ccache pkg-config graphviz script clang clang-rt clang-format qemu-x86_64 qemu-aarch64 aarch64-g++
        provide node npm chromium
        provide_node_packages
        provide python python-venv
        provide_python_packages
    fi
    stage "$preset" '' -DVITRO_TESTS=ON -DVITRO_BENCH=ON
    if [ -z "$quick$filter${VITRO_PRESET-}" ]; then other_stages; fi
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" = 0 ]
}

test_help() {
    cat <<'END'
Usage: ./vitro test [--quick] [FILTER]

Builds everything and runs every test: as people run it, under AddressSanitizer and UBSan, with clang, the kernels under
ThreadSanitizer and for 64-bit ARM. What needs a tool that is not here is skipped, and the line that installs it shown;
VITRO_REQUIRE=all installs the tools instead.

  --quick   the release build only
  FILTER    the release build only, and of its tests those whose name matches this regular expression

Example: ./vitro test softmax
END
}

provide_node_packages() {  # what drives the page's tests, in build/node
    local folder=$root/build/node
    mkdir -p "$folder"
    cp "$root/tests/step/page/package.json" "$folder"
    npm install --prefix "$folder" --no-package-lock --no-audit --no-fund --silent >&2 ||
        stop 1 "npm could not install what $folder/package.json names"
}

provide_python_packages() {  # what reads event files back, in build/python
    local folder=$root/build/python
    { python3 -m venv "$folder" && "$folder/bin/pip" install --quiet -r "$root/tests/program/requirements.txt"; } >&2 ||
        stop 1 "pip could not install what $root/tests/program/requirements.txt names"
}

other_stages() {
    local clang
    clang=$(first_tool 'clang++-14|clang++') || clang='clang++'
    skip_without 'format check' clang-format || true
    skip_without 'start on an older CPU' qemu-x86_64 || true
    skip_without 'pkg-config consumer' pkg-config || true
    stage asan ''
    if skip_without clang clang; then stage clang "$clang"; fi
    if skip_without tsan clang clang-rt; then stage tsan "$clang"; fi
    if skip_without aarch64 aarch64-g++ qemu-aarch64; then stage aarch64 ''; fi
}

skip_without() {  # skip_without NAME NEED...: fails, counts and says what to install when a need is missing
    local name=$1 absent
    shift
    absent=$(missing "$@")
    [ -n "$absent" ] || return 0
    skipped=$((skipped + 1))
    # shellcheck disable=SC2086  # a list of words
    printf 'SKIPPED %s: install with %s\n' "$name" "$(install_line $absent || printf '%s' "your package manager: $absent")"
    return 1
}

stage() {  # stage PRESET COMPILER OPTION...: builds a preset whole and runs its tests
    local name=$1 compiler=$2 before=$SECONDS
    shift 2
    use_preset "$name" "$([ "$name" != "${VITRO_PRESET:-release}" ] || printf '%s' "${CXX-}")"
    say "$name: building in build/${build##*/}"
    if (configure ${compiler:+"-DCMAKE_CXX_COMPILER=$compiler"} "$@" && compile all); then
        local status=0
        run_ctest "$build/report.xml" || status=$?
        count "$build/report.xml" "$status"
    else
        printf 'FAILED %s: the build\n' "$name"
        failed=$((failed + 1))
    fi
    say "$name: $((SECONDS - before)) s"
}

run_ctest() {  # run_ctest REPORT: returns the status of ctest
    local chosen=()
    [ -z "$filter" ] || chosen=(-R "$filter")
    [ "$name" = "${VITRO_PRESET:-release}" ] || chosen+=(-LE once)  # tests/CMakeLists.txt says what
    rm -f "$1"
    ctest --test-dir "$build" -j "$(jobs_here)" --output-on-failure --output-junit "$1" \
        ${chosen[@]+"${chosen[@]}"} 2>&1 | grep -vE '^ *(Start +[0-9]+:|[0-9]+/[0-9]+ Test +#.*( Passed |\*\*\*Skipped ))'
    local status=${PIPESTATUS[0]}
    show_skipped "$1"
    return "$status"
}

show_skipped() {  # show_skipped REPORT: the tests that did not run, each with the reason that tests/skip.hpp printed
    awk '/<testcase name="/ { split($0, parts, "\""); test = parts[2] }
        sub(/^.*SKIPPED: /, "") { print "SKIPPED " test ": " $0 }' "$1" 2>/dev/null |
        sed "s/&lt;/</g; s/&gt;/>/g; s/&quot;/\"/g; s/&apos;/'/g; s/&amp;/\&/g"
}

count() {  # count REPORT STATUS: adds its numbers; no report is a failure, and so is one that knows less than ctest
    local tests bad unrun
    tests=$(attribute tests "$1")
    bad=$(attribute failures "$1")
    unrun=$(attribute skipped "$1")
    if [ -z "$tests" ] || [ "$tests" = 0 ]; then
        printf 'FAILED %s: no test ran\n' "$name"
        failed=$((failed + 1))
        return
    fi
    if [ "$bad" = 0 ] && [ "$2" != 0 ]; then  # a program that is not there counts as skipped
        printf 'FAILED %s: ctest ended with status %d\n' "$name" "$2"
        failed=$((failed + 1))
    fi
    passed=$((passed + tests - bad - unrun))
    failed=$((failed + bad))
    skipped=$((skipped + unrun))
}

attribute() {  # attribute NAME REPORT: of the report's first element
    sed -n "/<testsuite /,/>/s/^.*[[:space:]]$1=\"\([0-9]*\)\".*$/\1/p" "$2" 2>/dev/null | head -n 1
}
