/* SPDX-License-Identifier: Apache-2.0
 *
 * The host's table: what the host offers to every plugin. create receives it, and it is valid until destroy returns. The plugin
 * calls its functions on any thread, except as their tags say.
 *
 * Example, a start that obtains the user store and a setting:
 *
 *     typedef struct books {
 *         const portico_host* host; // from create
 *         portico_provider users;
 *         portico_str greeting;
 *     } books;
 *     static portico_status start(void* self, portico_error* why) {
 *         books* own = (books*)self;
 *         (void)why;
 *         if (own->host->capability(own->host, "portico.users/1", &own->users) != PORTICO_OK) return PORTICO_FAILED;
 *         own->host->log(own->host, PORTICO_LOG_INFO, PORTICO_STR("ready"));
 *         return own->host->setting(own->host, PORTICO_STR("greeting"), &own->greeting);
 *     }
 */
#ifndef PORTICO_ABI_HOST_H
#define PORTICO_ABI_HOST_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/base.h>
#include <portico/abi/value.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_LOG_DEBUG 0
#define PORTICO_LOG_INFO 1
#define PORTICO_LOG_WARNING 2
#define PORTICO_LOG_ERROR 3

/* Why the host creates an instance of the plugin. <portico/abi/plugin.h> says which steps of the lifecycle follow. */
#define PORTICO_PURPOSE_SERVE 1u   /* the server: requests follow, unless a reload fails                             */
#define PORTICO_PURPOSE_TRIAL 2u   /* to see whether the plugin starts: no requests                                  */
#define PORTICO_PURPOSE_COMMAND 3u /* `portico user`: calls of users and sessions, no requests                       */
#define PORTICO_PURPOSE_BACKUP 4u  /* `portico backup` and `restore`: calls of portico.backup/1; never started       */

/* A provider of a capability: its table and the `self` pointer to pass to the functions of the table. */
typedef struct portico_provider {
    const void* table;
    void* self;
} portico_provider;

typedef struct portico_host {
    uint32_t size;
    uint32_t abi_major;
    uint32_t abi_minor;
    uint32_t reserved;
    void* ctx;

    /* Write one line to the log, prefixed with the plugin's id.                                                 [any] */
    void (*log)(const struct portico_host* host, int32_t level, portico_str line);

    /* The value of a setting that the manifest declares, as text: an integer or number in decimal, a boolean as "true" or
     * "false", a size in bytes, a duration in seconds, a list with one entry per line. The text is valid as long as the host's
     * table. PORTICO_NOT_FOUND if the manifest declares no such setting. PORTICO_UNSUPPORTED for a table or a list of tables,
     * which have no text: see setting_value.                                                                    [any] */
    portico_status (*setting)(const struct portico_host* host, portico_str name, portico_str* value);

    /* The provider of a capability that the manifest lists in `needs` or `wants`, with `id` as listed; of "CAPABILITY@$SETTING",
     * "CAPABILITY@PLUGIN" for each plugin. Obtain it in start, and call it until the end of stop, also on threads of your own.
     * PORTICO_NOT_FOUND if the manifest does not list it, or only wants it and nothing provides it, PORTICO_UNAVAILABLE before
     * start.                                                                                                [request] */
    portico_status (*capability)(const struct portico_host* host, const char* id, portico_provider* provider);

    /* The table of a host service (portico.host.passwords/1, portico.host.state/1, portico.host.tasks/1,
     * portico.host.metrics/1), or NULL.
     *                                                                                                           [any] */
    const void* (*service)(const struct portico_host* host, const char* id);

    /* Milliseconds since 1970-01-01 UTC. Use this instead of the system clock: tests set it.                    [any] */
    int64_t (*now)(const struct portico_host* host);

    /* The absolute path of the folder for this plugin's data, which exists, with mode 0700. Restarts, upgrades and reloads keep
     * it.                                                                                                       [any] */
    portico_str (*state_directory)(const struct portico_host* host);

    /* Folders with pages, highest precedence first, one absolute path per line.                                 [any] */
    portico_str (*page_directories)(const struct portico_host* host);

    /* The guard of pages that declare none: "public", "user" or "role:NAME" (pages.default_access). A pages plugin must refuse a
     * page that includes a page with a different guard, declared or by default.                                 [any] */
    portico_str (*default_access)(const struct portico_host* host);

    /* PORTICO_PURPOSE_...: why this instance exists. Work that nobody asked for (timers, mail, clean-up, threads) belongs to
     * PORTICO_PURPOSE_SERVE alone: a server may be running beside every other purpose, and would do it a second time. Treat a
     * value that you do not know like PORTICO_PURPOSE_COMMAND. A table without this member: PORTICO_PURPOSE_SERVE.          */
    uint64_t purpose;

    /* The value of a setting that the manifest declares, by type:
     *     boolean                        PORTICO_BOOLEAN
     *     integer, duration, size        PORTICO_INTEGER, in seconds or bytes
     *     number                         PORTICO_REAL
     *     string, path, enum             PORTICO_TEXT
     *     list, list of ...              PORTICO_LIST of these
     *     table                          PORTICO_MAP with every field, in the order of the manifest
     *     list of tables                 PORTICO_LIST of such maps
     * The whole tree is valid as long as the host's table, and never changes. PORTICO_NOT_FOUND if the manifest declares no
     * such setting; then *value is unchanged.                                                                   [any] */
    portico_status (*setting_value)(const struct portico_host* host, portico_str name, portico_value* value);

    /* server.public_url, without a slash at its end: "https://example.org/app". For URLs that leave the site, as in a mail: the
     * Host header of a request is what its sender chose. Empty if it is not configured. Valid as long as the table.         */
    portico_str public_url;
} portico_host;

#ifdef __cplusplus
}
#endif
#endif
