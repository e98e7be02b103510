/* The choices of truth.yaml: codes by weight, each of those that its column may hold.
 */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "datasets/borough/coefficient_inside.h"

/* Words between commas, as datasets/schema/codes.yaml has them. Short breaks (V3, V4)
 * are a process of their own, and X1 ends no spell of care. */
#define SOURCE "1A,1B,1C,1D,2A,2B,3A,3B,3C,3D,3E,3F,4,5A,5B,5C,5D,6,7,8,9,10"
#define NEED   "N1,N2,N3,N4,N5,N6,N7,N8,N9,N0"
#define LEGAL  "C1,C2,D1,E1,V2,L1,L2,L3,J1,J2,J3"
#define PLACE                                                                          \
    "A3,A4,A5,A6,H5,K1,K2,K3,P1,P2,P3,R1,R2,R3,R5,S1,T0,T1,T2,T3,T4,U1,U2,U3,U4,U5,"   \
    "U6,Z1"
#define LAST                                                                           \
    "E11,E12,E2,E3,E4A,E4B,E13,E41,E43,E44,E45,E46,E47,E48,E5,E6,E7,E9,E14,E15,E16,"   \
    "E17,E8,E99"
#define OFFENCE                                                                        \
    "violence,theft,drugs,robbery,weapon,burglary,fraud,arson,sexual,breach,vehicle,"  \
    "criminal damage,public order,motoring,racially aggravated,other"
#define OUTCOME                                                                        \
    "out of court,first tier,first,community,custody,caution,discharge,dismissed,"     \
    "remand,pending,other"

static const char *const words[LC_CHOICES] = {
    [LC_C_SOURCE] = SOURCE,
    [LC_C_NEED] = NEED,
    [LC_C_CATEGORY] = "NEG,PHY,SAB,EMO,MUL",
    [LC_C_CONTACT] =
        "information and advice,no further action,passed to early help,referral",
    [LC_C_CLOSE] = "RC1,RC2,RC3,RC4,RC5,RC6,RC7,RC8,RC9",
    [LC_C_LEGAL_YOUNG] = LEGAL,
    [LC_C_LEGAL_FAMILY] = LEGAL,
    [LC_C_LEGAL_EXPLOITATION] = LEGAL,
    [LC_C_LEGAL_HOMELESS] = LEGAL,
    [LC_C_LEGAL_BREAKDOWN] = LEGAL,
    [LC_C_NEED_YOUNG] = NEED,
    [LC_C_NEED_FAMILY] = NEED,
    [LC_C_NEED_EXPLOITATION] = NEED,
    [LC_C_NEED_HOMELESS] = NEED,
    [LC_C_NEED_BREAKDOWN] = NEED,
    [LC_C_PLACE_YOUNG] = PLACE,
    [LC_C_PLACE_TEEN] = PLACE,
    [LC_C_PLACE_OLD] = PLACE,
    [LC_C_PROVIDER] = "PR0,PR1,PR2,PR3,PR4,PR5",
    [LC_C_MOVED] = "CARPL,CLOSE,ALLEG,STAND,APPRR,CREQB,CREQO,CHILD,LAREQ,PLACE,OTHER,"
                   "LIIAF,CUSTOD",
    [LC_C_LAST_ADULT] = LAST,
    [LC_C_LAST_YOUNG] = LAST,
    [LC_C_LAST_OLD] = LAST,
    [LC_C_LAST_REMAND] = LAST,
    [LC_C_CONCERN_SOURCE] = "police,health,voluntary,family,public,housing,probation,"
                            "court,prison,social care,school,youth justice,self,other",
    [LC_C_CONCERN_LEVEL] = "1,2,3",
    [LC_C_GANG_ROLE] = "victim,associate,suspect",
    [LC_C_OFFENCE] = OFFENCE,
    [LC_C_OUTCOME] = OUTCOME,
    [LC_C_EXCLUSION] = "PP,PA,VP,VA,OW,BU,RA,LG,DS,SM,DA,DM,TH,DB,MT,PH,OT",
};

const char *lc_choice_words(enum lc_choice_of which)
{
    return words[which];
}

/* The pair `last` of a list that begins at `list`. */
static int check_pair(const struct reading *in, size_t row, enum lc_choice_of which,
                      const struct lc_choice *list, const struct lc_choice *last,
                      struct lc_error *err)
{
    int code = lc_reading_word(in, "choices", row, "of", last->text, words[which], err);
    if (!code && !(last->weight >= 0 && last->weight <= 1e6))
        code = lc_reading_refuse(in, "choices", row, "of", "a weight is 0 to 1000000",
                                 err);
    for (; !code && list < last; list++)
        if (strcmp(list->text, last->text) == 0)
            code =
                lc_reading_refuse(in, "choices", row, "of", "a word there twice", err);
    return code;
}

int lc_choice_set(const struct reading *in, size_t row, const struct said_choice *said,
                  struct lc_error *err)
{
    size_t which, count = 1;
    int code = lc_reading_find(in, "choices", row, "name", said->name, LC_CHOICES,
                               lc_choices, &which, err);
    if (code)
        return code;
    struct lc_choice **list = &in->to->kept->list[in->which][which];
    if (*list)
        return lc_reading_refuse(in, "choices", row, "name", "there twice", err);
    for (const char *c = said->of; *c; c++)
        count += *c == ',';
    *list = lc_alloc(count + 1, sizeof **list);
    if (!*list)
        return LC_FAIL_NOMEM(err);
    struct lc_choice *c = *list;
    char *at = said->of;
    double total = 0;
    for (; !code && lc_pair_take(&at, &c->text, &c->weight); c++) {
        code = check_pair(in, row, (enum lc_choice_of)which, *list, c, err);
        total += c->weight;
    }
    c->text = NULL;
    if (code)
        return code;
    if (*at || !(total > 0))
        return lc_reading_refuse(in, "choices", row, "of",
                                 *at ? lc_pairs_wanted : "no weight above 0", err);
    in->to->choice[which] = *list;
    return LC_OK;
}
