// SPDX-License-Identifier: Apache-2.0
// Any values in a message: it is refused, or becomes short lines of ASCII with exactly the header fields that belong there.
#include <portico/mail_text.hpp>

#include <cstdlib>

namespace {

std::string next(std::string_view& rest) {
    const std::size_t end = rest.find('\x01');
    std::string part(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return part;
}

void must(bool isTrue) {
    if (!isTrue) std::abort();
}

// The lines of the head; a folded line belongs to the one before.
void checkHead(std::string_view head, bool hasReplyTo) {
    std::string names;
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find("\r\n"));
        if (line.front() != ' ') names += std::string(line.substr(0, line.find(':'))) + ' ';
        head.remove_prefix(line.size() + 2);
    }
    const std::string replyTo = hasReplyTo ? "Reply-To " : "";
    must(names.rfind("From To " + replyTo + "Subject Date Message-ID MIME-Version Auto-Submitted Content-Type ", 0) ==
         0);
}

void check(std::string_view mail) {
    while (!mail.empty()) {
        const std::size_t end = mail.find("\r\n");
        must(end != std::string_view::npos && end <= 998);
        const std::string_view line = mail.substr(0, end);
        must(line.substr(0, 1) != ".");
        for (const char c : line) must((c >= ' ' && c <= '~') || c == '\t');
        mail.remove_prefix(end + 2);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    portico::MailMessage message;
    message.to.push_back({next(rest), next(rest)});
    message.replyTo = {next(rest), next(rest)};
    message.subject = next(rest);
    message.text = next(rest);
    message.html = next(rest);
    if (message.to[0].address.empty()) message.to[0].address = "ada@example.org";
    try {
        const std::string mail = portico::mailText(message, {{"site@example.org"}, 0, "0123456789abcdef"});
        check(mail);
        checkHead(std::string_view(mail).substr(0, mail.find("\r\n\r\n") + 2), !message.replyTo.address.empty());
    } catch (const portico::Error&) { // refused
    }
    return 0;
}
