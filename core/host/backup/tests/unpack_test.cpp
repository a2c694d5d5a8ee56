// SPDX-License-Identifier: Apache-2.0
// Damaged and hostile backups: nothing is written outside of the folder, and none is accepted as complete.
#include "host/backup/unpack.h"

#include "base/descriptor.h"
#include "host/backup/pack.h"
#include "support/scratch_dir.h"

#include <archive.h>
#include <archive_entry.h>
#include <cppunit/extensions/HelperMacros.h>
#include <fcntl.h>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>

namespace portico::host {

namespace {

namespace fs = std::filesystem;
using test::ScratchDir;

const std::string empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"; // SHA-256 of nothing

class UnpackTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(UnpackTest);
    CPPUNIT_TEST(testWhatWasPackedComesOut);
    CPPUNIT_TEST(testPackingAndUnpackingReportAllBytesOfTheirTotal);
    CPPUNIT_TEST(testACutArchiveIsRefused);
    CPPUNIT_TEST(testAChangedByteIsRefusedOrChangesNoContent);
    CPPUNIT_TEST(testWhatIsNoArchiveIsRefused);
    CPPUNIT_TEST(testPathsThatLeadOutAreRefused);
    CPPUNIT_TEST(testLinksAndDevicesAreRefused);
    CPPUNIT_TEST(testAFileThatIsNotPromisedIsRefused);
    CPPUNIT_TEST(testAMissingFileIsRefused);
    CPPUNIT_TEST(testAFileThatComesTwiceIsRefused);
    CPPUNIT_TEST(testMoreThanPromisedIsRefusedBeforeItIsWritten);
    CPPUNIT_TEST(testMoreThanTheDiskHasIsRefusedAtOnce);
    CPPUNIT_TEST(testAnotherFirstFileIsNoBackup);
    CPPUNIT_TEST(testAStreamOfAnotherProcessStaysInside);
    CPPUNIT_TEST_SUITE_END();

    ScratchDir scratch_;
    const std::string file_ = (scratch_.path() / "backup.tar.gz").string();

    base::Descriptor opened() const { return base::Descriptor(::open(file_.c_str(), O_RDONLY | O_CLOEXEC)); }
    base::Descriptor made() const {
        return base::Descriptor(::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    }

    BackupManifest pack(const OnProgress& onProgress = ignoreProgress) const {
        const ScratchDir root;
        root.write("configuration/portico.toml", "site.name = \"x\"\n");
        root.write("configuration/conf.d/\xc3\xa9.toml", std::string(100'000, '#'));
        root.write("state/saved/store/a.db", "rows");
        root.write("state/keys/csrf.key", std::string(32, '\0'));
        fs::create_directories(root.path() / "state/files/other");
        fs::create_symlink("/dev/null", root.path() / "configuration/conf.d/off.toml");
        fs::permissions(root.path() / "state/keys/csrf.key", fs::perms(0600));
        return packBackup(made().get(), root.path(), {.version = "1", .made = "now", .saved = {"store"}}, onProgress);
    }

    struct Made {
        std::string path;
        unsigned type = AE_IFREG;
        std::string content{};
        std::string link{};
    };
    // An archive that portico would never write.
    void write(const std::string& manifest, const std::vector<Made>& entries) const {
        const base::Descriptor to = made();
        const std::unique_ptr<archive, int (*)(archive*)> out(::archive_write_new(), ::archive_write_free);
        ::archive_write_set_format_pax_restricted(out.get());
        ::archive_write_add_filter_gzip(out.get());
        ::archive_write_open_fd(out.get(), to.get());
        std::vector<Made> all{{"manifest.json", AE_IFREG, manifest}};
        if (manifest.empty()) all.clear();
        all.insert(all.end(), entries.begin(), entries.end());
        for (const Made& one : all) {
            const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(::archive_entry_new(),
                                                                                 ::archive_entry_free);
            ::archive_entry_set_pathname(entry.get(), one.path.c_str());
            ::archive_entry_set_filetype(entry.get(), one.type);
            ::archive_entry_set_perm(entry.get(), 0644);
            ::archive_entry_set_size(entry.get(), static_cast<la_int64_t>(one.content.size()));
            if (one.type == AE_IFLNK) ::archive_entry_set_symlink(entry.get(), one.link.c_str());
            if (one.type == AE_IFREG && !one.link.empty()) ::archive_entry_set_hardlink(entry.get(), one.link.c_str());
            CPPUNIT_ASSERT_EQUAL(ARCHIVE_OK, ::archive_write_header(out.get(), entry.get()));
            ::archive_write_data(out.get(), one.content.data(), one.content.size());
        }
        CPPUNIT_ASSERT_EQUAL(ARCHIVE_OK, ::archive_write_close(out.get()));
    }
    static std::string manifestOf(const std::string& files) {
        return R"({"format":1,"portico":"1","made":"now","pages":[],"saved":[],"switched_off":[],"files":[)" + files +
               "]}";
    }
    static std::string promised(const std::string& path, std::uint64_t size = 0) {
        return "[\"" + path + "\"," + std::to_string(size) + ",\"" + empty + "\"]";
    }

    std::string refusal() const {
        const ScratchDir to;
        try {
            unpackBackup(opened().get(), to.path());
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return {};
    }
    void refuses(const std::string& part) const {
        const std::string said = refusal();
        CPPUNIT_ASSERT_MESSAGE(said + " (expected: " + part + ")", said.find(part) != std::string::npos);
    }

public:
    void testWhatWasPackedComesOut() {
        const BackupManifest packed = pack();
        const ScratchDir to;
        CPPUNIT_ASSERT(packed == unpackBackup(opened().get(), to.path()));
        CPPUNIT_ASSERT_EQUAL(std::string("rows"), to.read("state/saved/store/a.db"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{100'000}, to.read("configuration/conf.d/\xc3\xa9.toml").size());
        CPPUNIT_ASSERT(fs::is_directory(to.path() / "state/files/other"));
        CPPUNIT_ASSERT(fs::perms(0600) == fs::status(to.path() / "state/keys/csrf.key").permissions());
        CPPUNIT_ASSERT(fs::read_symlink(to.path() / "configuration/conf.d/off.toml") == "/dev/null");
    }

    void testPackingAndUnpackingReportAllBytesOfTheirTotal() {
        std::map<std::string, std::uint64_t> done;
        std::set<std::uint64_t> totals;
        const OnProgress record = [&](std::string_view what, std::uint64_t bytes, std::uint64_t total) {
            CPPUNIT_ASSERT(bytes <= total);
            done[std::string(what)] = bytes;
            totals.insert(total);
        };
        const std::uint64_t all = pack(record).bytes();
        const ScratchDir to;
        unpackBackup(opened().get(), to.path(), record);
        const std::map<std::string, std::uint64_t> expected{
            {"computing checksums", all}, {"packing", all}, {"unpacking", all}};
        CPPUNIT_ASSERT(done == expected);
        CPPUNIT_ASSERT(totals == std::set<std::uint64_t>{all});
    }

    void testACutArchiveIsRefused() {
        pack();
        const std::string whole = scratch_.read("backup.tar.gz");
        for (std::size_t size = 0; size + 8 < whole.size(); size += 1 + whole.size() / 60) {
            scratch_.write("backup.tar.gz", whole.substr(0, size));
            CPPUNIT_ASSERT_MESSAGE(std::to_string(size), !refusal().empty());
        }
    }

    // A flipped bit may still change times and owners in file headers, and bytes that are not read.
    void testAChangedByteIsRefusedOrChangesNoContent() {
        const BackupManifest packed = pack();
        const std::string whole = scratch_.read("backup.tar.gz");
        std::size_t refused = 0;
        for (std::size_t at = 0; at < whole.size(); ++at) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ 0x10);
            scratch_.write("backup.tar.gz", changed);
            const ScratchDir to;
            try {
                CPPUNIT_ASSERT(unpackBackup(opened().get(), to.path()).files == packed.files);
                CPPUNIT_ASSERT_EQUAL(std::string("rows"), to.read("state/saved/store/a.db"));
            } catch (const std::runtime_error&) {
                ++refused;
            }
        }
        CPPUNIT_ASSERT(refused > whole.size() / 2);
    }

    void testWhatIsNoArchiveIsRefused() {
        for (const std::string& text :
             {std::string(), std::string("hello"), std::string(100'000, '\0'), std::string("\x1f\x8b")}) {
            scratch_.write("backup.tar.gz", text);
            CPPUNIT_ASSERT(!refusal().empty());
        }
    }

    void testPathsThatLeadOutAreRefused() {
        for (const std::string path :
             {"../x", "configuration/../../x", "/tmp/portico-test-x", "x", "configuration/../x", "state/saved/y/x"}) {
            write(manifestOf(""), {{path}});
            refuses("does not belong in a backup");
            write(manifestOf(promised(path)), {{path}});
            refuses("does not belong in a backup");
            write(manifestOf(""), {{path, AE_IFDIR}});
            refuses("does not belong in a backup");
        }
    }

    void testLinksAndDevicesAreRefused() {
        const std::string path = "configuration/x";
        for (const unsigned type : {AE_IFLNK, AE_IFCHR, AE_IFBLK, AE_IFIFO}) {
            write(manifestOf(promised(path)), {{path, type, "", "/etc/passwd"}});
            refuses("neither a file nor a folder");
        }
        write(manifestOf(promised("configuration/a") + "," + promised(path)),
              {{"configuration/a"}, {path, AE_IFREG, "", "configuration/a"}});
        refuses("neither a file nor a folder");
    }

    void testAFileThatIsNotPromisedIsRefused() {
        write(manifestOf(""), {{"configuration/x"}});
        refuses("does not match its manifest");
    }

    void testAMissingFileIsRefused() {
        write(manifestOf(promised("configuration/x") + "," + promised("configuration/y")), {{"configuration/x"}});
        refuses("files are missing");
    }

    void testAFileThatComesTwiceIsRefused() {
        write(manifestOf(promised("configuration/x")), {{"configuration/x"}, {"configuration/x"}});
        refuses("twice");
    }

    // 64 MiB that need only 64 KiB in the archive.
    void testMoreThanPromisedIsRefusedBeforeItIsWritten() {
        write(manifestOf(promised("configuration/x", 10)),
              {{"configuration/x", AE_IFREG, std::string(64U << 20U, '\0')}});
        refuses("does not match its manifest");
        write(std::string(longestManifest + 1, ' '), {});
        refuses("longer than 16 MiB");
    }

    void testMoreThanTheDiskHasIsRefusedAtOnce() {
        std::string files;
        for (int i = 0; i < 64; ++i)
            files += (i == 0 ? "" : ",") + promised("configuration/" + std::to_string(i), std::uint64_t{1} << 40U);
        write(manifestOf(files), {});
        refuses("TMPDIR");
    }

    void testAnotherFirstFileIsNoBackup() {
        write("", {{"configuration/x"}});
        refuses("does not begin with manifest.json");
        write("", {{"manifest.json", AE_IFDIR}});
        refuses("does not begin with manifest.json");
    }

    void testAStreamOfAnotherProcessStaysInside() {
        write("", {{"../x", AE_IFREG, "out"}});
        const ScratchDir to;
        const base::Descriptor from = opened();
        TarReader reader(from.get(), Packing::gzip);
        CPPUNIT_ASSERT_THROW(unpackTree(reader, to.path()), std::runtime_error);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(UnpackTest);

} // namespace

} // namespace portico::host
