// SPDX-License-Identifier: Apache-2.0
// One pass over the format: every % parses its specification, takes its argument and prints it.
#include "engine/operations/format.h"

#include "engine/operations/number_format.h"
#include "engine/text/unicode.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

#include <cmath>

namespace pages_jinja {

namespace {

struct PercentSpec {
    bool left = false, zero = false, plus = false, blank = false, alternate = false;
    std::size_t width = 0;
    int precision = -1;
    char type = 0;
};

class PercentFormat {
public:
    PercentFormat(Rendering& rendering, const Value& format, const Value& arguments)
        : rendering_(rendering),
          rest_(format.text()),
          markup_(format.isMarkup()),
          arguments_(arguments),
          out_(rendering.arena) {}

    Value run() {
        while (!rest_.empty()) {
            const std::size_t at = std::min(rest_.find('%'), rest_.size());
            out_.append(rest_.substr(0, at));
            rest_.remove_prefix(at);
            if (rest_.empty()) break;
            rest_.remove_prefix(1);
            conversion();
        }
        const bool mapping = arguments_.is(Type::Map) || arguments_.is(Type::List) || arguments_.is(Type::Undefined);
        const std::size_t given = arguments_.is(Type::Tuple) ? arguments_.sequence().items.size() : 1;
        if (!mapping && used_ < given) fail("not all arguments were used by the format");
        return out_.text(markup_);
    }

private:
    char take() {
        if (rest_.empty()) fail("incomplete format");
        const char c = rest_[0];
        rest_.remove_prefix(1);
        return c;
    }
    bool accept(char c) {
        if (rest_.empty() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    Value nextArgument() {
        if (!arguments_.is(Type::Tuple)) {
            if (used_++ > 0) fail("not enough arguments for the format");
            return arguments_;
        }
        if (used_ >= arguments_.sequence().items.size()) fail("not enough arguments for the format");
        return arguments_.sequence().items[used_++];
    }

    Value namedArgument() {
        const std::size_t end = rest_.find(')');
        if (end == std::string_view::npos) fail("incomplete format key");
        if (!arguments_.is(Type::Map)) fail("the format needs a mapping");
        const std::string_view key = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        const Value* value = arguments_.map().find(key);
        if (value == nullptr) fail("the format has no argument called '" + std::string(key) + "'");
        return *value;
    }

    std::int64_t number() {
        if (accept('*')) {
            const Value value = nextArgument();
            if (!value.isWhole()) fail("* needs a whole number");
            return value.integer();
        }
        std::int64_t value = 0;
        while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9' && value < 1'000'000'000)
            value = value * 10 + (take() - '0');
        return value;
    }

    void flags(PercentSpec& spec) {
        for (;; rest_.remove_prefix(1)) {
            const char c = rest_.empty() ? 'x' : rest_[0];
            if (c == '-')
                spec.left = true;
            else if (c == '0')
                spec.zero = true;
            else if (c == '+')
                spec.plus = true;
            else if (c == ' ')
                spec.blank = true;
            else if (c == '#')
                spec.alternate = true;
            else
                return;
        }
    }

    void conversion() {
        if (accept('%')) return out_.push('%');
        Value argument;
        if (accept('(')) argument = namedArgument();
        PercentSpec spec;
        flags(spec);
        const std::int64_t width = number();
        spec.left = spec.left || width < 0;
        spec.width = static_cast<std::size_t>(width < 0 ? -width : width);
        if (accept('.')) spec.precision = static_cast<int>(std::max<std::int64_t>(number(), 0));
        while (accept('h') || accept('l') || accept('L')) {
        }
        spec.type = take();
        if (spec.type == '%') return out_.push('%');
        print(spec, argument.isMissing() ? nextArgument() : argument);
    }

    void print(const PercentSpec& spec, const Value& argument) {
        switch (spec.type) {
        case 's':
        case 'r':
        case 'a': return printText(spec, argument);
        case 'c': return printCharacter(spec, argument);
        case 'd':
        case 'i':
        case 'u':
        case 'x':
        case 'X':
        case 'o': return printWhole(spec, argument);
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G': return printReal(spec, argument);
        default: fail("unsupported format character '" + std::string(1, spec.type) + "'");
        }
    }

    void printText(const PercentSpec& spec, const Value& argument) {
        TextBuilder text(rendering_.arena);
        if (spec.type != 's')
            appendRepr(text, argument);
        else if (markup_)
            appendForHtml(text, argument);
        else
            appendText(text, argument);
        Value shown = text.text();
        if (markup_ && spec.type != 's') shown = escapedValue(rendering_.arena, shown);
        std::string_view view = shown.text();
        if (spec.precision >= 0)
            view = cut(view, 0, std::min(lengthOf(view), static_cast<std::size_t>(spec.precision)));
        appendPadded(out_, view, spec.width, spec.left ? '<' : '>', " ");
    }

    void printCharacter(const PercentSpec& spec, const Value& argument) {
        const bool one = argument.is(Type::Text) && lengthOf(argument.text()) == 1;
        if (!one && !argument.isWhole()) fail("%c needs a number or one character");
        const std::string text =
            one ? std::string(argument.text()) : encoded(static_cast<char32_t>(argument.integer()));
        appendPadded(out_, text, spec.width, spec.left ? '<' : '>', " ");
    }

    static double realOf(const Value& argument, char type) {
        if (argument.is(Type::Undefined)) failUndefined(argument);
        if (!argument.isNumber())
            fail(std::string("%") + type + " needs a number, not " + std::string(typeName(argument)));
        return argument.number();
    }

    void printWhole(const PercentSpec& spec, const Value& argument) {
        const double real = realOf(argument, spec.type);
        if (!argument.isWhole() && !(std::abs(real) < 9.2e18)) fail("a number that does not fit into 64 bits");
        const std::int64_t value = argument.isWhole() ? argument.integer() : static_cast<std::int64_t>(real);
        const bool hex = spec.type == 'x' || spec.type == 'X';
        if ((hex || spec.type == 'o') && !argument.isWhole()) fail("%x and %o need a whole number");
        std::string digits = wholeDigits(value, hex ? 16 : spec.type == 'o' ? 8 : 10, spec.type == 'X');
        if (spec.precision > static_cast<int>(digits.size()))
            digits.insert(0,
                          std::string(static_cast<std::size_t>(std::min(spec.precision, 4096)) - digits.size(), '0'));
        if (spec.alternate && hex) digits.insert(0, spec.type == 'x' ? "0x" : "0X");
        if (spec.alternate && spec.type == 'o') digits.insert(0, "0o");
        printNumber(spec, value < 0 ? "-" + digits : digits);
    }

    void printReal(const PercentSpec& spec, const Value& argument) {
        const double value = realOf(argument, spec.type);
        printNumber(spec, formatReal(value, spec.type, spec.precision < 0 ? 6 : spec.precision, spec.alternate));
    }

    void printNumber(const PercentSpec& spec, std::string digits) {
        if (digits[0] != '-' && spec.plus)
            digits.insert(0, "+");
        else if (digits[0] != '-' && spec.blank)
            digits.insert(0, " ");
        const bool zeros = spec.zero && !spec.left;
        appendPadded(out_, digits, spec.width, spec.left ? '<' : zeros ? '=' : '>', zeros ? "0" : " ");
    }

    Rendering& rendering_;
    std::string_view rest_;
    bool markup_;
    const Value& arguments_;
    std::size_t used_ = 0;
    TextBuilder out_;
};

} // namespace

Value percentFormatted(Rendering& rendering, const Value& format, const Value& arguments) {
    return PercentFormat(rendering, format, arguments).run();
}

} // namespace pages_jinja
