// SPDX-License-Identifier: Apache-2.0
// A good guest in C++: it needs users, counts them at start, and keeps a file in its state directory.
#include <portico/plugin.hpp>

#include <fstream>

namespace {

class DirectoryPage : public portico::Plugin {
public:
    explicit DirectoryPage(portico::Host host) : host_(host) {
        get("/directory", "user", "Lists everybody.", [](portico::Exchange& x) { x.text("nobody"); });
    }
    void start() override {
        if (host_.users().find("nobody")) throw std::runtime_error("nobody is somebody");
        std::ofstream(host_.stateDirectory() + "/started") << host_.nowSeconds();
        host_.info("start");
    }
    void stop() override { host_.info("stop"); }

private:
    portico::Host host_;
};

} // namespace

PORTICO_PLUGIN(DirectoryPage, {
    "id": "directory_page", "version": "1.0.0", "summary": "Lists users.", "provides": ["portico.routes/1"],
    "needs": ["portico.users/1"]
});
