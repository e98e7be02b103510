/* The first rows of extracts that several tests write: SSD's episodes of care,
 * assessments and their factors, and the DfE's table of episodes. */
#pragma once

#define CLA                                                                            \
    "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,"                  \
    "clae_cla_episode_start_reason,clae_cla_primary_need_code,"                        \
    "clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,"         \
    "clae_referral_id,clae_cla_placement_id,clae_entered_care_date,"                   \
    "clae_cla_last_iro_contact_date\n"
#define EPISODES                                                                       \
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"         \
    "HOME_POST,PL_POST,URN\n"
#define ASSESSMENTS                                                                    \
    "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,"   \
    "cina_assessment_child_seen,cina_assessment_auth_date,"                            \
    "cina_assessment_outcome_json,cina_assessment_outcome_nfa,cina_assessment_team,"   \
    "cina_assessment_worker_id\n"
#define FACTORS "cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json\n"
