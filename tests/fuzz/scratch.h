/* Files for readers that take a path: in memory where the machine has a folder of it,
 * made once and written again for every input. */
#pragma once

#include <stddef.h>

/* "FOLDER/name" of the process's own folder, new; free() it. The folder goes when the
 * process ends well. Aborts where it cannot be made. */
char *scratch_path(const char *name);

/* The file at path holds these bytes and no others. Aborts where it cannot. */
void scratch_put(const char *path, const void *data, size_t size);

/* The bytes before the next `stop`, or all; *data and *size move behind it. *piece is
 * borrowed. False when nothing is left. */
int scratch_cut(const unsigned char **data, size_t *size, int stop,
                const unsigned char **piece, size_t *piece_size);
