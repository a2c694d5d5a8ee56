// SPDX-License-Identifier: Apache-2.0
// The door of the plugin users_file: where the file is, and the capability.
#include "file_users.h"
#include "password_file_copy.h"

#include <filesystem>
#include <portico/plugin.hpp>

namespace users_file {

class UsersFile : public portico::Plugin {
public:
    explicit UsersFile(portico::Host host) : host_(host), path_(pathFor(host)), users_(host, path_), copy_(path_) {}

    // The disk that the file is on may come later than the server; until then nobody is known.
    void start() override {
        try {
            users_.open();
        } catch (const portico::Error& error) {
            const std::string why = std::string(error.what()) +
                                    ": plugins.users_file.path names the password file; make one with \"touch " +
                                    path_ + "; chmod 600 " + path_ + "; htpasswd -B " + path_ + " NAME\"";
            std::error_code ignored;
            if (std::filesystem::exists(path_, ignored)) throw portico::Error(PORTICO_FAILED, why);
            host_.warning(why + "; until it is there, nobody can log in");
        }
    }

    portico::Users& users() { return users_; }
    portico::Backup& backup() { return copy_; }

private:
    static std::string pathFor(const portico::Host& host) {
        const std::string given(host.setting("path"));
        return given.empty() ? host.stateDirectory() + "/users.htpasswd" : given;
    }

    portico::Host host_;
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
