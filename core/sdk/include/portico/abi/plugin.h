/* SPDX-License-Identifier: Apache-2.0
 *
 * The plugin: manifest, lifecycle, entry. A plugin is a shared library, NAME.so, that exports exactly one symbol, portico_entry,
 * and contains its manifest in an ELF note, which the host reads before it loads the library. The manifest is JSON, written
 * without quotes around it:
 *
 *     PORTICO_MANIFEST({
 *         "id": "guestbook",                      [a-z][a-z0-9_]*, at most 64 characters, without "__" or a final "_";
 *                                                 the file is called guestbook.so
 *         "version": "1.0.0",
 *         "summary": "One sentence.",
 *         "license": "Apache-2.0",                optional
 *         "provides": ["portico.routes/1"],       [] if the plugin only has tasks (tasks.h)
 *         "needs": ["portico.users/1"],           optional, see below, like the next two
 *         "wants": ["acme.search/1"],
 *         "needs_plugins": {"blog": ">=1.2 <2"},
 *         "settings": {                           optional: configuration keys plugins.guestbook.NAME
 *             "greeting": {"type": "string", "default": "Hello", "help": "What the page says."}
 *         }
 *     })
 *
 * Settings: "type" is one of the types below, "default" a value of that type, "help" one sentence. "secret": true hides the value
 * in every output; only secrets may come from systemd credentials.
 *   string, boolean
 *   integer                  "min" (0 if absent) and "max"
 *   number                   0.5; "min" (0 if absent) and "max"
 *   duration, size           "30s", "5m", "2h", "1d"; "64 KiB"; "min" and "max"
 *   path                     absolute, or empty if the default is empty
 *   enum                     one of "values": ["fast", "safe"]
 *   list                     strings; "min_entries" and "max_entries" limit their number, in every list
 *   list of integers, list of durations, list of sizes, list of paths, list of enums
 *                            "min", "max" and "values" apply to each item
 *   table                    "fields": {NAME: declaration, ...}, none of which is a table; no "default". Each field is a key
 *                            plugins.ID.TABLE.NAME, in files below [plugins.ID.TABLE]
 *   list of tables           "fields" as above; [[plugins.ID.NAME]] in a file begins an entry. A field without "default" must be
 *                            set in each entry. "default" is a list of objects, [] if absent
 * For example:
 *
 *     "feeds": {"type": "list of tables", "max_entries": 20, "help": "What to read.", "fields": {
 *         "url": {"type": "string", "help": "The address."},
 *         "every": {"type": "duration", "default": "1h", "min": "1m", "help": "How often."},
 *         "token": {"type": "string", "default": "", "secret": true, "help": "Sent with each request."}
 *     }}
 *
 * host->setting returns text; host->setting_value returns every type as a portico_value.
 *
 * Needs: the providers of what a plugin needs start before it and stop after it; it gets them from host->capability. Without one
 * of its needs it is left out. What it only wants may be missing: then host->capability returns PORTICO_NOT_FOUND. What protects
 * the site belongs into "needs". In both lists,
 *   "portico.users/1"                 comes from the one plugin that the configuration chooses
 *   "portico.users/1@users_archive"    comes from this plugin, which then runs even if it was not chosen. Only the plugins that
 *                                     name it get its capability, and none of its routes are served
 *   "portico.users/1@$stores"         the same for each plugin that the setting "stores" (string or list) names
 * "needs_plugins" requires plugins with a version in a range: conditions such as >=1.2, >1, <=2, <2, =1.2.3, all of which must
 * hold. The plugin starts after them. Circles are refused.
 *
 * The lifecycle of an instance. The host calls each step at most once, [control], and the steps of all plugins one at a time:
 *   1. The host reads the manifest and checks the settings. No code of the plugin runs; a plugin with a fault is left out.
 *   2. It maps a private copy of the file, which is in another folder or in memory, so $ORIGIN does not find files installed
 *      beside the plugin. Constructors of static variables run now. A library is mapped once and stays mapped: if the file is
 *      unchanged, the next instance is created from the same library, and static variables keep their values.
 *   3. create reads settings and refuses bad ones. Other plugins are not available yet. If it fails, nothing else is called.
 *   4. The host calls get_capability for every id in `provides`, and with other ids, for which the answer is NULL. After a wrong
 *      answer, and if the fault of another plugin prevents the start of all, only destroy follows.
 *   5. start, after the providers of all needed capabilities have started: obtains them, opens files and stores, begins threads.
 *      If it fails, only destroy follows.
 *   6. The host asks once for routes, pages, and the paths of auth.
 *   7. The plugin serves: [request] functions are called on many threads. An instance may be stopped without a single request.
 *   8. stop, when no request is inside the plugin any more and every plugin that needs it has stopped. Afterwards the plugin has
 *      no thread and calls no capability. A failure is logged and changes nothing.
 *   9. destroy, after every successful create, and after the stop of every plugin. Afterwards the host's table is gone.
 *
 * host->purpose says why there is an instance, and thereby which of these steps happen:
 *   PORTICO_PURPOSE_SERVE    1 to 9, in the server. A reload does 1 to 6 for the new instance while the old one serves; requests
 *                            then change over, and the old one is stopped. For a while both serve, so a plugin must not hold
 *                            anything exclusively (a port, a lock for its whole lifetime). If the reload fails, 8 and 9 follow.
 *   PORTICO_PURPOSE_TRIAL    1 to 6, 8 and 9, in a separate process, for `portico check`, `doctor`, `routes`, `plugins list`,
 *                            `plugins try`, and as a trial load before a new or changed plugin, or one with changed settings,
 *                            enters the server. The plugin is refused if it crashes there, ends the process, does not return
 *                            within seconds, writes to stdout or stderr, leaves threads or descriptors behind, closes
 *                            descriptors that it does not own, or changes signal handlers, locale, umask or working directory.
 *   PORTICO_PURPOSE_COMMAND  1 to 5, 8 and 9, and calls of users and sessions, in the process of `portico user`. Only the
 *                            providers of these two, and what they need, are created.
 *   PORTICO_PURPOSE_BACKUP   1 to 4 and 9, and calls of portico.backup/1, in the process of `portico backup` or `restore`. No
 *                            plugin is started.
 * Except for SERVE, a server may be running beside the process, with the same state directory and the same stores.
 *
 * Keep data that must survive in a store, in the state directory or in portico.host.state/1, never in the plugin's own memory.
 *
 * Example, a complete plugin, which serves no path yet:
 *
 *     #include <string.h>
 *
 *     PORTICO_MANIFEST({"id": "idle", "version": "1.0.0", "summary": "Does nothing.", "provides": ["portico.routes/1"]});
 *     static const portico_route* route(void* self, size_t index) { return (void)self, (void)index, (const portico_route*)0; }
 *     static const portico_routes routes = {sizeof(portico_routes), 0, route};
 *     static portico_status create(const portico_host* host, void** self, portico_error* why) {
 *         (void)why;
 *         memcpy(self, &host, sizeof host);
 *         return PORTICO_OK;
 *     }
 *     static portico_status start(void* self, portico_error* why) { return (void)self, (void)why, PORTICO_OK; }
 *     static portico_status stop(void* self, portico_error* why) { return (void)self, (void)why, PORTICO_OK; }
 *     static void destroy(void* self) { (void)self; }
 *     static const void* get_capability(void* self, const char* id) {
 *         return (void)self, strcmp(id, PORTICO_ROUTES) == 0 ? &routes : (const portico_routes*)0;
 *     }
 *     PORTICO_ENTRY = {sizeof(portico_plugin), PORTICO_MAGIC, PORTICO_ABI_MAJOR, PORTICO_ABI_MINOR,
 *                      create, start, stop, destroy, get_capability};
 */
#ifndef PORTICO_ABI_PLUGIN_H
#define PORTICO_ABI_PLUGIN_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/host.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_MAGIC 0x6f637450u /* "Ptco" */

typedef struct portico_plugin {
    uint32_t size;
    uint32_t magic;
    uint32_t abi_major;
    uint32_t abi_minor;
    portico_status (*create)(const portico_host* host, void** self, portico_error* why);   /* [control] */
    portico_status (*start)(void* self, portico_error* why);                               /* [control] */
    portico_status (*stop)(void* self, portico_error* why);                                /* [control] */
    void (*destroy)(void* self);                                                           /* [control] */
    /* The table of a capability that the manifest lists in `provides`; NULL for any other id. Returns the same pointer every
     * time; valid until destroy. Called after create.                                                           [any] */
    const void* (*get_capability)(void* self, const char* id);
} portico_plugin;

#define PORTICO_NOTE_NAME "Portico"
#define PORTICO_NOTE_TYPE 1u
#define PORTICO_TEXT_OF_(x) #x
#define PORTICO_TEXT_OF(x) PORTICO_TEXT_OF_(x)

/* The text of the note: {"abi": "1.0", "plugin": <the manifest>}. */
#define PORTICO_NOTE_TEXT(manifest) \
    "{\"abi\":\"" PORTICO_TEXT_OF(PORTICO_ABI_MAJOR) "." PORTICO_TEXT_OF(PORTICO_ABI_MINOR) "\",\"plugin\":" manifest "}"

#define PORTICO_MANIFEST(...) PORTICO_NOTE_(PORTICO_NOTE_TEXT(#__VA_ARGS__))
#define PORTICO_NOTE_(json)                                                                       \
    __attribute__((used, section(".note.portico"), aligned(4))) static const struct {             \
        uint32_t name_size, text_size, type;                                                      \
        char name[sizeof(PORTICO_NOTE_NAME)];                                                     \
        char text[(sizeof(json) + 3u) & ~(size_t)3u];                                             \
    } portico_note = {sizeof(PORTICO_NOTE_NAME), sizeof(json) - 1u, PORTICO_NOTE_TYPE, PORTICO_NOTE_NAME, json}

/* The one exported symbol. In C: PORTICO_ENTRY = {sizeof(portico_plugin), PORTICO_MAGIC, ...}; */
#ifdef __cplusplus
#define PORTICO_ENTRY extern "C" __attribute__((visibility("default"), used)) const portico_plugin portico_entry
#else
#define PORTICO_ENTRY __attribute__((visibility("default"), used)) const portico_plugin portico_entry
#endif

#ifdef __cplusplus
}
#endif
#endif
