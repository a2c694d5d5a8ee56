// SPDX-License-Identifier: Apache-2.0
// HTTP dates (RFC 9110 section 5.6.7): writes the one permitted form and reads all three. For Last-Modified, If-Modified-Since,
// Expires and Retry-After. Times are seconds since 1970-01-01 UTC. Independent of locale and time zone.
// Threads: pure functions. Errors: nothing is returned for what is not a date.
//
// Example:
//
//     void expireIn(portico::Exchange& x, const portico::Host& host, std::int64_t seconds) {
//         x.setHeader("Expires", portico::formatHttpDate(host.nowSeconds() + seconds));
//     }
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portico {

namespace detail {

struct Day {
    std::int64_t year;
    unsigned month, day; // from 1
};

inline constexpr std::string_view monthNames = "JanFebMarAprMayJunJulAugSepOctNovDec";
inline constexpr std::array<std::string_view, 7> weekdayNames = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                                 "Thursday", "Friday", "Saturday"};

// The calendar counts years from March, so that the leap day is at the end; 146097 days are 400 years.
constexpr Day dayOf(std::int64_t daysSince1970) noexcept {
    const std::int64_t days = daysSince1970 + 719468; // since 0000-03-01
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t ofEra = days - era * 146097;
    const std::int64_t years = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146096) / 365;
    const std::int64_t ofYear = ofEra - (365 * years + years / 4 - years / 100);
    const std::int64_t fromMarch = (5 * ofYear + 2) / 153;
    const auto day = static_cast<unsigned>(ofYear - (153 * fromMarch + 2) / 5 + 1);
    const auto month = static_cast<unsigned>(fromMarch < 10 ? fromMarch + 3 : fromMarch - 9);
    return {years + era * 400 + (month <= 2 ? 1 : 0), month, day};
}
constexpr std::int64_t daysOf(const Day& date) noexcept {
    const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t ofEra = year - era * 400;
    const std::int64_t fromMarch = date.month > 2 ? date.month - 3 : date.month + 9;
    const std::int64_t ofYear = (153 * fromMarch + 2) / 5 + date.day - 1;
    return era * 146097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719468;
}
constexpr std::size_t weekdayOf(std::int64_t daysSince1970) noexcept { // 1970-01-01 was a Thursday
    return static_cast<std::size_t>(((daysSince1970 + 4) % 7 + 7) % 7);
}

// Reads a date from left to right; after the first mismatch the result is nothing.
class DateReader {
public:
    DateReader(std::string_view text, std::int64_t now) noexcept : rest_(text), now_(now) {}

    std::optional<std::int64_t> read() noexcept {
        for (weekday_ = 0; weekday_ < weekdayNames.size(); ++weekday_) {
            const std::string_view name = weekdayNames[weekday_];
            if (rest_.substr(0, name.size()) == name) return literal(name), rfc850(), result();
            if (rest_.substr(0, 3) == name.substr(0, 3)) return literal(name.substr(0, 3)), shortForm(), result();
        }
        return std::nullopt;
    }

private:
    void shortForm() noexcept { rest_.substr(0, 1) == "," ? imfFixdate() : asctime(); }
    void imfFixdate() noexcept { // "Sun, 06 Nov 1994 08:49:37 GMT"
        literal(", "), day_ = number(2), literal(" "), month(), literal(" ");
        year_ = number(4), literal(" "), clock(), literal(" GMT");
    }
    void rfc850() noexcept { // "Sunday, 06-Nov-94 08:49:37 GMT"
        literal(", "), day_ = number(2), literal("-"), month(), literal("-");
        year_ = fullYear(number(2)), literal(" "), clock(), literal(" GMT");
    }
    void asctime() noexcept { // "Sun Nov  6 08:49:37 1994"
        literal(" "), month(), literal(" ");
        const bool isPadded = rest_.substr(0, 1) == " ";
        if (isPadded) literal(" ");
        day_ = number(isPadded ? 1 : 2), literal(" "), clock(), literal(" "), year_ = number(4);
    }

    void literal(std::string_view text) noexcept {
        isGood_ = isGood_ && rest_.substr(0, text.size()) == text;
        if (isGood_) rest_.remove_prefix(text.size());
    }
    unsigned number(std::size_t digits) noexcept {
        unsigned value = 0;
        for (; digits != 0 && isGood_; --digits) {
            isGood_ = !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9';
            if (!isGood_) break;
            value = value * 10 + static_cast<unsigned>(rest_[0] - '0');
            rest_.remove_prefix(1);
        }
        return value;
    }
    void month() noexcept {
        const std::size_t at = rest_.size() < 3 ? std::string_view::npos : monthNames.find(rest_.substr(0, 3));
        isGood_ = isGood_ && at != std::string_view::npos && at % 3 == 0;
        if (!isGood_) return;
        month_ = static_cast<unsigned>(at) / 3 + 1;
        rest_.remove_prefix(3);
    }
    void clock() noexcept {
        const unsigned hour = number(2);
        literal(":");
        const unsigned minute = number(2);
        literal(":");
        const unsigned second = number(2);
        isGood_ = isGood_ && hour < 24 && minute < 60 && second <= 60; // 60: a leap second
        seconds_ = std::int64_t{hour} * 3600 + minute * 60 + second;
    }
    std::int64_t fullYear(unsigned twoDigits) const noexcept { // at most 50 years after now
        const std::int64_t current = dayOf(now_ / 86400).year;
        const std::int64_t year = current - current % 100 + twoDigits;
        if (year > current + 50) return year - 100;
        return year <= current - 50 ? year + 100 : year;
    }
    std::optional<std::int64_t> result() const noexcept {
        if (!isGood_ || !rest_.empty()) return std::nullopt;
        const std::int64_t days = daysOf({year_, month_, day_});
        const Day date = dayOf(days); // another one for the 30th of February
        if (date.day != day_ || date.month != month_ || weekdayOf(days) != weekday_) return std::nullopt;
        return days * 86400 + seconds_;
    }

    std::string_view rest_;
    std::int64_t now_;
    bool isGood_ = true;
    std::size_t weekday_ = 0;
    std::int64_t year_ = 0, seconds_ = 0;
    unsigned month_ = 1, day_ = 0;
};

} // namespace detail

// "Sun, 06 Nov 1994 08:49:37 GMT". Years 0 to 9999; a time outside becomes the first or last second of the range.
inline std::string formatHttpDate(std::int64_t seconds) {
    seconds = std::clamp(seconds, std::int64_t{-62167219200}, std::int64_t{253402300799});
    const std::int64_t days = (seconds >= 0 ? seconds : seconds - 86399) / 86400;
    const detail::Day date = detail::dayOf(days);
    const auto ofDay = static_cast<unsigned>(seconds - days * 86400);
    std::string out = "Day, 00 Mon 0000 00:00:00 GMT";
    const auto put = [&out](std::size_t at, std::size_t digits, unsigned value) {
        for (; digits != 0; value /= 10) out[at + --digits] = static_cast<char>('0' + value % 10);
    };
    detail::weekdayNames[detail::weekdayOf(days)].copy(&out[0], 3);
    put(5, 2, date.day);
    detail::monthNames.substr((date.month - 1) * 3).copy(&out[8], 3);
    put(12, 4, static_cast<unsigned>(date.year));
    put(17, 2, ofDay / 3600), put(20, 2, ofDay / 60 % 60), put(23, 2, ofDay % 60);
    return out;
}

// Nothing if it is not a date or has the wrong day of the week. `now` resolves the two-digit years of an obsolete form.
inline std::optional<std::int64_t> parseHttpDate(std::string_view text, std::int64_t now) noexcept {
    return detail::DateReader(text, now).read();
}

} // namespace portico
