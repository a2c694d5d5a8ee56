// SPDX-License-Identifier: Apache-2.0
#include "host/backup/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

[[noreturn]] void failToWrite(const std::filesystem::path& file) {
    throw std::runtime_error(file.string() + " cannot be written: " + std::generic_category().message(errno));
}

} // namespace

OutputFile::OutputFile(std::filesystem::path file) : file_(std::move(file)), draft_(file_.string() + ".XXXXXX") {
    if (std::filesystem::exists(file_) && !std::filesystem::is_regular_file(file_))
        throw std::runtime_error(file_.string() + " exists and is not a file; choose another name");
    descriptor_ = base::Descriptor(::mkostemp(draft_.data(), O_CLOEXEC)); // mode 0600
    if (!descriptor_) failToWrite(file_);
}

OutputFile::~OutputFile() {
    if (descriptor_) ::unlink(draft_.c_str());
}

void OutputFile::complete() {
    if (::fsync(descriptor_.get()) != 0 || ::rename(draft_.c_str(), file_.c_str()) != 0) failToWrite(file_);
    descriptor_ = base::Descriptor();
}

} // namespace portico::host
