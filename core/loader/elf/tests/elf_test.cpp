// SPDX-License-Identifier: Apache-2.0
// Reads shared libraries without loading them: intact ones and damaged ones.
#include "../../tests/guests.h"
#include "loader/elf/elf_dynamic.h"
#include "loader/elf/elf_note.h"

#include <cppunit/extensions/HelperMacros.h>

#include <elf.h>

using namespace portico::loader;
using namespace portico::loader::test;

namespace {

std::string bytesOf(const std::string& guest) { return openPlugin(fileOf(guest), ::geteuid()).bytes; }

// Reads everything; the test is that no read leaves the bytes.
void readAll(std::string_view bytes) {
    const ElfReading reading = readElf(bytes);
    CPPUNIT_ASSERT(reading.image || !reading.problems.empty());
    if (!reading.image) return;
    porticoNotes(*reading.image);
    readDynamic(*reading.image);
}

} // namespace

class ElfTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ElfTest);
    CPPUNIT_TEST(testNoteSymbolsAndLibrariesAreFound);
    CPPUNIT_TEST(testStrippedFileIsReadAlike);
    CPPUNIT_TEST(testOldHashTableIsReadToo);
    CPPUNIT_TEST(testEveryExportIsSeen);
    CPPUNIT_TEST(testNeededLibraryIsSeen);
    CPPUNIT_TEST(testEveryPrefixIsReadWithinItsBounds);
    CPPUNIT_TEST(testEveryDamagedByteOfTheHeadersIsReadWithinItsBounds);
    CPPUNIT_TEST(testProgramIsNoLibrary);
    CPPUNIT_TEST_SUITE_END();

public:
    void testNoteSymbolsAndLibrariesAreFound() {
        const std::string bytes = bytesOf("greeter");
        const ElfReading reading = readElf(bytes);
        CPPUNIT_ASSERT_EQUAL(std::string(), joined(reading.problems));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, porticoNotes(*reading.image).size());
        CPPUNIT_ASSERT(contains(porticoNotes(*reading.image)[0], "\"id\": \"greeter\""));
        const ElfDynamic dynamic = readDynamic(*reading.image);
        CPPUNIT_ASSERT_EQUAL(std::string("portico_entry"), joined(dynamic.exports));
        CPPUNIT_ASSERT(contains(joined(dynamic.needed), "libc.so.6"));
    }

    void testStrippedFileIsReadAlike() {
        const PluginFile file = inspectGuest("bare_stripped");
        CPPUNIT_ASSERT_EQUAL(std::string(), joined(file.problems));
        CPPUNIT_ASSERT_EQUAL(std::string("portico_entry"), joined(file.exports));
    }

    void testOldHashTableIsReadToo() {
        CPPUNIT_ASSERT_EQUAL(std::string("portico_entry"), joined(inspectGuest("old_hash").exports));
    }

    void testEveryExportIsSeen() {
        const std::vector<std::string> exports = inspectGuest("two_symbols").exports;
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, exports.size());
        CPPUNIT_ASSERT(anyContains(exports, "helper") && anyContains(exports, "portico_entry"));
    }

    void testNeededLibraryIsSeen() {
        CPPUNIT_ASSERT(anyContains(inspectGuest("missing_library").libraries, "libportico_absent.so.1"));
    }

    void testEveryPrefixIsReadWithinItsBounds() {
        const std::string bytes = bytesOf("bare_stripped");
        for (std::size_t size = 0; size < bytes.size(); size += size < 1024 ? 1 : 61) {
            const std::string prefix = bytes.substr(0, size); // its own allocation, so that the sanitizer sees its end
            readAll(prefix);
            CPPUNIT_ASSERT(!readElf(prefix).problems.empty());
        }
    }

    void testEveryDamagedByteOfTheHeadersIsReadWithinItsBounds() {
        const std::string bytes = bytesOf("bare_stripped");
        for (std::size_t at = 0; at < bytes.size(); at += at < 1024 ? 1 : 7)
            for (const char value : {'\x00', '\x7f', '\xff'}) {
                std::string damaged = bytes;
                damaged[at] = value;
                readAll(damaged);
            }
    }

    void testProgramIsNoLibrary() {
        std::string bytes = bytesOf("greeter");
        bytes[16] = ET_EXEC;
        CPPUNIT_ASSERT(anyContains(readElf(bytes).problems, "is an ELF file but not a shared library"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ElfTest);
