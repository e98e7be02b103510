/* Common names of families from Africa and from Arabic-speaking countries, the
 * commonest first. */
#include "datasets/borough/name_inside.h"

/* clang-format off */
const struct lc_name_origin lc_origin_arabic = {
    .word = "arabic",
    .boys = {
        .power = 0.7, .tail = 0,
        .names = "Mohamed Ahmed Ali Omar Youssef Ibrahim Adam Mustafa Hassan Hussein Abdullah Khalid Mahmoud Hamza Karim "
                 "Yassin Zaid Anas Tariq Samir Bilal Amir Sami Rayan Ilyas Zakaria Ayoub Fares Jad Kareem Laith Malik "
                 "Mazen Nabil Nour Osama Rami Saif Salah Tamer Wael Yahya Ziad Abdul_Rahman Abdulaziz Abdelkader Haitham "
                 "Walid Hisham Marwan Bashir Jaber Muntadher Sajad Haider Murtadha" },
    .girls = {
        .power = 0.55, .tail = 0,
        .names = "Fatima Mariam Noor Sara Zainab Aya Malak Yasmin Salma Layla Hala Jana Lina Rania Amal Hana Hiba "
                 "Iman Asma Nada Rawan Reem Rima Ruqaya Safa Samar Shahd Sumaya Tala Zahra Dina Dalia Farah Ghada "
                 "Hanan Hoda Huda Jumana Khadija Lamia Maha Manar Maysa Mona Nadia Najwa Rahma Rasha Sana Tasneem "
                 "Wafaa Zeinab Batool Kawthar Meryem" },
    .surnames = {
        .power = 0.6, .tail = 0.35,
        .names = "Mohamed Ahmed Ali Hassan Ibrahim Hussein Mahmoud Saleh Khalil Mansour Hamdan Nasser Abbas Aziz Haddad "
                 "Khoury Najjar Said Salem Sayed Taha Yousef Zaki Abdallah Amin Aziz Bakr Darwish Fahmy Farah Ghanem "
                 "Habib Hamad Hamid Idris Issa Jaber Jassim Kadhim Karim Kassem Mustafa Naji Nasr Omar Osman Qasim "
                 "Rashid Saad Sabri Shaker Suleiman Benali Bouzid Belkacem El_Amrani Benjelloun Chaoui Adam Abakar Haroun",
        .heads = "Al- El_ Al El- Al- Ben_ Abu_", .ends = "Hassan Jabouri Khalidi Sayed Masri Rubaie Tamimi Shammari "
                 "Baghdadi Zaidi Obeidi Dulaimi Idrissi Alaoui Ghazi Harbi Hashimi Saadi Mousawi Najafi Kinani Amri "
                 "Bakri Fassi Mansouri" },
    .two_forenames = 0.12,
};

const struct lc_name_origin lc_origin_somali = {
    .word = "somali",
    .boys = {
        .power = 0.8, .tail = 0,
        .names = "Mohamed Ahmed Abdirahman Ali Hassan Abdi Ibrahim Abdullahi Yusuf Omar Abdulkadir Hussein Ismail Mahad "
                 "Bilal Mustafa Zakaria Adan Abdiaziz Farah Hamza Jama Khalid Liban Mukhtar Nuur Osman Salah Said Warsame "
                 "Yahya Zubair Abdifatah Abdinasir Abshir Aweys Bashir Daud Elmi Guled Hirsi Idris Isse Mahamud Muse "
                 "Roble Samatar Sharmarke Shire Suleiman" },
    .girls = {
        .power = 0.6, .tail = 0,
        .names = "Fatima Amina Hodan Khadija Maryan Hamdi Ayaan Asha Ifrah Sahra Halima Nasra Zamzam Hibo Ikram Naima "
                 "Sagal Sumaya Muna Najma Rahma Samira Yasmin Zahra Fartun Hafsa Hani Hawa Idil Iqra Kowsar Ladan "
                 "Leyla Nimco Nuura Raho Safiya Shukri Suad Ubah Warda Xaawo Zeynab Deqa Faduma Farhiya Istahil Saida "
                 "Ruweyda Maymun" },
    .surnames = { .names = "Mohamed", .power = 1 }, .fathers = 2,
};

const struct lc_name_origin lc_origin_eritrean = {
    .word = "eritrean",
    .boys = {
        .power = 0.55, .tail = 0.15,
        .names = "Yonas Daniel Filmon Samuel Abel Robel Natnael Henok Yosief Michael Dawit Mehari Tesfay Berhane Kidane "
                 "Haile Amanuel Aman Biniam Efrem Ermias Girmay Goitom Isaias Merhawi Mikiele Mulugeta Nahom Noah Simon "
                 "Solomon Teklay Tewelde Yared Zerai Bereket Awet Habtom Kibrom Okbay Alem Fitsum Hagos Ibrahim Idris "
                 "Saleh Mohammed",
        .heads = "Gebre Tekle Welde Haile Kifle Habte", .ends = "mariam selassie michael haimanot giorgis yesus" },
    .girls = {
        .power = 0.5, .tail = 0,
        .names = "Selam Bethlehem Hiwot Rahel Helen Senait Feven Eden Luwam Winta Ruta Saba Semhar Yohana Arsema Bisrat "
                 "Delina Elsa Fiyori Freweini Genet Hermela Kisanet Letebrhan Lidia Makda Meron Mihret Milena Nardos "
                 "Natsnet Nigisti Rishan Sara Shewit Tirhas Tsega Yordanos Zula Adiam Almaz Danait Mebrat" },
    .surnames = { .names = "Tesfay", .power = 1 }, .fathers = 2,
};

const struct lc_name_origin lc_origin_west_african = {
    .word = "west_african",
    .boys = {
        .power = 0.5, .tail = 0.25,
        .names = "Emmanuel Daniel David Samuel Joshua Michael Joseph Kwame Kofi Oluwaseun Tobi Ayomide Chidera Emeka "
                 "Ifeanyi Chukwuemeka Oluwatobi Kwabena Yaw Kweku Kelvin Prince Godwin Benjamin Caleb Isaac Elijah "
                 "Nathan Jeremiah Gideon Victor Sunday Femi Kunle Segun Tunde Ebuka Obinna Kelechi Nana Nii Mamadou "
                 "Ibrahim Alhaji Lamin Ousmane Kojo Ebo Fiifi Temitope Temidayo Opeyemi Babatunde",
        .heads = "Oluwa Olu Ayo Ade Ola Chi Ire Tolu Ifeolu Akin", .ends = "seun wale bayo tobi kunle femi dayo damola "
                 "segun sanmi niyi mide dele bukola" },
    .girls = {
        .power = 0.5, .tail = 0.22,
        .names = "Blessing Grace Esther Precious Favour Deborah Mercy Sarah Ama Akosua Abena Adwoa Efua Adaeze Chioma "
                 "Ngozi Ifeoma Amarachi Oluwatosin Temitope Tolulope Funmilayo Folake Yetunde Abigail Elizabeth Joy "
                 "Peace Gift Comfort Patience Princess Queen Hannah Ruth Rachel Rebecca Naomi Eniola Damilola Simisola "
                 "Zainab Aminata Fatoumata Mariama Kadiatu Isatu Nana Afia Yaa Esi Chidinma Kosisochukwu Ebony",
        .heads = "Oluwa Olu Ayo Ade Ola Ire Tolu Ifeolu Chi Tem", .ends = "tosin funmi bukola yinka bisi dunni mide "
                 "ronke tola pelumi damilola" },
    .surnames = {
        .power = 0.45, .tail = 0.3,
        .names = "Mensah Boateng Osei Owusu Appiah Asante Agyeman Addo Amoah Ansah Okafor Okeke Okonkwo Adeyemi Adebayo "
                 "Ogunleye Ojo Ibrahim Bello Eze Nwosu Obi Onyeka Balogun Lawal Oyelaran Afolabi Akinola Bakare Williams "
                 "Johnson Cole Kamara Sesay Bangura Conteh Koroma Jalloh Diallo Bah Barry Ceesay Jallow Touray Darboe "
                 "Sarpong Ofori Opoku Antwi Frimpong Gyamfi Danso Acheampong Quaye Lamptey Tetteh Nartey Ampofo Badu "
                 "Amponsah Okoro Uche Nnamdi Oduya Abiola Fashola Salami Yusuf Alabi Olaniyan Ogunbanjo",
        .heads = "Ade Ogun Oye Akin Ola Fa Okon Nwa Owu Ayo Olu Baba Oni Chukwu",
        .ends = "leye wale bayo niyi tunde sanya kwo nkwo ma su yemi sola dele moye" },
    .hyphened = 0.12, .two_forenames = 0.12,
};
/* clang-format on */
