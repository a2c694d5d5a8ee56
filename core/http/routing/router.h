// SPDX-License-Identifier: Apache-2.0
// Finds the route for a path: a tree of path segments, matched in one pass without regular expressions. Built once, then read by
// any number of threads. Knows only patterns and methods: the caller numbers the routes.
//
// Patterns: "/books", "/books/{id}" (exactly one segment), "/files/{path*}" (the rest, at least one character, at the end). A
// literal segment precedes a parameter, and a parameter precedes a rest. Routes may use different names for the same parameter.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portico::http {

inline constexpr std::size_t mostParameters = 8; // in one pattern

struct Parameters {
    std::array<std::pair<std::string_view, std::string_view>, mostParameters> entries;
    std::size_t count = 0;
    std::string_view find(std::string_view name) const noexcept;
    // Assigns the names in the pattern of the matched route to the parameters; they view into it.
    void nameAfter(std::string_view pattern) noexcept;
};

// The pattern without its names: "/books/{}". Patterns of the same shape match the same paths.
std::string shapeOf(std::string_view pattern);

class Router {
public:
    using Methods = std::vector<std::pair<std::string, std::size_t>>; // method -> number; few, therefore a list

    // Throws std::invalid_argument with a sentence if the pattern is invalid or its shape already has a route for the method.
    void add(std::string_view method, std::string_view pattern, std::size_t number);

    // Throws like add.
    void check(std::string_view method, std::string_view pattern) const;

    // The methods of the best match, or nullptr. `parameters` have no names and view into `path`.
    const Methods* match(std::string_view path, Parameters& parameters) const noexcept;

    // The methods of all routes.
    const std::set<std::string, std::less<>>& methods() const noexcept { return methods_; }

private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
        std::unique_ptr<Node> parameter, rest;
        Methods methods;
    };
    static const Node* child(const Node& of, std::string_view segment);
    static Node& descend(Node& from, std::string_view segment);
    static const Node* matchFrom(const Node& node, std::string_view path, Parameters& parameters) noexcept;

    Node root_;
    std::set<std::string, std::less<>> methods_;
};

} // namespace portico::http
