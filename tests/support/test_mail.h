// SPDX-License-Identifier: Apache-2.0
// The provider of portico.mail/1 for tests of plugins that send mail: keeps the messages, and fails if the test says so. It refuses
// what every provider refuses. For any thread.
#pragma once

#include <portico/mail.hpp>

#include <mutex>

namespace portico::test {

class TestMail final : private Mail {
public:
    TestMail() = default;
    TestMail(const TestMail&) = delete;
    TestMail& operator=(const TestMail&) = delete;

    // host.capabilities = {{PORTICO_MAIL, mail.provider()}};
    portico_provider provider() { return {&mailTable<TestMail>, this}; }
    Mail& mail() { return *this; }

    // From now on send answers `status`, and keeps no message unless it is PORTICO_OK.
    void answer(portico_status status);
    std::vector<MailMessage> sent() const;
    MailMessage last() const; // throws std::out_of_range if there is none

private:
    void send(const MailMessage& message) override;

    mutable std::mutex mutex_;
    portico_status status_ = PORTICO_OK;
    std::vector<MailMessage> sent_;
};

} // namespace portico::test
