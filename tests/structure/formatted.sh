#!/usr/bin/env bash
# tests/structure/formatted.sh CLANG_FORMAT FILE...: names each file that clang-format would write otherwise.
# (Its --dry-run complains of nested inline namespaces' closing comments, which it then leaves as they are.)
set -euo pipefail
format=$1
shift
status=0
for file; do
    "$format" "$file" | cmp -s - "$file" || { printf '%s is not formatted\n' "$file" && status=1; }
done
exit $status
