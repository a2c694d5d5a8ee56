// SPDX-License-Identifier: Apache-2.0
// Prints etc/portico.toml. Run it after changing a key of the host:
//   build/dev/bin/portico_write_main_file > etc/portico.toml
#include "config/main_file.h"

#include <iostream>

int main() {
    std::cout << portico::config::mainFileText() << std::flush;
    return std::cout ? 0 : 1;
}
