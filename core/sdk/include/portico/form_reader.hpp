// SPDX-License-Identifier: Apache-2.0
// Reads the fields of a form with their types and limits, and collects a message for each field that is wrong, so that the page
// can show all of them beside the fields and keep what the visitor wrote. Not part of <portico/plugin.hpp>.
// For forms that the host has parsed: Exchange::form. Threads and lifetime: as the exchange; the texts are views into it.
// Errors: a wrong field throws nothing; its value is empty, 0 or false. Do not use any value before isGood() is true.
//
// Example, a handler for the fields name, age and terms of the page "join":
//
//     void join(portico::Exchange& x) {
//         portico::FormReader form(x);
//         const std::string_view name = form.text("name", {1, 80});
//         const std::int64_t age = form.integer("age", {18, 150});
//         if (!form.checkbox("terms")) form.refuse("terms", "Please accept the terms.");
//         if (!form.isGood()) {
//             x.status(422);
//             return x.render("join", {{"values", form.values()}, {"faults", form.faults()}});
//         }
//         x.text(std::string(name) + ", " + std::to_string(age));
//     }
#pragma once

#include <portico/exchange.hpp>
#include <portico/field_text.hpp>
#include <portico/utf8.hpp>

#include <algorithm>
#include <charconv>
#include <initializer_list>

namespace portico {

class FormReader {
public:
    struct Length {
        std::size_t least = 0, most = 0; // Unicode characters; least 0: the field is optional
    };
    struct Range {
        std::int64_t least, most;
    };

    explicit FormReader(const Exchange& x) : x_(x) {}

    // One line, without spaces at both ends.
    std::string_view text(std::string_view name, Length length) { return kept(name, trimmed(raw(name)), length, "\t"); }
    // The text of a <textarea>: may have line breaks, which browsers send as CR LF and which count as one character.
    std::string_view lines(std::string_view name, Length length) {
        std::string_view text = raw(name);
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        return kept(name, text.substr(0, text.find_last_not_of(" \t\r\n") + 1), length, "\t\r\n");
    }
    // A password: unchanged, and not among values().
    std::string_view secret(std::string_view name, Length length) { return fitting(name, raw(name), length, ""); }

    // A whole number in decimal, with or without a minus sign.
    std::int64_t integer(std::string_view name, Range range) {
        const std::string_view text = keep(name, trimmed(raw(name)));
        std::int64_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool isNumber = !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size();
        if (isNumber && number >= range.least && number <= range.most) return number;
        refuse(name, "Please enter a whole number from " + std::to_string(range.least) + " to " +
                         std::to_string(range.most) + ".");
        return 0;
    }

    // One of `offers`, as the field's <option> or radio buttons have it.
    std::string_view choice(std::string_view name, std::initializer_list<std::string_view> offers) {
        const std::string_view text = keep(name, raw(name));
        if (std::find(offers.begin(), offers.end(), text) != offers.end() && !text.empty()) return text;
        return refuse(name, "Please choose one of the options.");
    }

    // Browsers send a checked box, with any value, and nothing for another one.
    bool checkbox(std::string_view name) {
        const bool isChecked = x_.form(name).has_value();
        values_.push_back({std::string(name), isChecked});
        return isChecked;
    }

    // Text that is shaped like a mail address, as <input type="email"> accepts it (ASCII, at most 254 bytes). Whether it exists,
    // only a mail to it can tell. Empty if the field is optional and empty.
    std::string_view email(std::string_view name, bool isOptional = false) {
        const std::string_view text = keep(name, trimmed(raw(name)));
        if (isEmail(text) || (isOptional && text.empty())) return text;
        return refuse(name, "Please enter an e-mail address.");
    }

    // Adds a message of the plugin's own. The first message for a field remains. Returns an empty text.
    std::string_view refuse(std::string_view name, std::string message) {
        const auto isOfField = [&](const Member& fault) { return fault.key == name; };
        if (std::none_of(faults_.begin(), faults_.end(), isOfField))
            faults_.push_back({std::string(name), std::move(message)});
        return {};
    }

    bool isGood() const noexcept { return faults_.empty(); }
    const Value::Map& faults() const noexcept { return faults_; } // name to message, in the order of reading
    const Value::Map& values() const noexcept { return values_; } // name to what was sent, or whether a box was checked

    // HTML standard, section 4.10.5.1.5, with the lengths of RFC 5321.
    static bool isEmail(std::string_view text) noexcept {
        const std::size_t at = text.find('@');
        if (at == std::string_view::npos || at > 64 || text.size() > 254) return false;
        return isLocalPart(text.substr(0, at)) && isDomain(text.substr(at + 1));
    }

private:
    // The one value of the field; empty if the field was not sent.
    std::string_view raw(std::string_view name) {
        if (x_.form(name, 1)) return refuse(name, "This field was sent twice.");
        return x_.form(name).value_or(std::string_view());
    }
    std::string_view keep(std::string_view name, std::string_view text) {
        values_.push_back({std::string(name), text});
        return text;
    }
    std::string_view kept(std::string_view name, std::string_view text, Length length, std::string_view controls) {
        return fitting(name, keep(name, text), length, controls);
    }
    std::string_view fitting(std::string_view name, std::string_view text, Length length, std::string_view controls) {
        if (!isUtf8(text) || hasControl(text, controls))
            return refuse(name, "This text has characters that are not allowed.");
        const auto returns = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\r'));
        const std::size_t count = characters(text) - returns;
        if (count >= length.least && count <= length.most) return text;
        if (length.least == 0)
            return refuse(name, "Please write at most " + std::to_string(length.most) + " characters.");
        return refuse(name, "Please write between " + std::to_string(length.least) + " and " +
                                std::to_string(length.most) + " characters.");
    }

    static bool isLocalPart(std::string_view text) noexcept { // a token, and the slash
        if (text.empty()) return false;
        return std::all_of(text.begin(), text.end(), [](char c) { return c == '/' || isToken({&c, 1}); });
    }
    static bool isDomain(std::string_view text) noexcept {
        for (;;) {
            const std::size_t dot = text.find('.');
            if (!isLabel(text.substr(0, dot))) return false;
            if (dot == std::string_view::npos) return true;
            text.remove_prefix(dot + 1);
        }
    }
    static bool isLabel(std::string_view text) noexcept {
        if (text.empty() || text.size() > 63 || text.front() == '-' || text.back() == '-') return false;
        return std::all_of(text.begin(), text.end(), [](char c) {
            return (lowerAscii(c) >= 'a' && lowerAscii(c) <= 'z') || (c >= '0' && c <= '9') || c == '-';
        });
    }

    const Exchange x_; // a copy refers to the same exchange
    Value::Map faults_, values_;
};

} // namespace portico
