// SPDX-License-Identifier: Apache-2.0
// The door of the plugin users_file: where the file is, and the capability.
#include "file_users.h"
#include "password_file_copy.h"

#include <portico/plugin.hpp>

namespace users_file {

class UsersFile : public portico::Plugin {
public:
    explicit UsersFile(portico::Host host) : path_(pathFor(host)), users_(host, path_), copy_(path_) {}

    void start() override {
        try {
            users_.open();
        } catch (const portico::Error& error) {
            throw portico::Error(PORTICO_FAILED, std::string(error.what()) +
                                                     ": plugins.users_file.path names the password file; make one with "
                                                     "\"touch " +
                                                     path_ + "; chmod 600 " + path_ + "; htpasswd -B " + path_ +
                                                     " NAME\"");
        }
    }

    portico::Users& users() { return users_; }
    portico::Backup& backup() { return copy_; }

private:
    static std::string pathFor(const portico::Host& host) {
        const std::string given(host.setting("path"));
        return given.empty() ? host.stateDirectory() + "/users.htpasswd" : given;
    }

    std::string path_;
    FileUsers users_;
    PasswordFileCopy copy_;
};

} // namespace users_file

PORTICO_PLUGIN(users_file::UsersFile, {
    "id" : "users_file",
    "version" : "1.0.0",
    "summary" : "Users in a password file, as htpasswd writes it.",
    "provides" : ["portico.users/1", "portico.backup/1"],
    "settings" : {
        "path" : {
            "type" : "path",
            "default" : "",
            "help" : "The password file; empty means users.htpasswd in the plugin's state folder."
        }
    }
});
