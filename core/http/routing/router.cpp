// SPDX-License-Identifier: Apache-2.0
// Finds the route for a path.
#include "http/routing/router.h"

#include <stdexcept>

namespace portico::http {

namespace {

[[noreturn]] void refuse(std::string_view pattern, const std::string& why) {
    throw std::invalid_argument("the path \"" + std::string(pattern) + "\" " + why);
}

bool isName(std::string_view name) noexcept {
    return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
                                std::string_view::npos;
}

// "{id}" -> "id", "{path*}" -> "path" and rest; empty for a literal segment.
struct Placeholder {
    std::string_view name;
    bool rest = false;
};
Placeholder placeholder(std::string_view segment) noexcept {
    if (segment.size() < 2 || segment.front() != '{' || segment.back() != '}') return {};
    segment = segment.substr(1, segment.size() - 2);
    const bool rest = !segment.empty() && segment.back() == '*';
    return {rest ? segment.substr(0, segment.size() - 1) : segment, rest};
}

// Removes the first segment from `path`, which begins after a slash.
std::string_view cutSegment(std::string_view& path) noexcept {
    const std::size_t end = path.find('/');
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    return segment;
}

void checkPattern(std::string_view pattern) {
    if (pattern.empty() || pattern.front() != '/') refuse(pattern, "must start with a slash");
    if (pattern.size() > 1 && pattern.back() == '/')
        refuse(pattern,
               "ends with a slash; remove it, the server redirects requests with the slash to the path without it");
    std::string_view left = pattern.substr(1);
    std::size_t names = 0;
    while (!left.empty()) {
        const std::string_view segment = cutSegment(left);
        const Placeholder here = placeholder(segment);
        if (segment.empty() || segment == "." || segment == "..")
            refuse(pattern, "has an empty segment, \".\" or \"..\"; no request can match it");
        if (here.name.empty() && segment.find_first_of("{}*?#%") != std::string_view::npos)
            refuse(pattern,
                   "has a segment that is neither plain text nor {name} nor {name*}: \"" + std::string(segment) + "\"");
        if (!here.name.empty() && !isName(here.name)) refuse(pattern, "has an invalid parameter name");
        if (here.rest && !left.empty()) refuse(pattern, "has {name*} before its end");
        if (!here.name.empty() && ++names > mostParameters) refuse(pattern, "has too many parameters");
    }
}

} // namespace

std::string_view Parameters::find(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < count; ++i)
        if (entries[i].first == name) return entries[i].second;
    return {};
}

void Parameters::nameAfter(std::string_view pattern) noexcept {
    std::size_t named = 0;
    for (std::string_view left = pattern; named < count && !left.empty();)
        if (const Placeholder here = placeholder(cutSegment(left)); !here.name.empty())
            entries[named++].first = here.name;
}

std::string shapeOf(std::string_view pattern) {
    std::string shape;
    for (std::string_view left = pattern; !left.empty();) {
        const std::string_view segment = cutSegment(left);
        const Placeholder here = placeholder(segment);
        shape += here.name.empty() ? segment : here.rest ? "{*}" : "{}";
        if (segment.end() != pattern.end()) shape += '/';
    }
    return shape;
}

// nullptr if there is none yet.
const Router::Node* Router::child(const Node& of, std::string_view segment) {
    const Placeholder here = placeholder(segment);
    if (!here.name.empty()) return (here.rest ? of.rest : of.parameter).get();
    const auto found = of.literals.find(segment);
    return found == of.literals.end() ? nullptr : found->second.get();
}

Router::Node& Router::descend(Node& from, std::string_view segment) {
    const Placeholder here = placeholder(segment);
    auto& child = here.name.empty() ? from.literals[std::string(segment)] : here.rest ? from.rest : from.parameter;
    if (!child) child = std::make_unique<Node>();
    return *child;
}

void Router::check(std::string_view method, std::string_view pattern) const {
    checkPattern(pattern);
    const Node* node = &root_;
    for (std::string_view left = pattern.substr(1); node != nullptr && !left.empty();)
        node = child(*node, cutSegment(left));
    if (node == nullptr) return;
    for (const auto& [known, ignored] : node->methods)
        if (known == method) refuse(pattern, "has two routes for " + std::string(method));
}

void Router::add(std::string_view method, std::string_view pattern, std::size_t number) {
    check(method, pattern);
    Node* node = &root_;
    for (std::string_view left = pattern.substr(1); !left.empty();) node = &descend(*node, cutSegment(left));
    node->methods.emplace_back(method, number);
    methods_.emplace(method);
}

const Router::Methods* Router::match(std::string_view path, Parameters& parameters) const noexcept {
    parameters.count = 0;
    if (path.empty() || path.front() != '/') return nullptr;
    const Node* node = matchFrom(root_, path.substr(1), parameters);
    return node != nullptr ? &node->methods : nullptr;
}

const Router::Node* Router::matchFrom(const Node& node, std::string_view path, Parameters& parameters) noexcept {
    if (path.empty()) return node.methods.empty() ? nullptr : &node;
    std::string_view left = path;
    const std::string_view segment = cutSegment(left);
    const bool folder = left.empty() && path.back() == '/'; // "/books/" differs from "/books"
    if (!folder) {
        if (const auto child = node.literals.find(segment); child != node.literals.end())
            if (const Node* found = matchFrom(*child->second, left, parameters)) return found;
        if (node.parameter && !segment.empty()) {
            const std::size_t before = parameters.count;
            parameters.entries[parameters.count++] = {{}, segment};
            if (const Node* found = matchFrom(*node.parameter, left, parameters)) return found;
            parameters.count = before;
        }
    }
    if (!node.rest) return nullptr;
    parameters.entries[parameters.count++] = {{}, path};
    return node.rest.get();
}

} // namespace portico::http
