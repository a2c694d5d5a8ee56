/* SPDX-License-Identifier: Apache-2.0
 *
 * The plugin: manifest, lifecycle, entry.
 * A plugin is a shared library, NAME.so, that exports exactly one symbol, portico_entry, and contains its manifest in an ELF
 * note, which the host reads before it loads the library. The manifest is JSON, written without quotes around it:
 *
 *     PORTICO_MANIFEST({
 *         "id": "guestbook",                      [a-z][a-z0-9_]*, at most 64 characters, without "__" or a final "_";
 *                                                 the file is called guestbook.so
 *         "version": "1.0.0",
 *         "summary": "One sentence.",
 *         "license": "Apache-2.0",                optional
 *         "provides": ["portico.routes/1"],
 *         "needs": ["portico.users/1"],           optional: their providers start first; see host->capability
 *         "settings": {                           optional: configuration keys plugins.guestbook.NAME
 *             "greeting": {"type": "string", "default": "Hello", "help": "What the page says."}
 *         }
 *     })
 *
 * Settings: "type" is string, integer, boolean, duration ("30s", "5m", "2h"), size ("64 KiB"), path or list; "default" is a value
 * of that type; "help" is one sentence. Optional: "min" and "max" for numbers, and "secret": true to hide the value.
 *
 * Lifecycle: create -> start -> requests -> stop -> destroy. create reads settings and refuses bad ones; other plugins are not
 * available yet. start opens files and stores and obtains the needed capabilities. If create fails, the host makes no further
 * call; if start fails, it calls only destroy. It calls stop when no request is inside the plugin any more.
 *
 * A reload creates a new instance next to the running one: create and start of the new instance come before stop and destroy of
 * the old one, and for a while both serve requests. A plugin must therefore not hold anything exclusively (a port, a lock for its
 * whole lifetime). Keep data that must survive in a store, in the state directory or in portico.host.state/1, never in the
 * plugin's own memory.
 *
 * The host maps a private copy of the installed file, which is in another folder or in memory, so $ORIGIN does not find files
 * installed beside the plugin. A library is mapped once and stays mapped: if the file is unchanged, the next instance is created
 * from the same library, and static variables keep the values that the previous instance left.
 *
 * Before a new or changed plugin, or one with changed settings, enters the server, a trial load runs its lifecycle in a separate
 * process, without requests. The plugin is refused if it crashes there, ends the process, does not return within seconds, writes
 * to stdout or stderr, leaves threads or descriptors behind, closes descriptors that it does not own, or changes signal handlers,
 * locale, umask or working directory. */
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
     * time; valid until destroy.                                                                     [any, after create] */
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
