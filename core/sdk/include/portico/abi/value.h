/* SPDX-License-Identifier: Apache-2.0
 *
 * Values: the data for a page, or a setting, as a tree without cycles. For a page, the plugin builds it, and the host reads it
 * until the call returns, on the same thread. A setting belongs to the host and lives as long as the host's table. These structs
 * have no `size` and never change.
 *
 * Example, the data {"title": "Books", "books": ["Emma", "Ulysses"]}:
 *
 *     static portico_status show(portico_status (*render)(const portico_value* data)) {
 *         portico_value books[2] = {{PORTICO_TEXT, 0, {0}}, {PORTICO_TEXT, 0, {0}}};
 *         portico_member members[2] = {{PORTICO_STR("title"), {PORTICO_TEXT, 0, {0}}},
 *                                      {PORTICO_STR("books"), {PORTICO_LIST, 0, {0}}}};
 *         portico_value data = {PORTICO_MAP, 0, {0}};
 *         books[0].as.text = PORTICO_STR("Emma"), books[1].as.text = PORTICO_STR("Ulysses");
 *         members[0].value.as.text = PORTICO_STR("Books");
 *         members[1].value.as.list.items = books, members[1].value.as.list.count = 2;
 *         data.as.map.members = members, data.as.map.count = 2;
 *         return render(&data);
 *     }
 *
 * In C, `{PORTICO_TEXT, 0, {.text = PORTICO_STR("Emma")}}` is shorter. */
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
