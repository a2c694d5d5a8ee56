/* SPDX-License-Identifier: Apache-2.0
 * A manifest, but no portico_entry. */
#include "guest.h"

GUEST_MANIFEST("no_entry", "Has no door.");

__attribute__((visibility("default"))) const int something_else = 1;
