/* What an XML file that is no return is said to be. */
#pragma once

#include "base/error.h"
#include "table/container_inside.h"

/* LC_FORMAT: `name`, an outermost element that is none of the layouts', is another kind
 * of file's, or stands beside those that are read. */
int lc_xml_fail_root(const struct lc_container_file *file, const char *name,
                     struct lc_error *err) LC_MUST_CHECK;
