/* A section of the page: one row of lc_sections (table.c), one file of code. */
#ifndef LC_REPORT_SECTION_H
#define LC_REPORT_SECTION_H

#include "models/report/page.h"

struct lc_section {
    const char *id;    /* of the element, for links */
    const char *title; /* the heading; NULL: none, and not in the contents */
    const char *needs; /* the key of results without which it is left out; or NULL */
    bool of_list;      /* needs the panel's list, not results */
    /* object: results[needs]; the list where of_list; results where neither */
    void (*write)(struct lc_page *page, const json_t *object);
};

extern const struct lc_section lc_sections[]; /* ends with a NULL id */

void lc_section_header(struct lc_page *page, const json_t *results);
void lc_section_answer(struct lc_page *page, const json_t *performance);
void lc_section_verdict(struct lc_page *page, const json_t *verdict);
void lc_section_children(struct lc_page *page, const json_t *list);
void lc_section_capacity(struct lc_page *page, const json_t *list_size);
void lc_section_calibration(struct lc_page *page, const json_t *calibration);
void lc_section_coefficients(struct lc_page *page, const json_t *coefficients);
void lc_section_incidence(struct lc_page *page, const json_t *incidence);
void lc_section_flow(struct lc_page *page, const json_t *flow);
void lc_section_limits(struct lc_page *page, const json_t *results);

#endif
