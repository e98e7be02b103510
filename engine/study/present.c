/* See present.h. */
#include "study/present.h"

#include "study/rule.h"

int lc_presence_open(struct lc_presence *presence, const struct lc_study *study,
                     const struct lc_store *store, int32_t day, struct lc_error *err)
{
    *presence = (struct lc_presence){ .store = store };
    int code = lc_landmarks_one(&presence->landmarks, study, store, day, err);
    if (!code)
        code = lc_follow_begin(&presence->follow, study, store, &presence->landmarks,
                               day, err);
    if (code)
        lc_presence_close(presence);
    return code;
}

void lc_presence_close(struct lc_presence *presence)
{
    lc_landmarks_free(&presence->landmarks);
    lc_follow_end(&presence->follow);
}

static int is_in(const struct lc_presence *p, struct lc_facts *facts, uint32_t child,
                 bool *in, struct lc_error *err)
{
    uint8_t left;
    int code = lc_facts_read(facts, &p->follow.sight, child, err);
    if (code)
        return code;
    lc_follow_rules(&p->follow, facts, child, LC_RULE_COUNT, &left, NULL);
    *in = left == LC_RULE_COUNT
          && lc_follow_known(&p->follow, child, p->landmarks.day[0]);
    return LC_OK;
}

int lc_presence_list(const struct lc_presence *presence, struct lc_facts *facts,
                     size_t first, size_t end, uint32_t *child, size_t *n,
                     struct lc_error *err)
{
    *n = 0;
    for (size_t c = first; c < end; c++) {
        bool in = false;
        int code = lc_is_child(presence->store, (uint32_t)c)
                       ? is_in(presence, facts, (uint32_t)c, &in, err)
                       : LC_OK;
        if (code)
            return code;
        child[*n] = (uint32_t)c;
        *n += in;
    }
    return LC_OK;
}
