// SPDX-License-Identifier: Apache-2.0
#include "chained_users.h"

#include <algorithm>

namespace users_chain {

namespace {

constexpr std::size_t longestId = 64; // see portico/abi/user.h

} // namespace

ChainedUsers::ChainedUsers(std::vector<Store> stores, std::string newUsers)
    : stores_(std::move(stores)), newUsers_(std::move(newUsers)) {}

// "users_sqlite.17"; ids of plugins have no dot.
portico::User ChainedUsers::outward(const Store& store, portico::User user) {
    user.id = store.plugin + '.' + user.id;
    if (user.id.size() > longestId)
        throw portico::Error(PORTICO_FAILED, "the id " + user.id + " is longer than 64 bytes; the ids of " +
                                                 store.plugin + " are too long for a chain");
    return user;
}

std::optional<ChainedUsers::Place> ChainedUsers::placeOf(std::string_view id) {
    const std::size_t dot = std::min(id.find('.'), id.size());
    const auto store = std::ranges::find(stores_, id.substr(0, dot), &Store::plugin);
    if (store == stores_.end() || dot == id.size()) return std::nullopt;
    return Place{&*store, std::string(id.substr(dot + 1))};
}

ChainedUsers::Place ChainedUsers::mustHave(std::string_view id) {
    if (auto place = placeOf(id)) return *std::move(place);
    throw portico::Error(PORTICO_NOT_FOUND, "no store of the chain has a user with this id");
}

Store* ChainedUsers::ownerOf(std::string_view name) {
    const auto owner = std::ranges::find_if(stores_, [&](Store& store) { return store.users.find(name).has_value(); });
    return owner == stores_.end() ? nullptr : &*owner;
}

// Whether no earlier store has the name.
bool ChainedUsers::isOf(const Store& store, std::string_view name) {
    for (Store& earlier : stores_) {
        if (&earlier == &store) return true;
        if (earlier.users.find(name)) return false;
    }
    return false;
}

void ChainedUsers::mustBeFree(std::string_view name, const Store* except) {
    for (Store& store : stores_)
        if (&store != except && store.users.find(name))
            throw portico::Error(PORTICO_EXISTS, "a user with this name already exists");
}

std::optional<portico::User> ChainedUsers::find(std::string_view name) {
    for (Store& store : stores_)
        if (auto user = store.users.find(name)) return outward(store, *std::move(user));
    return std::nullopt;
}

// A user whose name an earlier store has got in the meantime is no longer there: the session ends.
std::optional<portico::User> ChainedUsers::get(std::string_view id) {
    const auto place = placeOf(id);
    if (!place) return std::nullopt;
    auto user = place->store->users.get(place->id);
    if (!user || !isOf(*place->store, user->name)) return std::nullopt;
    return outward(*place->store, *std::move(user));
}

void ChainedUsers::list(const Take& take) {
    std::vector<portico::User> all;
    for (Store& store : stores_) {
        std::vector<portico::User> its;
        store.users.list([&](const portico::User& user) { return its.push_back(user), true; });
        for (portico::User& user : its)
            if (isOf(store, user.name)) all.push_back(outward(store, std::move(user)));
    }
    std::ranges::sort(all, {}, &portico::User::name);
    for (const portico::User& user : all)
        if (!take(user)) return;
}

// The last store also checks the passwords of names that no store has, so that it takes as long as for a name that it has.
std::optional<portico::User> ChainedUsers::verify(std::string_view name, std::string_view password) {
    Store* owner = ownerOf(name);
    Store& store = owner != nullptr ? *owner : stores_.back();
    auto user = store.users.verify(name, password);
    return user ? std::optional(outward(store, *std::move(user))) : std::nullopt;
}

void ChainedUsers::create(const portico::User& user, const portico::Secret& secret) {
    const auto store = std::ranges::find(stores_, newUsers_, &Store::plugin);
    if (store == stores_.end())
        throw portico::Error(PORTICO_UNSUPPORTED, "plugins.users_chain.new_users names no store for new users");
    mustBeFree(user.name, nullptr);
    store->users.create(user, secret);
}

void ChainedUsers::update(const portico::User& user) {
    const Place place = mustHave(user.id);
    portico::User inner = user;
    inner.id = place.id;
    place.store->users.update(inner);
}

void ChainedUsers::setSecret(std::string_view id, const portico::Secret& secret) {
    const Place place = mustHave(id);
    place.store->users.setSecret(place.id, secret);
}

void ChainedUsers::remove(std::string_view id) {
    const Place place = mustHave(id);
    place.store->users.remove(place.id);
}

void ChainedUsers::change(const portico::User& user) {
    const Place place = mustHave(user.id);
    mustBeFree(user.name, place.store);
    portico::User inner = user;
    inner.id = place.id;
    place.store->users.change(inner);
}

} // namespace users_chain
