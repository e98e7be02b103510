/* The terminal that the process was started at, for what is to be typed and not seen.
 */
#pragma once

#include <stddef.h>

/* Open, whatever the standard files are; the number of an error: there is none. */
int lc_sys_terminal_open(int *fd);

/* Prints the question and takes one line, without its end and without showing it, into
 * to[room]; *got is room where the line is longer, and 0 at the end of input. While it
 * waits a signal that stops or quits is kept back; one that asks the process to stop
 * (system/signal.h) ends it. However it ends, the terminal is as it was. */
int lc_sys_terminal_ask(int fd, const char *question, size_t room, void *to,
                        size_t *got);
