// SPDX-License-Identifier: Apache-2.0
// Builds the tree from Poco's parser events.
#include "loader/json.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Handler.h>
#include <Poco/JSON/Parser.h>

#include <limits>
#include <optional>
#include <stdexcept>

namespace portico::loader {

namespace {

constexpr std::size_t deepest = 16; // a manifest has four levels

class Builder final : public Poco::JSON::Handler {
public:
    void reset() override {
        root_.reset();
        open_.clear();
    }
    void startObject() override { enter(JsonMap{}); }
    void endObject() override { open_.pop_back(); }
    void startArray() override { enter(JsonList{}); }
    void endArray() override { open_.pop_back(); }
    void key(const std::string& name) override { std::get<JsonMap>(open_.back()->value).push_back({name, {}}); }
    void null() override { add(); }
    void value(int number) override { add().value = std::int64_t{number}; }
    void value(unsigned number) override { add().value = std::int64_t{number}; }
    void value(Poco::Int64 number) override { add().value = std::int64_t{number}; }
    void value(Poco::UInt64 number) override {
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            throw std::out_of_range("a number is too large");
        add().value = static_cast<std::int64_t>(number);
    }
    void value(const std::string& text) override { add().value = text; }
    void value(double number) override { add().value = number; }
    void value(bool truth) override { add().value = truth; }

    std::optional<Json> take() { return open_.empty() ? std::move(root_) : std::nullopt; }

private:
    // The place of the value that comes next.
    Json& add() {
        if (open_.empty()) {
            if (root_) throw std::invalid_argument("text follows after its end");
            return root_.emplace();
        }
        if (auto* list = std::get_if<JsonList>(&open_.back()->value)) return list->emplace_back();
        return std::get<JsonMap>(open_.back()->value).back().value;
    }
    template <class Container>
    void enter(Container container) {
        if (open_.size() == deepest) throw std::length_error("it is nested too deeply");
        // The address holds: a container gets no further members before the one that is open has ended.
        Json& json = add();
        json.value = std::move(container);
        open_.push_back(&json);
    }

    std::optional<Json> root_;
    std::vector<Json*> open_;
};

} // namespace

std::variant<Json, std::string> parseJson(const std::string& text) {
    try {
        Poco::SharedPtr<Builder> builder = Poco::makeShared<Builder>();
        Poco::JSON::Parser parser(builder);
        parser.setDepth(deepest);
        parser.parse(text);
        if (auto json = builder->take()) return *std::move(json);
        return "it ends too early";
    } catch (const Poco::Exception& error) {
        return error.message().empty() ? std::string(error.name()) : error.message();
    } catch (const std::exception& error) {
        return error.what();
    }
}

} // namespace portico::loader
