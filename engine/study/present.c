/* See present.h. */
#include "study/present.h"

#include "study/follow_inside.h"

/* The last birth whose birthday of `age` is not after day t; birthdays come in the
 * order of births. */
static int32_t last_born(int32_t t, int age)
{
    int32_t born = lc_day_add_months(t, -12 * age) + 3;
    while (lc_day_birthday(born, age) > t)
        born--;
    return born;
}

int lc_presence_open(struct lc_presence *presence, const struct lc_study *study,
                     const struct lc_store *store, int32_t day, struct lc_error *err)
{
    *presence = (struct lc_presence){ .store = store };
    presence->youngest = last_born(day, study->cohort.age_from);
    presence->eldest = last_born(day, study->cohort.age_to + 1) + 1;
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

/* Most children of a store are told by their age alone. */
static bool is_of_age(const struct lc_presence *p, uint32_t child)
{
    const struct lc_sight *sight = &p->follow.sight;
    int64_t row = lc_person_at(p->store, sight->person, child, sight->known_at);
    return row >= 0 && sight->person->start[row] >= p->eldest
           && sight->person->start[row] <= p->youngest;
}

int lc_presence_rule(const struct lc_presence *presence, struct lc_facts *facts,
                     uint32_t child, enum lc_rule *rule, struct lc_error *err)
{
    uint8_t left;
    int code = lc_facts_read(facts, &presence->follow.sight, child, err);
    if (code)
        return code;
    lc_follow_rules(&presence->follow, facts, child, LC_RULE_COUNT, &left, NULL);
    *rule = (enum lc_rule)left;
    if (*rule == LC_RULE_COUNT
        && !lc_follow_known(&presence->follow, child, presence->landmarks.day[0]))
        *rule = LC_NOT_KNOWN;
    return LC_OK;
}

int lc_presence_list(const struct lc_presence *presence, struct lc_facts *facts,
                     size_t first, size_t end, uint32_t *child, size_t *n,
                     struct lc_error *err)
{
    *n = 0;
    for (size_t c = first; c < end; c++) {
        enum lc_rule rule = LC_NO_BIRTH;
        int code = lc_is_child(presence->store, (uint32_t)c)
                           && is_of_age(presence, (uint32_t)c)
                       ? lc_presence_rule(presence, facts, (uint32_t)c, &rule, err)
                       : LC_OK;
        if (code)
            return code;
        child[*n] = (uint32_t)c;
        *n += rule == LC_RULE_COUNT;
    }
    return LC_OK;
}
