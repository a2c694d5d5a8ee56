// SPDX-License-Identifier: Apache-2.0
// Writes the manual pages and completions into a folder. The build runs it; `cmake --install` installs the files.
//   portico_write_manual FOLDER
#include "cli/commands.h"
#include "cli/manual/pages.h"

#include <filesystem>
#include <fstream>
#include <iostream>

int main(int argc, char** argv) {
    using namespace portico::cli;
    if (argc != 2) return WrongUsage;
    const std::filesystem::path folder(argv[1]);
    bool good = true;
    const auto write = [&](const char* name, const std::string& text) {
        std::ofstream file(folder / name);
        file << text << std::flush;
        if (!file) std::cerr << (folder / name).string() << " cannot be written\n";
        good = good && file;
    };
    write("portico.1", commandPage(commands()));
    write("portico.toml.5", configurationPage());
    write("portico-plugin.7", pluginPage());
    write("portico.bash", bashCompletion(commands()));
    write("_portico", zshCompletion(commands()));
    return good ? Done : Failed;
}
