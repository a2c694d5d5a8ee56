// SPDX-License-Identifier: Apache-2.0
// One page of a long list: its number and size from the query, within bounds, and the data for links to the others. Not part of
// <portico/plugin.hpp>.
// Threads: that of the exchange. Errors: none; a number that is malformed or out of range becomes the nearest possible one.
//
// Example, a handler for /books?page=3&size=20:
//
//     void list(portico::Exchange& x, const std::vector<std::string>& all) {
//         const portico::Pagination pages(x, all.size(), {20, 100});
//         portico::Value::List books;
//         for (std::size_t at = pages.begin(); at < pages.end(); ++at) books.push_back(all[at]);
//         x.render("books", {{"books", books}, {"pages", pages.data()}});
//     }
//
// In a page: {% if pages.next %}<a href="{{ pages.next }}">Next</a>{% endif %}
#pragma once

#include <portico/exchange.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace portico {

class Pagination {
public:
    struct Size {
        std::size_t usual, most; // items on a page: without `size` in the query, and with any; not 0
    };

    // `items`: how many there are in all pages.
    Pagination(const Exchange& x, std::size_t items, Size size)
        : path_(x.url(x.path())), items_(items), usual_(size.usual) {
        size_ = number(x, "size", size.usual, size.most);
        count_ = items_ == 0 ? 1 : (items_ - 1) / size_ + 1;
        page_ = number(x, "page", 1, count_);
    }

    std::size_t page() const noexcept { return page_; }   // from 1
    std::size_t size() const noexcept { return size_; }   // items on a page
    std::size_t count() const noexcept { return count_; } // pages; at least 1
    // The items of this page: [begin, end). For a database: LIMIT size() OFFSET begin().
    std::size_t begin() const noexcept { return std::min((page_ - 1) * size_, items_); }
    std::size_t end() const noexcept { return items_ - begin() < size_ ? items_ : begin() + size_; }

    // A link to another page, with the same size; other parameters of the query are not kept.
    std::string link(std::size_t page) const {
        std::string link = encoded(path_) + "?page=" + std::to_string(page);
        if (size_ != usual_) link += "&size=" + std::to_string(size_);
        return link;
    }
    // page, count, items, and the links previous and next, which are missing at the ends.
    Value::Map data() const {
        Value::Map data{{"page", page_}, {"count", count_}, {"items", items_}};
        if (page_ > 1) data.push_back({"previous", link(page_ - 1)});
        if (page_ < count_) data.push_back({"next", link(page_ + 1)});
        return data;
    }

private:
    static std::size_t number(const Exchange& x, std::string_view name, std::size_t usual, std::size_t most) {
        const std::string_view text = x.query(name).value_or(std::string_view());
        std::size_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ptr != text.data() + text.size() || text.empty()) return std::min(usual, most);
        if (read.ec == std::errc::result_out_of_range) return most;
        return std::clamp<std::size_t>(number, 1, most);
    }
    // The path of an exchange is decoded.
    static std::string encoded(std::string_view path) {
        constexpr std::string_view hex = "0123456789ABCDEF", plain = "/-._~";
        std::string out;
        for (const char c : path) {
            const auto byte = static_cast<unsigned char>(c);
            const bool isAlphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (isAlphanumeric || plain.find(c) != std::string_view::npos)
                out += c;
            else
                out.append("%").append(1, hex[byte >> 4u]).append(1, hex[byte & 15u]);
        }
        return out;
    }

    std::string path_;
    std::size_t items_, usual_, size_ = 1, count_ = 1, page_ = 1;
};

} // namespace portico
