// SPDX-License-Identifier: Apache-2.0
// Notes for programs: each note is a resource with a name, read with GET, written with PUT and deleted with DELETE. A note is a
// file in the plugin's state directory. All logged-in users share the notes.
#include <portico/plugin.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace notes {

constexpr std::uint64_t mostBytes = 65536;

class Notes : public portico::Plugin {
public:
    explicit Notes(portico::Host host) : folder_(host.stateDirectory()) {
        get("/notes/{name}", "user", "Shows a note.", [this](portico::Exchange& x) { show(x); });
        route("PUT", "/notes/{name}", "user", "Writes a note.", [this](portico::Exchange& x) {
            write(x);
        }).bodyLimit(mostBytes);
        route("DELETE", "/notes/{name}", "user", "Deletes a note.", [this](portico::Exchange& x) { remove(x); });
    }

private:
    // Only names without a dot or a slash, so that no note is a draft or a file elsewhere.
    std::filesystem::path fileOf(const portico::Exchange& x) const {
        const std::string_view name = x.parameter("name");
        if (name.size() > 64 ||
            name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string_view::npos)
            throw portico::Error(PORTICO_NOT_FOUND, "no note can have this name");
        return folder_ / name;
    }

    void show(portico::Exchange& x) const {
        std::ifstream in(fileOf(x), std::ios::binary);
        if (!in) throw portico::Error(PORTICO_NOT_FOUND, "no such note");
        x.text(std::string(std::istreambuf_iterator<char>(in), {}));
    }

    // A complete draft replaces the note, so that nobody reads half of one.
    void write(portico::Exchange& x) const {
        const std::filesystem::path note = fileOf(x);
        const std::filesystem::path draft = folder_ / (std::string(x.requestId()) + ".new");
        const bool isNew = !std::filesystem::exists(note);
        std::ofstream out(draft, std::ios::binary);
        if (!(out << x.body()).flush()) throw portico::Error(PORTICO_UNAVAILABLE, "the note cannot be written");
        std::filesystem::rename(draft, note);
        x.status(isNew ? 201 : 204);
    }

    void remove(portico::Exchange& x) const {
        if (!std::filesystem::remove(fileOf(x))) throw portico::Error(PORTICO_NOT_FOUND, "no such note");
        x.status(204);
    }

    std::filesystem::path folder_;
};

} // namespace notes

PORTICO_PLUGIN(notes::Notes, {
    "id": "notes",
    "version": "1.0.0",
    "summary": "Keeps notes for programs.",
    "provides": ["portico.routes/1"]
});
