/* The borough lived by several threads; run under the thread sanitizer. */
#include <stdio.h>
#include <stdlib.h>

#include "base/begin.h"
#include "datasets/borough/borough_inside.h"

int main(void)
{
    char dir[] = "/tmp/latecare-race-XXXXXX", command[64];
    struct lc_borough_options options;
    struct lc_borough_counts counts;
    struct lc_error err = { 0 };
    lc_begin();
    if (!mkdtemp(dir))
        return 1;
    lc_knobs_default(&lc_borough_knobs, &options);
    options.children = 1000;
    options.common.threads = 4;
    int code = lc_borough_write(dir, &options, &counts, &err);
    if (code)
        fprintf(stderr, "%s\n", err.text);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    return code || counts.rows == 0 || system(command) != 0;
}
