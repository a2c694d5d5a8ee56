// SPDX-License-Identifier: Apache-2.0
// Parses with Poco. The handler sees every member as it is parsed; in the finished Poco object the last of two members of the
// same name has already replaced the first.
#include "flat_json.h"

#include <Poco/JSON/Handler.h>
#include <Poco/JSON/Parser.h>
#include <algorithm>

namespace auth_cookie {

namespace {

class FlatHandler final : public Poco::JSON::Handler {
public:
    explicit FlatHandler(FlatJson::Members& members) : members_(members) {}
    bool flat() const { return objects_ == 1 && !broken_; }

    void reset() override {}
    void startObject() override { broken_ = broken_ || ++objects_ > 1; }
    void endObject() override {}
    void startArray() override { broken_ = true; }
    void endArray() override {}
    void key(const std::string& name) override {
        broken_ = broken_ || members_.contains(name);
        key_ = name;
    }
    void null() override { keep(FlatJson::Other{}); }
    void value(int number) override { keep(std::int64_t{number}); }
    void value(unsigned number) override { keep(std::int64_t{number}); }
    void value(Poco::Int64 number) override { keep(std::int64_t{number}); }
    void value(Poco::UInt64) override {
        keep(FlatJson::Other{});
    } // Poco calls this only for values that do not fit into int64
    void value(const std::string& text) override { keep(text); }
    void value(double) override { keep(FlatJson::Other{}); }
    void value(bool) override { keep(FlatJson::Other{}); }

private:
    void keep(FlatJson::Value value) { members_.insert_or_assign(key_, std::move(value)); }

    FlatJson::Members& members_;
    std::string key_;
    int objects_ = 0;
    bool broken_ = false; // a flag instead of an exception, with which Poco's parser would leak
};

// Poco takes the byte 0xFF for the end of the text and ignores what follows. Tokens are ASCII.
bool isPrintable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

std::optional<FlatJson> FlatJson::parse(std::string_view text) {
    if (!isPrintable(text)) return std::nullopt;
    FlatJson json;
    Poco::SharedPtr<FlatHandler> handler(new FlatHandler(json.members_)); // Poco requires its own smart pointer
    try {
        Poco::JSON::Parser parser(handler);
        parser.setAllowNullByte(false);
        parser.setDepth(4);
        parser.parse(std::string(text));
    } catch (const Poco::Exception&) {
        return std::nullopt;
    }
    if (!handler->flat()) return std::nullopt;
    return json;
}

std::optional<std::string_view> FlatJson::text(std::string_view name) const {
    const auto found = members_.find(name);
    if (found == members_.end() || !std::holds_alternative<std::string>(found->second)) return std::nullopt;
    return std::get<std::string>(found->second);
}

std::optional<std::int64_t> FlatJson::integer(std::string_view name) const {
    const auto found = members_.find(name);
    if (found == members_.end() || !std::holds_alternative<std::int64_t>(found->second)) return std::nullopt;
    return std::get<std::int64_t>(found->second);
}

} // namespace auth_cookie
