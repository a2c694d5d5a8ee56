// SPDX-License-Identifier: Apache-2.0
// The cache: a template is compiled once, and again when its source changes; safe for many threads.
#include "rendered.h"

#include <atomic>
#include <thread>

namespace {

using namespace pages_jinja;

// Counts the calls of the environment.
class CountingLoader : public Loader {
public:
    explicit CountingLoader(std::shared_ptr<MemoryLoader> inner) : inner_(std::move(inner)) {}
    std::optional<Stamp> stamp(std::string_view name) const override { return ++stamps, inner_->stamp(name); }
    std::optional<Source> load(std::string_view name) const override { return ++loads, inner_->load(name); }

    mutable std::atomic<int> stamps = 0;
    mutable std::atomic<int> loads = 0;

private:
    std::shared_ptr<MemoryLoader> inner_;
};

class EnvironmentTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(EnvironmentTest);
    CPPUNIT_TEST(testATemplateIsCompiledOnce);
    CPPUNIT_TEST(testAChangedSourceIsCompiledAgain);
    CPPUNIT_TEST(testAChangedParentOrIncludeIsSeen);
    CPPUNIT_TEST(testARemovedTemplateIsGone);
    CPPUNIT_TEST(testABrokenChangeIsAnErrorUntilItIsFixed);
    CPPUNIT_TEST(testSourcesAreComparedOncePerRecheck);
    CPPUNIT_TEST(testARenderKeepsTheTemplatesThatItHas);
    CPPUNIT_TEST(testThreadsRenderWhileSourcesChange);
    CPPUNIT_TEST_SUITE_END();

    std::shared_ptr<MemoryLoader> sources_;
    CountingLoader* loader_ = nullptr;
    std::unique_ptr<Environment> environment_;
    std::chrono::milliseconds now_{1000};

    std::string page() { return test::render(*environment_, "page"); }

public:
    void setUp() override { build(std::chrono::milliseconds(0)); }
    void build(std::chrono::milliseconds recheck) {
        sources_ = std::make_shared<MemoryLoader>();
        auto loader = std::make_unique<CountingLoader>(sources_);
        loader_ = loader.get();
        environment_ = std::make_unique<Environment>(std::move(loader), Limits(), recheck, [this] { return now_; });
    }

    void testATemplateIsCompiledOnce() {
        sources_->set("page", "one");
        for (int i = 0; i < 5; ++i) CPPUNIT_ASSERT_EQUAL(std::string("one"), page());
        CPPUNIT_ASSERT_EQUAL(1, loader_->loads.load());
    }
    void testAChangedSourceIsCompiledAgain() {
        sources_->set("page", "one");
        page();
        sources_->set("page", "two");
        CPPUNIT_ASSERT_EQUAL(std::string("two"), page());
        CPPUNIT_ASSERT_EQUAL(2, loader_->loads.load());
    }
    void testAChangedParentOrIncludeIsSeen() {
        sources_->set("page", "{% extends 'parent' %}{% block b %}{% include 'part' %}{% endblock %}");
        sources_->set("parent", "<{% block b %}{% endblock %}>");
        sources_->set("part", "part");
        CPPUNIT_ASSERT_EQUAL(std::string("<part>"), page());
        sources_->set("parent", "[{% block b %}{% endblock %}]");
        sources_->set("part", "new");
        CPPUNIT_ASSERT_EQUAL(std::string("[new]"), page());
        CPPUNIT_ASSERT_EQUAL(5, loader_->loads.load());
    }
    void testARemovedTemplateIsGone() {
        auto loader = test::loaderOf({{"page", "x"}});
        MemoryLoader& sources = *loader;
        Environment environment(std::move(loader), Limits());
        CPPUNIT_ASSERT(environment.find("page") != nullptr);
        sources.remove("page");
        CPPUNIT_ASSERT(environment.find("page") == nullptr);
    }
    void testABrokenChangeIsAnErrorUntilItIsFixed() {
        sources_->set("page", "one");
        page();
        sources_->set("page", "{% if %}");
        CPPUNIT_ASSERT_THROW(page(), TemplateError);
        CPPUNIT_ASSERT_THROW(page(), TemplateError);
        sources_->set("page", "two");
        CPPUNIT_ASSERT_EQUAL(std::string("two"), page());
    }
    void testSourcesAreComparedOncePerRecheck() {
        build(std::chrono::milliseconds(100));
        sources_->set("page", "one");
        page();
        sources_->set("page", "two");
        now_ += std::chrono::milliseconds(99);
        CPPUNIT_ASSERT_EQUAL(std::string("one"), page());
        CPPUNIT_ASSERT_EQUAL(0, loader_->stamps.load());
        now_ += std::chrono::milliseconds(1);
        CPPUNIT_ASSERT_EQUAL(std::string("two"), page());
        now_ += std::chrono::milliseconds(100);
        for (int i = 0; i < 3; ++i) page();
        CPPUNIT_ASSERT_EQUAL(2, loader_->stamps.load());
    }
    void testARenderKeepsTheTemplatesThatItHas() {
        sources_->set("page", "old");
        const auto old = environment_->find("page");
        sources_->set("page", "new");
        Arena arena(Limits().memoryBytes);
        std::string out;
        environment_->render(old, *test::dataFrom({}, arena), arena, out);
        CPPUNIT_ASSERT_EQUAL(std::string("old"), out);
    }
    void testThreadsRenderWhileSourcesChange() {
        const auto write = [this](int version) {
            const std::string v = std::to_string(version);
            sources_->set("page", "{% for i in range(20) %}" + v + "{% endfor %}{% include 'part' %}");
            sources_->set("part", "{% set x = 'p' %}{{ x }}" + v);
        };
        write(0);
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        threads.reserve(3);
        for (int t = 0; t < 3; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 300; ++i) {
                    const std::string text = page();
                    const std::size_t part = text.find('p');
                    const std::string digits = text.substr(0, part);
                    const std::string one = digits.substr(0, digits.size() / 20);
                    std::string expected;
                    for (int k = 0; k < 20; ++k) expected += one;
                    if (digits != expected || one.empty()) ++wrong;
                }
            });
        for (int version = 1; version <= 100; ++version) write(version);
        for (std::thread& thread : threads) thread.join();
        CPPUNIT_ASSERT_EQUAL(0, wrong.load());
        CPPUNIT_ASSERT_EQUAL(std::string("p100"), page().substr(60));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(EnvironmentTest);

} // namespace
