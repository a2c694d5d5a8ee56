// SPDX-License-Identifier: Apache-2.0
// The capability org.example.mail/1, shared by its guests.
#pragma once

#include <portico/capability.hpp>
#include <portico/plugin.hpp>

#define EXAMPLE_MAIL "org.example.mail/1"

struct example_mail {
    std::uint32_t size, reserved;
    // The number of letters that this copy of the provider's library has sent, with this one.
    portico_status (*send)(void* self, std::uint64_t* sent, portico_error* why);
};
