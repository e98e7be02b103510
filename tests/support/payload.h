/* A child of the DfE's daily payload, in pieces: two episodes of one child, and what
 * lies in the first. */
#pragma once

#define DETAILS                                                                        \
    "\"child_details\":{\"first_name\":\"Ann\",\"surname\":\"Test\","                  \
    "\"date_of_birth\":\"2010-05-06\",\"sex\":\"F\",\"ethnicity\":\"WBRI\"}"
#define ASSESSED                                                                       \
    "\"child_and_family_assessments\":[{\"child_and_family_assessment_id\":\"A1\","    \
    "\"start_date\":\"2023-01-06\",\"authorisation_date\":\"2023-02-05\","             \
    "\"factors\":[\"1A\"]}]"
#define FIRST(inside)                                                                  \
    "{\"social_care_episode_id\":\"E1\",\"referral_date\":\"2023-01-05\","             \
    "\"referral_source\":\"1A\"" inside "}"
#define SECOND(inside)                                                                 \
    "{\"social_care_episode_id\":\"E2\",\"referral_date\":\"2022-01-05\","             \
    "\"referral_source\":\"6\",\"closure_date\":\"2022-06-01\","                       \
    "\"child_in_need_plans\":[{\"child_in_need_plan_id\":\"N1\","                      \
    "\"start_date\":\"2022-01-06\",\"end_date\":\"2022-03-01\"}]" inside "}"
#define CHILD(rest)     "[{\"la_child_id\":\"P1\"," rest "}]"
#define EPISODES(these) "\"social_care_episodes\":[" these "]"
#define HEALTH                                                                         \
    "\"health_and_wellbeing\":{\"sdq_assessments\":[{\"date\":\"2023-05-01\","         \
    "\"score\":12},{\"date\":\"2024-05-01\",\"score\":9}]}"
#define ENTERED                                                                        \
    ",\"child_looked_after_placements\":[{\"child_looked_after_placement_id\":\"L1\"," \
    "\"start_date\":\"2023-02-01\",\"start_reason\":\"S\",\"placement_type\":\"U4\"}]" \
    ",\"adoption\":{\"initial_decision_date\":\"2023-03-01\"}"                         \
    ",\"care_leavers\":{\"contact_date\":\"2023-04-01\",\"activity\":\"F2\"}"
#define WHOLE                                                                          \
    CHILD(DETAILS "," HEALTH "," EPISODES(FIRST("," ASSESSED ENTERED) "," SECOND("")))
#define GONE(number)                                                                   \
    CHILD(EPISODES("{\"social_care_episode_id\":\"" number "\",\"purge\":true}"))
