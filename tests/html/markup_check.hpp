// tests/html/markup_check.hpp: whether markup is well-formed, as a strict reader of XML sees it.
#pragma once

#include <cctype>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace html_test {

/// Reads tags, attributes and entities: tags nest, attributes are quoted and named once each, an & begins one of five
/// entities, identifiers are unique.
class MarkupCheck {
  public:
    /// Empty, or the first thing that is wrong, with what follows it. A line <!DOCTYPE html> may come first.
    static std::string complaint(std::string_view text) {
        constexpr std::string_view kType = "<!DOCTYPE html>\n";
        if (text.starts_with(kType)) text.remove_prefix(kType.size());
        MarkupCheck check{text};
        check.document();
        return check.complaint_;
    }

  private:
    explicit MarkupCheck(std::string_view text) : rest_(text) {}

    void fail(const std::string& what) {
        if (complaint_.empty()) complaint_ = what + " at " + std::string(rest_.substr(0, 60));
    }
    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    std::string name() {
        std::size_t length = 0;
        while (length < rest_.size() && (std::isalnum(rest_[length]) != 0 || rest_[length] == '-')) ++length;
        const std::string found(rest_.substr(0, length));
        rest_.remove_prefix(length);
        if (found.empty()) fail("no name");
        return found;
    }
    /// One character of content or of a value.
    void character() {
        if (rest_[0] != '&') return rest_.remove_prefix(1);
        for (const char* entity : {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"})
            if (take(entity)) return;
        fail("an & that begins no entity");
    }
    void attribute(std::set<std::string>& names) {
        const std::string key = name();
        if (!names.insert(key).second) fail("an attribute twice");
        if (!take("=\"")) fail("an attribute without a quoted value");
        const std::string_view before = rest_;
        while (complaint_.empty() && !rest_.empty() && rest_[0] != '"' && rest_[0] != '<') character();
        const std::string value(before.substr(0, before.size() - rest_.size()));
        if (key == "id" && !ids_.insert(value).second) fail("an id twice: " + value);
        if (!take("\"")) fail("a value that does not end");
    }
    void tag() {
        if (take("/")) {
            const std::string closed = name();
            if (open_.empty() || open_.back() != closed) return fail("</" + closed + "> closes what is not open");
            open_.pop_back();
            if (!take(">")) fail("a tag that does not end");
            return;
        }
        const std::string opened = name();
        std::set<std::string> names;
        while (complaint_.empty() && take(" ")) attribute(names);
        if (take("/>")) return;
        if (!take(">")) fail("a tag that does not end");
        open_.push_back(opened);
    }
    void document() {
        while (complaint_.empty() && !rest_.empty()) {
            if (take("<"))
                tag();
            else
                character();
        }
        if (!open_.empty()) fail("<" + open_.back() + "> is not closed");
    }

    std::string_view rest_;
    std::string complaint_;
    std::vector<std::string> open_;
    std::set<std::string> ids_;
};

}  // namespace html_test
