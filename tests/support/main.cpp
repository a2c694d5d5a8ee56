// SPDX-License-Identifier: Apache-2.0
// The main() of every CppUnit program: runs all registered suites, or the suite or test that the first argument names. Prints
// each test as a sentence and exits with 0 only if all of them passed.
#include <cppunit/BriefTestProgressListener.h>
#include <cppunit/CompilerOutputter.h>
#include <cppunit/TestResult.h>
#include <cppunit/TestResultCollector.h>
#include <cppunit/TestRunner.h>
#include <cppunit/extensions/TestFactoryRegistry.h>
#include <iostream>

int main(int argc, char** argv) {
    CppUnit::TestResult result;
    CppUnit::TestResultCollector collected;
    CppUnit::BriefTestProgressListener progress;
    result.addListener(&collected);
    result.addListener(&progress);
    CppUnit::TestRunner runner;
    runner.addTest(CppUnit::TestFactoryRegistry::getRegistry().makeTest());
    runner.run(result, argc > 1 ? argv[1] : "");
    CppUnit::CompilerOutputter(&collected, std::cerr).write();
    return collected.runTests() > 0 && collected.wasSuccessful() ? 0 : 1;
}
