/* SPDX-License-Identifier: Apache-2.0
 * The library with which missing_library is linked, in a place that the dynamic linker does not search. */
int absent_answer(void);
int absent_answer(void) { return 0; }
