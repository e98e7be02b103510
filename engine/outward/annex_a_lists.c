/* Annex A of Ofsted's framework for inspections (ILACS): lists 1 to 11, as the schemas
 * annex_a_list_* read them. */
#include "outward/annex_a_inside.h"

/* clang-format off */
#define BLANK(title) { title, LC_ANNEX_BLANK, NULL } /* the store does not have it */

/* What lists of children begin with, and what most of them end with. */
#define WHOSE \
    { "Child Unique ID", LC_ANNEX_LOCAL, NULL }, \
    { "Gender", LC_ANNEX_SEX, NULL }, \
    { "Ethnicity", LC_ANNEX_ETHNICITY, NULL }, \
    { "Date of Birth", LC_ANNEX_BORN, NULL }, \
    { "Age of Child (Years)", LC_ANNEX_AGE, NULL }
#define TEAM BLANK("Allocated Team"), BLANK("Allocated Worker")

static const struct lc_annex_column list_1[] = {
    WHOSE,
    { "Date of Contact", LC_ANNEX_START, NULL },
    { "Contact Source", LC_ANNEX_CODE, NULL },
    { NULL, LC_ANNEX_BLANK, NULL },
};
static const struct lc_annex_column list_2[] = {
    WHOSE,
    { "Assessment start date", LC_ANNEX_START, NULL },
    { "Assessment completion date", LC_ANNEX_END, NULL },
    BLANK("Organisation completing assessment"),
    { NULL, LC_ANNEX_BLANK, NULL },
};
static const struct lc_annex_column list_3[] = {
    WHOSE,
    { "Date of Referral", LC_ANNEX_START, NULL },
    { "Referral Source", LC_ANNEX_CODE, NULL },
    { "Referral NFA?", LC_ANNEX_ATTRIBUTE, "nfa" },
    BLANK("Number of Referrals in Last 12 Months"),
    TEAM,
    { NULL, LC_ANNEX_BLANK, NULL },
};
static const struct lc_annex_column list_4[] = {
    WHOSE,
    BLANK("Does the Child have a Disability"),
    { "Continuous Assessment Start Date", LC_ANNEX_START, NULL },
    BLANK("Child Seen During Continuous Assessment"),
    { "Continuous Assessment Date of Authorisation", LC_ANNEX_END, NULL },
    { "Was the child assessed as requiring LA children's social care support?", LC_ANNEX_ATTRIBUTE, "support" },
    TEAM,
    { NULL, LC_ANNEX_BLANK, NULL },
};
static const struct lc_annex_column list_5[] = {
    WHOSE,
    BLANK("Does the Child have a Disability"),
    { "Strategy discussion initiating Section 47 Enquiry Start Date", LC_ANNEX_START, NULL },
    BLANK("Was an Initial Child Protection Conference deemed unnecessary?"),
    { "Date of Initial Child Protection Conference", LC_ANNEX_OTHER_START, NULL },
    { "Did the Initial Child Protection Conference Result in a Child Protection Plan", LC_ANNEX_OTHER_ATTRIBUTE, "plan" },
    BLANK("Number of Section 47 Enquiries in the last 12 months"),
    BLANK("Number of ICPCs in the last 12 months"),
    TEAM,
    { NULL, LC_ANNEX_BLANK, NULL },
};
static const struct lc_annex_column list_6[] = {
    WHOSE,
    BLANK("Does the Child have a Disability"),
    { "CIN Start Date", LC_ANNEX_START, NULL },
    { "Primary Need Code", LC_ANNEX_CODE, NULL },
    BLANK("Date Child Was Last Seen"),
    { "CIN Closure Date", LC_ANNEX_END, NULL },
    { "Reason for Closure", LC_ANNEX_ATTRIBUTE, "close_reason" },
    BLANK("Case Status"),
    TEAM,
    { NULL, LC_ANNEX_BLANK, NULL },
};
static const struct lc_annex_column list_7[] = {
    WHOSE,
    BLANK("Does the Child have a Disability"),
    { "Child Protection Plan Start Date", LC_ANNEX_START, NULL },
    { "Initial Category of Abuse", LC_ANNEX_CODE, NULL },
    { "Latest Category of Abuse", LC_ANNEX_ATTRIBUTE, "latest_category" },
    BLANK("Date of the Last Statutory Visit"),
    BLANK("Was the Child Seen Alone?"),
    BLANK("Date of latest review conference"),
    { "Child Protection Plan End Date", LC_ANNEX_END, NULL },
    BLANK("Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"),
    BLANK("Number of Previous Child Protection Plans"),
    TEAM,
    { NULL, LC_ANNEX_BLANK, NULL },
};
static const struct lc_annex_column list_8[] = {
    WHOSE,
    { "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", LC_ANNEX_ALONE, NULL },
    BLANK("Does the Child have a Disability"),
    { "Date Started to be Looked After", LC_ANNEX_FIRST_START, NULL },
    { "Child's Category of Need", LC_ANNEX_ATTRIBUTE, "need" },
    BLANK("Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)"),
    { "Start date of current legal status", LC_ANNEX_CODE_START, NULL },
    { "Child's Legal Status", LC_ANNEX_CODE, NULL },
    BLANK("Date of Latest Statutory Review"),
    BLANK("Date of Last Social Work Visit"),
    BLANK("What is the permanence plan for this child?"),
    BLANK("Date of Last IRO Visit / Contact to the Child"),
    BLANK("Date of Last Health Assessment"),
    BLANK("Date of Last Dental Check"),
    BLANK("Number of Placements in the Last 12 months"),
    { "Date Ceased to be Looked After", LC_ANNEX_END, NULL },
    { "Reason Ceased to be Looked After", LC_ANNEX_ATTRIBUTE, "ceased" },
    { "Start Date of Most Recent Placement", LC_ANNEX_START, NULL },
    { "Placement Type", LC_ANNEX_ATTRIBUTE, "placement" },
    { "Placement Provider", LC_ANNEX_ATTRIBUTE, "provider" },
    BLANK("Placement postcode"),
    BLANK("URN of Placement"),
    BLANK("Placement Location"),
    BLANK("LA of Placement"),
    BLANK("Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months"),
    BLANK("Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months"),
    BLANK("Was the child offered a Return Interview after their last missing episode (Y/N)?"),
    BLANK("Did the child accept a Return Interview after their last missing episode (Y/N)?"),
    TEAM,
    { NULL, LC_ANNEX_BLANK, NULL },
};
static const struct lc_annex_column list_9[] = {
    WHOSE,
    BLANK("Does the Child have a Disability"),
    TEAM,
    { "Eligibility Category", LC_ANNEX_ATTRIBUTE, "eligibility" },
    { "LA in Touch", LC_ANNEX_CODE, NULL },
    { "Type of Accommodation", LC_ANNEX_ATTRIBUTE, "accommodation" },
    { "Suitability of Accommodation", LC_ANNEX_ATTRIBUTE, "suitable" },
    { "Activity Status", LC_ANNEX_ATTRIBUTE, "activity" },
    { NULL, LC_ANNEX_BLANK, NULL },
};
static const struct lc_annex_column list_10[] = {
    { "Child Unique ID", LC_ANNEX_LOCAL, NULL },
    BLANK("Family identifier"),
    { "Gender", LC_ANNEX_SEX, NULL },
    { "Ethnicity", LC_ANNEX_ETHNICITY, NULL },
    { "Date of Birth", LC_ANNEX_BORN, NULL },
    { "Age of Child (Years)", LC_ANNEX_AGE, NULL },
    BLANK("Does the Child have a Disability"),
    BLANK("Date the Child Entered Care"),
    { "Date of Decision that Child Should be Placed for Adoption", LC_ANNEX_STEP, "decided" },
    { "Date of Placement Order", LC_ANNEX_STEP, "placement_order" },
    { "Date of Matching Child and Prospective Adopters", LC_ANNEX_STEP, "matched" },
    { "Date Placed for Adoption", LC_ANNEX_STEP, "placed" },
    { "Date of Adoption Order", LC_ANNEX_ORDER, NULL },
    { "Date of Decision that Child Should No Longer be Placed for Adoption", LC_ANNEX_STEP, "reversed" },
    { "Reason Why Child No Longer Placed for Adoption", LC_ANNEX_STEP_SAYS, "reversed" },
    BLANK("Date the child was placed for fostering in FFA or concurrent planning placement"),
    { NULL, LC_ANNEX_BLANK, NULL },
};
static const struct lc_annex_column list_11[] = {
    BLANK("Individual adopter identifier"),
    BLANK("Family identifier"),
    BLANK("Gender"),
    BLANK("Ethnicity"),
    BLANK("Disability"),
    BLANK("Is the (prospective) adopter fostering for adoption?"),
    BLANK("Date enquiry received"),
    BLANK("Date Stage 1 started"),
    BLANK("Date Stage 1 ended"),
    BLANK("Date Stage 2 started"),
    BLANK("Date Stage 2 ended"),
    BLANK("Date application submitted"),
    BLANK("Date application approved"),
    BLANK("Date adopter matched with child(ren)"),
    BLANK("Date child/children placed with adopter(s)"),
    BLANK("No. of children placed"),
    BLANK("Date of Adoption Order"),
    BLANK("Date of leaving adoption process"),
    BLANK("Reason for leaving adoption process"),
    { NULL, LC_ANNEX_BLANK, NULL },
};

const struct lc_annex_list lc_annex_lists[LC_ANNEX_LISTS] = {
    { "List 1", "contact", LC_ANNEX_STARTED, list_1 },
    { "List 2", "early_help_assessment", LC_ANNEX_OPEN_SINCE, list_2 },
    { "List 3", "referral", LC_ANNEX_STARTED, list_3 },
    { "List 4", "assessment", LC_ANNEX_OPEN_SINCE, list_4 },
    { "List 5", "s47", LC_ANNEX_ENQUIRIES, list_5 },
    { "List 6", "cin", LC_ANNEX_OPEN_SINCE, list_6 },
    { "List 7", "cpp", LC_ANNEX_OPEN_SINCE, list_7 },
    { "List 8", "care", LC_ANNEX_PERIODS, list_8 },
    { "List 9", "leaver", LC_ANNEX_LAST, list_9 },
    { "List 10", "adoption_plan", LC_ANNEX_ADOPTIONS, list_10 },
    { "List 11", NULL, LC_ANNEX_NONE, list_11 },
};
/* clang-format on */
