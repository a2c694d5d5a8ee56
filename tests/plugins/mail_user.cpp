// SPDX-License-Identifier: Apache-2.0
// Guests that use org.example.mail/1: MAIL_NEED is a member of the manifest that says how.
#include "mail.h"

namespace {

class MailUser : public portico::Plugin {
public:
    explicit MailUser(portico::Host host) : host_(host) {
        get("/" GUEST_ID, "public", "Sends a letter.", [this](portico::Exchange& x) { send(x); });
    }
    void start() override { mail_ = portico::NeededCapability<example_mail>::wanted(host_, MAIL_ID); }

private:
    void send(portico::Exchange& x) const {
        std::uint64_t sent = 0;
        if (mail_) mail_->call(&example_mail::send, &sent);
        x.text(mail_ ? std::to_string(sent) : "no mail");
    }

    portico::Host host_;
    std::optional<portico::NeededCapability<example_mail>> mail_;
};

} // namespace

PORTICO_PLUGIN(MailUser, {
    "id": GUEST_ID, "version": "1.0.0", "summary": "Uses mail.", "provides": ["portico.routes/1"], MAIL_NEED
});
