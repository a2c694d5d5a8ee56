// SPDX-License-Identifier: Apache-2.0
// Mail that stays in memory, for tests.
#include "support/test_mail.h"

#include <portico/mail_rules.hpp>

namespace portico::test {

void TestMail::answer(portico_status status) {
    const std::lock_guard lock(mutex_);
    status_ = status;
}

std::vector<MailMessage> TestMail::sent() const {
    const std::lock_guard lock(mutex_);
    return sent_;
}

MailMessage TestMail::last() const {
    const std::lock_guard lock(mutex_);
    return sent_.at(sent_.size() - 1);
}

void TestMail::send(const MailMessage& message) {
    mustBeMail(message);
    const std::lock_guard lock(mutex_);
    if (status_ != PORTICO_OK) throw Error(status_, "the test refuses mail");
    sent_.push_back(message);
}

} // namespace portico::test
