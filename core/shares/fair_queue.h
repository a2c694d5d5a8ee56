// SPDX-License-Identifier: Apache-2.0
// A fair queue for a limited resource: serves networks in turn, accounts in turn within a network, and the items of an account in
// order of arrival. However many items a network adds, another network waits for at most one of them. One thread at a time.
#pragma once

#include "shares/network.h"

#include <algorithm>
#include <iterator>
#include <list>
#include <optional>

namespace portico::shares {

template <class Item>
class FairQueue {
public:
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }

    // If it throws std::bad_alloc, nothing was added.
    void add(const Requester& claim, Item item) {
        std::list<Group> group{{claim.network, {}, 1}};
        std::list<Line> line{{claim.account, {}}};
        std::list<Item> one{std::move(item)};
        auto to = findGroup(claim.network);
        if (to == groups_.end())
            groups_.splice(groups_.end(), group), to = std::prev(groups_.end());
        else
            ++to->size;
        auto in = findLine(*to, claim.account);
        if (in == to->lines.end()) to->lines.splice(to->lines.end(), line), in = std::prev(to->lines.end());
        in->items.splice(in->items.end(), one);
        ++size_;
    }

    // The next item. The queue must not be empty.
    Item& front() noexcept { return groups_.front().lines.front().items.front(); }
    void pop() noexcept {
        Group& group = groups_.front();
        group.lines.front().items.pop_front();
        --group.size;
        --size_;
        turn(group.lines, group.lines.front().items.empty());
        turn(groups_, group.lines.empty());
    }

    // Removes the element that is equal to `item`; false if there is none.
    bool remove(const Requester& claim, const Item& item) noexcept {
        const auto group = findGroup(claim.network);
        if (group == groups_.end()) return false;
        const auto line = findLine(*group, claim.account);
        if (line == group->lines.end()) return false;
        const auto found = std::find(line->items.begin(), line->items.end(), item);
        if (found == line->items.end()) return false;
        take(group, line, found);
        return true;
    }

    // Makes room for an item of `claim` in a full queue: removes and returns the newest item of a network, or within the same
    // network of an account, that has more than `claim` would have. Returns nothing if there is none; then `claim` gets no place.
    std::optional<Item> makeRoom(const Requester& claim) noexcept {
        if (empty()) return std::nullopt;
        const auto largest = std::max_element(groups_.begin(), groups_.end(),
                                              [](const Group& a, const Group& b) { return a.size < b.size; });
        const auto own = findGroup(claim.network);
        const std::size_t ownSize = own == groups_.end() ? 0 : own->size;
        if (largest != own && largest->size > ownSize + 1) return takeNewest(largest);
        if (own == groups_.end()) return std::nullopt;
        const auto line = findLine(*own, claim.account);
        const std::size_t ownLine = line == own->lines.end() ? 0 : line->items.size();
        return longestLine(*own)->items.size() > ownLine + 1 ? takeNewest(own) : std::nullopt;
    }

    // True if this network has more than its share of the queue and therefore makes the others wait.
    bool isOverFairShare(const Network& network) const noexcept {
        const auto own =
            std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) { return group.network == network; });
        if (own == groups_.end()) return false;
        return groups_.size() == 1 ? own->size > 1 : own->size * groups_.size() > size_;
    }

    template <class Work>
    void forEach(Work&& work) {
        for (Group& group : groups_)
            for (Line& line : group.lines)
                for (Item& item : line.items) work(item);
    }
    void clear() noexcept {
        groups_.clear();
        size_ = 0;
    }

private:
    struct Line {
        std::uint64_t account;
        std::list<Item> items;
    };
    struct Group {
        Network network;
        std::list<Line> lines;
        std::size_t size;
    };
    using Groups = std::list<Group>;
    using Lines = std::list<Line>;

    typename Groups::iterator findGroup(const Network& network) noexcept {
        return std::find_if(groups_.begin(), groups_.end(), [&](const Group& one) { return one.network == network; });
    }
    static typename Lines::iterator findLine(Group& group, std::uint64_t account) noexcept {
        return std::find_if(group.lines.begin(), group.lines.end(),
                            [&](const Line& one) { return one.account == account; });
    }
    static typename Lines::iterator longestLine(Group& group) noexcept {
        return std::max_element(group.lines.begin(), group.lines.end(),
                                [](const Line& a, const Line& b) { return a.items.size() < b.items.size(); });
    }

    // The first element has had its turn: removes it if it is done, otherwise moves it to the end.
    template <class List>
    static void turn(List& list, bool isDone) noexcept {
        if (isDone)
            list.pop_front();
        else
            list.splice(list.end(), list, list.begin());
    }

    std::optional<Item> takeNewest(typename Groups::iterator group) noexcept {
        const auto line = longestLine(*group);
        const auto newest = std::prev(line->items.end());
        std::optional<Item> item(std::move(*newest));
        take(group, line, newest);
        return item;
    }
    void take(typename Groups::iterator group, typename Lines::iterator line,
              typename std::list<Item>::iterator item) noexcept {
        line->items.erase(item);
        if (line->items.empty()) group->lines.erase(line);
        --size_;
        if (--group->size == 0) groups_.erase(group);
    }

    Groups groups_;
    std::size_t size_ = 0;
};

} // namespace portico::shares
