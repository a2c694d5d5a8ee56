/* SPDX-License-Identifier: Apache-2.0
 * The library that missing_library was linked with and that is not where the linker looks. */
int absent_answer(void);
int absent_answer(void) { return 0; }
