// bench/report/gathered.hpp: what the records say, in the order in which the page shows it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bench/record/record.hpp"

namespace vitro::bench::report {

struct Source {
    std::string path;
    Record record;
};

/// A product of `bench peers`: GFLOP/s of vitro and of each peer.
struct Product {
    std::string shape, transposition;
    int threads = 1;
    double gflops = 0;
    std::map<std::string, double> peers;
    bool refused = false;

    /// The fastest peer's name; empty when there is none.
    std::string best() const;
    /// vitro over the fastest peer; 0 when there is none, or when the figures are refused.
    double ratio() const;
};

/// Attention of `bench peers`: milliseconds, forward and backward.
struct AttentionTimes {
    std::string shape;
    int threads = 1;
    double milliseconds = 0, composed = 0;
    std::map<std::string, double> peers;
};

/// An operation on rows of `bench peers`: microseconds.
struct RowTimes {
    std::string op, shape;
    int threads = 1;
    double microseconds = 0;
    std::map<std::string, double> peers;
};

/// All that is known of one machine. Of several results with one name the last record's is kept, of several
/// measurements of a roof the highest.
struct Gathered {
    Machine machine;
    int number = 1;  ///< of the machine on the page
    std::vector<std::string> dates, paths;
    Survey roofs;
    std::vector<Result> kernels, sweep, ladder, steps;
    std::map<std::string, std::string> ideas;  ///< of a rung: by "gemm/forward/packed"
    std::vector<Product> products;
    std::vector<AttentionTimes> attention;
    std::vector<RowTimes> rows;
    nlohmann::ordered_json step_rows = nlohmann::ordered_json::array();  ///< the list `steps`: where the time goes

    /// What is called `name` among this machine's parts of the page: "ladder", the second machine's "ladder-2".
    std::string id(const std::string& name) const { return number == 1 ? name : name + "-" + std::to_string(number); }
};

/// One for each machine, in the order in which they come. Throws core::Error, which names the file, for a list that is
/// not of its command's form or a figure that none can be.
std::vector<Gathered> gather(const std::vector<Source>& sources);

}  // namespace vitro::bench::report
