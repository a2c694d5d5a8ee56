/* SPDX-License-Identifier: Apache-2.0
 *
 * Values: the data for a page.
 * A tree without cycles, built by the caller, read by the callee, and borrowed. These structs have no `size` and never change.
 * In C, use initializers:
 *     portico_member data[] = {{PORTICO_STR("name"), {PORTICO_TEXT, 0, {.text = PORTICO_STR("Ada")}}}}; */
#ifndef PORTICO_ABI_VALUE_H
#define PORTICO_ABI_VALUE_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_NONE 0u
#define PORTICO_BOOLEAN 1u /* as.integer is 0 or 1                              */
#define PORTICO_INTEGER 2u /* as.integer                                        */
#define PORTICO_REAL 3u    /* as.real, finite                                   */
#define PORTICO_TEXT 4u    /* as.text; the page escapes it                      */
#define PORTICO_LIST 5u    /* as.list                                           */
#define PORTICO_MAP 6u     /* as.map; keys are unique; order is preserved       */

struct portico_value;
struct portico_member;

typedef struct portico_list {
    const struct portico_value* items;
    size_t count;
} portico_list;

typedef struct portico_map {
    const struct portico_member* members;
    size_t count;
} portico_map;

typedef struct portico_value {
    uint32_t type; /* PORTICO_NONE ... PORTICO_MAP; readers treat unknown types as PORTICO_NONE */
    uint32_t reserved;
    union {
        int64_t integer;
        double real;
        portico_str text;
        portico_list list;
        portico_map map;
    } as;
} portico_value;

typedef struct portico_member {
    portico_str key;
    portico_value value;
} portico_member;

#ifdef __cplusplus
}
#endif
#endif
