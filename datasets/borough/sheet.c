#include "datasets/borough/sheet_inside.h"

#include "base/hash.h"
#include "datasets/borough/world_inside.h"

/* clang-format off */
const struct lc_file_row lc_sheets[LC_SHEETS] = {
    [LC_S_PERSON] = { "social_care/ssd_person.csv", "pers_person_id,pers_forename,pers_surname,pers_sex,pers_gender,pers_ethnicity,pers_dob,pers_common_child_id,pers_legacy_id,pers_upn_unknown,pers_send_flag,pers_expected_dob,pers_death_date,pers_is_mother,pers_nationality" },
    [LC_S_LINKED] = { "social_care/ssd_linked_identifiers.csv", "link_table_id,link_person_id,link_identifier_type,link_identifier_value,link_valid_from_date,link_valid_to_date" },
    [LC_S_ADDRESS] = { "social_care/ssd_address.csv", "addr_table_id,addr_address_json,addr_person_id,addr_address_type,addr_address_start_date,addr_address_end_date,addr_address_postcode" },
    [LC_S_FAMILY] = { "social_care/ssd_family.csv", "fami_table_id,fami_family_id,fami_person_id" },
    [LC_S_EARLY_HELP] = { "social_care/ssd_early_help_episodes.csv", "earl_episode_id,earl_person_id,earl_episode_start_date,earl_episode_end_date,earl_episode_reason,earl_episode_end_reason,earl_episode_organisation,earl_episode_worker_id" },
    [LC_S_CONTACTS] = { "social_care/ssd_contacts.csv", "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,cont_contact_source_desc,cont_contact_outcome_json" },
    [LC_S_CIN] = { "social_care/ssd_cin_episodes.csv", "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,cine_referral_source_desc,cine_referral_outcome_json,cine_referral_nfa,cine_close_reason,cine_close_date,cine_referral_team,cine_referral_worker_id" },
    [LC_S_ASSESSMENTS] = { "social_care/ssd_cin_assessments.csv", "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_child_seen,cina_assessment_auth_date,cina_assessment_outcome_json,cina_assessment_outcome_nfa,cina_assessment_team,cina_assessment_worker_id" },
    [LC_S_FACTORS] = { "social_care/ssd_assessment_factors.csv", "cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json" },
    [LC_S_CIN_PLANS] = { "social_care/ssd_cin_plans.csv", "cinp_cin_plan_id,cinp_referral_id,cinp_person_id,cinp_cin_plan_start_date,cinp_cin_plan_end_date,cinp_cin_plan_team,cinp_cin_plan_worker_id" },
    [LC_S_S47] = { "social_care/ssd_s47_enquiry.csv", "s47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_nfa,s47e_s47_outcome_json,s47e_s47_completed_by_worker_id,s47e_s47_completed_by_team" },
    [LC_S_ICPC] = { "social_care/ssd_initial_cp_conference.csv", "icpc_icpc_id,icpc_icpc_meeting_id,icpc_s47_enquiry_id,icpc_person_id,icpc_cp_plan_id,icpc_referral_id,icpc_icpc_transfer_in,icpc_icpc_target_date,icpc_icpc_date,icpc_icpc_outcome_cp_flag,icpc_icpc_outcome_json,icpc_icpc_team,icpc_icpc_worker_id" },
    [LC_S_CPP] = { "social_care/ssd_cp_plans.csv", "cppl_cp_plan_id,cppl_referral_id,cppl_icpc_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_initial_category,cppl_cp_plan_ola,cppl_cp_plan_latest_category" },
    [LC_S_CLA] = { "social_care/ssd_cla_episodes.csv", "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_referral_id,clae_cla_placement_id,clae_entered_care_date,clae_cla_last_iro_contact_date" },
    [LC_S_PLACEMENT] = { "social_care/ssd_cla_placement.csv", "clap_cla_placement_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_urn,clap_cla_placement_distance,clap_cla_id,clap_cla_placement_provider,clap_cla_placement_postcode,clap_cla_placement_end_date,clap_cla_placement_change_reason,clap_person_id" },
    [LC_S_LEGAL] = { "social_care/ssd_legal_status.csv", "lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date" },
    [LC_S_IMMIGRATION] = { "social_care/ssd_immigration_status.csv", "immi_person_id,immi_immigration_status_id,immi_immigration_status,immi_immigration_status_start_date,immi_immigration_status_end_date" },
    [LC_S_MISSING] = { "social_care/ssd_missing.csv", "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,miss_missing_rhi_offered,miss_missing_rhi_accepted" },
    [LC_S_PERMANENCE] = { "social_care/ssd_permanence.csv", "perm_table_id,perm_person_id,perm_cla_id,perm_adm_decision_date,perm_ffa_cp_decision_date,perm_placement_order_date,perm_placed_for_adoption_date,perm_matched_date,perm_adopted_by_carer_flag,perm_placed_ffa_cp_date,perm_decision_reversed_date,perm_placed_foster_carer_date,perm_part_of_sibling_group,perm_siblings_placed_together,perm_siblings_placed_apart,perm_placement_provider_urn,perm_decision_reversed_reason,perm_permanence_order_date,perm_permanence_order_type,perm_adoption_worker_id,perm_adopter_sex,perm_adopter_legal_status,perm_number_of_adopters" },
    [LC_S_POLICE_PEOPLE] = { "police/people.csv", "system,person_id,forename,surname,dob,sex,postcode,recorded" },
    [LC_S_POLICE_MISSING] = { "police/missing.csv", "person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded" },
    [LC_S_POLICE_EXPLOIT] = { "police/exploit.csv", "person_id,date,kind,level,source,end_date,recorded" },
    [LC_S_POLICE_GANG] = { "police/gang.csv", "person_id,date,role,source,review_date,end_date,recorded" },
    [LC_S_YOUTH_PEOPLE] = { "youth_justice/people.csv", "system,person_id,forename,surname,dob,sex,postcode,recorded" },
    [LC_S_YOUTH_OFFENCE] = { "youth_justice/offence.csv", "person_id,offence_date,outcome_date,category,seriousness,outcome_tier,recorded" },
    [LC_S_SCHOOL_PEOPLE] = { "education/people.csv", "system,person_id,forename,surname,dob,sex,postcode,recorded" },
    [LC_S_SCHOOL_EXCLUDE] = { "education/exclude.csv", "person_id,start,category,sessions,reason,recorded" },
    [LC_S_LINK] = { "social_care/link.csv", "person_id,identifier_type,identifier_value,valid_from,valid_to" },
};

const struct lc_file_row lc_return_files[LC_RETURNS] = {
    [LC_R_HEADER] = { "header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB" },
    [LC_R_EPISODES] = { "episodes.csv", "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN" },
    [LC_R_MISSING] = { "missing.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END" },
    [LC_R_UASC] = { "uasc.csv", "CHILD,SEX,DOB,DUC" },
};

const struct lc_file_row lc_truth_sheets[LC_TRUTH_SHEETS] = {
    [LC_T_CHILDREN] = { "children.csv", "child,family,born,sex,unaccompanied,disabled,propensity,begins,ends,died,left,ethnicity,birth,father,adopted,origin" },
    [LC_T_WHO] = { "who.csv", "system,person_id,child" },
    [LC_T_ENTRIES] = { "entries.csv", "child,day,age,legal_status,unaccompanied,first,route" },
    [LC_T_PANELS] = { "panels.csv", "child,day" },
    [LC_T_HAZARDS] = { "hazards.csv", "child,from,to,hazard" },
    [LC_T_RISKS] = { "risks.csv", "child,day,runs,entered_6_months,entered_12_months,entered_24_months" },
    [LC_T_UNHELPED] = { "without_panel.csv", "child,entered,entered_without_panel" },
    [LC_T_KNOWLEDGE] = { "knowledge.csv", "child,kind,start,end,agency,entered" },
};
/* clang-format on */

const char *const lc_event_names[LC_EVENT_KINDS] = {
    [LC_KIND_CONTACT] = "contact",
    [LC_KIND_EARLY_HELP] = "early_help",
    [LC_KIND_CIN] = "cin",
    [LC_KIND_ASSESSMENT] = "assessment",
    [LC_KIND_CIN_PLAN] = "cin_plan",
    [LC_KIND_S47] = "s47",
    [LC_KIND_ICPC] = "icpc",
    [LC_KIND_CPP] = "cpp",
    [LC_KIND_EPISODE] = "care",
    [LC_KIND_PERMANENCE] = "permanence",
    [LC_KIND_UASC] = "unaccompanied",
    [LC_KIND_MISSING] = "missing",
    [LC_KIND_CSE] = "cse",
    [LC_KIND_CCE] = "cce",
    [LC_KIND_TRAFFICKING] = "trafficking",
    [LC_KIND_GANG] = "gang",
    [LC_KIND_OFFENCE] = "offence",
    [LC_KIND_EXCLUSION] = "exclusion",
    [LC_KIND_PANEL] = "panel",
};

void lc_pages_clear(struct lc_pages *pages)
{
    struct lc_text *all = (struct lc_text *)pages;
    for (size_t i = 0; i < sizeof *pages / sizeof *all; i++)
        lc_text_clear(all + i);
}

void lc_pages_free(struct lc_pages *pages)
{
    struct lc_text *all = (struct lc_text *)pages;
    for (size_t i = 0; i < sizeof *pages / sizeof *all; i++)
        lc_text_free(all + i);
}

int lc_pages_check(const struct lc_pages *pages, struct lc_error *err)
{
    const struct lc_text *all = (const struct lc_text *)pages;
    int code = LC_OK;
    for (size_t i = 0; !code && i < sizeof *pages / sizeof *all; i++)
        code = lc_text_check(all + i, err);
    return code;
}

/* --- mistakes --------------------------------------------------------------------- */

double lc_row_unit(const struct lc_life *life, const struct lc_happening *h, unsigned k)
{
    uint64_t at = (uint64_t)(h - life->rows);
    uint64_t key = lc_mix64(life->world->seed ^ UINT64_C(0x9e3779b97f4a7c15));
    key = lc_mix64(key ^ (uint64_t)life->child << 24 ^ at << 4 ^ k);
    return ((double)(key >> 11) + 0.5) * 0x1p-53;
}

struct lc_slip lc_slip_of(const struct lc_life *life, const struct lc_happening *h)
{
    struct lc_slip slip = { 0 };
    const double *rate = life->world->mistake;
    const double *figure = life->world->truth->figure;
    double delays = rate[LC_MISTAKE_DELAYS];
    if (!(life->world->dirt > 0))
        return slip;
    double late = lc_row_unit(life, h, 0);
    if (late < figure[LC_F_VERY_LATE] * delays) /* found in a drawer */
        slip.late = 30 + (int32_t)(120 * lc_row_unit(life, h, 1));
    else if (late < (figure[LC_F_LATE] + figure[LC_F_VERY_LATE]) * delays)
        slip.late = 1 + (int32_t)(18 * lc_row_unit(life, h, 1));
    slip.twice =
        lc_row_unit(life, h, 2) < figure[LC_F_TWICE] * rate[LC_MISTAKE_REPEATS];
    slip.miscoded =
        lc_row_unit(life, h, 3) < figure[LC_F_MISCODED] * rate[LC_MISTAKE_CODES];
    slip.mended = lc_row_unit(life, h, 4) < figure[LC_F_MENDED];
    if (lc_row_unit(life, h, 5) < figure[LC_F_EARLY] * rate[LC_MISTAKE_STARTS]
        && h->start - 3 > life->begins)
        slip.early = 1 + (int32_t)(3 * lc_row_unit(life, h, 6));
    return slip;
}

int32_t lc_extract_day(const struct lc_world *world, int extract)
{
    return extract == LC_LATER ? world->until : world->earlier;
}

static bool entered(const struct lc_happening *h, const struct lc_slip *slip,
                    int32_t asof)
{
    return h->kind != LC_EVENT_KINDS && asof != LC_NO_DAY
           && h->recorded + slip->late < asof;
}

bool lc_row_shown(const struct lc_life *life, const struct lc_happening *h,
                  const struct lc_slip *slip, int extract)
{
    const struct lc_world *world = life->world;
    int32_t asof = lc_extract_day(world, extract), year = world->until - 365;
    if (!entered(h, slip, asof))
        return false;
    if (extract == LC_EARLIER || world->earlier == LC_NO_DAY)
        return true;
    return !entered(h, slip, world->earlier) || slip->early || slip->miscoded
           || h->end >= year || h->start >= year;
}

int lc_agency_of(int kind)
{
    return kind <= LC_KIND_UASC        ? LC_SOCIAL_CARE
           : kind <= LC_KIND_GANG      ? LC_POLICE
           : kind == LC_KIND_OFFENCE   ? LC_YOUTH_JUSTICE
           : kind == LC_KIND_EXCLUSION ? LC_EDUCATION
                                       : LC_AGENCIES;
}

int32_t lc_row_known(const struct lc_life *life, const struct lc_happening *h,
                     int agency)
{
    if (h->kind == LC_EVENT_KINDS || lc_agency_of(h->kind) != agency)
        return LC_OPEN;
    return h->recorded + lc_slip_of(life, h).late;
}

int32_t lc_known_from(const struct lc_life *life, int agency)
{
    int32_t from = LC_OPEN;
    for (size_t i = 0; i < life->count; i++) {
        int32_t known = lc_row_known(life, life->rows + i, agency);
        if (known < from)
            from = known;
    }
    return from;
}
