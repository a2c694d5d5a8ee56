// SPDX-License-Identifier: Apache-2.0
// path -> route: a tree of path segments, matched in one pass without regular expressions. Built once, then only read, by
// any number of threads. Knows patterns and methods only: each route is a number of the caller's.
//
// Patterns: "/books", "/books/{id}" (exactly one segment), "/files/{path*}" (the rest, at least one character, at the end).
// A literal segment beats a parameter, a parameter beats a rest. Routes may have different names for the same parameter.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <memory>
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
    // Gives them the names that the pattern of the matched route has for them; they view into it.
    void nameAfter(std::string_view pattern) noexcept;
};

// The pattern without its names: "/books/{}". Two patterns of one shape match the same paths.
std::string shapeOf(std::string_view pattern);

class Router {
public:
    using Methods = std::vector<std::pair<std::string, std::size_t>>; // method -> number; few, so a list

    // Throws std::invalid_argument with a sentence if the pattern is bad or that method is taken for its shape.
    void add(std::string_view method, std::string_view pattern, std::size_t number);

    // Throws as add would.
    void check(std::string_view method, std::string_view pattern) const;

    // The methods of the best match, or nullptr. `parameters` are without names and view into `path`.
    const Methods* match(std::string_view path, Parameters& parameters) const noexcept;

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
};

} // namespace portico::http
