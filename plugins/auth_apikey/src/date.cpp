// SPDX-License-Identifier: Apache-2.0
#include "date.h"

#include <algorithm>
#include <chrono>

namespace auth_apikey {

namespace {

int number(std::string_view text) {
    int value = 0;
    for (const char c : text) value = value * 10 + (c - '0');
    return value;
}

bool isSpelledAsDay(std::string_view day) {
    constexpr std::string_view form = "dddd-dd-dd";
    return std::equal(day.begin(), day.end(), form.begin(), form.end(),
                      [](char c, char wanted) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; });
}

} // namespace

std::optional<std::int64_t> beginningOf(std::string_view day) {
    if (!isSpelledAsDay(day)) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(number(day.substr(0, 4))),
                                           std::chrono::month(static_cast<unsigned>(number(day.substr(5, 2)))),
                                           std::chrono::day(static_cast<unsigned>(number(day.substr(8, 2))))};
    if (!date.ok() || date.year() < std::chrono::year(1970)) return std::nullopt;
    return std::chrono::seconds(std::chrono::sys_days(date).time_since_epoch()).count();
}

} // namespace auth_apikey
