/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.backup/1": saves and restores the plugin's own data. Any number of plugins may provide it, in addition to other
 * capabilities. `portico backup` and `portico restore` call it in a process of their own (PORTICO_PURPOSE_BACKUP), one function
 * at a time, on a plugin that is created but not started, while servers may use the same store: the functions open what they need
 * themselves. Without this capability, the files in the state directory are copied and restored as they are. Provide it if files
 * may change while they are copied, if several files must match each other, or if the data is stored elsewhere. Save neither the
 * configuration nor portico.host.state/1.
 * get_capability returns the table. `self` is the pointer that the plugin's create returned.
 *
 * Example (copy_database is the plugin's own):
 *
 *     extern portico_status copy_database(void* self, portico_str folder, int back, portico_error* why);
 *     static portico_status save(void* self, portico_str folder, portico_error* why) {
 *         return copy_database(self, folder, 0, why);
 *     }
 *     static portico_status load(void* self, portico_str folder, portico_error* why) {
 *         return copy_database(self, folder, 1, why);
 *     }
 *     static const portico_backup table = {sizeof(portico_backup), 0, save, load};
 */
#ifndef PORTICO_ABI_BACKUP_H
#define PORTICO_ABI_BACKUP_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_BACKUP "portico.backup/1"

typedef struct portico_backup {
    uint32_t size;
    uint32_t reserved;

    /* Write a consistent copy of all data into `folder` as files and folders, without links. `folder` is an absolute path to an
     * existing empty folder that nothing else uses. Do not block other users of the store for more than a few seconds. Save an
     * empty store, too: load must be able to restore that state.                                            [control] */
    portico_status (*save)(void* self, portico_str folder, portico_error* why);

    /* Replace all current data with the content of `folder`, which save wrote; after an error, nothing is replaced. Servers that
     * use the same store see either the old or the new data. First check that the content is complete and not from a newer
     * version (otherwise PORTICO_INVALID); it may be years old. The plugin may change `folder`, which is deleted after the call.
     *                                                                                                       [control] */
    portico_status (*load)(void* self, portico_str folder, portico_error* why);
} portico_backup;

#ifdef __cplusplus
}
#endif
#endif
