/* SPDX-License-Identifier: Apache-2.0
 * Provides sessions, of which there are none, and backups of nothing. Writes the steps of its lifecycle into the file "steps" of
 * its state directory, each as a line "PURPOSE STEP". */
#include "guest.h"

#include <stdio.h>

PORTICO_MANIFEST({
    "id": "witness", "version": "1.0.0", "summary": "Records what happens to it.",
    "provides": ["portico.sessions/1", "portico.backup/1"]
});

static void record(const void* self, const char* step) {
    const portico_host* host = self;
    const portico_str folder = host->state_directory(host);
    char path[512];
    FILE* file;
    snprintf(path, sizeof path, "%.*s/steps", (int)folder.len, folder.ptr);
    file = fopen(path, "ae");
    if (file == NULL) return;
    fprintf(file, "%d %s\n", PORTICO_HAS(host, portico_host, purpose) ? (int)host->purpose : 0, step);
    fclose(file);
}

static portico_status create(const portico_host* host, void** self, portico_error* why) {
    const portico_status status = guest_create(host, self, why);
    record(*self, "create");
    return status;
}
static portico_status start(void* self, portico_error* why) {
    (void)why;
    record(self, "start");
    return PORTICO_OK;
}
static portico_status stop(void* self, portico_error* why) {
    (void)why;
    record(self, "stop");
    return PORTICO_OK;
}
static void destroy(void* self) { record(self, "destroy"); }

static portico_status full(void* self, const portico_session* session, portico_error* why) {
    (void)self, (void)session, (void)why;
    return PORTICO_UNAVAILABLE;
}
static portico_status find(void* self, portico_str id, const portico_session_sink* out, portico_error* why) {
    (void)self, (void)id, (void)out, (void)why;
    return PORTICO_NOT_FOUND;
}
static portico_status none(void* self, portico_str id, portico_error* why) {
    (void)self, (void)id, (void)why;
    return PORTICO_OK;
}
static portico_status list(void* self, portico_str user, const portico_session_sink* out, portico_error* why) {
    (void)user, (void)out, (void)why;
    record(self, "list");
    return PORTICO_OK;
}
static portico_status save(void* self, portico_str folder, portico_error* why) {
    (void)folder, (void)why;
    record(self, "save");
    return PORTICO_OK;
}

static const void* capability(void* self, const char* id) {
    static const portico_sessions sessions = {sizeof(portico_sessions), 0, full, find, none, none, none, list};
    static const portico_backup backup = {sizeof(portico_backup), 0, save, save};
    (void)self;
    if (strcmp(id, PORTICO_SESSIONS) == 0) return &sessions;
    return strcmp(id, PORTICO_BACKUP) == 0 ? &backup : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, create, start, stop, destroy, capability};
