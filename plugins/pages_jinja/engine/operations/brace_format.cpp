// SPDX-License-Identifier: Apache-2.0
// Replacement fields: {}, {0}, {name}, {a.b}, {a[0]}, {x!r}, {x:>8}, {x:{width}}.
#include "engine/operations/format.h"

#include "engine/operations/access.h"
#include "engine/value/print.h"

#include <algorithm>

namespace pages_jinja {

namespace {

class BraceFormat {
public:
    BraceFormat(Rendering& rendering, bool markup, const Arguments& arguments, const Value* mapping = nullptr)
        : rendering_(rendering), markup_(markup), arguments_(arguments), mapping_(mapping) {}

    void run(Buffer& out, std::string_view text, int depth) {
        if (depth > 1) fail("replacement fields nested too deep");
        while (!text.empty()) {
            const std::size_t at = std::min(text.find_first_of("{}"), text.size());
            out.append(text.substr(0, at));
            text.remove_prefix(at);
            if (text.empty()) return;
            if (text.size() > 1 && text[1] == text[0]) {
                out.push(text[0]);
                text.remove_prefix(2);
                continue;
            }
            if (text[0] == '}') fail("a single '}' in a format");
            const std::size_t end = closing(text);
            field(out, text.substr(1, end - 1), depth);
            text.remove_prefix(end + 1);
        }
    }

private:
    static std::size_t closing(std::string_view text) {
        int open = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '{') ++open;
            if (text[i] == '}' && --open == 0) return i;
        }
        fail("a '{' without '}' in a format");
    }

    void field(Buffer& out, std::string_view text, int depth) {
        const std::size_t end = std::min(text.find_first_of("!:"), text.size());
        const Value value = argument(text.substr(0, end));
        text.remove_prefix(end);
        char conversion = 0;
        if (!text.empty() && text[0] == '!') {
            if (text.size() < 2 || (text.size() > 2 && text[2] != ':')) fail("invalid conversion in a format");
            conversion = text[1];
            text.remove_prefix(2);
        }
        TextBuilder spec(rendering_.arena);
        if (!text.empty()) run(spec, text.substr(1), depth + 1);
        print(out, converted(value, conversion), spec.str());
    }

    void print(Buffer& out, const Value& value, std::string_view spec) {
        if (!markup_) return appendFormatted(out, value, spec);
        if (isHtml(value) && !spec.empty()) fail("markup takes no format specification");
        if (isHtml(value)) return appendText(out, value);
        TextBuilder text(rendering_.arena);
        appendFormatted(text, value, spec);
        appendForHtml(out, text.text());
    }

    Value converted(const Value& value, char conversion) {
        if (conversion == 0) return value;
        TextBuilder text(rendering_.arena);
        if (conversion == 'r')
            appendRepr(text, value);
        else if (conversion == 's')
            appendText(text, value);
        else
            fail("unknown conversion in a format");
        return text.text();
    }

    Value argument(std::string_view path) {
        const std::size_t end = std::min(path.find_first_of(".["), path.size());
        Value value = base(path.substr(0, end));
        path.remove_prefix(end);
        while (!path.empty()) {
            const bool item = path[0] == '[';
            path.remove_prefix(1);
            const std::size_t stop = std::min(item ? path.find(']') : path.find_first_of(".["), path.size());
            const std::string_view key = path.substr(0, stop);
            if (key.empty() || (item && stop == path.size())) fail("an empty or open key in a format");
            if (!item && value.is(Type::Map)) fail("a format uses an attribute of a dict; write {name[key]}");
            value = item ? itemOf(rendering_, value, keyOf(key)) : attributeOf(rendering_, value, key);
            if (value.is(Type::Undefined)) fail("a format uses '" + std::string(key) + "', which does not exist");
            path.remove_prefix(stop + (item ? 1 : 0));
        }
        return value;
    }

    static bool isNumber(std::string_view key) {
        return !key.empty() && key.size() < 10 && key.find_first_not_of("0123456789") == std::string_view::npos;
    }
    static Value keyOf(std::string_view key) {
        return isNumber(key) ? Value::integer(std::stoll(std::string(key))) : Value::text(key);
    }

    Value base(std::string_view name) {
        if (mapping_ != nullptr) return fromMapping(name);
        if (!name.empty() && !isNumber(name)) {
            const Value* value = arguments_.find(name);
            if (value == nullptr) fail("a format uses '" + std::string(name) + "', which was not given");
            return *value;
        }
        const bool automatic = name.empty();
        if (mixed_ != 0 && (mixed_ == 'a') != automatic) fail("a format mixes {} and {0}");
        mixed_ = automatic ? 'a' : 'm';
        const std::size_t index = automatic ? next_++ : std::stoul(std::string(name));
        if (index >= arguments_.positional.size()) fail("a format uses more arguments than were given");
        return arguments_.positional[index];
    }

    Value fromMapping(std::string_view name) const {
        if (name.empty() || isNumber(name)) fail("format_map: fields must have names");
        if (!mapping_->is(Type::Map)) fail("format_map needs a dict, got " + std::string(typeName(*mapping_)));
        const Value* value = mapping_->map().find(name);
        if (value == nullptr) fail("a format uses '" + std::string(name) + "', which was not given");
        return *value;
    }

    Rendering& rendering_;
    bool markup_;
    const Arguments& arguments_;
    const Value* mapping_;
    std::size_t next_ = 0;
    char mixed_ = 0; // 'a' (automatic numbers) after {}, 'm' (manual ones) after {0}
};

} // namespace

Value braceFormatted(Rendering& rendering, const Value& format, const Arguments& arguments) {
    TextBuilder out(rendering.arena);
    BraceFormat(rendering, format.isMarkup(), arguments).run(out, format.text(), 0);
    return out.text(format.isMarkup());
}

Value braceFormatted(Rendering& rendering, const Value& format, const Value& mapping) {
    TextBuilder out(rendering.arena);
    BraceFormat(rendering, format.isMarkup(), Arguments(), &mapping).run(out, format.text(), 0);
    return out.text(format.isMarkup());
}

} // namespace pages_jinja
