/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.pages/1": renders a page, given by name, with data. One provider. The host asks for the pages once, after start, and
 * then renders them for requests, on many threads at the same time. get_capability returns the table. `self` is the pointer that
 * the plugin's create returned.
 *
 * Example, a site of one page:
 *
 *     static portico_status list(void* self, const portico_page_sink* out, portico_error* why) {
 *         const portico_page page = {sizeof(portico_page), 0, PORTICO_STR("index"), PORTICO_STR("/"), PORTICO_STR("public"),
 *                                    PORTICO_STR("")};
 *         (void)self, (void)why;
 *         return out->take(out->ctx, &page);
 *     }
 *     static portico_status render(void* self, portico_str page, const portico_value* data, const portico_sink* out,
 *                                  portico_error* why) {
 *         (void)self, (void)data, (void)why;
 *         return page.len == 5 ? out->write(out->ctx, PORTICO_STR("<p>Hello!</p>")) : PORTICO_NOT_FOUND;
 *     }
 *     static const portico_pages table = {sizeof(portico_pages), 0, list, render};
 */
#ifndef PORTICO_ABI_PAGES_H
#define PORTICO_ABI_PAGES_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/value.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_PAGES "portico.pages/1"

typedef struct portico_page {
    uint32_t size;
    uint32_t reserved;
    portico_str name;  /* name to pass to render                                         */
    portico_str path;  /* path on the site at which the host serves the page             */
    portico_str guard; /* as in portico_route; empty if the page declares none: pages.default_access applies */
    portico_str fault; /* empty, or why the page cannot be shown, with file and line. The host answers 500 to everyone,
                        * reports the fault to the administrator and serves the other pages. If `path` is empty, the fault is
                        * in a part */
} portico_page;

typedef struct portico_page_sink {
    void* ctx;
    portico_status (*take)(void* ctx, const portico_page* page);
} portico_page_sink;

typedef struct portico_pages {
    uint32_t size;
    uint32_t reserved;

    /* All pages that have a path, including broken ones: a broken page does not make list fail. Called once, after start.
     *                                                                                                       [control] */
    portico_status (*list)(void* self, const portico_page_sink* out, portico_error* why);

    /* Render the page with `data`, a PORTICO_MAP, as UTF-8 HTML. PORTICO_OK, _NOT_FOUND (no such page), or _FAILED with a
     * `why` that names file and line. After an error the host discards what was written.                    [request] */
    portico_status (*render)(void* self, portico_str page, const portico_value* data, const portico_sink* out,
                             portico_error* why);
} portico_pages;

#ifdef __cplusplus
}
#endif
#endif
