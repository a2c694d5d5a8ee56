// SPDX-License-Identifier: Apache-2.0
// A good guest that needs only a compiler and <portico/abi.h>: no build system, no version script, no class.
#include "guest.h"

PORTICO_NOTE_(PORTICO_NOTE_TEXT("{\"id\":\"" GUEST_ID "\",\"version\":\"1.0.0\",\"summary\":\"Bare.\","
                                "\"provides\":[\"portico.routes/1\"]}"));

PORTICO_ENTRY = {GUEST_HEAD, guest_create, guest_start, guest_stop, guest_destroy, guest_routes};
