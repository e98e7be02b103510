/* Names that are forms of one: short ones, spellings in another script's Latin. A
 * further group is a row; the formal name first. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "match/role_inside.h"

/* clang-format off */
static const char *const groups[] = {
    "abigail abby abbie abi gail", "abdullah abdulla abdallah abdalla", "abdul abdel abd", "adam ad", "ahmed ahmad achmed ahmet axmed", "abdulkadir abdelkader abdulqadir abdikadir abdelkadir", "ayomide ayo",
    "aisha ayesha aysha aishah ayisha", "alan al allan allen alun", "albert al bert bertie", "alexander alex al sandy xander alec alek sasha aleksander",
    "alexandra alex alexa sandra sasha alexandria aleksandra ola", "alfred alf alfie fred", "ali aly alee cali", "alice ali allie alicia", "alison ali allison alyson", "amanda mandy",
    "amelia amy millie emilia mia", "amir ameer", "amina aminah ameena", "amy aimee amie", "andrew andy drew andreas andrei andrzej", "angela angie", "ann anne anna annie nan hannah",
    "anthony tony antony ant anton antonio", "archibald archie", "arthur art artie", "barbara barb babs", "bartholomew bart", "benjamin ben benji bennie benny",
    "bernard bernie", "bethany beth", "bradley brad", "bridget bridie biddy", "callum calum", "cameron cam", "caroline carol carrie caz", "catherine kate cathy katherine kathryn katie kat cath kathy kitty katharine catharine cathryn katy kathleen",
    "charles charlie chas chuck carl", "charlotte lottie charlie lotte", "christina chris chrissie tina christine kristina", "christopher chris kit topher kris", "claire clare clara",
    "clifford cliff", "constance connie", "cornelius con neil", "cynthia cindy", "daniel dan danny", "daniella dani daniela danielle", "david dave davy davey dai", "deborah debbie deb debra", "derek del derrick",
    "dominic dom nick dominik", "donald don donny", "dorothy dot dottie dolly", "douglas doug", "edith edie", "edmund ed ted eddie", "edward ed eddie ted ned teddy", "eleanor ellie nell elinor ella nora", "elizabeth liz lizzie beth betty eliza elisabeth bess libby lizzy betsy elsie lisbeth",
    "ellen nell ellie helen", "emily em emmie millie", "emma em", "emmanuel manny emanuel manuel", "eric rick erik", "ernest ernie", "eugene gene", "evelyn evie", "fatima fatimah fatema fatma faduma fadumo", "ffion fion", "florence flo florrie flora", "frances fran fanny francesca", "francis frank fran frankie", "franklin frank", "frederick fred freddie freddy fredrick",
    "gabriel gabe", "gabrielle gabby gaby gabriella", "geoffrey geoff jeff jeffrey", "george georgie", "georgina georgie georgia gina", "gerald gerry jerry gerard", "gillian gill jill", "gregory greg gregor", "gwendolyn gwen", "hannah hanna hana", "harold harry hal", "harriet hattie harrie", "hassan hasan xasan", "henry harry hal hank", "herbert bert herb",
    "hussain hussein husain hossein husayn xuseen", "ibrahim ebrahim abraham abe ibby ibs", "imogen immy", "isabella bella izzy isobel isabel isabelle bel", "isa isse issa ciise eesa", "isaac zac ike", "isaiah zay isiah", "ismail ismael", "jacob jake jakub", "jacqueline jackie jacqui", "james jim jimmy jamie jem", "jane janie jayne janet", "janet jan", "jasmine jas jazz yasmin yasmine", "jeremy jerry jem", "jennifer jenny jen jenna",
    "jessica jess jessie", "joan joanie", "joanne jo joanna", "john jack johnny jon ian sean", "jonathan jon jonny jonathon johnathan jono", "joseph joe joey josef yusuf yousef yusef youssef", "josephine jo josie", "joshua josh", "judith judy judi", "julia julie jules", "julian jules", "karen kaz", "karim kareem", "kenneth ken kenny", "kevin kev", "khadija khadijah kadija",
    "khalid khaled", "kimberley kim kimberly", "laura laurie", "laurence larry lawrence laurie loz", "leonard len lenny leo", "leslie les lesley", "lewis louis lou louie", "lillian lily lil lilian", "linda lin lynda", "louise lou", "lucy lucie lou", "luke lucas luca lukas", "lydia lyd", "madeleine maddy madeline maddie", "malcolm mal", "margaret maggie meg peggy marge greta rita madge margie daisy",
    "maria mary marie ria mariam maryam meryem miryam", "martha mattie", "martin marty martyn", "mary polly molly mollie may", "mathilda matilda tilly tilda mattie", "matthew matt matty mat mathew", "maureen mo", "maurice mo morris", "maxwell max maximilian", "megan meg", "melanie mel", "melissa mel lissa", "michael mike mick micky mikey mikhail michal", "michelle shell chelle", "miriam mim",
    "mohammed maxamed mohammad muhammad mohamed muhammed mohamad mehmet mohd mo muhamed muhammod mahomed", "mustafa mustapha moustafa", "nadia nadya", "natalie nat natalia", "natasha tasha nat", "nathan nat nate nathaniel", "nicholas nick nicky nicolas nikolas nikolai", "nicola nicky nic nikki nicole", "noor nur nour nuur", "norman norm", "oliver ollie olly", "olivia liv livvy", "omar umar omer cumar",
    "oscar ozzy", "osman usman uthman othman", "pamela pam", "patricia pat trish patsy tricia", "patrick pat paddy", "paul pauly pavel", "penelope penny", "peter pete piotr", "philip phil phillip pip", "philippa pippa pip", "rachel rach rachael", "raymond ray", "rashid rasheed", "rebecca becky becca bex beck rebekah", "reginald reg reggie", "richard rick dick rich ricky richie", "robert bob rob bobby robbie bert robin",
    "roderick rod", "rodney rod", "roger rodge", "ronald ron ronnie", "rosemary rose rosie", "roseanna rosie rose", "rukhsana ruksana", "russell russ", "ruth ruthie", "saeed said sayed sayeed", "saleh salih", "samantha sam sammy", "samuel sam sammy", "sandra sandy", "sarah sara sally sadie", "sebastian seb", "shaun sean shawn", "sharon shaz", "sidney sid sydney", "simon si", "sofia sophia sophie zofia", "solomon sol",
    "stanley stan", "stephanie steph", "stephen steve steven stevie stefan", "stuart stu stewart", "susan sue susie suzy susannah suzanne", "syed sayed sayyid", "tariq tarik tareq", "terence terry terrence", "theodore theo ted teddy", "theresa terry tess teresa tessa", "thomas tom tommy tomas tomasz", "timothy tim timmy", "tobias toby", "valerie val", "veronica ronnie", "victor vic", "victoria vicky vic tori viktoria",
    "vincent vince vinny", "virginia ginny", "walter wally walt", "wilfred wilf", "william will bill billy liam willy willie", "yahya yehia", "yasin yaseen", "yvonne von", "zachary zac zack zach zak", "zakaria zak zack zakariya zakariyya", "zainab zaynab zeinab zeynep zeynab", "zoe zoey",
};
/* clang-format on */

enum { COUNT = sizeof groups / sizeof *groups };

/* A word of the table. */
struct word {
    const char *text; /* ends at a blank or with the group */
    uint16_t size, group;
};

struct lc_nicknames {
    size_t count;
    struct word word[]; /* by text, and by group */
};

static int by_word(const void *x, const void *y)
{
    const struct word *a = x, *b = y;
    size_t least = a->size < b->size ? a->size : b->size;
    int order = memcmp(a->text, b->text, least);
    return order ? order : (int)a->size - (int)b->size;
}

static int by_word_and_group(const void *x, const void *y)
{
    int order = by_word(x, y);
    const struct word *a = x, *b = y;
    return order ? order : (int)a->group - (int)b->group;
}

struct lc_nicknames *lc_nicknames_new(void)
{
    size_t room = 0, n = 0;
    for (size_t i = 0; i < COUNT; i++)
        for (const char *at = groups[i]; *at; at += strspn(at, " "), room++)
            at += strcspn(at, " ");
    struct lc_nicknames *names =
        lc_alloc(1, sizeof *names + room * sizeof(struct word));
    if (!names)
        return NULL;
    for (size_t i = 0; i < COUNT; i++)
        for (const char *at = groups[i]; *at; at += strspn(at, " ")) {
            size_t size = strcspn(at, " ");
            names->word[n++] = (struct word){ at, (uint16_t)size, (uint16_t)(i + 1) };
            at += size;
        }
    names->count = n;
    qsort(names->word, n, sizeof *names->word, by_word_and_group);
    return names;
}

void lc_nicknames_find(const struct lc_nicknames *names, struct lc_slice name,
                       uint16_t *group)
{
    struct word key = { name.data, (uint16_t)name.size, 0 };
    size_t low = 0, high = names->count, count = 0;
    memset(group, 0, LC_MATCH_GROUPS * sizeof *group);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_word(names->word + middle, &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < names->count && count < LC_MATCH_GROUPS
           && by_word(names->word + low, &key) == 0;
         low++)
        group[count++] = names->word[low].group;
}
