// examples/step/exports/dot.cpp: modules as nested clusters, from the paths of ops.
#include <fmt/format.h>
#include <map>
#include <set>

#include "examples/step/analysis/elements.hpp"
#include "examples/step/analysis/timeline.hpp"
#include "examples/step/exports/exports.hpp"

namespace vitro::step {
namespace {

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char letter : text)
        result += letter == '"' || letter == '\\' ? std::string{'\\', letter} : std::string{letter};
    return result + "\"";
}

/// The modules inside of one, and its own ops.
struct Cluster {
    std::map<std::string, Cluster> inside;
    std::vector<int> ops;
};

class Picture {
  public:
    explicit Picture(const trace::Recording& recording) : timeline_(recording) {}

    std::string text() {
        Cluster root;
        for (std::size_t o = 0; o < timeline_.graph().ops.size(); ++o) place(root, static_cast<int>(o));
        text_ = "digraph step {\n  rankdir=BT; node [shape=ellipse, fontsize=10]; edge [fontsize=8];\n";
        draw(root, "", 1);
        edges();
        return text_ + "}\n";
    }

  private:
    void place(Cluster& root, int o) {
        Cluster* at = &root;
        std::string_view path = timeline_.op(o).path;
        while (!path.empty()) {
            const std::size_t dot = std::min(path.find('.'), path.size());
            at = &at->inside[std::string(path.substr(0, dot))];
            path.remove_prefix(std::min(dot + 1, path.size()));
        }
        at->ops.push_back(o);
    }

    void draw(const Cluster& cluster, const std::string& path, int level) {
        const std::string indent(static_cast<std::size_t>(2 * level), ' ');
        for (const int o : cluster.ops) text_ += fmt::format("{}op{} [label={}];\n", indent, o, quoted(label(o)));
        for (const auto& [name, inner] : cluster.inside) {
            const std::string full = path.empty() ? name : path + "." + name;
            text_ += fmt::format("{}subgraph {} {{\n{}  label={};\n", indent, quoted("cluster_" + full), indent,
                                 quoted(name));
            draw(inner, full, level + 1);
            text_ += indent + "}\n";
        }
    }

    /// "linear 1x7x16; weight, bias": what is there from the start are chips on the op, not nodes.
    std::string label(int o) const {
        const trace::Application& op = timeline_.op(o);
        std::string text = op.op + " " + timeline_.value(op.output).shape.str();
        for (const int input : op.inputs)
            if (timeline_.value(input).maker < 0) {
                const std::string& name = timeline_.value(input).name;
                text += "; " + name.substr(name.rfind('.') + 1);
            }
        return text;
    }

    void edges() {
        std::map<std::pair<int, int>, double> gradients;
        for (const trace::Contribution& one : timeline_.graph().contributions)
            gradients[{one.op, one.input}] = norm(one.numbers.numbers);
        for (std::size_t o = 0; o < timeline_.graph().ops.size(); ++o) {
            const trace::Application& op = timeline_.op(static_cast<int>(o));
            for (std::size_t i = 0; i < op.inputs.size(); ++i) {
                const trace::Value& input = timeline_.value(op.inputs[i]);
                if (input.maker < 0) continue;
                const auto gradient = gradients.find({static_cast<int>(o), static_cast<int>(i)});
                const std::string back =
                    gradient == gradients.end() ? "" : fmt::format(" |c| {:.2g}", gradient->second);
                text_ += fmt::format("  op{} -> op{} [label={}];\n", input.maker, o, quoted(input.shape.str() + back));
            }
        }
    }

    Timeline timeline_;
    std::string text_;
};

}  // namespace

std::string dot_text(const trace::Recording& recording) {
    return Picture(recording).text();
}

}  // namespace vitro::step
