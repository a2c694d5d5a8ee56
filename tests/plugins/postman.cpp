// SPDX-License-Identifier: Apache-2.0
// A guest that sends the mail of a form: at once, and answers with the result, or in a task.
#include <portico/json_writer.hpp>
#include <portico/mail.hpp>
#include <portico/plugin.hpp>

namespace {

class Postman : public portico::Plugin {
public:
    explicit Postman(portico::Host host) : host_(host) {
        post(
            "/mail", "public", "Sends a mail.", [this](portico::Exchange& x) { send(x); }, PORTICO_ROUTE_ANY_ORIGIN);
        post(
            "/mail/later", "public", "Sends a mail in a task.", [this](portico::Exchange& x) { sendLater(x); },
            PORTICO_ROUTE_ANY_ORIGIN);
    }
    void start() override { portico::Mailer check(host_); }

private:
    static std::string field(const portico::Exchange& x, std::string_view name) {
        return std::string(x.form(name).value_or(""));
    }
    // The addresses of "to" are separated by commas.
    static portico::MailMessage messageOf(const portico::Exchange& x) {
        portico::MailMessage message{{},
                                     field(x, "subject"),
                                     field(x, "text"),
                                     field(x, "html"),
                                     {field(x, "reply_to"), field(x, "reply_to_name")}};
        std::string to = field(x, "to") + ',';
        for (std::size_t comma = to.find(','); comma != std::string::npos; comma = to.find(',')) {
            message.to.push_back({to.substr(0, comma), field(x, "name")});
            to.erase(0, comma + 1);
        }
        return message;
    }
    void send(portico::Exchange& x) const {
        portico::Value::Map answer{{"status", std::int64_t{0}}, {"why", ""}};
        try {
            portico::Mailer(host_).send(messageOf(x));
        } catch (const portico::Error& error) {
            answer = {{"status", std::int64_t{error.status()}}, {"why", std::string(error.what())}};
        }
        x.json(portico::jsonText(answer));
    }
    void sendLater(portico::Exchange& x) const {
        const portico::Mailer mailer(host_);
        host_.tasks().now("mail", [mailer, message = messageOf(x)](const portico::TaskRun&) { mailer.send(message); });
        x.text("later");
    }

    portico::Host host_;
};

} // namespace

PORTICO_PLUGIN(Postman, {
    "id": "postman", "version": "1.0.0", "summary": "Sends mails.", "provides": ["portico.routes/1"],
    "needs": ["portico.mail/1"]
});
