/* The page's sections, in the order in which they are read. */
#include "models/report/section.h"

/* clang-format off */
const struct lc_section lc_sections[] = {
    { "about",       NULL,                                  NULL,           false, lc_section_header },
    { "verdict",     "Is it good enough to use?",           "verdict",      false, lc_section_verdict },
    { "answer",      "How good is it?",                     "performance",  false, lc_section_answer },
    { "list",        "The list",                            NULL,           true,  lc_section_children },
    { "list-size",   "What a longer or shorter list finds", "list_size",    false, lc_section_capacity },
    { "calibration", "Do the risks mean what they say?",    "calibration",  false, lc_section_calibration },
    { "weights",     "What raises and lowers the risk",     "coefficients", false, lc_section_coefficients },
    { "incidence",   "How soon children enter care",        "incidence",    false, lc_section_incidence },
    { "flow",        "Who was predicted for",               "flow",         false, lc_section_flow },
    { "limits",      "Definitions, limits and settings",    NULL,           false, lc_section_limits },
    { 0 },
};
/* clang-format on */
