// SPDX-License-Identifier: Apache-2.0
// What the tests of bodies share: handlers that answer with what they read, and requests whose body comes from a fake client.
#pragma once

#include "../../tests/test_site.h"

#include <cppunit/TestFixture.h>

#include <array>

namespace portico::http::test {

class UploadFixture : public CppUnit::TestFixture {
protected:
    // Answers with what it could read, whatever fault occurred.
    static portico_status readAll(portico_exchange* x, portico_error*) {
        std::array<char, 4> buffer{};
        std::size_t got = 0;
        while (x->read_body(x, buffer.data(), buffer.size(), &got) == PORTICO_OK && got > 0)
            x->write(x, {buffer.data(), got});
        return PORTICO_OK;
    }
    // "name=content;", and "name(filename,type)=content;" for a file.
    static portico_status readParts(portico_exchange* x, portico_error*) {
        portico_part part{sizeof(portico_part), 0, {}, {}, {}};
        portico_status status = PORTICO_OK;
        while ((status = x->next_part(x, &part)) == PORTICO_OK) {
            std::string text(view(part.name));
            if ((part.flags & PORTICO_PART_FILE) != 0)
                text += "(" + std::string(view(part.filename)) + "," + std::string(view(part.content_type)) + ")";
            x->write(x, str(text + "="));
            std::array<char, 3> buffer{};
            std::size_t got = 0;
            while (x->read_part(x, buffer.data(), buffer.size(), &got) == PORTICO_OK && got > 0)
                x->write(x, {buffer.data(), got});
            x->write(x, PORTICO_STR(";"));
        }
        return status == PORTICO_NOT_FOUND ? PORTICO_OK : status;
    }
    static std::string form() {
        return "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
               "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\nContent-Type: "
               "text/plain\r\n\r\n"
               "one\r\ntwo\r\n--b--\r\n";
    }
    static Fields multipart() { return {{"Content-Type", "multipart/form-data; boundary=b"}}; }

    Asked asked(const std::string& target, const Fields& headers = {}) {
        Asked asked{"POST", target, headers};
        asked.client = &client_;
        return asked;
    }
    Reply pending(const std::string& target, std::deque<std::string> body, const Fields& headers = {}) {
        client_.body = std::move(body);
        Asked all = asked(target, headers);
        all.bodyPending = true;
        return site_.ask(all);
    }

    TestSite site_;
    FakeClient client_;
};

} // namespace portico::http::test
