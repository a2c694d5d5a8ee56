// SPDX-License-Identifier: Apache-2.0
// What a manifest may contain, and which paths have a place in a backup.
#include "host/backup/backup_manifest.h"

#include <cppunit/extensions/HelperMacros.h>
#include <stdexcept>

namespace portico::host {

namespace {

const std::string sum(64, 'a');

class BackupManifestTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(BackupManifestTest);
    CPPUNIT_TEST(testItIsReadAsItWasWritten);
    CPPUNIT_TEST(testAnotherFormatIsRefusedWithTheVersionToTake);
    CPPUNIT_TEST(testWhatIsWrongIsSaid);
    CPPUNIT_TEST(testPathsThatLeadOutHaveNoPlace);
    CPPUNIT_TEST(testOnlyKnownFoldersAreAPlace);
    CPPUNIT_TEST_SUITE_END();

    static std::string with(const std::string& files, const std::string& saved = "") {
        return R"({"format":1,"portico":"1.0","made":"today","pages":["/srv/site"],"saved":[)" + saved +
               R"(],"switched_off":[],"files":[)" + files + "]}";
    }
    static std::string refusal(const std::string& text) {
        try {
            readBackupManifest(text);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return {};
    }
    static void refuses(const std::string& text, const std::string& part) {
        const std::string said = refusal(text);
        CPPUNIT_ASSERT_MESSAGE(text + ": " + said, said.find(part) != std::string::npos);
    }

public:
    void testItIsReadAsItWasWritten() {
        const BackupManifest manifest{"1.2",
                                      "2026-11-25T01:27:15Z",
                                      {"/srv/a \"b\""},
                                      {"store"},
                                      {"configuration/conf.d/x.toml"},
                                      {{"configuration/portico.toml", {12, sum}}, {"pages/0/\xc3\xa9.html", {0, sum}}}};
        CPPUNIT_ASSERT(manifest == readBackupManifest(manifestText(manifest)));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{12}, manifest.bytes());
    }

    void testAnotherFormatIsRefusedWithTheVersionToTake() {
        std::string text = with("");
        text.replace(text.find(":1,"), 3, ":2,");
        refuses(text, "has format 2, made by portico 1.0");
    }

    void testWhatIsWrongIsSaid() {
        CPPUNIT_ASSERT_EQUAL(std::string(), refusal(with("")));
        refuses("", "not JSON");
        refuses("[]", "not a JSON object");
        refuses("{}", "\"format\"");
        refuses(with(R"(["configuration/a",1])"), "[path, size, sha256]");
        refuses(with(R"(["configuration/a",-1,")" + sum + "\"]"), "[path, size, sha256]");
        refuses(with(R"(["configuration/a",1099511627777,")" + sum + "\"]"), "[path, size, sha256]");
        refuses(with(R"(["configuration/a",1,")" + sum.substr(1) + "\"]"), "[path, size, sha256]");
        refuses(with(R"(["../a",1,")" + sum + "\"]"), "does not belong in a backup");
        const std::string twice = R"(["configuration/a",1,")" + sum + "\"]";
        refuses(with(twice + "," + twice), "twice");
        refuses(with("", R"("../x")"), "not a plugin id");
        std::string more = with("");
        more.insert(1, R"("x":1,)");
        refuses(more, "unknown member");
        std::string relative = with("");
        relative.replace(relative.find("/srv/site"), 9, "srv");
        refuses(relative, "not an absolute path");
        refuses(std::string(longestManifest + 1, ' '), "longer than 16 MiB");
    }

    void testPathsThatLeadOutHaveNoPlace() {
        for (const std::string path :
             {"", "/", "/etc", ".", "..", "../x", "a/../x", "a/..", "a/./b", "a//b", "a/", "a\n", "a\x7f"})
            CPPUNIT_ASSERT_MESSAGE(path, !staysInside(path));
        CPPUNIT_ASSERT(!staysInside(std::string("a\0b", 3)));
        CPPUNIT_ASSERT(!staysInside("\xff"));
        CPPUNIT_ASSERT(!staysInside(std::string(1025, 'a')));
        for (const std::string path : {"a", "a/b", ".a", "a..", "...", "a b/\xc3\xa9"})
            CPPUNIT_ASSERT_MESSAGE(path, staysInside(path));
    }

    void testOnlyKnownFoldersAreAPlace() {
        const BackupManifest manifest{.pages = {"/a", "/b"}, .saved = {"store"}};
        for (const std::string path :
             {"configuration", "configuration/x", "pages", "pages/0", "pages/1/x", "state", "state/keys",
              "state/keys/csrf.key", "state/files/auth/x", "state/saved/store/x"})
            CPPUNIT_ASSERT_MESSAGE(path, hasPlace(path, manifest));
        for (const std::string path :
             {"x", "pages/2", "pages/x", "pages/00/x", "state/x", "state/keys/x", "state/keys/a.key/b",
              "state/files/Auth", "state/saved/other/x", "configuration/../x"})
            CPPUNIT_ASSERT_MESSAGE(path, !hasPlace(path, manifest));
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(BackupManifestTest);

} // namespace

} // namespace portico::host
