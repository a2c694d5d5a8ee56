/* SPDX-License-Identifier: Apache-2.0
 * A guest with tasks, which it adds in `start` as its setting `tasks` says: a list of words, one task each.
 *   tick      every second: logs "tick SLOT"
 *   fails     at once: returns an error
 *   crashes   at once: crashes the server
 *   hangs     at once, with a deadline of one second: returns when the file `gate` of its state folder exists, and ignores
 *             should_stop
 *   waits     at once: returns when should_stop says so, and logs "was told to stop"
 *   asks      at once: calls the needed users and a host service, and logs "asked"
 *   many-N    N tasks that never run
 * GET /chores adds a task to run at once, which logs "was asked for". */
#include "guest.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define SETTING "tasks"

PORTICO_NOTE_(PORTICO_NOTE_TEXT("{\"id\":\"" GUEST_ID "\",\"version\":\"1.0.0\",\"summary\":\"Has tasks.\","
                                "\"provides\":[\"portico.routes/1\"],\"needs\":[\"portico.users/1\"],"
                                "\"settings\":{\"" SETTING
                                "\":{\"type\":\"list\",\"default\":[],\"help\":\"Which.\"}}}"));

typedef struct chores {
    const portico_host* host;
    const portico_tasks* tasks;
    portico_provider users;
} chores;

static chores* self_of(void* ctx) { return (chores*)ctx; }

static void say(const chores* self, const char* line) { guest_say(self->host, line); }

static void nap(void) {
    const struct timespec while_ = {0, 5 * 1000 * 1000};
    nanosleep(&while_, NULL);
}

static portico_status tick(void* ctx, const portico_task_run* run, portico_error* why) {
    char line[64];
    (void)why;
    snprintf(line, sizeof line, "tick %lld", (long long)run->slot);
    say(self_of(ctx), line);
    return PORTICO_OK;
}

static portico_status fail(void* ctx, const portico_task_run* run, portico_error* why) {
    (void)ctx, (void)run;
    return guest_fail(why, "the disk is full");
}

static portico_status crash(void* ctx, const portico_task_run* run, portico_error* why) {
    volatile int* volatile nowhere = NULL;
    (void)ctx, (void)run, (void)why;
    *nowhere = 1;
    return PORTICO_OK;
}

static portico_status hang(void* ctx, const portico_task_run* run, portico_error* why) {
    char gate[512];
    const portico_str folder = self_of(ctx)->host->state_directory(self_of(ctx)->host);
    (void)run, (void)why;
    snprintf(gate, sizeof gate, "%.*s/gate", (int)folder.len, folder.ptr);
    while (access(gate, F_OK) != 0) nap();
    say(self_of(ctx), "hung no more");
    return PORTICO_OK;
}

static portico_status wait_for_stop(void* ctx, const portico_task_run* run, portico_error* why) {
    (void)why;
    while (run->should_stop(run) == 0) nap();
    say(self_of(ctx), "was told to stop");
    return PORTICO_OK;
}

static portico_status take_user(void* ctx, const portico_user* user) {
    (void)ctx, (void)user;
    return PORTICO_OK;
}

static portico_status ask(void* ctx, const portico_task_run* run, portico_error* why) {
    const chores* self = self_of(ctx);
    const portico_users* users = (const portico_users*)self->users.table;
    const portico_user_sink sink = {NULL, take_user};
    const portico_state* state = (const portico_state*)self->host->service(self->host, PORTICO_STATE);
    (void)run;
    if (users->list(self->users.self, &sink, why) != PORTICO_OK) return PORTICO_FAILED;
    if (state->put(state->ctx, PORTICO_STR("asked"), PORTICO_STR("yes"), 60) != PORTICO_OK) return PORTICO_FAILED;
    say(self, "asked");
    return PORTICO_OK;
}

static portico_status was_asked_for(void* ctx, const portico_task_run* run, portico_error* why) {
    (void)run, (void)why;
    say(self_of(ctx), "was asked for");
    return PORTICO_OK;
}

static portico_status add(chores* self, const char* name, int64_t at, int64_t every, int64_t deadline,
                          portico_status (*run)(void*, const portico_task_run*, portico_error*), portico_error* why) {
    const portico_task task = {sizeof(portico_task), 0, {name, strlen(name)}, at, every, 0, deadline, self, run, NULL};
    return self->tasks->add(self->tasks->ctx, &task, why);
}

static portico_status add_many(chores* self, int count, portico_error* why) {
    char name[32];
    portico_status status = PORTICO_OK;
    for (int i = 0; i < count && status == PORTICO_OK; ++i) {
        snprintf(name, sizeof name, "many-%d", i);
        status = add(self, name, self->host->now(self->host) + 24 * 3600 * 1000, 0, 0, fail, why);
    }
    return status;
}

static portico_status add_named(chores* self, const char* word, portico_error* why) {
    if (strcmp(word, "tick") == 0) return add(self, word, 0, 1000, 0, tick, why);
    if (strcmp(word, "fails") == 0) return add(self, word, 0, 0, 0, fail, why);
    if (strcmp(word, "crashes") == 0) return add(self, word, 0, 0, 0, crash, why);
    if (strcmp(word, "hangs") == 0) return add(self, word, 0, 0, 1000, hang, why);
    if (strcmp(word, "waits") == 0) return add(self, word, 0, 0, 0, wait_for_stop, why);
    if (strcmp(word, "asks") == 0) return add(self, word, 0, 0, 0, ask, why);
    if (strncmp(word, "many-", 5) == 0) return add_many(self, atoi(word + 5), why);
    return guest_fail(why, "no such chore");
}

static portico_status create(const portico_host* host, void** self, portico_error* why) {
    chores* made = (chores*)calloc(1, sizeof(chores));
    if (made == NULL) return guest_fail(why, "no memory");
    made->host = host;
    *self = made;
    return PORTICO_OK;
}

static portico_status start(void* ctx, portico_error* why) {
    chores* self = self_of(ctx);
    portico_str words = {NULL, 0};
    char word[64];
    self->tasks = (const portico_tasks*)self->host->service(self->host, PORTICO_TASKS);
    if (self->tasks == NULL) return guest_fail(why, "no tasks");
    if (self->host->capability(self->host, PORTICO_USERS, &self->users) != PORTICO_OK)
        return guest_fail(why, "no users");
    if (self->host->setting(self->host, PORTICO_STR(SETTING), &words) != PORTICO_OK)
        return guest_fail(why, "no setting");
    while (words.len > 0) {
        const char* line_end = (const char*)memchr(words.ptr, '\n', words.len);
        const size_t length = line_end == NULL ? words.len : (size_t)(line_end - words.ptr);
        const size_t taken = length + (line_end == NULL ? 0 : 1);
        snprintf(word, sizeof word, "%.*s", (int)length, words.ptr);
        const portico_status status = add_named(self, word, why);
        if (status != PORTICO_OK) return status;
        words.ptr += taken;
        words.len -= taken;
    }
    return PORTICO_OK;
}

static portico_status stop(void* ctx, portico_error* why) {
    (void)why;
    say(self_of(ctx), "stop");
    return PORTICO_OK;
}

static void destroy(void* ctx) { free(ctx); }

static portico_status answer(void* ctx, const portico_route* to, portico_exchange* x, portico_error* why) {
    (void)to;
    const portico_status status = add(self_of(ctx), "asked-for", 0, 0, 0, was_asked_for, why);
    return status == PORTICO_OK ? x->write(x, PORTICO_STR("added")) : status;
}

static const portico_route* route(void* ctx, size_t index) {
    static const portico_route only = {sizeof(portico_route),
                                       0,
                                       PORTICO_STR_INIT("GET"),
                                       PORTICO_STR_INIT("/chores"),
                                       PORTICO_STR_INIT("public"),
                                       PORTICO_STR_INIT("Adds a task."),
                                       NULL,
                                       answer,
                                       0};
    (void)ctx;
    return index == 0 ? &only : NULL;
}

static const void* capability(void* ctx, const char* id) {
    static const portico_routes routes = {sizeof(portico_routes), 0, route};
    (void)ctx;
    return strcmp(id, PORTICO_ROUTES) == 0 ? &routes : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, create, start, stop, destroy, capability};
