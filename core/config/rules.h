// SPDX-License-Identifier: Apache-2.0
// The syntax of the string values of the host's keys. host_keys.cpp uses these rules, and named_secret.cpp one.
#pragma once

#include "config/declaration.h"

namespace portico::config {

extern const Rule listenRule;       // 127.0.0.1:8080, [::1]:8080
extern const Rule credentialRule;   // credential:chain
extern const Rule certificateRule;  // /etc/portico/tls/chain.pem, credential:chain
extern const Rule publicUrlRule;    // https://www.example.org
extern const Rule hostRule;         // www.example.org
extern const Rule proxyRule;        // 10.0.0.1, 10.0.0.0/8, unix
extern const Rule mediaTypeRule;    // text/css
extern const Rule fileNameRule;     // css, apple-app-site-association
extern const Rule modeRule;         // 0660
extern const Rule userNameRule;     // www-data, 33
extern const Rule absolutePathRule; // /etc/portico/pages
extern const Rule pluginIdRule;     // a plugin id as in a manifest
extern const Rule guardRule;        // public, user, role:admin
extern const Rule pagePathRule;     // /reports
extern const Rule languageRule;     // en, de-CH

} // namespace portico::config
