/* Common names of the British Isles, of eastern Europe, of Portuguese speakers and of
 * the Caribbean, the commonest first, as one meets them in London's schools. */
#include "datasets/borough/name_inside.h"

/* clang-format off */
const struct lc_name_origin lc_origin_british = {
    .word = "british",
    .boys = {
        .power = 0.55, .tail = 0,
        .names = "Oliver Jack Harry George Noah Charlie Jacob Thomas Alfie Oscar William James Leo Joshua Henry Archie "
                 "Joseph Samuel Max Daniel Ethan Lucas Logan Alexander Benjamin Isaac Freddie Dylan Adam Harrison Theo "
                 "Luke Edward Jake Ryan Riley Arthur Callum Toby Nathan Matthew Mason Tyler Lewis Connor Jayden Finley "
                 "Reece Kai Louis Jamie Bradley Aaron Kieran Robert Michael David Christopher Sebastian Reuben Stanley "
                 "Tommy Albie Teddy Jude Rory Hugo Frankie Ronnie Billy Kyle Owen Rhys Declan Zachary Elliot Gabriel "
                 "Stephen Andrew Anthony Peter Patrick Mark Dominic Jonathan Leon Jenson Jesse Blake Spencer Corey "
                 "Ashley Curtis Scott Shane Liam Alex Sam Ben Joe Ollie" },
    .girls = {
        .power = 0.55, .tail = 0,
        .names = "Olivia Emily Amelia Ava Isla Jessica Poppy Isabella Sophie Mia Ruby Lily Grace Evie Sophia Ella "
                 "Scarlett Chloe Isabelle Freya Charlotte Sienna Daisy Phoebe Millie Eva Alice Lucy Florence Sofia "
                 "Layla Lola Holly Imogen Molly Matilda Lilly Rosie Elizabeth Erin Maisie Lexi Ellie Hannah Evelyn "
                 "Abigail Elsie Summer Megan Jasmine Amelie Willow Amber Georgia Harriet Bethany Zara Rose Eleanor "
                 "Katie Lacey Thea Martha Anna Eliza Skye Leah Emma Gracie Tilly Paige Caitlin Rebecca Lauren Lydia "
                 "Victoria Madison Faith Natasha Zoe Samantha Kayleigh Chelsea Courtney Shannon Demi Tia Kiera "
                 "Lily-Mae Ella-Rose Ellie-May Katherine Catherine Sarah Rachel Stephanie Alexandra Margaret Kate" },
    .surnames = {
        .power = 0.6, .tail = 0.45,
        .names = "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White "
                 "Roberts Green Hall Wood Jackson Clarke Harris Clark Turner Martin Cooper Hill Ward Morris Moore "
                 "Baker King Harrison Morgan Allen James Watson Parker Scott Phillips Davis Bennett Young Lee Price "
                 "Griffiths Cook Mitchell Carter Richardson Bailey Collins Bell Shaw Miller Cox Webb Simpson Marshall "
                 "Ellis Adams Foster Chapman Mills Palmer Rogers Stevens Barnes Knight Butler Matthews Hunt Lloyd "
                 "Pearce Saunders Reynolds Dixon Fletcher Russell Gibson Payne Holmes Perry Barker Harvey Pearson "
                 "Day Atkinson Fox West Stone Cole Burton Andrews Ford Lawrence Wells Carr Bradley Spencer Gilbert",
        .heads = "Ash Brad Clay Thorn Hart Whit Wool Stan Hal Har Black Wake Up Long Mid North Sut Wes Comp Cran "
                 "Dray El Far Gran Hamp Hen Ken Lang Lin Mal New Nor Oak Pen Pres Rad Rams Rush Sel Shel Ship Stock "
                 "Swin Tem Thur Wal Wat Whea Win Wor Berk Brom Cath Dun Ell Fair",
        .ends = "ton ley ford ham wood field worth by well den stead combe ridge land bourne hurst gate man ston croft" },
    .hyphened = 0.05,
};

const struct lc_name_origin lc_origin_irish = {
    .word = "irish",
    .boys = {
        .power = 0.55, .tail = 0,
        .names = "Jack James Conor Daniel Seán Michael Patrick Liam Ryan Adam Thomas John Luke Cian Oisín Darragh Noah "
                 "Aaron Dylan Callum Eoin Fionn Matthew David Joseph Charlie Ciarán Cillian Rory Shane Killian Tadhg "
                 "Declan Brendan Kevin Niall Padraig Martin Finn Ronan Aidan Bobby Jimmy Tommy Johnny Miley Brian Colm "
                 "Fergus Donal Eamon Cormac Diarmuid Lorcan Rían Senan" },
    .girls = {
        .power = 0.55, .tail = 0,
        .names = "Emily Sophie Emma Grace Aoife Ava Ella Sarah Saoirse Amelia Lucy Chloe Anna Caoimhe Hannah Katie "
                 "Niamh Mary Róisín Ciara Kate Erin Leah Fiadh Éabha Clodagh Molly Orla Siobhán Sinéad Aisling Eimear "
                 "Margaret Bridget Kathleen Eileen Shauna Gráinne Maeve Nora Nuala Bernadette Theresa Breda Bridie "
                 "Chantelle Shannon Kelly Deirdre Áine Sadhbh Gráinne Tara Fionnuala" },
    .surnames = {
        .power = 0.6, .tail = 0.15,
        .names = "Murphy Kelly O'Brien Walsh Ryan O'Connor O'Sullivan Byrne McCarthy O'Neill Doyle Gallagher Lynch "
                 "Murray Quinn Moore McLoughlin Kennedy O'Reilly Connolly Daly O'Connell Wilson Dunne Brennan Burke "
                 "Collins Clarke Campbell Johnston Hughes Farrell Fitzgerald Nolan Brown Martin Maguire Flynn Kavanagh "
                 "O'Donnell Power O'Callaghan O'Donoghue Mahon Healy Shea White Sweeney Hayes Kinsella McDonagh Ward "
                 "Connors Doherty Casey Sheridan Delaney Cash Rooney McGrath Mongan Purcell Stokes",
        .heads = "O' Mc Mac Fitz O' Mc", .ends = "Grady Leary Keeffe Hara Shea Gowan Kenna Mahon Dermott Manus Nulty "
                 "Cormack Keown Farland Guinness Namara Loughlin Rourke Hanlon Malley Dwyer Flaherty Riordan Driscoll" },
    .hyphened = 0.03,
};

const struct lc_name_origin lc_origin_eastern_european = {
    .word = "eastern_european",
    .boys = {
        .power = 0.6, .tail = 0,
        .names = "Jakub Kacper Szymon Filip Antoni Aleksander Michał Mateusz Wojciech Adrian David Andrei Ștefan Luca "
                 "Gabriel Alexandru Mihai Ionuț Darius Matei Robert Patryk Oskar Dominik Igor Nikodem Oliwier Maks Jan "
                 "Adam Piotr Kamil Dawid Bartosz Hubert Krzysztof Tomasz Łukasz Denis Lukas Matas Nojus Jonas Dominykas "
                 "Emilis Georgi Nikola Martin Viktor Ivan Dimitar Daniil Maksim Artem Nikita Kristian Roberts Markuss "
                 "Marek Tomáš Vlad Eduard Răzvan Cristian Rareș" },
    .girls = {
        .power = 0.6, .tail = 0,
        .names = "Julia Zuzanna Maja Zofia Hanna Lena Alicja Maria Amelia Oliwia Aleksandra Wiktoria Natalia Nikola "
                 "Gabriela Emilia Sofia Andreea Ioana Elena Alexandra Daria Bianca Anastasia Antonia Ștefania Raluca "
                 "Karolina Weronika Kinga Nadia Patrycja Katarzyna Magdalena Martyna Laura Emilija Gabija Ugnė Austėja "
                 "Urtė Ieva Viktoria Simona Petya Ivana Polina Kira Diana Eva Sofija Viktorija Anna Agnieszka Małgorzata "
                 "Michalina Jagoda Denisa Mădălina Teodora" },
    .surnames = {
        .power = 0.45, .tail = 0.5,
        .names = "Kowalski Nowak Wiśniewski Popa Popescu Wójcik Kowalczyk Kamiński Ionescu Lewandowski Zieliński "
                 "Szymański Dumitru Woźniak Dąbrowski Kozłowski Stan Jankowski Mazur Stoica Wojciechowski Kwiatkowski "
                 "Gheorghe Krawczyk Kaczmarek Piotrowski Grabowski Rusu Zając Pawłowski Michalski Munteanu Król "
                 "Wieczorek Jabłoński Matei Nowakowski Marin Ivanov Petrov Georgiev Dimitrov Kazlauskas Jankauskas "
                 "Petrauskas Stankevičius Bērziņš Kalniņš Horvat Novák Kovács Nagy Tóth Lungu Ciobanu Moldovan Sandu "
                 "Constantin Radu Florea Barbu Hoxha Shala Krasniqi",
        .heads = "Adam Bor Czar Dobr Gal Gor Jas Kal Kos Kraw Lis Mal Mich Nied Olsz Ost Paw Rad Rog Rut Sad Sikor "
                 "Sob Stan Szcz Tom Urb Wal Was Wit Zab Żak Bog Ior Vas Pet Dim Iv Tod Nik",
        .ends = "owski ewski iński icki escu eanu czyk ak ek ov ev enko auskas aitis arz asz ik" },
    .daughters = "ski ska cki cka dzki dzka ov ova ev eva auskas auskaitė čius čiūtė aitis aitytė",
};

const struct lc_name_origin lc_origin_portuguese = {
    .word = "portuguese",
    .boys = {
        .power = 0.6, .tail = 0,
        .names = "João Gabriel Lucas Miguel Rafael Pedro Tiago Diogo Rodrigo Francisco Guilherme Gonçalo Martim Afonso "
                 "Tomás Duarte Santiago Daniel David Bruno André Ricardo Leonardo Matheus Arthur Davi Enzo Bernardo "
                 "Nicolas Henrique Vinicius Samuel Luís Carlos José António Manuel Paulo Simão Leandro Kevin Dinis "
                 "Salvador Vasco Eduardo Mateo Sebastián Alejandro Juan Andrés" },
    .girls = {
        .power = 0.6, .tail = 0,
        .names = "Maria Leonor Matilde Beatriz Carolina Mariana Ana Inês Lara Sofia Joana Francisca Margarida Laura "
                 "Júlia Gabriela Rafaela Letícia Bianca Isabela Manuela Alice Helena Valentina Yasmin Larissa Camila "
                 "Luana Daniela Bruna Patrícia Catarina Marta Rita Sara Luciana Vitória Eduarda Diana Clara Íris "
                 "Conceição Fátima Lúcia Teresa Valeria Natalia Paula Andrea Nicole" },
    .surnames = {
        .power = 0.75, .tail = 0,
        .names = "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes "
                 "da_Silva Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira dos_Santos Moreira Correia Mendes "
                 "Nunes Soares Vieira Monteiro Cardoso Rocha Neves Coelho Cruz Cunha Pires Ramos Reis Simões Antunes "
                 "Matos Fonseca Morais Machado Araújo Barbosa de_Souza de_Freitas de_Oliveira Tavares Lourenço "
                 "Figueiredo Castro Garcia Rodríguez González Martínez Pérez Gómez Díaz Hernández Moreno Ramírez Torres "
                 "Vargas Quiroga Câmara Brito Leite Faria Magalhães Guimarães Nogueira Azevedo Xavier" },
    .spaced = 0.6, .two_forenames = 0.15,
};

const struct lc_name_origin lc_origin_caribbean = {
    .word = "caribbean",
    .boys = {
        .power = 0.5, .tail = 0.12,
        .names = "Joshua Jayden Isaiah Tyrese Elijah Malachi Nathaniel Kai Jordan Marcus Daniel Micah Aaron Caleb Tyrell "
                 "Reuben Dante Xavier Zion Noah Josiah Jerome Andre Kieron Leon Tyler Nathan Romario Rico Tremaine "
                 "Dominic Corey Shaquille Jamal Kyle Ethan Ezekiel Levi Ashton Dwayne Kemar Ricardo Omari Keanu Marlon "
                 "Devonte Tyreek Kadeem Theo Darnell Dion Junior Malik D'Angelo",
        .heads = "Ja De Ty Ke Sha Ra Tre Jah La D'", .ends = "Quan Shawn vaughn mari vonte rell mar kai den ron Andre" },
    .girls = {
        .power = 0.5, .tail = 0.12,
        .names = "Shanice Naomi Keisha Aaliyah Destiny Gabrielle Imani Tiana Jada Renee Chantelle Nevaeh Amara Kiara "
                 "Tamara Zara Shania Rianna Serena Tanisha Latoya Ebony Jasmine Mya Talia Kezia Leah Alicia Monique "
                 "Simone Danielle Natalia Rochelle Paris Kayla Sharna Bianca Cherelle Tianna Angel Skye Amelia Rhianna "
                 "Shanelle Shaniqua Makeda Kadisha Jodie Kelis Tia Alesha Anaya Trinity Shakira",
        .heads = "Sha Ta La Ke Ra Ti Ja Ny De Cha", .ends = "nice niqua nelle keisha rika lisa mara nia donna neisha" },
    .surnames = {
        .power = 0.6, .tail = 0.25,
        .names = "Brown Williams Campbell Smith Johnson Clarke Thompson Francis Grant Gordon Thomas Lewis Reid Morgan "
                 "James Edwards Samuels Walker Henry Bailey Robinson Stewart Wright Powell Charles Joseph Morrison "
                 "Graham Simpson Joseph Green Blake Bennett Daley Douglas Wilson Anderson Allen Mitchell Harris Taylor "
                 "Scott Pinnock Gayle Beckford Ricketts McKenzie Fraser Forbes Lawrence Palmer Richards Hinds Alleyne "
                 "Baptiste Phillip Augustine Lindo McFarlane Nembhard Gabriel Pierre Peters Cummings Barrett Sinclair "
                 "Wallace Watson McLean Hylton Bogle Facey Dacosta Mullings Blackwood Burke Dixon Ellis",
        .heads = "Black Brath Wal White Hen New Wint Hol Ham Laugh Can Barr Wool Lam Ther Dal Spen Chris",
        .ends = "wood waite ton stock ford land lock ley well man field worth ness ster" },
    .hyphened = 0.08,
};
/* clang-format on */
