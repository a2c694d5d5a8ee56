/* SPDX-License-Identifier: Apache-2.0
 * Harms its process; HARM and HARM_AT select how and at which step: for the probe process, and for crashes during a
 * request (GET /harm). */
#include "guest.h"

#include <fcntl.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

PORTICO_NOTE_(PORTICO_NOTE_TEXT("{\"id\":\"" GUEST_ID "\",\"version\":\"1.0.0\",\"summary\":\"Harms.\","
                                "\"provides\":[\"portico.routes/1\"]}"));

enum step { at_load, at_create, at_start, at_stop, at_request };

__attribute__((unused)) static void* sleep_for_ever(void* nothing) {
    for (;;) pause();
    return nothing;
}
__attribute__((unused)) static void handler(int number) { (void)number; }
__attribute__((unused)) static void do_abort(void) { abort(); }
__attribute__((unused)) static void do_crash(void) {
    volatile int* volatile nowhere = NULL;
    *nowhere = 1;
}
__attribute__((unused)) static void do_exit(void) { exit(0); }
__attribute__((unused)) static void do_quick_exit(void) { _exit(3); }
__attribute__((unused)) static void do_hang(void) { sleep_for_ever(NULL); }
__attribute__((unused)) static void do_close_stdin(void) { close(0); }
__attribute__((unused)) static void do_open(void) {
    if (open("/dev/null", O_RDONLY) < 0) abort();
}
__attribute__((unused)) static void do_thread(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, sleep_for_ever, NULL);
}
__attribute__((unused)) static void* crash_aside(void* nothing) {
    volatile int* volatile nowhere = NULL;
    *nowhere = 1;
    return nothing;
}
__attribute__((unused)) static void* exit_aside(void* nothing) {
    exit(0);
    return nothing;
}
__attribute__((unused)) static void do_crash_aside(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, crash_aside, NULL);
}
__attribute__((unused)) static void do_exit_aside(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, exit_aside, NULL);
}
__attribute__((unused)) static void do_print(void) { puts("Hello, I am a plugin"); }
__attribute__((unused)) static void do_signal(void) { signal(SIGTERM, handler); }
__attribute__((unused)) static void do_locale(void) { setlocale(LC_ALL, "C.UTF-8"); }
__attribute__((unused)) static void do_chdir(void) {
    if (chdir("/tmp") != 0) abort();
}

/* Does no harm in the probe process, which comes first, but in the server: the file PORTICO_GUEST_MARK tells them apart. */
__attribute__((unused)) static void do_hang_later(void) {
    const char* mark = getenv("PORTICO_GUEST_MARK");
    const int made = mark == NULL ? -1 : open(mark, O_CREAT | O_EXCL | O_WRONLY, 0600);
    if (mark == NULL) return;
    if (made < 0) sleep_for_ever(NULL);
    close(made);
}

#define HARM_NAMED_(name) do_##name
#define HARM_NAMED(name) HARM_NAMED_(name)

static void maybe(enum step now) {
    if (now == HARM_AT) HARM_NAMED(HARM)();
}

__attribute__((constructor)) static void loaded(void) { maybe(at_load); }

static portico_status create(const portico_host* host, void** self, portico_error* why) {
    maybe(at_create);
    return guest_create(host, self, why);
}

static portico_status start(void* self, portico_error* why) {
    maybe(at_start);
    return guest_start(self, why);
}

static portico_status stop(void* self, portico_error* why) {
    maybe(at_stop);
    return guest_stop(self, why);
}

static portico_status answer(void* self, const portico_route* to, portico_exchange* x, portico_error* why) {
    (void)self, (void)to, (void)why;
    maybe(at_request);
    return x->write(x, PORTICO_STR("no harm was done"));
}

static const portico_route* route(void* self, size_t index) {
    static const portico_route harm = {sizeof(portico_route),
                                       0,
                                       PORTICO_STR_INIT("GET"),
                                       PORTICO_STR_INIT("/harm"),
                                       PORTICO_STR_INIT("public"),
                                       PORTICO_STR_INIT("Harms."),
                                       NULL,
                                       answer,
                                       0};
    (void)self;
    return index == 0 ? &harm : NULL;
}

static const void* capability(void* self, const char* id) {
    static const portico_routes routes = {sizeof(portico_routes), 0, route};
    (void)self;
    return strcmp(id, PORTICO_ROUTES) == 0 ? &routes : NULL;
}

PORTICO_ENTRY = {GUEST_HEAD, create, start, stop, guest_destroy, capability};
