// SPDX-License-Identifier: Apache-2.0
// A file that appears under its name only when it is complete, and otherwise not at all. Independent of HTTP.
#pragma once

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace upload {

class PendingFile {
public:
    explicit PendingFile(std::string name) : name_(std::move(name)), file_(part(), std::ios::binary) {}
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;
    ~PendingFile() { std::remove(part().c_str()); } // has no effect after keep()

    void write(std::string_view bytes) {
        file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        bytes_ += bytes.size();
    }
    std::uint64_t bytes() const { return bytes_; }

    void keep() { // throws std::runtime_error if it could not be written completely
        file_.close();
        if (!file_ || std::rename(part().c_str(), name_.c_str()) != 0)
            throw std::runtime_error("cannot write " + name_);
    }

private:
    std::string part() const { return name_ + ".part"; }

    std::string name_;
    std::ofstream file_;
    std::uint64_t bytes_ = 0;
};

} // namespace upload
