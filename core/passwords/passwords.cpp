// SPDX-License-Identifier: Apache-2.0
#include "passwords/passwords.h"

#include "passwords/typed_password.h"
#include "text/normal_form.h"

#include <algorithm>
#include <new>

namespace portico::passwords {

// The hash that determines the cost of a denial: one of the store, or a new one if empty.
struct Passwords::Measure {
    HashKind kind;
    std::string_view hash;
};

std::string_view sentence(Answer answer) {
    switch (answer) {
    case Answer::yes:
    case Answer::yesUpgrade: return "the password is correct";
    case Answer::no: return "the password is wrong";
    case Answer::unusable: return "a password has 1 to 1024 bytes of UTF-8 without NUL";
    case Answer::busyNetwork: return "too many logins from the network of the client: try again in a few seconds";
    case Answer::busy: return "too many passwords are being hashed: try again in a few seconds";
    }
    return "";
}

Passwords::Passwords(const Limits& limits)
    : hasher_(limits.cost), timing_(threadCpuTime, [this] { hasher_.spendSmallStep(); }), pool_(limits.pool) {}

Answer Passwords::hash(std::string_view password, std::string& out, const shares::Requester& who) {
    const TypedPassword typed(password);
    if (!typed.isHashable()) return Answer::unusable;
    const auto work = [&] { out = hasher_.hash(typed.spellings().front()); };
    return refusedBy(hasher_.newKind().memoryKiB, work, who).value_or(Answer::yes);
}

Answer Passwords::verify(std::string_view password, std::string_view hash, std::string_view costliest,
                         const shares::Requester& who) {
    const TypedPassword typed(password);
    if (typed.spellings().empty()) return Answer::unusable;
    const std::optional<HashKind> kind = readHash(hash).kind;
    const Measure measure = measureFor(costliest);
    const std::uint32_t memoryKiB = std::max(kind ? kind->memoryKiB : 0, measure.kind.memoryKiB);
    const std::string* right = nullptr;
    const auto tryAll = [&] {
        for (const std::string& spelling : typed.spellings())
            if (right == nullptr && check(spelling, hash, kind, measure)) right = &spelling;
    };
    if (const auto refused = refusedBy(memoryKiB, tryAll, who)) return *refused;
    return right == nullptr ? Answer::no : answerFor(*right, hash, *kind, typed.isHashable());
}

// A hash of a spelling other than NFC is renewed, too.
Answer Passwords::answerFor(std::string_view password, std::string_view hash, const HashKind& kind,
                            bool renewable) const {
    const bool better = hasher_.weaker(kind) || text::nfc(password) != password;
    const bool upgrade = better && renewable && Hasher::sawAll(password, hash, kind);
    return upgrade ? Answer::yesUpgrade : Answer::yes;
}

Passwords::Measure Passwords::measureFor(std::string_view costliest) const {
    const std::optional<HashKind> kind = readHash(costliest).kind;
    return kind ? Measure{*kind, costliest} : Measure{hasher_.newKind(), {}};
}

// Runs on a thread of the pool. To spend its cost, the password is also compared with the measure's hash; the result is ignored.
bool Passwords::check(std::string_view password, std::string_view hash, const std::optional<HashKind>& kind,
                      const Measure& measure) {
    const auto costliestWork = [&] {
        if (measure.hash.empty()) return hasher_.spend(password);
        hasher_.matches(password, measure.hash, measure.kind);
    };
    if (!kind) {
        timing_.spend(measure.kind, costliestWork);
        return false;
    }
    const std::chrono::nanoseconds begin = timing_.now();
    if (hasher_.matches(password, hash, *kind)) return true;
    if (*kind == measure.kind)
        timing_.learn(measure.kind, begin);
    else if (kind->cost() < measure.kind.cost())
        timing_.padTo(measure.kind, begin, costliestWork);
    return false;
}

// Lack of memory for a hash counts as busy, not as an error of the caller.
std::optional<Answer> Passwords::refusedBy(std::uint32_t memoryKiB, const BoundedPool::Work& work,
                                           const shares::Requester& who) {
    try {
        switch (pool_.run(memoryKiB, work, who)) {
        case BoundedPool::Outcome::Done: return std::nullopt;
        case BoundedPool::Outcome::NetworkOverShare: return Answer::busyNetwork;
        case BoundedPool::Outcome::Overloaded: break;
        }
    } catch (const std::bad_alloc&) {
    }
    return Answer::busy;
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
