// SPDX-License-Identifier: Apache-2.0
// RapidJSON's events become a tree. Four things are checked here, because RapidJSON 1.1 accepts them: duplicate members, any
// depth, a second half of a surrogate pair without the first, and a NUL byte after the end. A fault is reported with its place
// and the text before it, because a manifest is one long line by the time it is read here.
#include "base/json.h"

#include "base/utf8.h"

#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>

namespace portico::base {

namespace {

constexpr std::size_t deepest = 16; // a manifest has four levels
constexpr std::size_t mostQuoted = 24;
// The stack with which RapidJSON 1.1 reads in other ways adds to a null pointer at first, which is undefined.
constexpr unsigned inPlace = rapidjson::kParseInsituFlag;

// Fills the innermost open list or object. The pointers to those remain valid: one that is open is the last item of its parent,
// which does not grow before it is closed.
class TreeBuilder {
public:
    explicit TreeBuilder(Twice twice) : twice_(twice) {}

    Json& root() { return root_; }
    std::string_view fault() const { return fault_; }

    bool Null() { return put({}); }
    bool Bool(bool truth) { return put({truth}); }
    bool String(const char* bytes, rapidjson::SizeType size, bool) {
        return isText({bytes, size}) && put({std::string(bytes, size)});
    }
    bool Key(const char* bytes, rapidjson::SizeType size, bool);
    bool RawNumber(const char* digits, rapidjson::SizeType size, bool);
    bool StartObject() { return open({JsonMap()}); }
    bool StartArray() { return open({JsonList()}); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool EndArray(rapidjson::SizeType) { return close(); }

    // Not called: RawNumber gets all numbers.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

private:
    bool fail(std::string_view why) {
        fault_ = why;
        return false;
    }
    // The text around it is UTF-8; only an escape sequence can break it.
    bool isText(std::string_view text) { return isUtf8(text) || fail("a surrogate is not paired"); }
    Json& next();
    bool put(Json value) {
        next() = std::move(value);
        return true;
    }
    bool open(Json value);
    bool close() {
        open_.pop_back();
        return true;
    }

    Twice twice_;
    Json root_;
    std::vector<Json*> open_;
    std::string_view fault_;
};

Json& TreeBuilder::next() {
    if (open_.empty()) return root_;
    if (auto* list = std::get_if<JsonList>(&open_.back()->value)) return list->emplace_back();
    return std::get<JsonMap>(open_.back()->value).back().value;
}

bool TreeBuilder::open(Json value) {
    if (open_.size() == deepest) return fail("it is nested too deeply");
    Json& place = next();
    place = std::move(value);
    open_.push_back(&place);
    return true;
}

bool TreeBuilder::Key(const char* bytes, rapidjson::SizeType size, bool) {
    const std::string_view name(bytes, size);
    if (!isText(name)) return false;
    if (twice_ == Twice::Refused && open_.back()->find(name) != nullptr) return fail("a member is given twice");
    std::get<JsonMap>(open_.back()->value).push_back({std::string(name), {}});
    return true;
}

bool TreeBuilder::RawNumber(const char* digits, rapidjson::SizeType size, bool) {
    const char* end = digits + size;
    std::int64_t whole = 0;
    double real = 0;
    if (std::string_view(digits, size).find_first_of(".eE") == std::string_view::npos)
        return std::from_chars(digits, end, whole).ec == std::errc() ? put({whole}) : fail("a number is too large");
    return std::from_chars(digits, end, real).ec == std::errc() ? put({real}) : fail("a number is too large");
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// RapidJSON ends the number before the fault in "01" and "-x".
bool isInNumber(std::string_view text, std::size_t at) {
    if (at == 0) return false;
    return text[at - 1] == '-' || (at < text.size() && isDigit(text[at - 1]) && isDigit(text[at]));
}

std::string_view sentence(rapidjson::ParseErrorCode code, std::string_view text, std::size_t at) {
    const bool isAtEnd = at == text.size();
    if (code <= rapidjson::kParseErrorArrayMissCommaOrSquareBracket && isInNumber(text, at))
        return "this is not a number";
    switch (code) {
    case rapidjson::kParseErrorDocumentEmpty:
    case rapidjson::kParseErrorValueInvalid: return isAtEnd ? "it ends too early" : "a value is missing";
    case rapidjson::kParseErrorDocumentRootNotSingular: return "text follows the end of the JSON value";
    case rapidjson::kParseErrorObjectMissName: return "a member name is missing, in quotation marks";
    case rapidjson::kParseErrorObjectMissColon: return "a colon is missing";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket: return "a comma or } is missing";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket: return "a comma or ] is missing";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex: return "\\u is not followed by four hexadecimal digits";
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid: return "a surrogate is not paired";
    case rapidjson::kParseErrorStringMissQuotationMark:
        return isAtEnd ? "a string is not terminated" : "a control character is in a string";
    case rapidjson::kParseErrorStringEscapeInvalid:
        return text[at] == '\\' ? "an invalid escape sequence is in a string" : "a control character is in a string";
    case rapidjson::kParseErrorNumberTooBig: return "a number is too large";
    case rapidjson::kParseErrorNumberMissFraction:
    case rapidjson::kParseErrorNumberMissExponent: return "this is not a number";
    default: return "it cannot be read";
    }
}

// "line 1, column 9, after `{"id": `: a value is missing"
std::string faultAt(std::string_view text, std::size_t at, std::string_view why) {
    const std::string_view before = text.substr(0, at);
    const auto line = 1 + std::ranges::count(before, '\n');
    const std::size_t begin = before.rfind('\n') + 1; // npos + 1 is 0
    std::string fault = "line " + std::to_string(line) + ", column " + std::to_string(at - begin + 1);
    const std::string_view quoted = before.substr(std::max(begin, at - std::min(at, mostQuoted)));
    if (!quoted.empty()) fault.append(", after `").append(quoted).append("`");
    return fault.append(": ").append(why);
}

} // namespace

std::variant<Json, std::string> parseJson(std::string_view text, Twice twice) {
    if (const std::size_t good = utf8Prefix(text); good < text.size()) return faultAt(text, good, "this is not UTF-8");
    TreeBuilder builder(twice);
    std::string copy(text);
    rapidjson::InsituStringStream stream(copy.data());
    const auto result = rapidjson::Reader().Parse<inPlace | rapidjson::kParseNumbersAsStringsFlag>(stream, builder);
    const std::string_view fault = builder.fault();
    if (result.IsError())
        return faultAt(text, result.Offset(), fault.empty() ? sentence(result.Code(), text, result.Offset()) : fault);
    if (stream.Tell() < text.size()) return faultAt(text, stream.Tell(), "text follows the end of the JSON value");
    return std::move(builder.root());
}

} // namespace portico::base
