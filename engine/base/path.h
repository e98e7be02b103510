/* The two halves of a path. */
#ifndef LC_BASE_PATH_H
#define LC_BASE_PATH_H

/* Its last name, within it. */
const char *lc_path_name(const char *path);
/* The folder above that, "." if the path names none; new, NULL: no memory. */
char *lc_path_folder(const char *path);

#endif
