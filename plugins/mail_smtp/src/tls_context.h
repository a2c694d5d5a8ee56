// SPDX-License-Identifier: Apache-2.0
// How the plugin's TLS verifies a mail server: TLS 1.2 or later, a certificate that a trusted authority issued, and for the name of
// the server in the settings. There is no way to switch this off.
#pragma once

#include <Poco/Net/Context.h>
#include <string>

namespace mail_smtp {

// `caFile`: trusted authorities (PEM); empty: those of the system. Throws portico::Error(PORTICO_INVALID) if it cannot be read.
Poco::Net::Context::Ptr tlsContext(const std::string& server, const std::string& caFile);

} // namespace mail_smtp
