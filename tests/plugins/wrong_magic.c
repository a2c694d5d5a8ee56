/* SPDX-License-Identifier: Apache-2.0
 * Its entry does not begin with the magic number. */
#include "guest.h"

GUEST_MANIFEST("wrong_magic", "Is no plugin.");

PORTICO_ENTRY = {
    sizeof(portico_plugin), 42,          PORTICO_ABI_MAJOR, PORTICO_ABI_MINOR, guest_create, guest_start, guest_stop,
    guest_destroy,          guest_routes};
