/* What a name is written as when it is not written as it is: groups of spellings of one
 * name, short forms, and slips of the ear, the hand and the form. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "datasets/borough/name_inside.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* clang-format off */
/* One name, written in each of these ways. */
static const char *const spellings[] = {
    "Mohammed Muhammad Mohamed Mohammad Muhammed Mohamad Mahamed Muhamed", "Ahmed Ahmad Axmed Ahmet", "Hussain Hussein Hossain Husain Hossein Xuseen",
    "Hassan Hasan Xasan", "Yusuf Yousef Yousuf Yusef Youssef Yusaf Yosief", "Ibrahim Ebrahim Ibraheem Ibrahem", "Omar Umar Omer Umer Cumar",
    "Usman Osman Uthman Othman Cusmaan", "Ismail Ismaeel Esmail Ismael", "Khalid Khaled Khaleed", "Tariq Tarik Tarek Tareq", "Abdullah Abdulla Abdallah Abdullahi",
    "Abdirahman Abdurahman Abdul_Rahman Abdulrahman Abdirahmaan Abdelrahman", "Abdiaziz Abdulaziz Abdul_Aziz", "Abdulkadir Abdelkader Abdul_Qadir Abdikadir",
    "Suleiman Sulaiman Suleman Soliman", "Zakaria Zakariya Zachariah Zakariyya", "Mustafa Mustapha Moustafa", "Mahmoud Mahmood Mahmud Mehmood", "Idris Idrees Edris",
    "Bilal Bilaal Belal", "Hamza Hamzah Xamse", "Yahya Yahia Yehya", "Karim Kareem Karem", "Rahim Raheem Rahiem", "Rashid Rasheed Rachid", "Hamid Hameed Hamed",
    "Said Saeed Saeid Sayeed Siciid", "Syed Sayed Sayyid Said", "Rahman Rehman Rahmaan Ruhman", "Iqbal Eqbal Ikbal", "Siddiqui Siddiqi Sidiqi", "Qureshi Quraishi Koreshi",
    "Chaudhry Choudhury Chowdhury Choudhry Chaudhary Chaudhari", "Miah Mia Miya Mian", "Uddin Udin Ud-Din", "Sheikh Shaikh Shaik Sheik", "Malik Malek Maalik", "Begum Begom Begam",
    "Fatima Fatimah Fathima Faduma Fadumo Fatema", "Aisha Ayesha Aysha Aishah Aicha Caasha", "Maryam Mariam Mariyam Maryan Miriam Meryem", "Khadija Khadijah Khadeeja Kadija",
    "Zainab Zaynab Zeinab Zeynab Zeynep", "Amina Aminah Ameena Aamina", "Noor Nour Nur Nuur", "Yasmin Yasmeen Jasmin Jasmine Yasmine", "Layla Leyla Laila Leila", "Zahra Zara Sahra Zahraa",
    "Sumaya Sumaiya Sumayya Sumayah", "Hafsa Hafsah Xafsa", "Halima Halimah Haleema", "Ali Aly Cali", "Hasan Hassan", "Jama Jaamac Jamaa", "Abdi Cabdi", "Farah Faarax Farax",
    "Muse Musa Moussa Mousa Muuse", "Isa Issa Eesa Essa Ciise Isse", "Nimco Nimo Nimcaan", "Xaawo Hawa Xawa Hawo", "Warsame Warsama", "Tesfay Tesfai Tesfaye", "Yonas Jonas Yohannes",
    "Haile Hayle Hailé", "Gebremariam Ghebremariam Gebre_Mariam", "Gebremichael Ghebremichael", "Selam Salam Selamawit", "Filmon Philmon Philemon", "Michael Mikael Mikiele Micheal",
    "Mohammadi Mohamadi Muhammadi", "Ahmadi Ahmady Ahmedi", "Hussaini Hosseini Hossaini", "Ahmadzai Ahmadzay Ahmedzai", "Stanikzai Stanekzai Stanikzay", "Zabihullah Zabiullah Zabih_Ullah",
    "Samiullah Samiulah Sami_Ullah", "Oluwaseun Oluwaseyi Seun", "Oluwatobi Tobi Oluwatobiloba", "Chukwuemeka Emeka", "Adebayo Adebayor Bayo", "Okafor Okafo Okoafor", "Mensah Mensa",
    "Boateng Boaten Boating", "Owusu Owosu", "Agyeman Adjeman Agyemang Agyei", "Jalloh Jallow Diallo", "Kamara Camara", "Osei Ossei", "Aminata Aminatu", "Fatoumata Fatmata Fatumata",
    "Aleksander Alexander Aleksandr Alexandru", "Aleksandra Alexandra", "Jakub Jacob Yakub", "Wiktoria Victoria Viktoria Viktorija", "Zofia Sofia Sophia Sofija Sophie",
    "Oliwia Olivia", "Maksim Maxim Maks", "Natalia Nataliya Natalija Nathalia", "Michał Michal", "Krzysztof Krzystof Kristof", "Kowalski Kowalsky", "Nikola Nicola", "Gabriel Gabriela",
    "Krisha Krishna Krishaa", "Aarav Arav", "Aarya Arya", "Ananya Anannya", "Diya Dia Dhiya", "Priya Preeya Pria", "Riya Ria Rhea", "Mistry Mistri", "Patel Pattel Patell", "Sharma Sharmah",
    "Gurpreet Gurprit", "Harpreet Harprit", "Manpreet Manprit", "Singh Sing Sinh", "Kaur Kour Kaure", "Dhillon Dhilon", "Sandhu Sandu",
    "Sivanathan Sivanadan", "Catherine Katherine Kathryn Katharine", "Sarah Sara", "Hannah Hanna Hana", "Isabel Isabelle Isobel Isabella", "Stephen Steven", "Geoffrey Jeffrey",
    "Aaron Arron Aron", "Callum Calum", "Conor Connor", "Declan Deklan", "Lily Lilly Lillie", "Zoe Zoey", "Lewis Louis Luis", "Elliot Elliott Eliot", "Reece Rhys Reese", "Jayden Jaden Jaydon Jaiden",
    "Seán Sean Shaun Shawn", "Siobhán Siobhan Shivaun", "Caoimhe Keeva Kweeva", "Niamh Neave Neeve", "Ciarán Ciaran Kieran", "Aoife Aoiffe Eefa", "Tadhg Tadgh Teague",
    "Clarke Clark", "Davies Davis", "Thompson Thomson Tompson", "Johnson Johnston Jonson", "Philips Phillips", "Stephens Stevens", "Smith Smyth Smythe", "Brown Browne", "Green Greene", "Reid Reed Read",
    "Matthews Mathews", "Matthew Mathew", "McDonagh McDonough MacDonagh", "O'Connor O'Conner Connor", "O'Brien O'Brian", "Nguyen Nguyên Nuygen", "Chen Chan Tan", "Wong Wang Huang", "Lee Li Ly",
    "Souza Sousa", "Luís Luiz Luis", "Matheus Mateus", "Gonçalves Goncalves Gonsalves", "Pereira Perreira Pereria", "Rodrigues Rodriguez", "Fernandes Fernandez", "Martins Martin",
};

/* The first, and what it is called for short (or in full). */
static const char *const shorts[] = {
    "Mohammed Mo", "Muhammad Mo", "Mohamed Mo", "Alexander Alex Xander", "Alexandra Alex Lexi", "Benjamin Ben", "Daniel Dan Danny", "Joseph Joe Joey", "Samuel Sam Sammy", "Thomas Tom Tommy",
    "William Will Billy Liam", "James Jim Jamie Jimmy", "Joshua Josh", "Matthew Matt", "Michael Mike Mick Mikey", "Nathan Nate", "Nathaniel Nate Nathan", "Robert Rob Bobby", "Christopher Chris",
    "Jonathan Jon Jonny", "Andrew Andy Drew", "Anthony Tony Ant", "Edward Ed Eddie Ted", "Zachary Zac Zach", "Theo Theodore", "Alfie Alfred", "Archie Archibald", "Charlie Charles", "Freddie Frederick",
    "Harry Henry Harold", "Jack John", "Max Maxwell", "Leo Leonard", "Elizabeth Lizzie Beth Liz Eliza", "Katherine Kate Katie Kathy", "Catherine Cath Kate Cathy", "Charlotte Charlie Lottie", "Olivia Liv Livvy",
    "Amelia Millie Amy", "Isabella Bella Izzy", "Isabelle Izzy Belle", "Abigail Abby Abi", "Jessica Jess Jessie", "Rebecca Becky Becca", "Samantha Sam", "Victoria Vicky Tori", "Natasha Tasha", "Margaret Maggie Peggy",
    "Eleanor Ellie Nell", "Georgia George Gia", "Bethany Beth", "Madison Maddie", "Matilda Tilly Tilda", "Patrick Pat Paddy", "Padraig Paddy", "Oluwaseun Seun", "Oluwatobi Tobi", "Oluwatosin Tosin", "Oluwafunmi Funmi",
    "Oluwadamilola Dami Damilola", "Ayomide Ayo", "Temitope Temi Tope", "Tolulope Tolu", "Babatunde Tunde", "Chukwuemeka Emeka", "Chidinma Chidi", "Emmanuel Manny Emma", "Abdirahman Abdi", "Abdullahi Abdi",
    "Abdulkadir Abdi", "Abdifatah Abdi", "Abdinasir Abdi", "Katarzyna Kasia", "Aleksandra Ola", "Małgorzata Gosia", "Agnieszka Aga", "Zuzanna Zuzia", "Krzysztof Krzys Chris", "Tomasz Tomek", "Jakub Kuba", "Wojciech Wojtek",
    "Gabriel Gabe", "Francisco Chico Xico", "João Joãozinho", "Leonardo Leo", "Eduardo Edu", "Beatriz Bia", "Carolina Carol", "Gurpreet Gury", "Harpreet Harry", "Manpreet Mani", "Sukhdeep Sukhi", "Jaspreet Jas", "Amrit Ami",
    "Siddharth Sid", "Aditya Adi", "Krishna Krish", "Vikram Vik", "Shaquille Shaq", "Tyrese Ty", "Isaiah Zay", "Nevaeh Nev", "Zakaria Zak", "Ibrahim Ibby", "Suleiman Sully", "Khadija Dija", "Mustafa Mus", "Abdulrahman Abdul",
};

/* Sounds with two spellings, and letters with and without what stands on them. */
static const char *const sounds[][2] = {
    { "ph", "f" }, { "ck", "k" }, { "sh", "sch" }, { "th", "t" }, { "ee", "i" }, { "oo", "u" }, { "ou", "u" }, { "ie", "y" }, { "ey", "y" }, { "ay", "ai" },
    { "ei", "i" }, { "ll", "l" }, { "nn", "n" }, { "tt", "t" }, { "ss", "s" }, { "mm", "m" }, { "aa", "a" }, { "kh", "k" }, { "gh", "g" }, { "dh", "d" },
    { "bh", "b" }, { "wi", "vi" }, { "ks", "x" }, { "tz", "ts" }, { "cz", "ch" }, { "sz", "sh" }, { "qu", "kw" }, { "ia", "iya" }, { "y", "i" }, { "z", "s" },
    { "ic", "ick" }, { "v", "w" }, { "q", "k" }, { "x", "ks" }, { "c", "k" }, { "o", "u" }, { "e", "a" }, { "i", "e" }, { "u", "o" },
};
static const char *const accents[][2] = {
    { "á", "a" }, { "â", "a" }, { "ã", "a" }, { "ă", "a" }, { "ą", "a" }, { "à", "a" }, { "ç", "c" }, { "ć", "c" }, { "č", "c" }, { "ę", "e" },
    { "é", "e" }, { "ê", "e" }, { "è", "e" }, { "ė", "e" }, { "ē", "e" }, { "í", "i" }, { "ī", "i" }, { "ł", "l" }, { "ņ", "n" }, { "ń", "n" },
    { "ñ", "n" }, { "ó", "o" }, { "ô", "o" }, { "õ", "o" }, { "ö", "o" }, { "ř", "r" }, { "ś", "s" }, { "š", "s" }, { "ș", "s" }, { "ț", "t" },
    { "ú", "u" }, { "ü", "u" }, { "ū", "u" }, { "ů", "u" }, { "ý", "y" }, { "ź", "z" }, { "ż", "z" }, { "ž", "z" }, { "Á", "A" }, { "É", "E" },
    { "Í", "I" }, { "Ș", "S" }, { "Ț", "T" }, { "Š", "S" }, { "Ł", "L" }, { "Ż", "Z" }, { "Ž", "Z" }, { "Č", "C" }, { "Ú", "U" }, { "ņ", "n" },
};
/* clang-format on */

/* --- parts and groups ------------------------------------------------------------- */

/* The words of a group, one at a time into word; the next place, or NULL. */
static const char *next_word(const char *at, char *word)
{
    size_t size = strcspn(at, " ");
    snprintf(word, LC_NAME_ROOM, "%.*s", (int)size, at);
    for (char *c = word; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    return at[size] ? at + size + 1 : NULL;
}

/* Is the word of the group, and which of the others comes for `how`? */
static bool other_of(const char *group, bool first_only, const char *word, double how,
                     char *out)
{
    char each[LC_NAME_ROOM], other[16][LC_NAME_ROOM];
    size_t others = 0;
    bool there = false;
    for (const char *at = group; at && others < COUNT(other);) {
        bool first = at == group;
        at = next_word(at, each);
        if (strcmp(each, word) == 0 && (first || !first_only))
            there = true;
        else
            snprintf(other[others++], LC_NAME_ROOM, "%s", each);
    }
    if (!there || !others)
        return false;
    snprintf(out, LC_NAME_ROOM, "%s", other[(size_t)(how * (double)others) % others]);
    return true;
}

/* The parts of a name: where the blanks and hyphens are. */
static size_t split(const char *name, size_t *begin, size_t *end, size_t room)
{
    size_t parts = 0;
    for (size_t at = 0; name[at] && parts < room; parts++) {
        begin[parts] = at;
        at += strcspn(name + at, " -");
        end[parts] = at;
        at += name[at] != 0;
    }
    return parts;
}

static void replace(char *name, size_t at, size_t size, const char *by)
{
    char tail[LC_NAME_ROOM];
    snprintf(tail, sizeof tail, "%s", name + at + size);
    snprintf(name + at, LC_NAME_ROOM - at, "%s%s", by, tail);
}

/* A part, or all of the name, as another of its group. */
static bool regroup(const char *const *groups, size_t count, bool first_only,
                    char *name, double how)
{
    size_t begin[8], end[8], parts = split(name, begin, end, 8);
    char word[LC_NAME_ROOM], other[LC_NAME_ROOM];
    for (size_t g = 0; g < count; g++)
        if (other_of(groups[g], first_only, name, how, other)) {
            snprintf(name, LC_NAME_ROOM, "%s", other);
            return true;
        }
    for (size_t p = 0; parts > 1 && p < parts; p++) {
        snprintf(word, sizeof word, "%.*s", (int)(end[p] - begin[p]), name + begin[p]);
        for (size_t g = 0; g < count; g++)
            if (other_of(groups[g], first_only, word, how, other)) {
                replace(name, begin[p], end[p] - begin[p], other);
                return true;
            }
    }
    return false;
}

bool lc_name_short(char *name, double how)
{
    return regroup(shorts, COUNT(shorts), true, name, how);
}

static bool respell_sound(char *name, double how)
{
    size_t fits[COUNT(sounds)], count = 0;
    for (size_t i = 0; i < COUNT(sounds); i++)
        if (*name && strstr(name + 1, sounds[i][0]))
            fits[count++] = i;
    if (!count)
        return false;
    size_t i = fits[(size_t)(how * (double)count) % count];
    size_t at = (size_t)(strstr(name + 1, sounds[i][0]) - name);
    replace(name, at, strlen(sounds[i][0]), sounds[i][1]);
    return true;
}

/* Two in three of those that have known spellings are one of them. */
bool lc_name_spell(char *name, double how)
{
    bool by_group = how < 2.0 / 3;
    double rest = by_group ? how * 1.5 : how * 3 - 2;
    if (by_group && regroup(spellings, COUNT(spellings), false, name, rest))
        return true;
    return respell_sound(name, rest);
}

/* --- the hand --------------------------------------------------------------------- */

/* Keys side by side. */
static char beside(char letter)
{
    static const char row[] = "qwertyuiop asdfghjkl zxcvbnm ";
    const char *at = strchr(row, tolower((unsigned char)letter));
    if (!at || !isalpha((unsigned char)letter))
        return letter;
    char other = at[1] != ' ' ? at[1] : at[-1];
    return isupper((unsigned char)letter) ? (char)toupper((unsigned char)other) : other;
}

/* Of ASCII letters alone: half a letter is none. */
bool lc_name_slip(char *name, double how)
{
    size_t places[LC_NAME_ROOM], count = 0, size = strlen(name);
    for (size_t i = 1; i + 1 < size; i++)
        if (isalpha((unsigned char)name[i]) && isalpha((unsigned char)name[i + 1])
            && name[i] != name[i + 1])
            places[count++] = i;
    if (!count || size + 2 > LC_NAME_ROOM)
        return false;
    size_t pick = (size_t)(how * 4 * (double)count) % (4 * count);
    size_t at = places[pick / 4];
    char kept = name[at];
    switch (pick % 4) {
    case 0:
        memmove(name + at, name + at + 1, size - at);
        break;
    case 1:
        memmove(name + at + 1, name + at, size - at + 1);
        break;
    case 2:
        name[at] = name[at + 1];
        name[at + 1] = kept;
        break;
    default:
        name[at] = beside(kept);
    }
    return true;
}

bool lc_name_drop(char *name, double how)
{
    size_t begin[8], end[8], parts = split(name, begin, end, 8);
    if (parts < 2)
        return false;
    size_t at = (size_t)(how * (double)parts) % parts;
    if (at)
        memmove(name + end[at - 1], name + end[at], strlen(name + end[at]) + 1);
    else
        memmove(name, name + begin[1], strlen(name + begin[1]) + 1);
    return true;
}

bool lc_name_join(char *name, double how)
{
    char *at = strpbrk(name, " -");
    if (!at)
        return false;
    if (how < 0.6)
        *at = *at == ' ' ? '-' : ' ';
    else
        memmove(at, at + 1, strlen(at));
    return true;
}

bool lc_name_plain(char *name, double how)
{
    (void)how;
    bool found = false;
    for (size_t i = 0; i < COUNT(accents); i++)
        for (char *at; (at = strstr(name, accents[i][0])); found = true)
            replace(name, (size_t)(at - name), strlen(accents[i][0]), accents[i][1]);
    return found;
}

bool lc_name_bare(char *name, double how)
{
    char *at = strchr(name, '\'');
    if (!at)
        return false;
    if (how < 0.75)
        memmove(at, at + 1, strlen(at));
    else
        *at = ' ';
    return true;
}

bool lc_name_shout(char *name, double how)
{
    (void)how;
    for (; *name; name++)
        if (*name >= 'a' && *name <= 'z')
            *name = (char)(*name - 'a' + 'A');
    return true;
}
