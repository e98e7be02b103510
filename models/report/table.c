/* The sections of the pages, a row each, in the order in which they are read:
 * lc_section_NAME is the whole of section_NAME.c. */
#include "models/report/section_inside.h"

#define MODEL(X)                                                                       \
    X(header)                                                                          \
    X(verdict)                                                                         \
    X(breaks)                                                                          \
    X(answer)                                                                          \
    X(capacity)                                                                        \
    X(origins)                                                                         \
    X(groups)                                                                          \
    X(without)                                                                         \
    X(linkages)                                                                        \
    X(calibration)                                                                     \
    X(coefficients)                                                                    \
    X(incidence)                                                                       \
    X(flow)                                                                            \
    X(limits)

#define LIST(X)                                                                        \
    X(list_head)                                                                       \
    X(list)                                                                            \
    X(cannot_score)                                                                    \
    X(changes)                                                                         \
    X(children)                                                                        \
    X(list_sizes)
/* What a list's page has of the model's: how good, what words mean. */
#define BOTH(X)                                                                        \
    X(answer)                                                                          \
    X(verdict)                                                                         \
    X(limits)

#define CHILD(X)                                                                       \
    X(child_head)                                                                      \
    X(child_who)                                                                       \
    X(child_reasons)                                                                   \
    X(child_timeline)                                                                  \
    X(child_path)                                                                      \
    X(child_change)                                                                    \
    X(child_without)                                                                   \
    X(child_decisions)                                                                 \
    X(child_family)                                                                    \
    X(child_parts)                                                                     \
    X(child_events)

#define DECLARE(name) extern const struct lc_section lc_section_##name;
#define ROW(name)     &lc_section_##name,

MODEL(DECLARE)
LIST(DECLARE)
CHILD(DECLARE)

const struct lc_section *const lc_sections[] = { MODEL(ROW) NULL };
const struct lc_section *const lc_list_sections[] = { LIST(ROW) BOTH(ROW) NULL };
const struct lc_section *const lc_summary_sections[] = { ROW(list_head) ROW(list)
                                                             NULL };
const struct lc_section *const lc_child_sections[] = { CHILD(ROW) NULL };
