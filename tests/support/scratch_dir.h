// SPDX-License-Identifier: Apache-2.0
// A temporary folder for one test: unique, initially empty, and removed with its content at the end. Tests write their input
// files here; nothing outside of tests includes this file.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace portico::test {

class ScratchDir {
public:
    ScratchDir() : path_(create()) {}

    ~ScratchDir() {
        std::error_code ignored; // a destructor cannot report errors
        std::filesystem::remove_all(path_, ignored);
    }

    ScratchDir(const ScratchDir&) = delete;
    ScratchDir& operator=(const ScratchDir&) = delete;

    const std::filesystem::path& path() const { return path_; }

    // `name` may contain folders, which are created. Returns the whole path.
    std::filesystem::path write(const std::string& name, std::string_view text) const {
        const std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream out(file, std::ios::binary | std::ios::trunc);
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
        return file;
    }

    std::string read(const std::string& name) const {
        std::ifstream in(path_ / name, std::ios::binary);
        if (!in) throw std::runtime_error("cannot read " + (path_ / name).string());
        std::ostringstream text;
        text << in.rdbuf();
        return text.str();
    }

private:
    // Canonical, so that tests can compare it with paths that the product has resolved.
    static std::filesystem::path create() {
        std::string name = (std::filesystem::temp_directory_path() / "portico-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::system_error(errno, std::generic_category(), "cannot create " + name);
        return std::filesystem::canonical(name);
    }

    std::filesystem::path path_;
};

} // namespace portico::test
