/* SPDX-License-Identifier: Apache-2.0
 * The note says ABI 1.0, the entry another version. */
#include "guest.h"

GUEST_MANIFEST("note_and_table_differ", "Says two things.");

PORTICO_ENTRY = {sizeof(portico_plugin), PORTICO_MAGIC, 1, 7, guest_create, guest_start, guest_stop,
                 guest_destroy,          guest_routes};
