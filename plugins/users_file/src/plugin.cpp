// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: the path of the file and the capability.
#include "file_users.h"
#include "password_file_copy.h"

#include <filesystem>
#include <portico/plugin.hpp>

namespace users_file {

class UsersFile : public portico::Plugin {
public:
    explicit UsersFile(portico::Host host) : host_(host), path_(pathFor(host)), users_(host, path_), copy_(path_) {}

    // The disk may be mounted after the server starts; until then no user is known.
    void start() override {
        try {
            users_.open();
        } catch (const portico::Error& error) {
            const std::string why = std::string(error.what()) +
                                    ": plugins.users_file.path names the password file; create one with \"touch " +
                                    path_ + "; chmod 600 " + path_ + "; htpasswd -B " + path_ + " NAME\"";
            std::error_code ignored;
            if (std::filesystem::exists(path_, ignored)) throw portico::Error(PORTICO_FAILED, why);
            host_.warning(why + "; until it is readable, nobody can log in");
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
            "help" : "The password file; if empty, users.htpasswd in the plugin's state directory."
        }
    }
});
