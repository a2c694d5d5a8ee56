// SPDX-License-Identifier: Apache-2.0
// Reads line by line; a case ends at the first line that is not part of it.
#include "case_file.h"

#include <fstream>
#include <stdexcept>

namespace pages_jinja::test {

namespace {

class CaseReader {
public:
    explicit CaseReader(const std::filesystem::path& file)
        : in_(file), name_(file.filename().string()), folder_(file.parent_path()) {
        if (!in_) throw std::runtime_error("cannot read " + file.string());
    }

    std::vector<Case> run() {
        for (std::string line; std::getline(in_, line);) {
            ++number_;
            take(line);
        }
        finish();
        return std::move(cases_);
    }

private:
    static std::string behindMark(const std::string& line) { return line.size() > 2 ? line.substr(2) : std::string(); }
    static bool isMarked(const std::string& line, char mark) {
        return !line.empty() && line[0] == mark && (line.size() == 1 || line[1] == ' ');
    }
    static void addLine(std::string& text, bool& isFirst, const std::string& line) {
        if (!isFirst) text += '\n';
        text += line;
        isFirst = false;
    }

    void take(const std::string& line) {
        if (isMarked(line, '>')) return takeSource(line);
        if (isMarked(line, '<')) return addLine(current_.expected, noExpectation_, behindMark(line));
        if (isMarked(line, '!')) {
            current_.error = behindMark(line);
            return;
        }
        finish();
        if (line.starts_with("data ")) next_.data = line.substr(5);
        if (line.starts_with("file ")) {
            file_ = line.substr(5);
            next_.files[file_].clear();
            noFileLine_ = true;
        }
        if (line.starts_with("folder ")) addFolder(line.substr(7));
        if (isMarked(line, '|')) addLine(next_.files[file_], noFileLine_, behindMark(line));
        if (line == "----") next_ = Case();
    }

    void addFolder(const std::string& folder) {
        for (const auto& entry : std::filesystem::directory_iterator(folder_.parent_path() / folder)) {
            std::ifstream in(entry.path());
            next_.files[entry.path().filename()].assign(std::istreambuf_iterator<char>(in), {});
        }
    }

    void takeSource(const std::string& line) {
        if (!inSource_ || !noExpectation_) finish();
        if (!inSource_) {
            current_ = next_;
            current_.place = name_ + ":" + std::to_string(number_);
            noSource_ = noExpectation_ = true;
        }
        inSource_ = true;
        addLine(current_.source, noSource_, behindMark(line));
    }

    void finish() {
        if (inSource_) cases_.push_back(std::move(current_));
        inSource_ = false;
        noExpectation_ = true;
    }

    std::ifstream in_;
    std::string name_;
    std::filesystem::path folder_; // of the case file
    std::vector<Case> cases_;
    Case next_; // data and files of the following cases
    Case current_;
    std::string file_; // receives the lines with |
    int number_ = 0;
    bool inSource_ = false, noSource_ = true, noExpectation_ = true, noFileLine_ = true;
};

} // namespace

std::vector<Case> casesOf(const std::filesystem::path& file) { return CaseReader(file).run(); }

} // namespace pages_jinja::test
