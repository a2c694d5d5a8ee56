// SPDX-License-Identifier: Apache-2.0
// The specification after the colon of a replacement field: [[fill]align][sign][#][0][width][,][.precision][type].
#include "engine/operations/format.h"
#include "engine/operations/number_format.h"
#include "engine/text/unicode.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

#include <cmath>

namespace pages_jinja {

namespace {

struct Spec {
    std::string fill = " ";
    char align = 0;
    char sign = '-';
    bool alternate = false;
    std::size_t width = 0;
    char group = 0;
    int precision = -1;
    char type = 0;
};

bool isAlign(char c) { return c == '<' || c == '>' || c == '^' || c == '='; }

int readNumber(std::string_view& text) {
    int value = 0;
    while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
        if (value > 100'000'000) fail("too many digits in a format");
        value = value * 10 + (text[0] - '0');
        text.remove_prefix(1);
    }
    return value;
}

bool accept(std::string_view& text, char c) {
    if (text.empty() || text[0] != c) return false;
    text.remove_prefix(1);
    return true;
}

void readAlign(std::string_view& text, Spec& spec) {
    if (text.empty()) return;
    const std::size_t width = widthOfFirst(text);
    if (width < text.size() && isAlign(text[width])) {
        spec.fill = text.substr(0, width);
        spec.align = text[width];
        text.remove_prefix(width + 1);
    } else if (isAlign(text[0])) {
        spec.align = text[0];
        text.remove_prefix(1);
    }
}

Spec parsed(std::string_view text) {
    Spec spec;
    readAlign(text, spec);
    for (const char sign : {'+', '-', ' '})
        if (accept(text, sign)) {
            spec.sign = sign;
            break;
        }
    spec.alternate = accept(text, '#');
    if (accept(text, '0') && spec.align == 0) {
        spec.fill = "0";
        spec.align = '=';
    }
    spec.width = static_cast<std::size_t>(readNumber(text));
    if (accept(text, ','))
        spec.group = ',';
    else if (accept(text, '_'))
        spec.group = '_';
    if (accept(text, '.')) {
        if (text.empty() || text[0] < '0' || text[0] > '9') fail("a format lacks its precision");
        spec.precision = readNumber(text);
    }
    if (!text.empty()) {
        spec.type = text[0];
        text.remove_prefix(1);
    }
    if (!text.empty()) fail("invalid format specification");
    return spec;
}

void appendNumber(Buffer& out, const Spec& spec, std::string digits) {
    if (digits[0] != '-' && spec.sign != '-') digits.insert(0, 1, spec.sign);
    appendPadded(out, digits, spec.width, spec.align == 0 ? '>' : spec.align, spec.fill);
}

std::string withGroups(const Spec& spec, const std::string& digits, std::size_t size) {
    return spec.group == 0 ? digits : grouped(digits, spec.group, size);
}

// Without a type: like 'g', but with at least one digit after the point, and with an exponent at smaller numbers.
std::string generalReal(double value, int precision) {
    if (!std::isfinite(value)) return realText(value);
    const int digits = std::max(precision, 1);
    const std::string scientific = formatReal(value, 'e', digits - 1, false);
    const std::size_t e = scientific.find('e');
    if (std::stoi(scientific.substr(e + 1)) != digits - 1) {
        const std::string general = formatReal(value, 'g', digits, false);
        return general.find_first_of(".e") == std::string::npos ? general + ".0" : general;
    }
    std::string mantissa = scientific.substr(0, e);
    if (mantissa.find('.') != std::string::npos) mantissa.erase(mantissa.find_last_not_of('0') + 1);
    if (mantissa.back() == '.') mantissa.pop_back();
    return mantissa + scientific.substr(e);
}

std::string realDigits(const Spec& spec, double value) {
    if (spec.type == 0) return spec.precision < 0 ? realText(value) : generalReal(value, spec.precision);
    if (std::string_view("eEfFgGn%").find(spec.type) == std::string_view::npos)
        fail(std::string("unknown format '") + spec.type + "' for a float");
    const int precision = spec.precision < 0 ? 6 : spec.precision;
    if (spec.type == '%') return formatReal(value * 100, 'f', precision, spec.alternate) + "%";
    return formatReal(value, spec.type == 'n' ? 'g' : spec.type, precision, spec.alternate);
}

void formatRealBy(Buffer& out, const Spec& spec, double value) {
    const std::string digits = withGroups(spec, realDigits(spec, std::abs(value)), 3);
    appendNumber(out, spec, (std::signbit(value) ? "-" : "") + digits);
}

void formatWholeBy(Buffer& out, const Spec& spec, std::int64_t value) {
    if (spec.type != 0 && std::string_view("eEfFgG%").find(spec.type) != std::string_view::npos)
        return formatRealBy(out, spec, static_cast<double>(value));
    if (spec.precision >= 0) fail("precision is not allowed for whole numbers");
    unsigned base = 10;
    std::string prefix;
    switch (spec.type) {
    case 0:
    case 'd':
    case 'n': break;
    case 'b': base = 2, prefix = "0b"; break;
    case 'o': base = 8, prefix = "0o"; break;
    case 'x': base = 16, prefix = "0x"; break;
    case 'X': base = 16, prefix = "0X"; break;
    case 'c':
        return appendPadded(out, encoded(static_cast<char32_t>(value)), spec.width, spec.align == 0 ? '<' : spec.align,
                            spec.fill);
    default: fail(std::string("unknown format '") + spec.type + "' for a whole number");
    }
    const std::string digits = withGroups(spec, wholeDigits(value, base, spec.type == 'X'), base == 10 ? 3 : 4);
    appendNumber(out, spec, (value < 0 ? "-" : "") + (spec.alternate ? prefix : "") + digits);
}

void formatTextBy(Buffer& out, const Spec& spec, std::string_view text) {
    if (spec.type != 0 && spec.type != 's') fail(std::string("unknown format '") + spec.type + "' for a text");
    if (spec.align == '=' && spec.fill != "0") fail("'=' is not allowed for a text");
    if (spec.precision >= 0) text = cut(text, 0, std::min(lengthOf(text), static_cast<std::size_t>(spec.precision)));
    const char align = spec.align == 0 || spec.align == '=' ? '<' : spec.align;
    appendPadded(out, text, spec.width, align, spec.fill);
}

} // namespace

void appendFormatted(Buffer& out, const Value& value, std::string_view spec) {
    if (spec.empty()) return appendText(out, value);
    if (value.isWhole()) return formatWholeBy(out, parsed(spec), value.integer());
    if (value.is(Type::Real)) return formatRealBy(out, parsed(spec), value.real());
    if (value.is(Type::Text)) return formatTextBy(out, parsed(spec), value.text());
    fail("a " + std::string(typeName(value)) + " takes no format specification");
}

} // namespace pages_jinja
