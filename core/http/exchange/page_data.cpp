// SPDX-License-Identifier: Apache-2.0
// Page data, between handler and renderer.
#include "http/exchange/page_data.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace portico::http {

namespace {

constexpr int mostLevels = 32;
constexpr std::size_t mostValues = 100000;

class Copier {
public:
    explicit Copier(std::pmr::memory_resource& memory) : memory_(memory) {}

    portico_value copy(const portico_value& from, int level) {
        if (level > mostLevels) throw Error(PORTICO_INVALID, "page data with more than 32 levels");
        portico_value to = from;
        if (from.type == PORTICO_TEXT) to.as.text = str(copyInto(memory_, view(from.as.text)));
        if (from.type == PORTICO_LIST) to.as.list.items = items(from.as.list, level);
        if (from.type == PORTICO_MAP) to.as.map.members = members(from.as.map, level);
        return to;
    }

private:
    const portico_value* items(const portico_list& from, int level) {
        auto* to = make<portico_value>(from.count);
        for (std::size_t i = 0; i < from.count; ++i) to[i] = copy(from.items[i], level + 1);
        return to;
    }
    const portico_member* members(const portico_map& from, int level) {
        auto* to = make<portico_member>(from.count);
        for (std::size_t i = 0; i < from.count; ++i)
            to[i] = {str(copyInto(memory_, view(from.members[i].key))), copy(from.members[i].value, level + 1)};
        return to;
    }
    template <class T>
    T* make(std::size_t count) {
        if (count > mostValues - values_) throw Error(PORTICO_INVALID, "page data with more than 100000 values");
        values_ += count;
        return static_cast<T*>(memory_.allocate(count * sizeof(T), alignof(T)));
    }

    std::pmr::memory_resource& memory_;
    std::size_t values_ = 0;
};

} // namespace

portico_value copyInto(std::pmr::memory_resource& memory, const portico_value& value) {
    return Copier(memory).copy(value, 0);
}

portico_user copyInto(std::pmr::memory_resource& memory, const portico_user& user) {
    portico_user copy{};
    std::memcpy(&copy, &user, std::min<std::size_t>(user.size, sizeof copy));
    copy.size = sizeof copy;
    for (portico_str* text : {&copy.id, &copy.name, &copy.roles, &copy.scheme, &copy.scopes})
        *text = str(copyInto(memory, view(*text)));
    return copy;
}

std::string_view copyInto(std::pmr::memory_resource& memory, std::string_view bytes) {
    if (bytes.empty()) return {};
    auto* to = static_cast<char*>(memory.allocate(bytes.size(), 1));
    std::memcpy(to, bytes.data(), bytes.size());
    return {to, bytes.size()};
}

} // namespace portico::http
