/* SPDX-License-Identifier: Apache-2.0
 *
 * The Portico plugin ABI, major version 1: the complete contract between the host and a plugin, and its manual. C11 and C++17.
 * C++ plugins include <portico/plugin.hpp> instead, which wraps all of this. Read base.h and plugin.h first.
 *
 *   base.h       general rules, versions, status, strings      plugin.h     manifest, lifecycle, entry
 *   value.h      data for pages                                host.h       the host's table
 *   user.h       a user as data                                exchange.h   one request and its answer
 *   session.h    a session as data
 *
 *   Capabilities, which plugins provide                        Host services, which the host provides
 *   routes.h     paths and their handlers                      passwords.h  password hashing
 *   auth.h       who sends a request, and how to log in        state.h      values in memory that survive a reload
 *   users.h      the user store                                tasks.h      work outside of requests
 *   sessions.h   the session store                             metrics.h    counters for monitoring
 *   pages.h      page and data to bytes
 *   backup.h     saving and restoring a plugin's data
 *   filter.h     every request and every answer of the site
 *   mail.h       messages to people */
#ifndef PORTICO_ABI_H
#define PORTICO_ABI_H

#include <portico/abi/auth.h>
#include <portico/abi/backup.h>
#include <portico/abi/base.h>
#include <portico/abi/exchange.h>
#include <portico/abi/filter.h>
#include <portico/abi/host.h>
#include <portico/abi/mail.h>
#include <portico/abi/metrics.h>
#include <portico/abi/pages.h>
#include <portico/abi/passwords.h>
#include <portico/abi/plugin.h>
#include <portico/abi/routes.h>
#include <portico/abi/session.h>
#include <portico/abi/sessions.h>
#include <portico/abi/state.h>
#include <portico/abi/tasks.h>
#include <portico/abi/user.h>
#include <portico/abi/users.h>
#include <portico/abi/value.h>

#endif
