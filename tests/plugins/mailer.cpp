// SPDX-License-Identifier: Apache-2.0
// A guest that provides a capability of its own and counts in a static variable, which only a fresh copy of its library resets.
#include "mail.h"

#include <atomic>

namespace {

std::atomic<std::uint64_t> lettersSent{0};

class Mailer : public portico::Plugin {
public:
    explicit Mailer(portico::Host) {}
    const void* ownCapability(std::string_view id) const noexcept override {
        return id == EXAMPLE_MAIL ? &table : nullptr;
    }

private:
    static portico_status send(void* self, std::uint64_t* sent, portico_error* why) noexcept {
        return portico::provide<Mailer>(self, why, [&](Mailer&) { *sent = ++lettersSent; });
    }
    static constexpr example_mail table{sizeof(example_mail), 0, send};
};

} // namespace

PORTICO_PLUGIN(Mailer, {
    "id": GUEST_ID, "version": "1.4.2", "summary": "Sends mail.", "provides": ["org.example.mail/1"]
});
