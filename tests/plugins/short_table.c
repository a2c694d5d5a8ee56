/* SPDX-License-Identifier: Apache-2.0
 * The size in its entry ends before get_capability. */
#include "guest.h"

GUEST_MANIFEST("short_table", "Is short.");

PORTICO_ENTRY = {offsetof(portico_plugin, get_capability),
                 PORTICO_MAGIC,
                 PORTICO_ABI_MAJOR,
                 PORTICO_ABI_MINOR,
                 guest_create,
                 guest_start,
                 guest_stop,
                 guest_destroy,
                 guest_routes};
