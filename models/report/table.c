/* The page's sections, a row each, in the order in which they are read: lc_section_NAME
 * is the whole of section_NAME.c. */
#include "models/report/section_inside.h"

#define SECTIONS(X)                                                                    \
    X(header)                                                                          \
    X(verdict)                                                                         \
    X(breaks)                                                                          \
    X(answer)                                                                          \
    X(changes)                                                                         \
    X(children)                                                                        \
    X(capacity)                                                                        \
    X(origins)                                                                         \
    X(groups)                                                                          \
    X(without)                                                                         \
    X(calibration)                                                                     \
    X(coefficients)                                                                    \
    X(incidence)                                                                       \
    X(flow)                                                                            \
    X(limits)

#define DECLARE(name) extern const struct lc_section lc_section_##name;
#define ROW(name)     &lc_section_##name,

SECTIONS(DECLARE)

const struct lc_section *const lc_sections[] = { SECTIONS(ROW) NULL };
