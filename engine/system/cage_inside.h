/* Inside of cage.h: the two locks of a cage, each for good and for the calling process.
 * They return whether the kernel has it. */
#pragma once

#include <stdbool.h>

/* Landlock, with no exception. ABI 1 (Linux 5.13) and later. */
bool lc_sys_cage_bar_files(void);
/* seccomp. to: the one descriptor that may be written to. */
bool lc_sys_cage_bar_calls(int to);
