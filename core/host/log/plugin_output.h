// SPDX-License-Identifier: Apache-2.0
// What plugins print. A line that is written to std::cout, std::cerr, std::clog, stdout or stderr while a thread runs code of a plugin
// goes to the log under the plugin's name, as if the plugin had logged it. What the host itself prints goes where it always did, and
// so does what a plugin writes straight to a descriptor.
#pragma once

#include "http/log/log.h"

#include <map>
#include <mutex>
#include <ostream>
#include <streambuf>
#include <string>
#include <thread>

namespace portico::host {

// One stream as it is while the server serves. Any thread.
class PluginStream final : public std::streambuf {
public:
    // `before`: where the host's own words go.
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
    std::mutex mutex_;
    std::map<std::thread::id, std::string> partialLines_; // lines that have no end yet
};

class PluginOutput {
public:
    // Takes the streams of the process. `log` must not write to std::cerr or std::cout by name.
    explicit PluginOutput(http::Log& log);
    ~PluginOutput();
    PluginOutput(const PluginOutput&) = delete;
    PluginOutput& operator=(const PluginOutput&) = delete;

private:
    std::streambuf *out_, *err_, *log_; // as they were
    std::FILE *stdout_, *stderr_;
    PluginStream stdoutStream_, stderrStream_;
};

} // namespace portico::host
