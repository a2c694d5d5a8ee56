// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, and mails as files.
#include "maildir.h"

#include <portico/mail_text.hpp>
#include <portico/plugin.hpp>

#include <array>
#include <sodium.h>

namespace mail_folder {

namespace {

std::string randomName() {
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string name(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(name.data(), name.size(), bytes.data(), bytes.size());
    name.pop_back();
    return name;
}

std::string folderOf(const portico::Host& host) {
    const std::string_view path = host.setting("path");
    return path.empty() ? host.stateDirectory() + "/mail" : std::string(path);
}

portico::MailAddress senderOf(const portico::Host& host) {
    const portico::MailAddress from{std::string(host.setting("from")), std::string(host.setting("from_name"))};
    try {
        portico::mustBeMailAddress(from);
    } catch (const portico::Error& error) {
        throw portico::Error(error.status(), std::string("plugins.mail_folder.from: ") + error.what());
    }
    return from;
}

} // namespace

class MailFolder final : public portico::Plugin, private portico::Mail {
public:
    explicit MailFolder(portico::Host host)
        : host_(host), from_(senderOf(host)), folder_(folderOf(host), static_cast<std::size_t>(host.integer("most"))) {
        if (sodium_init() < 0) throw portico::Error(PORTICO_FAILED, "libsodium cannot be initialized");
    }

    void start() override { folder_.prepare(); }
    portico::Mail& mail() { return *this; }
    const void* ownCapability(std::string_view id) const noexcept override {
        return id == PORTICO_MAIL ? &portico::mailTable<MailFolder> : nullptr;
    }

private:
    void send(const portico::MailMessage& message) override {
        const std::string unique = randomName();
        const std::int64_t seconds = host_.nowSeconds();
        const std::string mail = portico::mailText(message, {from_, seconds, unique});
        const auto file = folder_.deliver(mail, std::to_string(seconds) + ".R" + unique + ".portico");
        host_.info("a mail is in " + file.string());
    }

    const portico::Host host_;
    const portico::MailAddress from_;
    const Maildir folder_;
};

} // namespace mail_folder

// The formatter would break up the JSON.
// clang-format off
PORTICO_PLUGIN(mail_folder::MailFolder, {
    "id": "mail_folder",
    "version": "1.0.0",
    "summary": "Keeps mails as files in a maildir, for development and tests.",
    "provides": ["portico.mail/1"],
    "settings": {
        "path": {"type": "path", "default": "", "help": "The maildir; if empty, mail in the plugin's state directory."},
        "from": {"type": "string", "default": "portico@localhost", "help": "Address from which the site writes."},
        "from_name": {"type": "string", "default": "", "help": "Name beside that address; may be empty."},
        "most": {"type": "integer", "default": 10000, "min": 1, "max": 1000000, "help": "Maximum number of unread mails; further ones are refused."}
    }
});
