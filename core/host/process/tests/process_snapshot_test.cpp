// SPDX-License-Identifier: Apache-2.0
// What a lifecycle step of a plugin must not change in the process, and what it may change.
#include "base/descriptor.h"
#include "host/process/process_snapshot.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <clocale>
#include <csignal>
#include <thread>

using portico::base::Descriptor;
using portico::host::changes;
using portico::host::ProcessSnapshot;

namespace {

class ProcessSnapshotTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ProcessSnapshotTest);
    CPPUNIT_TEST(testNothingChangedIsNoFault);
    CPPUNIT_TEST(testClosedDescriptorIsNamed);
    CPPUNIT_TEST(testOtherFileUnderTheSameNumberIsNamed);
    CPPUNIT_TEST(testNewDescriptorIsNoFaultYet);
    CPPUNIT_TEST(testNewThreadIsSeenAndNoFaultYet);
    CPPUNIT_TEST(testCopyThatALibraryIsMappedFromIsNotSeen);
    CPPUNIT_TEST(testChangedHandlerIsNamed);
    CPPUNIT_TEST(testChangedLocaleIsNamed);
    CPPUNIT_TEST(testChangedUmaskIsNamed);
    CPPUNIT_TEST(testLookingLeavesTheUmaskAlone);
    CPPUNIT_TEST(testChangedFolderIsNamed);
    CPPUNIT_TEST(testEveryChangeIsNamed);
    CPPUNIT_TEST_SUITE_END();

    const ProcessSnapshot before_ = ProcessSnapshot::now();

    static Descriptor open() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }
    std::string changed() const { return joined(changes(before_, ProcessSnapshot::now())); }
    static std::string joined(const std::vector<std::string>& clauses) {
        std::string all;
        for (const std::string& clause : clauses) all += clause + "|";
        return all;
    }

    void testNothingChangedIsNoFault() { CPPUNIT_ASSERT_EQUAL(std::string(), changed()); }
    void testClosedDescriptorIsNamed() {
        const Descriptor file = open();
        const ProcessSnapshot before = ProcessSnapshot::now();
        ProcessSnapshot after = before;
        after.descriptors.erase(file.get());
        CPPUNIT_ASSERT_EQUAL("closed descriptor " + std::to_string(file.get()) + ", which is not its own|",
                             joined(changes(before, after)));
    }
    void testOtherFileUnderTheSameNumberIsNamed() {
        const Descriptor file = open();
        const ProcessSnapshot before = ProcessSnapshot::now();
        const Descriptor other(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
        CPPUNIT_ASSERT_EQUAL(file.get(), ::dup3(other.get(), file.get(), O_CLOEXEC));
        CPPUNIT_ASSERT_EQUAL("replaced the file of descriptor " + std::to_string(file.get()) + "|",
                             joined(changes(before, ProcessSnapshot::now())));
    }
    void testNewDescriptorIsNoFaultYet() {
        const Descriptor file = open();
        CPPUNIT_ASSERT_EQUAL(std::string("/dev/null"), ProcessSnapshot::now().descriptors.at(file.get()));
        CPPUNIT_ASSERT_EQUAL(std::string(), changed());
    }
    void testNewThreadIsSeenAndNoFaultYet() {
        const std::jthread thread([](const std::stop_token& stop) {
            while (!stop.stop_requested()) std::this_thread::yield();
        });
        CPPUNIT_ASSERT(ProcessSnapshot::now().threads.size() > before_.threads.size());
        CPPUNIT_ASSERT_EQUAL(std::string(), changed());
    }
    void testCopyThatALibraryIsMappedFromIsNotSeen() {
        const Descriptor copy(::memfd_create("portico:greeter-0-g1.so", MFD_CLOEXEC));
        CPPUNIT_ASSERT(!ProcessSnapshot::now().descriptors.contains(copy.get()));
    }
    void testChangedHandlerIsNamed() {
        auto* const old = std::signal(SIGUSR2, SIG_IGN);
        const std::string told = changed();
        std::signal(SIGUSR2, old);
        CPPUNIT_ASSERT_EQUAL(std::string("changed the handler of SIGUSR2|"), told);
    }
    void testChangedLocaleIsNamed() {
        CPPUNIT_ASSERT(std::setlocale(LC_ALL, "C.UTF-8") != nullptr);
        const std::string told = changed();
        std::setlocale(LC_ALL, before_.locale.c_str());
        CPPUNIT_ASSERT_EQUAL(std::string("changed the locale to C.UTF-8|"), told);
    }
    void testChangedUmaskIsNamed() {
        const mode_t old = ::umask(0);
        const std::string told = changed();
        ::umask(old);
        CPPUNIT_ASSERT_EQUAL(std::string("changed the umask|"), told);
    }
    void testLookingLeavesTheUmaskAlone() {
        const mode_t old = ::umask(027);
        ProcessSnapshot::now();
        CPPUNIT_ASSERT_EQUAL(mode_t{027}, ::umask(old));
    }
    void testChangedFolderIsNamed() {
        const portico::test::ScratchDir elsewhere;
        CPPUNIT_ASSERT_EQUAL(0, ::chdir(elsewhere.path().c_str()));
        const std::string told = changed();
        CPPUNIT_ASSERT_EQUAL(0, ::chdir(before_.folder.c_str()));
        CPPUNIT_ASSERT_EQUAL("changed the working directory to " + elsewhere.path().string() + "|", told);
    }
    void testEveryChangeIsNamed() {
        ProcessSnapshot after = before_;
        after.locale = "tlh";
        after.umask = 0123;
        CPPUNIT_ASSERT_EQUAL(std::string("changed the locale to tlh|changed the umask|"),
                             joined(changes(before_, after)));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ProcessSnapshotTest);

} // namespace
