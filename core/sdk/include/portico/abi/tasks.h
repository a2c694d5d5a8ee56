/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.host.tasks/1": work outside of requests, at once, at a time, or at regular intervals, on a few threads of the host
 * (limits.task_threads). The plugin calls the functions of portico_tasks, usually in `start`; the host calls those of portico_task.
 * Obtain the table with host->service and pass table->ctx.
 *
 * Where      Tasks run only in the serving process, and only after the plugin's generation has begun to serve. In a trial load,
 *            `portico check`, `portico user` and a backup, add checks its arguments and returns PORTICO_OK, and nothing runs.
 * Threads    [task]  many threads at the same time, also at the same time as requests. A task may call the functions of needed
 *            capabilities and of host services that are tagged [request] or [any]. Only one run of a name exists at a time,
 *            whatever generation of the plugin began it.
 * Stop       No run begins after the host has decided to call `stop`, and `stop` is called after the last run has returned. A
 *            run that does not return is named in the log and by `portico status`; its plugin is then neither stopped nor
 *            destroyed, and after limits.reload_wait the server continues without it.
 * Reload     The new instance adds its tasks again. From the moment it serves, tasks of the old instance with a time or an
 *            interval do not begin any more, and those that run are told to stop. Tasks to run at once still begin until `stop`.
 *            An interval task of the same name and schedule continues: no slot is run twice, and one that was due but had not
 *            begun is left to the new instance.
 * Failures   A run that returns an error, or throws, is logged with its reason and counted; an interval task runs again at its
 *            next slot. Nothing is repeated at once.
 *
 * Example, a clean-up every night, within ten minutes after midnight UTC:
 *
 *     static portico_status clean_up(void* ctx, const portico_task_run* run, portico_error* why) {
 *         size_t* old_files = (size_t*)ctx;
 *         (void)why;
 *         while (*old_files > 0 && run->should_stop(run) == 0) --*old_files;
 *         return PORTICO_OK;
 *     }
 *     static portico_status add_clean_up(const portico_host* host, size_t* old_files, portico_error* why) {
 *         const portico_tasks* tasks = (const portico_tasks*)host->service(host, PORTICO_TASKS);
 *         const portico_task nightly = {sizeof(portico_task), 0, PORTICO_STR("clean-up"), 0, 24 * 3600 * 1000, 600 * 1000, 0,
 *                                       old_files, clean_up, NULL};
 *         return tasks == NULL ? PORTICO_UNSUPPORTED : tasks->add(tasks->ctx, &nightly, why);
 *     }
 */
#ifndef PORTICO_ABI_TASKS_H
#define PORTICO_ABI_TASKS_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_TASKS "portico.host.tasks/1"

/* One run of a task, valid until `run` returns. */
typedef struct portico_task_run {
    uint32_t size;
    uint32_t reserved;
    void* ctx;
    int64_t slot;     /* the time for which this run was planned, without jitter; milliseconds since 1970-01-01 UTC      */
    int64_t deadline; /* when the run must have returned; milliseconds since 1970-01-01 UTC                              */

    /* 1: return soon, because the deadline has passed, the task was cancelled, a reload has replaced the plugin, or the server
     * stops. 0: continue. Ask it between the steps of a long run.                                               [task] */
    int32_t (*should_stop)(const struct portico_task_run* run);
} portico_task_run;

/* Of all servers that share the plugin's portico.host.state/1, only one runs each slot. The server that first adds the key
 * "portico.task/NAME/SLOT" to that store does, and the others skip the slot; if the store refuses the key, the run fails. Today
 * each server has a store of its own, so every server runs every slot. Needs `at` or `every`. */
#define PORTICO_TASK_ONE_IN_CLUSTER 1u

/* A task, copied by add. All times in milliseconds. */
typedef struct portico_task {
    uint32_t size;
    uint32_t flags;   /* PORTICO_TASK_...                                                                                */
    portico_str name; /* 1 to 64 bytes of [a-z0-9._-], for logs and `portico status`                                     */
    int64_t at;       /* since 1970-01-01 UTC: when to run; 0 or in the past: at once. With `every`: the first slot, from which
                         all others are counted; 0: the slots are the multiples of `every` since 1970, so a day begins at
                         midnight UTC. At most 400 days from now                                                         */
    int64_t every;    /* the interval between two slots, 1 second to 400 days; 0: run once. A slot that passes while the task
                         still runs is skipped. After the machine has slept, one run makes up for all slots that passed   */
    int64_t jitter;   /* a run begins up to this much after its slot, so that not all servers work at the same moment. The delay
                         depends on machine, plugin, name and slot. Less than `every`; without `every`, at most a day     */
    int64_t deadline; /* how long a run may take, 1 second to 1 day; 0: 5 minutes. Afterwards should_stop returns 1, the log
                         names the task, and another thread takes its place                                              */
    void* ctx;

    /* Do the work. PORTICO_OK, or an error and the reason in `why`.                                             [task] */
    portico_status (*run)(void* ctx, const portico_task_run* run, portico_error* why);

    /* Optional: called once when the host will not use `ctx` again: after the last run, or in cancel, or before `stop`. Not called
     * if add returned an error.                                                                                  [any] */
    void (*release)(void* ctx);
} portico_task;

typedef struct portico_tasks {
    uint32_t size;
    uint32_t reserved;
    void* ctx;

    /* Add a task. [any, until stop begins]
     *   PORTICO_OK           it will run
     *   PORTICO_EXISTS       a task of this name already waits, or has an interval. A task to run once may be added again while
     *                        it runs: the new run begins after the current one
     *   PORTICO_INVALID      a member is out of range; `why` says which
     *   PORTICO_UNAVAILABLE  limits.tasks or limits.tasks_per_plugin is reached, `stop` has begun, or a reload has replaced the
     *                        plugin and the task is not to run at once                                                  */
    portico_status (*add)(void* ctx, const portico_task* task, portico_error* why);

    /* Remove the task of this name. A current run is told to stop, but not waited for: `release` says when it has returned.
     * PORTICO_OK, or PORTICO_NOT_FOUND.                                                                          [any] */
    portico_status (*cancel)(void* ctx, portico_str name);
} portico_tasks;

#ifdef __cplusplus
}
#endif
#endif
