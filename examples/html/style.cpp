// examples/html/style.cpp: the CSS of all pages. Colours of series are Okabe and Ito's, which colour-blind eyes tell
// apart.
#include "examples/html/style.hpp"

namespace vitro::html {

const char* style() {
    return R"(:root { --page: #fff; --ink: #1c2127; --soft: #566069; --rule: #d9dee3; --tint: #f3f5f7; --link: #0b5cad;
  --wrong: #b3261e; --s0: #737b84; --s1: #0072b2; --s2: #d05400; --s3: #008a65; --s4: #a8538a; --s5: #8a7300; }
@media (prefers-color-scheme: dark) { :root { --page: #14181c; --ink: #e6eaee; --soft: #a3adb7; --rule: #343c44;
  --tint: #1e242a; --link: #7fb8f0; --wrong: #ff8a80; --s0: #98a2ac; --s1: #56b4e9; --s2: #ff9147; --s3: #35c79a;
  --s4: #dd8fc2; --s5: #d9c04a; } }
.s0 { --c: var(--s0); } .s1 { --c: var(--s1); } .s2 { --c: var(--s2); } .s3 { --c: var(--s3); } .s4 { --c: var(--s4); }
.s5 { --c: var(--s5); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 0 1.25rem 3rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 2rem 0 0; font-size: 2rem; line-height: 1.2; }
h2 { margin: 2.75rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--rule); font-size: 1.375rem; }
h3 { margin: 1.5rem 0 .25rem; font-size: 1.0625rem; }
p { max-width: 44rem; margin: .5rem 0 1rem; }
header p, figcaption, footer, small, .idea { color: var(--soft); }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
nav ul, .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1rem 0; padding: 0; list-style: none; }
.legend svg { width: 1rem; height: 1rem; margin-right: .4rem; vertical-align: -.15em; }
.legend svg.long { width: 2rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: .75rem 1.5rem; }
.facts dt { color: var(--soft); font-size: .875rem; } .facts dd { margin: 0; overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 1rem 2rem;
  align-items: start; }
figure { margin: 0; } figure svg { display: block; width: 100%; height: auto; }
figcaption { text-align: center; font-size: .875rem; }
svg text { fill: var(--soft); font: 12px system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
svg .middle { text-anchor: middle; } svg .end { text-anchor: end; } svg .label { fill: var(--ink); }
svg .name { font-weight: 600; }
svg .label { paint-order: stroke; stroke: var(--page); stroke-width: 3px; stroke-linejoin: round; }
.grid { stroke: var(--rule); stroke-width: 1; fill: none; } .axis { stroke: var(--soft); fill: none; }
.line { fill: none; stroke: var(--c, var(--soft)); stroke-width: 1.75; stroke-linejoin: round; }
.dashed { stroke-dasharray: 5 4; stroke-width: 1.5; } .memory { stroke: var(--soft); stroke-width: 1.25; }
.mark { fill: var(--c); fill-opacity: .62; stroke: var(--c); stroke-width: .75; }
.mark:hover { fill-opacity: 1; stroke: var(--ink); stroke-width: 2; }
.wide { overflow-x: auto; margin: .75rem 0 1.25rem; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .9375rem;
  font-variant-numeric: tabular-nums; }
caption { padding: .25rem 0 .5rem; text-align: left; font-weight: 600; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--rule); text-align: right; vertical-align: top;
  white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
thead th { white-space: normal; color: var(--soft); font-weight: 600; font-size: .875rem; vertical-align: bottom; }
th:first-child { position: sticky; left: 0; background: var(--page); }
tbody th { font-weight: 500; }
tbody tr:hover, tbody tr:hover th { background: var(--tint); }
td small, th small { display: block; font-weight: 400; }
.bar { display: block; height: .4rem; min-width: 3rem; margin: .2rem 0; border-radius: .2rem; background: var(--tint);
  box-shadow: inset 0 0 0 1px var(--rule); overflow: hidden; }
.bar i { display: block; height: 100%; background: var(--c); }
.wrong { color: var(--wrong); }
details { margin: .25rem 0; } summary { padding: .4rem 0; cursor: pointer; font-weight: 600; }
footer { margin-top: 3rem; border-top: 1px solid var(--rule); font-size: .875rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) { body { padding: 0 .875rem 2rem; } svg text { font-size: 15px; }
  th, td { padding: .35rem .4rem; } .bar { min-width: 2rem; } table { font-size: .875rem; } }
@media print { body { max-width: none; } .wide { overflow: visible; } }
)";
}

}  // namespace vitro::html
