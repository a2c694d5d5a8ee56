// SPDX-License-Identifier: Apache-2.0
// A capability of one's own, "acme.glossary/1": its table in C, and the same in C++. The plugin that provides it publishes this
// header, and plugins that use it include it; nothing is linked.
#pragma once

#include <portico/capability.hpp>

#define ACME_GLOSSARY "acme.glossary/1"

// New functions go to the end; callers learn from `size` whether the provider has them.
struct acme_glossary {
    std::uint32_t size, reserved;
    // The meaning of a word, to `meaning`: PORTICO_OK, or PORTICO_NOT_FOUND.                                [request]
    portico_status (*explain)(void* self, portico_str word, const portico_sink* meaning, portico_error* why);
};

namespace acme {

// For plugins that list ACME_GLOSSARY in "wants" or "needs". Copy it freely; valid from start() until the end of stop().
class Glossary {
public:
    // Nothing if no glossary is installed. From start() on.
    static std::optional<Glossary> wanted(const portico::Host& host) {
        const auto provider = portico::NeededCapability<acme_glossary>::wanted(host, ACME_GLOSSARY);
        return provider ? std::optional(Glossary(*provider)) : std::nullopt;
    }

    // Nothing if the word is unknown. Throws portico::Error.
    std::optional<std::string> explain(std::string_view word) const {
        std::string meaning;
        const portico_sink sink{&meaning, [](void* ctx, portico_str part) {
                                    return portico::exceptionBarrier(nullptr, [&] {
                                        static_cast<std::string*>(ctx)->append(portico::view(part));
                                        return PORTICO_OK;
                                    });
                                }};
        const bool isKnown = provider_.ask(&acme_glossary::explain, portico::str(word), &sink);
        return isKnown ? std::optional(std::move(meaning)) : std::nullopt;
    }

private:
    explicit Glossary(portico::NeededCapability<acme_glossary> provider) : provider_(provider) {}

    portico::NeededCapability<acme_glossary> provider_;
};

} // namespace acme
