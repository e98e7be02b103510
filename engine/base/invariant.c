/* See invariant.h. */
#include "base/invariant.h"

#include <stdio.h>

#include "base/error.h"
#include "system/file.h"
#include "system/process.h"

/* No memory is asked for, and what is said is of the code alone. */
void lc_invariant_broken(const char *holds, const char *file, int line)
{
    char text[600];
    int size =
        snprintf(text, sizeof text,
                 "latecare: a fault of the program, and nothing that you did:\n"
                 "  %.300s\n"
                 "does not hold (%.80s:%d). It stopped before it could show or "
                 "write\na wrong number; a store is as it was, or whole and "
                 "new. Tell the\nmaintainers the command and the version, and no "
                 "data.\n",
                 holds, file, line);
    int failed = lc_sys_file_write(LC_SYS_ERRORS, text, (size_t)size);
    (void)failed; /* the status says it still */
    lc_sys_process_end(lc_code_status(LC_FAULT));
}
