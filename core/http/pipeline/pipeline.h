// SPDX-License-Identifier: Apache-2.0
// The walk of a request, as one list. Here and nowhere else is decided what happens after what.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

enum class Next { Go, Answered };

// The steps, each in the file of its name. Answered: the rest before `render` is skipped.
Next admit(Exchange& x);    // what the wire refused; method, Host, one path          400 411 413 414 417 421 431 501
Next route(Exchange& x);    // path -> target; or off to https                        204 308 403 404 405, assets
Next receive(Exchange& x);  // the body, whole, and the form in it                    400 408 413 503
Next identify(Exchange& x); // credentials -> user                                    -> the auth plugin
Next guard(Exchange& x);    // may this user? is this form ours?                      401 403 503, or a login
Next handle(Exchange& x);   // the plugin's handler, or the name of the page          -> the routes plugin
void render(Exchange& x);   // page + data -> bytes; failure -> error page            -> the pages plugin
void compress(Exchange& x); // bytes -> fewer bytes, where no secret is in them       br, gzip

// What step guard can say before the body has come: for receive, which reads no large body of somebody who may not send it.
Next guardBeforeBody(Exchange& x);

// Would step identify find the same user now, with the same roles? For AccessRecheck.
bool isSameSender(Exchange& x);

// Runs them; identify also before the error page of route or receive, if it is for a person. Nothing throws past a step: what does
// is a 500.
void answer(Exchange& x);

} // namespace portico::http
