// SPDX-License-Identifier: Apache-2.0
// etc/portico.toml is the generated main file, and its values are the defaults.
#include "config/conf_file.h"
#include "config/draft.h"
#include "config/host_keys.h"
#include "config/main_file.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

using namespace portico::config;

class MainFileTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MainFileTest);
    CPPUNIT_TEST(testCommittedFileIsWhatTheTablePrints);
    CPPUNIT_TEST(testFileAsInstalledSetsNothing);
    CPPUNIT_TEST(testEveryKeyUncommentedIsItsDefault);
    CPPUNIT_TEST(testManualListsWhatAppliesAtARestart);
    CPPUNIT_TEST_SUITE_END();

    // A setting is commented out with a bare #, a sentence begins with # and a space.
    static std::string uncommented() {
        std::istringstream in(mainFileText());
        std::string text;
        for (std::string line; std::getline(in, line);)
            text += (line.size() > 1 && line[0] == '#' && line[1] != ' ' ? line.substr(1) : line) + '\n';
        return text;
    }

    static Outcome check(const std::string& text, std::set<std::string>& named) {
        const ConfFile file = readConfFile(text);
        CPPUNIT_ASSERT_MESSAGE(text, !file.error);
        Draft draft;
        for (const Entry& entry : file.entries) {
            const Origin origin{Level::mainFile, "portico.toml", entry.nameAt.line, entry.nameAt.column};
            draft.assign({entry.path, entry.value, origin, origin});
            named.insert(joinName(entry.path));
        }
        return draft.check(hostKeys());
    }

public:
    void testCommittedFileIsWhatTheTablePrints() {
        std::ifstream in(PORTICO_MAIN_FILE, std::ios::binary);
        std::ostringstream committed;
        committed << in.rdbuf();
        CPPUNIT_ASSERT_EQUAL_MESSAGE("run portico_write_main_file > etc/portico.toml", mainFileText(), committed.str());
    }

    void testFileAsInstalledSetsNothing() {
        std::set<std::string> named;
        const Outcome outcome = check(mainFileText(), named);
        CPPUNIT_ASSERT(outcome.ok() && outcome.warnings.empty());
        for (const Setting& setting : outcome.settings.all())
            CPPUNIT_ASSERT_MESSAGE(setting.key.name, setting.origin.level == Level::builtIn);
    }

    void testManualListsWhatAppliesAtARestart() {
        std::ifstream in(PORTICO_OPERATE, std::ios::binary);
        std::ostringstream manual;
        manual << in.rdbuf();
        std::string list;
        const Keys keys = hostKeys();
        for (const Key& key : keys.all())
            if (key.applies == Applies::atRestart) list += (list.empty() ? "`" : ", `") + key.name + '`';
        std::string text = manual.str();
        std::ranges::replace(text, '\n', ' ');
        CPPUNIT_ASSERT_MESSAGE("docs/operate.md lists other keys than " + list,
                               text.find(": " + list + ".") != text.npos);
    }

    void testEveryKeyUncommentedIsItsDefault() {
        std::set<std::string> named;
        const Outcome outcome = check(uncommented(), named);
        for (const Fault& fault : outcome.faults) CPPUNIT_FAIL(fault.text());
        for (const Setting& setting : outcome.settings.all()) {
            if (setting.key.type == Type::table) continue;
            CPPUNIT_ASSERT_MESSAGE(setting.key.name, named.contains(setting.key.name));
            CPPUNIT_ASSERT_MESSAGE(setting.key.name, setting.value == setting.key.defaultValue);
        }
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MainFileTest);
