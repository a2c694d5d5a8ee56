// SPDX-License-Identifier: Apache-2.0
// portico.backup/1 for the password file: saves its text and restores it by rename, so that readers see either the old or the new
// file.
#pragma once

#include <portico/plugin.hpp>

namespace users_file {

class PasswordFileCopy final : public portico::Backup {
public:
    explicit PasswordFileCopy(std::string file) : file_(std::move(file)) {}

    void save(const std::string& folder) override;
    // A file that the server's user may not replace is left alone if its content is already the same.
    void load(const std::string& folder) override;

private:
    const std::string file_;
};

} // namespace users_file
