// SPDX-License-Identifier: Apache-2.0
// A maildir, into which mails are delivered: the folders tmp, new and cur. A mail is written to tmp, brought to the disk, and then
// renamed to new, so that readers see whole mails only. Reads and removes no mail.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace mail_folder {

class Maildir {
public:
    // `most`: how many mails new may hold.
    Maildir(std::filesystem::path folder, std::size_t most) : folder_(std::move(folder)), most_(most) {}

    // Creates the folders that are missing, with mode 0700. Throws portico::Error: PORTICO_INVALID if one belongs to somebody else
    // or others may write to it, PORTICO_UNAVAILABLE if it cannot be created.
    void prepare() const;

    // Delivers a mail under a name that is unique for all times; returns its path. Any thread. Throws like prepare, and
    // PORTICO_UNAVAILABLE if the mail cannot be written or new is full; then nothing is left behind.
    std::filesystem::path deliver(std::string_view mail, const std::string& name) const;

private:
    void mustHaveRoom() const;

    std::filesystem::path folder_;
    std::size_t most_;
};

} // namespace mail_folder
