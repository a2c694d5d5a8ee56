// SPDX-License-Identifier: Apache-2.0
// Renders a template.
#include "rendering.h"

#include "page_limits.h"
#include "print.h"

#include <portico/error.hpp>
#include <portico/page_access.hpp>

#include <utility>

namespace pages_mustache {

namespace {

constexpr std::size_t pieceBytes = 32 << 10;

bool isPartialName(std::string_view name) {
    const std::size_t slash = name.rfind('/');
    return name.substr(slash == std::string_view::npos ? 0 : slash + 1, 1) == "_";
}

} // namespace

Rendering::Rendering(Templates& templates, std::int64_t now, std::string_view page, const portico_value& data,
                     const Write& write)
    : templates_(templates), now_(now), scope_(page, data), write_(write) {
    out_.reserve(pieceBytes / 4);
}

void Rendering::run(const Template& page) {
    current_ = &page;
    access_ = page.access;
    walk(page.nodes);
    flush();
}

void Rendering::walk(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
        step(node);
        spend(1, node);
        if (out_.size() >= pieceBytes) flush();
    }
}

void Rendering::step(const Node& node) {
    switch (node.kind) {
    case Node::Kind::Text: out_ += node.text; return;
    case Node::Kind::Escaped:
    case Node::Kind::Raw: return variable(node);
    case Node::Kind::Section:
    case Node::Kind::Inverted: return section(node);
    case Node::Kind::Partial: return partial(node);
    }
}

void Rendering::variable(const Node& node) {
    const portico_value& value = scope_.find(node, steps_);
    if (node.kind == Node::Kind::Escaped && value.type == PORTICO_TEXT)
        appendEscaped(out_, portico::view(value.as.text));
    else
        appendRaw(out_, value);
    if (out_.size() > limits::outputBytes) flush(); // flush reports that the page is too long
}

void Rendering::section(const Node& node) {
    const portico_value& value = scope_.find(node, steps_);
    if (node.kind == Node::Kind::Inverted) {
        if (!isTrue(value)) walk(node.children);
    } else if (value.type == PORTICO_LIST) {
        for (std::size_t i = 0; i < value.as.list.count; ++i) inside(value.as.list.items[i], node);
    } else if (isTrue(value)) {
        inside(value, node);
    }
}

void Rendering::inside(const portico_value& value, const Node& node) {
    spend(1, node);
    scope_.enter(value);
    walk(node.children);
    scope_.leave();
}

void Rendering::partial(const Node& node) {
    if (depth_ == limits::partialDepth)
        fail(node, "partials are nested more than " + std::to_string(depth_) + " deep; does \"" + node.text +
                       "\" include itself?");
    const auto found = isPartialName(node.text) ? templates_.get(node.text, now_) : nullptr;
    if (!found) fail(node, "there is no partial \"" + node.text + "\", whose file would be " + node.text + ".mustache");
    if (!portico::mayShow(access_, found->access))
        fail(node, "the partial \"" + node.text + "\" has access: " + found->access +
                       ", and the page that uses it does not: write it in the page, too");
    ++depth_;
    const Template* before = std::exchange(current_, found.get());
    walk(found->nodes);
    current_ = before;
    --depth_;
}

void Rendering::spend(std::uint64_t steps, const Node& node) {
    steps_ += steps;
    if (steps_ > limits::steps) fail(node, "the page takes too many steps; do its partials include each other?");
}

void Rendering::flush() {
    written_ += out_.size();
    if (written_ > limits::outputBytes)
        throw portico::Error(PORTICO_FAILED, current_->file.path + ": the page is longer than 16 MiB");
    if (!out_.empty()) write_(out_);
    out_.clear();
}

void Rendering::fail(const Node& node, const std::string& what) const {
    throw portico::Error(PORTICO_FAILED, current_->file.path + ":" + std::to_string(node.line) + ": " + what);
}

} // namespace pages_mustache
