// SPDX-License-Identifier: Apache-2.0
#include "host/log/plugin_output.h"

#include "capabilities/call_context.h"

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <system_error>
#include <utility>

namespace portico::host {

namespace {

constexpr std::size_t longestLine = 4096; // bytes; longer lines are split

// The plugin whose code this thread runs; nullptr: none.
const std::string* pluginHere() noexcept {
    const capabilities::CallContext* context = capabilities::CallContext::taken();
    const capabilities::PluginStats* stats = context == nullptr ? nullptr : context->stats.load();
    return stats == nullptr ? nullptr : &stats->plugin;
}

ssize_t writeTo(void* stream, const char* bytes, std::size_t size) {
    try {
        static_cast<PluginStream*>(stream)->sputn(bytes, static_cast<std::streamsize>(size));
        return static_cast<ssize_t>(size);
    } catch (...) { // called from C
        errno = ENOMEM;
        return 0;
    }
}

std::FILE* fileFor(PluginStream& stream) {
    std::FILE* file = ::fopencookie(&stream, "w", {nullptr, writeTo, nullptr, nullptr});
    if (file == nullptr) throw std::system_error(errno, std::generic_category(), "fopencookie");
    std::setvbuf(file, nullptr, _IOLBF, BUFSIZ);
    return file;
}

} // namespace

void PluginStream::take(std::string_view bytes) {
    const MutexLock lock(mutex_);
    std::string& line = partialLines_[std::this_thread::get_id()];
    for (const char c : bytes) {
        if (c != '\n') line += c;
        if (c != '\n' && line.size() < longestLine) continue;
        log_.write(level_, *pluginHere(), line);
        line.clear();
    }
    if (line.empty()) partialLines_.erase(std::this_thread::get_id());
}

void PluginStream::endLine() {
    const MutexLock lock(mutex_);
    const auto begun = partialLines_.extract(std::this_thread::get_id());
    if (!begun.empty()) log_.write(level_, *pluginHere(), begun.mapped());
}

PluginStream::int_type PluginStream::overflow(int_type c) {
    const char byte = traits_type::to_char_type(c);
    if (!traits_type::eq_int_type(c, traits_type::eof())) xsputn(&byte, 1);
    return traits_type::not_eof(c);
}

std::streamsize PluginStream::xsputn(const char* bytes, std::streamsize size) {
    if (pluginHere() == nullptr) return before_.sputn(bytes, size);
    take({bytes, static_cast<std::size_t>(size)});
    return size;
}

int PluginStream::sync() {
    if (pluginHere() == nullptr) return before_.pubsync();
    endLine();
    return 0;
}

PluginOutput::PluginOutput(http::Log& log)
    : out_(std::cout.rdbuf()),
      err_(std::cerr.rdbuf()),
      log_(std::clog.rdbuf()),
      stdout_(stdout),
      stderr_(stderr),
      stdoutStream_(PORTICO_LOG_INFO, log, *out_),
      stderrStream_(PORTICO_LOG_WARNING, log, *err_) {
    stdout = fileFor(stdoutStream_);
    stderr = fileFor(stderrStream_);
    std::cout.rdbuf(&stdoutStream_);
    std::cerr.rdbuf(&stderrStream_);
    std::clog.rdbuf(&stderrStream_);
}

PluginOutput::~PluginOutput() {
    std::cout.rdbuf(out_);
    std::cerr.rdbuf(err_);
    std::clog.rdbuf(log_);
    std::fclose(std::exchange(stdout, stdout_));
    std::fclose(std::exchange(stderr, stderr_));
}

} // namespace portico::host
