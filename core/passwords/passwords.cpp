// SPDX-License-Identifier: Apache-2.0
#include "passwords/passwords.h"

#include <algorithm>
#include <new>

namespace portico::passwords {

// What a denial has to cost: a hash of the store, or (empty) a new one.
struct Passwords::Measure {
    HashKind kind;
    std::string_view hash;
};

std::string_view sentence(Answer answer) {
    switch (answer) {
    case Answer::yes:
    case Answer::yesUpgrade: return "the password is right";
    case Answer::no: return "the password is wrong";
    case Answer::unusable: return "a password has 1 to 1024 bytes and no NUL byte";
    case Answer::busy: return "too many passwords are being hashed: try again in a few seconds";
    }
    return "";
}

Passwords::Passwords(const Limits& limits)
    : hasher_(limits.cost), equalCost_(threadCpuTime, [this] { hasher_.spendCrumb(); }), gate_(limits.gate) {}

Answer Passwords::hash(std::string_view password, std::string& out) {
    if (!usable(password)) return Answer::unusable;
    const bool done = through(hasher_.newKind().memoryKiB, [&] { out = hasher_.hash(password); });
    return done ? Answer::yes : Answer::busy;
}

Answer Passwords::verify(std::string_view password, std::string_view hash, std::string_view dearest) {
    if (!usable(password)) return Answer::unusable;
    const std::optional<HashKind> kind = readHash(hash).kind;
    const Measure measure = measureFor(dearest);
    const std::uint32_t memoryKiB = std::max(kind ? kind->memoryKiB : 0, measure.kind.memoryKiB);
    bool right = false;
    if (!through(memoryKiB, [&] { right = check(password, hash, kind, measure); })) return Answer::busy;
    if (!right) return Answer::no;
    return hasher_.weaker(*kind) ? Answer::yesUpgrade : Answer::yes;
}

Passwords::Measure Passwords::measureFor(std::string_view dearest) const {
    const std::optional<HashKind> kind = readHash(dearest).kind;
    return kind ? Measure{*kind, dearest} : Measure{hasher_.newKind(), {}};
}

// On a thread of the gate. The password is tried against the measure's hash too, for its cost; whether it fits is nobody's
// business.
bool Passwords::check(std::string_view password, std::string_view hash, const std::optional<HashKind>& kind,
                      const Measure& measure) {
    const auto dearestWork = [&] {
        if (measure.hash.empty()) return hasher_.spend(password);
        hasher_.matches(password, measure.hash, measure.kind);
    };
    if (!kind) {
        equalCost_.spend(measure.kind, dearestWork);
        return false;
    }
    const std::chrono::nanoseconds begin = equalCost_.now();
    if (hasher_.matches(password, hash, *kind)) return true;
    if (*kind == measure.kind)
        equalCost_.learn(measure.kind, begin);
    else if (kind->cost() < measure.kind.cost())
        equalCost_.fillUp(measure.kind, begin, dearestWork);
    return false;
}

// Too little memory for a hash is a kind of busy, not a fault of the caller.
bool Passwords::through(std::uint32_t memoryKiB, const Gate::Work& work) {
    try {
        return gate_.run(memoryKiB, work);
    } catch (const std::bad_alloc&) {
        return false;
    }
}

std::optional<std::string> Passwords::refusal(std::string_view hash) {
    HashReading reading = readHash(hash);
    if (reading.kind) return std::nullopt;
    return std::move(reading.fault);
}

std::uint64_t Passwords::cost(std::string_view hash) {
    const std::optional<HashKind> kind = readHash(hash).kind;
    return kind ? kind->cost() : 0;
}

} // namespace portico::passwords
