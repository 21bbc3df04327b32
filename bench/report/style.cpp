// bench/report/style.cpp: the CSS that only this page needs.
#include "bench/report/style.hpp"

namespace vitro::bench::report {

const char* style() {
    return R"(h2.machine { font-size: 1.75rem; border-top-width: 4px; }
.ladder th[scope=row] { white-space: normal; width: 46%; min-width: 15rem; font-weight: 600; }
.ladder .bar { height: .6rem; } .idea { display: block; font-weight: 400; font-size: .875rem; line-height: 1.35; }
.bars { margin: 0; padding: 0; list-style: none; min-width: 15rem; }
.bars li { display: grid; grid-template-columns: 8rem 1fr 3.5rem; gap: .5rem; align-items: center; text-align: left;
  line-height: 1.35; } .bars .bar { height: .6rem; } .bars b { font-weight: 500; text-align: right; }
.headline b { font-size: 1.25rem; }
@media (max-width: 40rem) {
  .bars li { grid-template-columns: 4.75rem 1fr 2.5rem; } .bars { min-width: 12.5rem; }
  .ladder th[scope=row] { min-width: 11rem; } }
)";
}

}  // namespace vitro::bench::report
