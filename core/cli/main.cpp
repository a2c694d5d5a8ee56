// SPDX-License-Identifier: Apache-2.0
// The program `portico`: finds the command and runs it.
#include "cli/run.h"

int main(int argc, char** argv) { return portico::cli::run({argv + 1, argv + argc}); }
