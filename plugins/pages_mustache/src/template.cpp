// SPDX-License-Identifier: Apache-2.0
// Parses a template with the library and converts its components into nodes. The library could also render them, but it parses
// every partial again for every page, modifies itself while it renders, and has no limits.
#include "template.h"

#include "page_limits.h"
#include "tag_scan.h"

#include <portico/error.hpp>
#include <portico/page_access.hpp>

#include <algorithm>
#include <charconv>
#include <kainjow/mustache.hpp>

namespace pages_mustache {

namespace {

namespace library = kainjow::mustache;
using Component = library::component<std::string>;
using TagType = library::tag_type;

[[noreturn]] void fail(const std::string& file, std::size_t line, const std::string& what) {
    throw portico::Error(PORTICO_FAILED, file + ":" + std::to_string(line) + ": " + what);
}

std::size_t lineAt(std::string_view source, std::size_t position) {
    const auto end = source.begin() + static_cast<std::ptrdiff_t>(std::min(position, source.size()));
    return 1 + static_cast<std::size_t>(std::count(source.begin(), end, '\n'));
}

Component parse(const std::string& file, const std::string& source) {
    library::context<std::string> noData;
    library::context_internal<std::string> context(noData);
    Component root;
    std::string message; // ends with " at <position>"
    library::parser<std::string>(source, context, root, message);
    if (message.empty()) return root;
    const std::size_t at = message.rfind(" at ");
    std::size_t position = 0;
    if (at != std::string::npos) std::from_chars(message.data() + at + 4, message.data() + message.size(), position);
    fail(file, lineAt(source, position), message.substr(0, at));
}

class Compiler {
public:
    Compiler(Template& into, std::string_view source, TagScan scan)
        : into_(into), source_(source), scan_(std::move(scan)) {}

    void compile(const Component& root) {
        add(root.children, into_.nodes);
        readTexts(into_.nodes);
        into_.access = locating([&] { return access_.word(); });
    }

private:
    void add(const std::vector<Component>& components, std::vector<Node>& nodes) {
        for (const Component& component : components) {
            if (component.is_text())
                addText(component, nodes);
            else
                addTag(component, nodes);
        }
    }

    void addText(const Component& component, std::vector<Node>& nodes) {
        if (scan_.dropped[component.position]) return;
        advance(component.position);
        if (!afterText_) nodes.emplace_back().line = line_;
        afterText_ = true;
        nodes.back().text += component.text;
    }

    void addTag(const Component& component, std::vector<Node>& nodes) {
        advance(component.position);
        afterText_ = false;
        switch (component.tag.type) {
        case TagType::variable: return addNamed(Node::Kind::Escaped, component, nodes);
        case TagType::unescaped_variable: return addNamed(Node::Kind::Raw, component, nodes);
        case TagType::section_begin: return addNamed(Node::Kind::Section, component, nodes);
        case TagType::section_begin_inverted: return addNamed(Node::Kind::Inverted, component, nodes);
        case TagType::partial: return addNamed(Node::Kind::Partial, component, nodes);
        case TagType::comment: return readAccess(component.tag.name);
        case TagType::set_delimiter: return readDelimiters(*component.tag.delim_set);
        default: return;
        }
    }

    void addNamed(Node::Kind kind, const Component& component, std::vector<Node>& nodes) {
        Node node{kind, line_, component.tag.name, {}, {}};
        if (node.text.empty()) fail(into_.file.path, line_, "a tag without a name");
        if (kind != Node::Kind::Partial && node.text != ".") node.path = library::split(node.text, '.');
        add(component.children, node.children);
        afterText_ = false;
        nodes.push_back(std::move(node));
    }

    void readAccess(std::string_view comment) {
        locating([&] { access_.read(comment, line_); });
    }

    // "{{= access: user =}}" turns the words into delimiters.
    void readDelimiters(const library::delimiter_set<std::string>& marks) {
        locating([&] { access_.readTag(marks.begin + ' ' + marks.end, line_); });
    }

    void readTexts(const std::vector<Node>& nodes) {
        for (const Node& node : nodes) {
            locating([&] { readText(node); });
            readTexts(node.children);
        }
    }

    // A tag whose name does not exist prints nothing: {{access: user}} would silently be ignored.
    void readText(const Node& node) {
        if (node.kind == Node::Kind::Text) return access_.readText(node.text, node.line, "}}");
        access_.readTag(node.text, node.line);
        const bool isSection = node.kind == Node::Kind::Section || node.kind == Node::Kind::Inverted;
        if (isSection) access_.readName(node.text, node.line);
    }

    template <class Read>
    auto locating(const Read& read) const -> decltype(read()) {
        try {
            return read();
        } catch (const portico::PageAccessError& error) {
            fail(into_.file.path, error.line(), error.what());
        }
    }

    // Components come in the order of the source, so each byte is counted once.
    void advance(std::size_t position) {
        line_ += lineAt(source_.substr(counted_, position - counted_), source_.size()) - 1;
        counted_ = position;
    }

    Template& into_;
    std::string_view source_;
    TagScan scan_;
    std::size_t line_ = 1, counted_ = 0;
    bool afterText_ = false;
    portico::PageAccess access_;
};

} // namespace

Template compile(TemplateFile file, const std::string& source) {
    TagScan scan = scanTags(source);
    if (scan.depth > limits::sectionDepth)
        fail(file.path, lineAt(source, scan.deepest),
             "sections are nested more than " + std::to_string(limits::sectionDepth) + " deep");
    const Component root = parse(file.path, source);
    Template made{std::move(file), {}, {}};
    Compiler(made, source, std::move(scan)).compile(root);
    return made;
}

} // namespace pages_mustache
