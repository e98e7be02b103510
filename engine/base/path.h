/* The two halves of a path. */
#pragma once

/* Its last name, within it. */
const char *lc_path_name(const char *path);
/* The folder above that, "." if the path names none; new, NULL: no memory. */
char *lc_path_folder(const char *path);
