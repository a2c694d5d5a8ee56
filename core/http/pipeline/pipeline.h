// SPDX-License-Identifier: Apache-2.0
// The pipeline: the list of steps. Only pipeline.cpp determines their order.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

enum class Next { Go, Answered };

// The steps, each in the file of its name, with the statuses that each can answer. Answered: the steps before `render` are
// skipped. An asset also answers 206 304 406 412 416 500 503; a body that fails during `handle` 400 408 413 415 429 503.
Next admit(Exchange& x);         // wire refusals; method, Host, path   400 404 411 413 414 415 417 421 431 501 505
Next filterRequest(Exchange& x); // the site's filters, before there is a route: may rewrite the path or answer; 500 503
Next route(Exchange& x);         // path -> target; or to https         204 308 403 404 405
Next receive(Exchange& x);  // the whole body and its form         400 408 413 429 503; on guarded routes also as guard
Next identify(Exchange& x); // credentials -> user                 -> the auth plugin
Next guard(Exchange& x);    // access; origin of the form          401 403 500 503, or a redirect to the login
Next filterAdmitted(Exchange& x); // the site's filters, for an admitted sender: may answer; 500 503
Next handle(Exchange& x);         // handler, or the page's name         -> the routes plugin; 404 500 503
void render(Exchange& x);         // page + data -> bytes; error page    -> the pages plugin; 500 503
void filterHead(Exchange& x);     // the site's filters change status and headers; 500 503
void compress(Exchange& x);       // bytes -> fewer bytes, no secrets    br, gzip; 406

// The checks of step guard that do not need the body: for receive, which reads no large body from a sender without access.
Next guardBeforeBody(Exchange& x);

// True if identify would now find the same user with the same roles. For AccessRecheck.
bool isSameSender(Exchange& x);

// Runs the steps, and identify also before the error page of route or receive for a person. No exception leaves a step: it
// becomes a 500.
void answer(Exchange& x);

} // namespace portico::http
