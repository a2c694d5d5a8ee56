/* SPDX-License-Identifier: Apache-2.0
 * Built for another major version of the ABI, whose manifests may look different. */
#include "guest.h"

PORTICO_NOTE_(
    "{\"abi\":\"2.0\",\"plugin\":{\"id\":\"major_2\",\"provides\":[\"portico.routes/2\"],\"flavour\":\"new\"}}");

PORTICO_ENTRY = {sizeof(portico_plugin), PORTICO_MAGIC, 2, 0, guest_create, guest_start, guest_stop,
                 guest_destroy,          guest_routes};
