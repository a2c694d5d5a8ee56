// SPDX-License-Identifier: Apache-2.0
// Two modes: outside of tags (data) and inside (names, literals, operators). A tag ends only where all brackets are closed.
#include "engine/parse/lexer.h"

#include "engine/text/unicode.h"
#include "engine/value/literals.h"
#include "engine/value/template_error.h"

#include <algorithm>

namespace pages_jinja {

namespace {

class Lexer {
public:
    Lexer(std::string_view source, std::string_view name, std::deque<std::string>& strings)
        : rest_(source), name_(name), strings_(strings) {}

    Lexed run() {
        while (!rest_.empty()) data();
        add(TokenType::End, {});
        return {std::move(tokens_), std::move(comments_), std::move(texts_)};
    }

private:
    [[noreturn]] void refuse(const std::string& message) const {
        throw TemplateError(ErrorKind::Syntax, name_, line_, message);
    }

    void add(TokenType type, std::string_view text) {
        Token token;
        token.type = type;
        token.line = line_;
        token.text = text;
        tokens_.push_back(token);
    }

    // Advances by `count` bytes and counts lines.
    std::string_view take(std::size_t count) {
        const std::string_view taken = rest_.substr(0, count);
        line_ += static_cast<int>(std::count(taken.begin(), taken.end(), '\n'));
        rest_.remove_prefix(count);
        return taken;
    }
    void skipSpace() { take(rest_.size() - trimmedLeft(rest_).size()); }
    bool startsWith(std::string_view text) const { return rest_.starts_with(text); }

    static std::size_t findTag(std::string_view text) {
        for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
            const char next = at + 1 < text.size() ? text[at + 1] : '\0';
            if (next == '{' || next == '%' || next == '#') return at;
        }
        return std::string_view::npos;
    }

    void data() {
        const std::size_t at = std::min(findTag(rest_), rest_.size());
        const bool strip = at + 2 < rest_.size() && rest_[at + 2] == '-';
        addData(rest_.substr(0, at), strip);
        take(at);
        if (rest_.empty()) return;
        const char kind = rest_[1];
        if (kind == '#') return comment();
        if (kind == '%' && raw()) return;
        add(kind == '{' ? TokenType::VariableBegin : TokenType::BlockBegin, rest_.substr(0, 2));
        take(2);
        if (startsWith("-") || startsWith("+")) take(1);
        tag(kind == '{');
    }

    void addData(std::string_view text, bool strip) {
        if (!text.empty()) texts_.push_back({line_, text});
        if (strip) text = trimmedRight(text);
        if (!text.empty()) add(TokenType::Data, text);
    }

    void comment() {
        const int start = line_;
        take(2);
        if (startsWith("-") || startsWith("+")) take(1);
        const std::size_t end = rest_.find("#}");
        if (end == std::string_view::npos)
            throw TemplateError(ErrorKind::Syntax, name_, start,
                                "expected '#}', the end of the comment that starts here");
        const bool strip = end > 0 && rest_[end - 1] == '-';
        const bool marked = strip || (end > 0 && rest_[end - 1] == '+');
        comments_.push_back({start, rest_.substr(0, end - (marked ? 1 : 0))});
        take(end + 2);
        if (strip) skipSpace();
    }

    // Length of "{%- raw -%}" or of its end tag at the start of `text`; 0 if there is neither.
    static std::size_t rawTag(std::string_view text, std::string_view word, bool& strip) {
        std::string_view rest = text.substr(2);
        if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) rest.remove_prefix(1);
        rest = trimmedLeft(rest);
        if (!rest.starts_with(word)) return 0;
        rest = trimmedLeft(rest.substr(word.size()));
        strip = rest.starts_with('-');
        if (strip || (word == "endraw" && rest.starts_with('+'))) rest.remove_prefix(1);
        return rest.starts_with("%}") ? text.size() - rest.size() + 2 : 0;
    }

    bool raw() {
        bool strip = false;
        const std::size_t begin = rawTag(rest_, "raw", strip);
        if (begin == 0) return false;
        const int start = line_;
        take(begin);
        if (strip) skipSpace();
        for (std::size_t at = rest_.find("{%"); at != std::string_view::npos; at = rest_.find("{%", at + 2)) {
            const std::size_t end = rawTag(rest_.substr(at), "endraw", strip);
            if (end == 0) continue;
            addData(rest_.substr(0, at), rest_[at + 2] == '-');
            take(at + end);
            if (strip) skipSpace();
            return true;
        }
        throw TemplateError(ErrorKind::Syntax, name_, start, "expected '{% endraw %}' for the 'raw' that starts here");
    }

    void tag(bool variable) {
        const std::string_view close = variable ? "}}" : "%}";
        const int start = line_;
        for (skipSpace(); !rest_.empty(); skipSpace()) {
            if (brackets_.empty() && endOfTag(variable, close)) return;
            token();
        }
        throw TemplateError(ErrorKind::Syntax, name_, line_,
                            "expected '" + std::string(close) + "', the end of the tag that starts on line " +
                                std::to_string(start));
    }

    bool endOfTag(bool variable, std::string_view close) {
        const bool marked = startsWith("-") || (!variable && startsWith("+"));
        if (rest_.substr(marked ? 1 : 0, 2) != close) return false;
        const bool strip = startsWith("-");
        add(variable ? TokenType::VariableEnd : TokenType::BlockEnd, close);
        take(marked ? 3 : 2);
        if (strip) skipSpace();
        return true;
    }

    void token() {
        const char c = rest_[0];
        if (c >= '0' && c <= '9') return number();
        if (c == '\'' || c == '"') return text();
        const char32_t first = firstOf(rest_);
        if (first == '_' || isLetter(first)) return identifier();
        operation();
    }

    void identifier() {
        std::size_t end = 0;
        while (end < rest_.size() && isWordCharacter(firstOf(rest_.substr(end))))
            end += widthOfFirst(rest_.substr(end));
        add(TokenType::Name, rest_.substr(0, end));
        take(end);
    }

    void number() {
        const bool afterDot = !tokens_.empty() && tokens_.back().isOperator(".");
        const NumberLiteral literal = readNumber(rest_, !afterDot);
        if (literal.length == 0) refuse("a whole number that does not fit into 64 bits");
        add(literal.isReal ? TokenType::Real : TokenType::Integer, rest_.substr(0, literal.length));
        tokens_.back().integer = literal.integer;
        tokens_.back().real = literal.real;
        tokens_.back().isNegatedOnly = literal.isNegatedOnly;
        take(literal.length);
    }

    void text() {
        std::size_t end = 1;
        while (end < rest_.size() && rest_[end] != rest_[0]) end += rest_[end] == '\\' ? 2 : 1;
        if (end >= rest_.size()) refuse(std::string("expected ") + rest_[0] + ", the end of the text that starts here");
        const std::string_view inside = rest_.substr(1, end - 1);
        if (inside.find('\\') == std::string_view::npos) {
            add(TokenType::Text, inside);
        } else {
            std::string plain;
            const std::string problem = unescapedText(inside, plain);
            if (!problem.empty()) refuse(problem);
            add(TokenType::Text, strings_.emplace_back(std::move(plain)));
        }
        take(end + 1);
    }

    void operation() {
        static constexpr std::string_view known[] = {"//", "**", "==", "!=", ">=", "<=", "+", "-", "/",
                                                     "*",  "%",  "~",  "[",  "]",  "(",  ")", "{", "}",
                                                     ">",  "<",  "=",  ".",  ":",  "|",  ",", ";"};
        const auto* found = std::find_if(std::begin(known), std::end(known), [&](auto op) { return startsWith(op); });
        if (found == std::end(known))
            refuse("unexpected character " + std::string(rest_.substr(0, widthOfFirst(rest_))));
        balance((*found)[0]);
        add(TokenType::Operator, *found);
        take(found->size());
    }

    void balance(char c) {
        if (c == '(') brackets_ += ')';
        if (c == '[') brackets_ += ']';
        if (c == '{') brackets_ += '}';
        if (c != ')' && c != ']' && c != '}') return;
        if (brackets_.empty()) refuse(std::string("unexpected '") + c + "'");
        if (brackets_.back() != c) refuse(std::string("expected '") + brackets_.back() + "', got '" + c + "'");
        brackets_.pop_back();
    }

    std::string_view rest_;
    std::string_view name_;
    std::deque<std::string>& strings_;
    std::vector<Token> tokens_;
    std::vector<Passage> comments_, texts_;
    std::string brackets_; // brackets that are still open
    int line_ = 1;
};

} // namespace

std::string normalizedSource(std::string_view source) {
    std::string out;
    out.reserve(source.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\r' && i + 1 < source.size() && source[i + 1] == '\n') continue;
        out += source[i] == '\r' ? '\n' : source[i];
    }
    if (out.ends_with('\n')) out.pop_back();
    return out;
}

Lexed lex(std::string_view source, std::string_view name, std::deque<std::string>& strings) {
    return Lexer(source, name, strings).run();
}

} // namespace pages_jinja
