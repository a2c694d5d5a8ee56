// SPDX-License-Identifier: Apache-2.0
// Logs what plugins print. A line that a thread writes to std::cout, std::cerr, std::clog, stdout or stderr while it runs plugin
// code goes to the log under the plugin's name, as if the plugin had logged it. Output of the host itself is not redirected, and
// neither is what a plugin writes directly to a descriptor.
#pragma once

#include "base/mutex.h"
#include "http/log/log.h"

#include <map>
#include <ostream>
#include <streambuf>
#include <string>
#include <thread>

namespace portico::host {

// One redirected stream. May be used by any thread.
class PluginStream final : public std::streambuf {
public:
    // `before`: receives the host's own output.
    PluginStream(int level, http::Log& log, std::streambuf& before) : level_(level), log_(log), before_(before) {}

    void take(std::string_view bytes);
    void endLine();

private:
    int_type overflow(int_type c) override;
    std::streamsize xsputn(const char* bytes, std::streamsize size) override;
    int sync() override;

    const int level_;
    http::Log& log_;
    std::streambuf& before_;
    Mutex mutex_;
    std::map<std::thread::id, std::string> partialLines_ PORTICO_GUARDED_BY(mutex_); // lines without a line break yet
};

class PluginOutput {
public:
    // Redirects the streams of the process. `log` must not write to std::cerr or std::cout.
    explicit PluginOutput(http::Log& log);
    ~PluginOutput();
    PluginOutput(const PluginOutput&) = delete;
    PluginOutput& operator=(const PluginOutput&) = delete;

private:
    std::streambuf *out_, *err_, *log_; // the original streams
    std::FILE *stdout_, *stderr_;
    PluginStream stdoutStream_, stderrStream_;
};

} // namespace portico::host
