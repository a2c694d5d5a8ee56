// SPDX-License-Identifier: Apache-2.0
// The precedence of the layers, and which files are read.
#include "config/host_keys.h"
#include "config/layers.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <functional>
#include <sys/stat.h>

using namespace portico::config;
using portico::test::ScratchDir;

class LayersTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LayersTest);
    CPPUNIT_TEST(testEachLayerStandsOverThoseBelow);
    CPPUNIT_TEST(testTablesMergeAndListsReplace);
    CPPUNIT_TEST(testDropInsAreReadInOrderOfBytes);
    CPPUNIT_TEST(testOnlyTomlFilesAreRead);
    CPPUNIT_TEST(testLocalDropInMasksThePackagedOneOfItsName);
    CPPUNIT_TEST(testMainFileDoesNotMaskThePackagedOne);
    CPPUNIT_TEST(testLinkToDevNullSwitchesAFileOff);
    CPPUNIT_TEST(testPluginFileHoldsThePluginsSection);
    CPPUNIT_TEST(testGivenFileStandsForTheLocalOnesOverThePackagedOnes);
    CPPUNIT_TEST(testGivenFolderStandsForItsMainFile);
    CPPUNIT_TEST(testNoFilesAtAllAreTheDefaults);
    CPPUNIT_TEST_SUITE_END();

    mode_t umask_ = 0;
    ScratchDir root_;
    Sources sources_{.root = root_.path()};

    static Keys keys() {
        Keys keys = hostKeys();
        const std::vector<Declaration> settings{{.name = "key", .sentence = "Signs.", .secret = true}};
        CPPUNIT_ASSERT(keys.addPlugin("signer", settings).empty());
        return keys;
    }

    Settings settings() const {
        Outcome outcome = parse(sources_).check(keys());
        for (const Fault& fault : outcome.faults) CPPUNIT_FAIL(fault.text());
        for (const Fault& warning : outcome.warnings) CPPUNIT_FAIL(warning.text());
        return std::move(outcome.settings);
    }

    std::string siteName() const { return settings().string("site.name"); }
    std::string under(const std::string& name) const { return (root_.path() / name).string(); }
    void link(const std::string& target, const std::string& name) const {
        std::filesystem::create_directories((root_.path() / name).parent_path());
        std::filesystem::create_symlink(target, root_.path() / name);
    }

public:
    void setUp() override { umask_ = ::umask(077); } // a secret in a file that everybody may read is a fault
    void tearDown() override { ::umask(umask_); }

    // Each layer, lowest first, sets the same key: the secret of a plugin, which every layer may set.
    void testEachLayerStandsOverThoseBelow() {
        const std::string inFile = "[plugins.signer]\nkey = ";
        const std::vector<std::pair<Level, std::function<std::string()>>> layers{
            {Level::builtIn, [] { return std::string("built-in default"); }},
            {Level::packaged,
             [&] { return root_.write("usr/lib/portico/portico.toml", inFile + "'packaged'").string() + ":2:7"; }},
            {Level::mainFile,
             [&] { return root_.write("etc/portico/portico.toml", inFile + "'main file'").string() + ":2:7"; }},
            {Level::dropIn,
             [&] { return root_.write("etc/portico/conf.d/10-a.toml", inFile + "'conf.d'").string() + ":2:7"; }},
            {Level::pluginFile,
             [&] { return root_.write("etc/portico/plugins.d/signer.toml", "key = 'plugins.d'").string() + ":1:7"; }},
            {Level::credential,
             [&] {
                 root_.write("credentials/plugins.signer.key", "credential\n");
                 sources_.environment["CREDENTIALS_DIRECTORY"] = under("credentials");
                 return std::string("credential plugins.signer.key");
             }},
            {Level::environment,
             [&] {
                 sources_.environment["PORTICO_PLUGINS__SIGNER__KEY"] = "environment";
                 return std::string("environment PORTICO_PLUGINS__SIGNER__KEY");
             }},
            {Level::commandLine,
             [&] {
                 sources_.sets = {"plugins.signer.key=command line"};
                 return std::string("--set plugins.signer.key");
             }},
        };
        for (const auto& [level, add] : layers) {
            const std::string origin = add();
            const Settings found = settings();
            const std::string expected = level == Level::builtIn ? "" : std::string(levelName(level));
            CPPUNIT_ASSERT_EQUAL(expected, found.string("plugins.signer.key"));
            CPPUNIT_ASSERT_EQUAL(origin, found.origin("plugins.signer.key"));
            CPPUNIT_ASSERT(level == found.level("plugins.signer.key"));
        }
    }

    void testTablesMergeAndListsReplace() {
        root_.write("etc/portico/portico.toml", "server.listen = ['127.0.0.1:1', '127.0.0.1:2']\nserver.threads = 3\n"
                                                "[pages.guards]\n'/a' = 'user'\n'/b' = 'user'\n");
        root_.write("etc/portico/conf.d/1.toml",
                    "server.listen = ['127.0.0.1:3']\n[pages.guards]\n'/b' = 'role:x'\n'/c.d' = 'public'\n");
        const Settings found = settings();
        CPPUNIT_ASSERT(found.list("server.listen") == List{"127.0.0.1:3"});
        CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, found.integer("server.threads"));
        CPPUNIT_ASSERT(found.table("pages.guards") == (Table{{"/a", "user"}, {"/b", "role:x"}, {"/c.d", "public"}}));
    }

    void testDropInsAreReadInOrderOfBytes() {
        for (const char* name : {"9-z", "10-a", "Z", "a", "\xc3\xa9"})
            root_.write("etc/portico/conf.d/" + std::string(name) + ".toml", "site.name = '" + std::string(name) + "'");
        for (const char* last : {"\xc3\xa9", "a", "Z", "9-z", "10-a"}) {
            CPPUNIT_ASSERT_EQUAL(std::string(last), siteName());
            std::filesystem::remove(under("etc/portico/conf.d/" + std::string(last) + ".toml"));
        }
    }

    void testOnlyTomlFilesAreRead() {
        for (const char* name :
             {".hidden.toml", "a.toml.dpkg-dist", "a.toml.bak", "a.toml~", "a.conf", "README", ".toml"})
            root_.write("etc/portico/conf.d/" + std::string(name), "not TOML at all");
        CPPUNIT_ASSERT_EQUAL(std::string("Portico"), siteName());
    }

    void testLocalDropInMasksThePackagedOneOfItsName() {
        root_.write("usr/lib/portico/conf.d/50-x.toml", "site.name = 'packaged'\nsite.language = 'de'");
        CPPUNIT_ASSERT_EQUAL(std::string("packaged"), siteName());
        root_.write("etc/portico/conf.d/50-x.toml", "site.name = 'local'");
        CPPUNIT_ASSERT_EQUAL(std::string("local"), siteName());
        CPPUNIT_ASSERT_EQUAL(std::string("en"), settings().string("site.language"));
        root_.write("usr/lib/portico/conf.d/60-y.toml", "site.name = 'packaged, later'");
        CPPUNIT_ASSERT_EQUAL(std::string("packaged, later"), siteName());
    }

    void testMainFileDoesNotMaskThePackagedOne() {
        root_.write("usr/lib/portico/portico.toml", "site.language = 'de'");
        root_.write("etc/portico/portico.toml", "site.name = 'x'");
        CPPUNIT_ASSERT_EQUAL(std::string("de"), settings().string("site.language"));
    }

    void testLinkToDevNullSwitchesAFileOff() {
        root_.write("usr/lib/portico/conf.d/50-x.toml", "site.name = 'packaged'");
        link("/dev/null", "etc/portico/conf.d/50-x.toml");
        root_.write("usr/lib/portico/plugins.d/signer.toml", "enabled = false");
        link("/dev/null", "etc/portico/plugins.d/signer.toml");
        link("/dev/null", "etc/portico/portico.toml");
        CPPUNIT_ASSERT_EQUAL(std::string("Portico"), siteName());
        CPPUNIT_ASSERT(settings().isEnabled("signer"));
    }

    void testPluginFileHoldsThePluginsSection() {
        root_.write("etc/portico/plugins.d/signer.toml", "enabled = false\nkey = 'k'\n");
        const Settings found = settings();
        CPPUNIT_ASSERT_EQUAL(std::string("k"), found.string("plugins.signer.key"));
        CPPUNIT_ASSERT(!found.isEnabled("signer"));
    }

    void testGivenFileStandsForTheLocalOnesOverThePackagedOnes() {
        root_.write("usr/lib/portico/portico.toml", "site.language = 'de'\nsite.name = 'packaged'");
        root_.write("etc/portico/portico.toml", "site.language = 'fr'");
        root_.write("etc/portico/conf.d/1.toml", "server.threads = 1");
        sources_.main = root_.write("other/site.toml", "site.name = 'given'");
        root_.write("other/conf.d/1.toml", "server.threads = 2");
        root_.write("other/plugins.d/signer.toml", "key = 'k'");
        const Settings found = settings();
        CPPUNIT_ASSERT_EQUAL(std::string("given"), found.string("site.name"));
        CPPUNIT_ASSERT_EQUAL(std::string("de"), found.string("site.language"));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, found.integer("server.threads"));
        CPPUNIT_ASSERT_EQUAL(std::string("k"), found.string("plugins.signer.key"));
    }

    void testGivenFolderStandsForItsMainFile() {
        root_.write("other/conf.d/1.toml", "server.threads = 2");
        sources_.main = under("other");
        CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, settings().integer("server.threads"));
        root_.write("other/portico.toml", "site.name = 'given'");
        CPPUNIT_ASSERT_EQUAL(std::string("given"), siteName());
    }

    void testNoFilesAtAllAreTheDefaults() {
        const Settings found = settings();
        for (const Setting& setting : found.all()) {
            CPPUNIT_ASSERT_MESSAGE(setting.key.name, setting.value == setting.key.defaultValue);
            CPPUNIT_ASSERT_EQUAL(std::string("built-in default"), setting.origin.text());
        }
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LayersTest);
