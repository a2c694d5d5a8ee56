// SPDX-License-Identifier: Apache-2.0
// HTTP dates, with the calendar of <chrono>.
#include "http/syntax/fields/http_date.h"

#include "base/byte_set.h"

#include <algorithm>
#include <array>

namespace portico::http::syntax {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> weekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                      "Thursday", "Friday", "Saturday"};
constexpr std::time_t daySeconds = 86400;
constexpr std::time_t firstSecond = -62167219200; // 0000-01-01 00:00:00
constexpr std::time_t lastSecond = 253402300799;  // 9999-12-31 23:59:59

void put(char* to, unsigned value, int digits) noexcept {
    for (; digits > 0; --digits, value /= 10) to[digits - 1] = static_cast<char>('0' + value % 10);
}

std::size_t numberOf(std::string_view name) noexcept {
    return static_cast<std::size_t>(std::find(months.begin(), months.end(), name) - months.begin());
}

year_month_day dateOf(std::time_t seconds) noexcept {
    return year_month_day(
        std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(seconds))));
}

// Parses a date from left to right; after the first mismatch the result is invalid.
class DateReader {
public:
    DateReader(std::string_view text, std::time_t now) noexcept : rest_(text), now_(now) {}

    std::optional<std::time_t> read() noexcept {
        for (std::size_t i = 0; i < weekdays.size(); ++i) {
            if (rest_.starts_with(weekdays[i])) return weekday(i, weekdays[i].size()), rfc850(), result();
            if (rest_.starts_with(weekdays[i].substr(0, 3))) return weekday(i, 3), shortForm(), result();
        }
        return std::nullopt;
    }

private:
    void weekday(std::size_t number, std::size_t length) noexcept {
        weekday_ = static_cast<unsigned>(number);
        rest_.remove_prefix(length);
    }

    void shortForm() noexcept { rest_.starts_with(',') ? imfFixdate() : asctime(); }

    void imfFixdate() noexcept { // "Sun, 06 Nov 1994 08:49:37 GMT"
        literal(", ");
        day_ = number(2);
        literal(" ");
        month();
        literal(" ");
        year_ = static_cast<int>(number(4));
        literal(" ");
        clock();
        literal(" GMT");
    }

    void rfc850() noexcept { // "Sunday, 06-Nov-94 08:49:37 GMT"
        literal(", ");
        day_ = number(2);
        literal("-");
        month();
        literal("-");
        year_ = fullYear(static_cast<int>(number(2)));
        literal(" ");
        clock();
        literal(" GMT");
    }

    void asctime() noexcept { // "Sun Nov  6 08:49:37 1994"
        literal(" ");
        month();
        literal(" ");
        const bool padded = rest_.starts_with(' ');
        if (padded) literal(" ");
        day_ = number(padded ? 1 : 2);
        literal(" ");
        clock();
        literal(" ");
        year_ = static_cast<int>(number(4));
    }

    void literal(std::string_view text) noexcept {
        good_ = good_ && rest_.starts_with(text);
        if (good_) rest_.remove_prefix(text.size());
    }

    unsigned number(std::size_t digits) noexcept {
        good_ = good_ && rest_.size() >= digits && base::digitBytes.hasAll(rest_.substr(0, digits));
        unsigned value = 0;
        if (!good_) return value;
        for (const char c : rest_.substr(0, digits)) value = value * 10 + static_cast<unsigned>(c - '0');
        rest_.remove_prefix(digits);
        return value;
    }

    void month() noexcept {
        const std::size_t index = numberOf(rest_.substr(0, 3));
        good_ = good_ && index < months.size();
        if (!good_) return;
        month_ = static_cast<unsigned>(index) + 1;
        rest_.remove_prefix(3);
    }

    void clock() noexcept {
        const unsigned hour = number(2);
        literal(":");
        const unsigned minute = number(2);
        literal(":");
        const unsigned second = number(2);
        good_ = good_ && hour < 24 && minute < 60 && second <= 60; // 60: a leap second
        seconds_ = static_cast<std::time_t>(hour) * 3600 + minute * 60 + second;
    }

    int fullYear(int twoDigits) const noexcept {
        const int current = static_cast<int>(dateOf(std::clamp(now_, firstSecond, lastSecond)).year());
        const int year = current - current % 100 + twoDigits;
        if (year > current + 50) return year - 100;
        return year <= current - 50 ? year + 100 : year;
    }

    std::optional<std::time_t> result() const noexcept {
        const year_month_day date{std::chrono::year(year_), std::chrono::month(month_), std::chrono::day(day_)};
        if (!good_ || !rest_.empty() || !date.ok() || year_ < 0 || year_ > 9999) return std::nullopt;
        const sys_days days(date);
        if (std::chrono::weekday(days).c_encoding() != weekday_) return std::nullopt;
        const std::time_t midnight = static_cast<std::time_t>(days.time_since_epoch().count()) * daySeconds;
        return std::min(midnight + seconds_, lastSecond); // a leap second may exceed the range
    }

    std::string_view rest_;
    std::time_t now_;
    bool good_ = true;
    unsigned weekday_ = 0, month_ = 0, day_ = 0;
    int year_ = 0;
    std::time_t seconds_ = 0; // of the day
};

} // namespace

std::string formatHttpDate(std::time_t seconds) {
    seconds = std::clamp(seconds, firstSecond, lastSecond);
    const year_month_day date = dateOf(seconds);
    const std::chrono::weekday weekday{sys_days(date)};
    const auto ofDay = static_cast<unsigned>(seconds - sys_days(date).time_since_epoch().count() * daySeconds);
    std::string out = "Day, 00 Mon 0000 00:00:00 GMT";
    weekdays[weekday.c_encoding()].copy(out.data(), 3);
    put(&out[5], static_cast<unsigned>(date.day()), 2);
    months[static_cast<unsigned>(date.month()) - 1].copy(&out[8], 3);
    put(&out[12], static_cast<unsigned>(static_cast<int>(date.year())), 4);
    put(&out[17], ofDay / 3600, 2);
    put(&out[20], ofDay / 60 % 60, 2);
    put(&out[23], ofDay % 60, 2);
    return out;
}

std::string formatHttpDate(std::chrono::system_clock::time_point time) {
    return formatHttpDate(
        static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count()));
}

std::optional<std::time_t> parseHttpDate(std::string_view text, std::time_t now) noexcept {
    return DateReader(text, now).read();
}

} // namespace portico::http::syntax
