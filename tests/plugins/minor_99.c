/* SPDX-License-Identifier: Apache-2.0
 * Built for a newer minor version of the ABI. */
#include "guest.h"

PORTICO_NOTE_(
    "{\"abi\":\"1.99\",\"plugin\":{\"id\":\"minor_99\",\"version\":\"1.0.0\",\"summary\":\"From the future.\","
    "\"provides\":[\"portico.routes/1\"]}}");

PORTICO_ENTRY = {sizeof(portico_plugin), PORTICO_MAGIC, 1, 99, guest_create, guest_start, guest_stop,
                 guest_destroy,          guest_routes};
