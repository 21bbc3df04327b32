// examples/vitro/report/style.cpp: the CSS that only this page needs.
#include "examples/vitro/report/style.hpp"

namespace vitro::program::report {

const char* style() {
    return R"(header .path { overflow-wrap: anywhere; }
header .facts { margin: 1.25rem 0; } header .facts dd { font-size: 1.125rem; font-variant-numeric: tabular-nums; }
.note { border-left: 3px solid var(--rule); padding-left: .75rem; color: var(--soft); overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace; font-size: .875rem; }
pre { margin: .25rem 0 1.25rem; padding: .75rem 1rem; background: var(--tint); border-radius: .375rem;
  white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
q { overflow-wrap: anywhere; unicode-bidi: isolate; }
.changed th, .changed td { background: var(--tint); }
.changed th { font-weight: 700; }
.settings td { white-space: normal; overflow-wrap: anywhere; text-align: left; }
.settings th:nth-child(n+2) { text-align: left; }
.maps { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin: .5rem 0 1.25rem; }
.maps figure { max-width: 100%; } .maps figcaption { margin-top: .25rem; }
svg.heatmap { max-width: 100%; height: auto; } .maps svg.heatmap { width: auto; } td svg.heatmap { max-width: none; }
.heatmap path { fill: var(--s1); } .heatmap .ground { fill: var(--tint); }
.heatmap text { font-size: 11px; fill: var(--ink); }
.heatmap path:hover { stroke: var(--ink); stroke-width: 1; } .heatmap .ground:hover { stroke: none; }
.time table { width: auto; } .time td, .time thead th { text-align: left; vertical-align: middle; }
.best { font-weight: 700; }
@media print { pre { border: 1px solid var(--rule); }
  .heatmap path, .bar i { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
)";
}

}  // namespace vitro::program::report
