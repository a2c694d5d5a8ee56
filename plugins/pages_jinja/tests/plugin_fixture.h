// SPDX-License-Identifier: Apache-2.0
// What the tests of the plugin share: a folder with pages, the built plugin that serves it, and what a rendered page must have.
#pragma once

#include "support/test_pages.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

namespace pages_jinja_tests {

using portico::Value;
using portico::test::Rendered;
using portico::test::ScratchDir;
using portico::test::standardData;
using portico::test::TestHost;
using portico::test::TestPages;
using portico::test::TestPlugin;

class PluginFixture : public CppUnit::TestFixture {
protected:
    TestPlugin plugin(const std::string& folders) {
        host_.settings["directories"] = folders;
        return TestPlugin(PAGES_JINJA_FILE, host_);
    }
    static TestPages pages(const TestPlugin& plugin) { return TestPages(plugin.provider(PORTICO_PAGES)); }
    static std::string page(const TestPlugin& plugin, std::string_view name, const Value::Map& data = {}) {
        const Rendered rendered = pages(plugin).render(name, data);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(rendered.why, portico_status{PORTICO_OK}, rendered.status);
        return rendered.body;
    }
    static void mustHave(const std::string& body, std::string_view part) {
        CPPUNIT_ASSERT_MESSAGE(std::string(part) + " in " + body, body.find(part) != std::string::npos);
    }
    static void mustNotHave(const std::string& body, std::string_view part) {
        CPPUNIT_ASSERT_MESSAGE(std::string(part) + " in " + body, body.find(part) == std::string::npos);
    }
    std::string here() const { return folder_.path().string(); }

    TestHost host_;
    ScratchDir folder_;
};

} // namespace pages_jinja_tests
