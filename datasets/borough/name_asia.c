/* Common names of families from South, Central and East Asia, the commonest first. */
#include "datasets/borough/name_inside.h"

/* clang-format off */
const struct lc_name_origin lc_origin_south_asian_hindu = {
    .word = "south_asian_hindu",
    .boys = {
        .power = 0.5, .tail = 0,
        .names = "Aarav Arjun Rohan Dev Krish Aryan Vivaan Aditya Ishaan Rahul Yash Jay Dhruv Shiv Neel Om Karan Nikhil "
                 "Ved Aaryan Rishi Akash Sai Hari Jeet Kavi Mihir Parth Pranav Raj Rushil Samir Siddharth Tejas Varun "
                 "Vihaan Viraj Amit Anand Ashwin Deepak Harsh Hiten Jignesh Keval Kishan Kunal Manish Mitesh Nirav Prem "
                 "Raghav Sahil Sunil Tushar Umesh Vikram Vinay Yuvraj Krishna Advait Reyansh Darsh Hetansh" },
    .girls = {
        .power = 0.5, .tail = 0,
        .names = "Diya Priya Aanya Riya Anika Ananya Aarya Kavya Isha Pooja Khushi Nisha Meera Anjali Shreya Tara Maya "
                 "Saanvi Nikita Trisha Krisha Jiya Avni Aditi Rhea Janvi Divya Heer Mira Neha Roshni Sejal Shivani "
                 "Sneha Vidhi Aarti Bhavini Chandni Dhruvi Gauri Hetal Jhanvi Kajal Komal Lakshmi Mahi Mansi Nidhi "
                 "Pari Payal Radhika Rupal Sita Swara Tanvi Urvi Vaishnavi Yashvi Zeel Kiara Devanshi Prisha" },
    .surnames = {
        .power = 1.15, .tail = 0.1,
        .names = "Patel Shah Sharma Kumar Mistry Desai Gupta Mehta Joshi Singh Bhatt Pandya Thakkar Parmar Solanki "
                 "Chauhan Amin Trivedi Vyas Modi Reddy Rao Iyer Nair Pillai Menon Agarwal Verma Mishra Jain Kapoor "
                 "Malhotra Khanna Chopra Lakhani Raja Kerai Hirani Vekaria Halai Bhudia Pindoria Gami Varsani Rabadia "
                 "Gohil Rathod Makwana Tailor Soni Panchal Prajapati Chavda Dave Raval Purohit Naik Pawar Kulkarni "
                 "Chaudhary Tamang Gurung Thapa Rai Shrestha Limbu Adhikari Das Ghosh Banerjee Chatterjee Sen Bose",
        .heads = "Ram Krishna Venkata Subra Gopal Raghu Chandra Sri Vish Jaya Bal Naga",
        .ends = "murthy swamy raju nathan kar deva rao mohan dasan wani iah kant" },
    .two_forenames = 0.06,
};

const struct lc_name_origin lc_origin_tamil = {
    .word = "tamil",
    .boys = {
        .power = 0.45, .tail = 0.35,
        .names = "Arun Kavin Sajith Nivethan Vithush Abishan Thanush Pirathap Sujan Aathavan Kirushan Mathusan Ragavan "
                 "Suresh Ramesh Nishanth Yathush Jathushan Ganeshan Mayuran Pratheep Kugan Sanjeev Harish Dilan "
                 "Sivakumar Rajan Selvan Nimalan Theepan Aravinth Karthik Vishnu Dinesh Ashwin Niroshan Thayaparan",
        .heads = "Siva Thiru Raja Kula Yoga Bala Maha Nava Guna Sri Jeya Vija Para Skanda",
        .ends = "nathan singam rajah kumaran lingam sothy ruban thasan nesan pathy ratnam karan" },
    .girls = {
        .power = 0.45, .tail = 0.2,
        .names = "Abinaya Kavitha Nivetha Thanusha Sajeetha Mathura Yalini Aarani Pirathika Sujitha Vithusha Keerthana "
                 "Laksha Nila Oviya Tharani Janani Kirushika Sangeetha Ramya Shobana Thulasi Varsha Dharshini Gayathri "
                 "Brintha Nirosha Sharmila Priyanka Aathira Kayal Luxmi Mithra Rathika Swetha Vaishali",
        .heads = "Thar Nive Sar Kiru Abi Dhar Luxa Mathu", .ends = "shika tha niya mitha shana thini jani" },
    .fathers = 1,
};

const struct lc_name_origin lc_origin_south_asian_muslim = {
    .word = "south_asian_muslim",
    .boys = {
        .power = 0.75, .tail = 0,
        .names = "Mohammed Muhammad Ibrahim Yusuf Ali Adam Ayaan Zain Hassan Hamza Ahmed Abdullah Bilal Umar Haris "
                 "Ismail Musa Isa Zayd Rayyan Usman Hussain Danyal Faizan Imran Aariz Kabir Khalid Omar Saad Sami "
                 "Tariq Uzair Zakariya Abdul Adil Amir Arham Asad Awais Ayub Daud Eesa Farhan Haider Hashim Idris Irfan "
                 "Junaid Kamran Luqman Mahir Nabeel Rafi Rehan Salman Shahid Shoaib Sohail Sulaiman Taha Talha Waqas "
                 "Yahya Yasin Zeeshan Rahim Tahmid Shafi Rizwan" },
    .girls = {
        .power = 0.6, .tail = 0,
        .names = "Fatima Aisha Maryam Zainab Amina Khadija Zara Hafsa Safa Iqra Sumaiya Inaya Hania Sana Noor Ayesha "
                 "Aleena Anaya Asma Eshal Haniya Hiba Huma Javeria Kainat Laiba Mahnoor Malaika Manahil Mariam Nabila "
                 "Nadia Nimra Rabia Rahma Ruqayyah Saba Sadia Saira Saleha Samira Sara Sidra Tahira Tasnim Umaima "
                 "Yusra Zahra Zoya Alisha Farzana Halima Humaira Jannat Mehreen Nusrat Parveen Rukhsana Shabnam "
                 "Shahida Tahmina Tania Zakia" },
    .surnames = {
        .power = 0.85, .tail = 0.06,
        .names = "Khan Ahmed Hussain Ali Malik Iqbal Rahman Mahmood Shah Akhtar Sheikh Mirza Chaudhry Butt Islam Uddin "
                 "Miah Choudhury Hassan Qureshi Siddiqui Ahmad Aslam Anwar Ashraf Aziz Baig Bashir Bhatti Dar Farooq "
                 "Ghani Haque Hossain Hashmi Javed Kabir Karim Kazi Khalid Latif Majid Mughal Mustafa Nawaz Patel "
                 "Quddus Raja Rashid Rehman Riaz Saeed Saleem Sarwar Shaikh Sultan Syed Talukdar Tariq Yousaf Zaman "
                 "Zafar Abbasi Alam Awan Gondal Hamid Ishaq Jamil Kiani Lodhi Memon Naqvi Rana Rizvi Sarkar Wahid",
        .heads = "Abdul_ Nur_ Shams_ Fazl_", .ends = "Rahim Karim Haq Malik Rashid Wahab Jabbar Hamid Aziz" },
    .two_forenames = 0.22, .first_boys = "Mohammed",
    .womens = "Begum Bibi Khatun Akhtar Kausar Parveen", .womens_share = 0.14,
};

const struct lc_name_origin lc_origin_sikh = {
    .word = "sikh",
    .boys = {
        .power = 0.4, .tail = 0.7,
        .names = "Arjan Jovan Karan Sahib Fateh Ranveer Armaan Himmat Kabir Jaspal Rajan Amrik Gurdas Veer Zorawar Ajay",
        .heads = "Gur Har Jas Man Kul Bal Sukh Par Raj Kam Nav Sim Am Dal Tar Jag Lakh Bhupin",
        .ends = "preet deep jeet vinder want pal meet inder raj veer" },
    .girls = {
        .power = 0.4, .tail = 0.65,
        .names = "Simran Jasmin Kiran Ravneet Harleen Amrit Mehar Gurleen Anoop Sukhi Asees Ekam Japji Noor Kirat Reet",
        .heads = "Gur Har Jas Man Kul Bal Sukh Par Raj Kam Nav Sim Am Dal Tar Prab",
        .ends = "preet deep jit leen jot meet inder vir want neet" },
    .surnames = {
        .power = 0.6, .tail = 0,
        .names = "Gill Sandhu Dhillon Sidhu Grewal Dhaliwal Bains Johal Sahota Virk Brar Atwal Sangha Mann Cheema "
                 "Randhawa Chahal Hayer Uppal Bhogal Kalsi Rai Basra Purewal Samra Dosanjh Kang Pannu Toor Hundal Saini "
                 "Matharu Panesar Sehmi Bhamra Lall Deol Aujla Nijjar Thandi Khaira Gahunia Bhullar Boparai Bedi Sodhi "
                 "Anand Chana Marwaha Ghuman" },
    .believers = 0.45,
};

const struct lc_name_origin lc_origin_afghan = {
    .word = "afghan",
    .boys = {
        .power = 0.7, .tail = 0.08,
        .names = "Mohammad Ahmad Ali Omid Farid Yousef Hamid Khalid Jamshid Mustafa Zabihullah Najib Nasir Rahim Sohrab "
                 "Wahid Zaki Idris Elyas Habib Hashmat Ismail Jawad Mirwais Milad Murtaza Naweed Qasim Ramin Reza Rohullah "
                 "Samiullah Shafiq Shahab Suleiman Tamim Walid Yaser Zia Abdul Esmat Fawad Haroon Bilal Ehsan",
        .heads = "Asad Hab Naj Sami Rahmat Naqib Hikmat Abd Sana Amin", .ends = "ullah ullah ib Khan Jan" },
    .girls = {
        .power = 0.6, .tail = 0,
        .names = "Fatima Zahra Maryam Sahar Parwana Shabnam Hosna Laila Nargis Farida Mina Marwa Roya Setara Zainab "
                 "Sara Asma Freshta Hadia Husna Khatera Mursal Nilofar Palwasha Rabia Sadaf Shukria Sodaba Spozhmai "
                 "Tamana Wajma Yalda Zarmina Arezo Benafsha Diba Elaha Gulalai Homa Laleh" },
    .surnames = {
        .power = 0.75, .tail = 0.3,
        .names = "Ahmadi Khan Mohammadi Rahimi Hussaini Karimi Amiri Safi Stanikzai Ahmadzai Haidari Noori Sharifi "
                 "Yousufi Azizi Nazari Qaderi Hakimi Rezai Alizada Habibi Jafari Kakar Mohammad Momand Niazi Popal "
                 "Rasooli Sadat Shinwari Sultani Wardak Zadran Hotak Tokhi Barakzai Faizi Ghafoori Hashimi Ibrahimi "
                 "Jalili Kohistani Latifi Mirzai Omari Nasiri",
        .heads = "Alo Noor Yousuf Popal Baraki Tara Sulaiman Ishaq Mangal Dur Ali Rahim Karim Mir Hussain",
        .ends = "zai zai khil zada yar i" },
    .two_forenames = 0.3,
};

const struct lc_name_origin lc_origin_chinese = {
    .word = "chinese",
    .boys = {
        .power = 0.4, .tail = 0.65,
        .names = "Jason Kevin Ryan Lucas Daniel Eric Vincent Alex Raymond William Wei Jun Ming Hao Andy Leon Anson",
        .heads = "Jia_ Zi_ Hao_ Wing_ Chun_ Jun_ Yu_ Ho_ Kai_ Tsz_ Ming_ Zhi_",
        .ends = "Hao Xuan Ming Yang Hin Long Wei Jie Ho Chen Lok Yu" },
    .girls = {
        .power = 0.4, .tail = 0.65,
        .names = "Jessica Emily Chloe Amy Michelle Vivian Cindy Grace Hannah Lily Yan Ling Mei Xin Jenny Winnie Yuki",
        .heads = "Jia_ Zi_ Xin_ Wing_ Hoi_ Yu_ Mei_ Tsz_ Ying_ Si_ Ka_ Yi_",
        .ends = "Yi Xuan Ting Yan Ling Han Tong Qi Man Ying Yee Ching" },
    .surnames = {
        .power = 0.8, .tail = 0,
        .names = "Chen Wong Li Chan Zhang Wang Liu Lin Lee Huang Yang Cheung Zheng Lam Ng Leung Wu Ho Zhao Xu Tang Zhou "
                 "Lau Yu Zhu Sun He Guo Ma Chow Tsang Cheng Kwok Liang Xie Yip Tan Lim Ong Koh Mak Fung Hui Kwan Poon "
                 "Deng Feng Cao Peng Jiang" },
};

const struct lc_name_origin lc_origin_other = {
    .word = "other",
    .boys = {
        .power = 0.3, .tail = 0,
        .names = "Emre Yusuf Mehmet Arda Can Kerem Mustafa Baran Azad Rojhat Serhat Deniz Arman Reza Amir Parsa Kian "
                 "Dariush Navid Arash Minh Quang Tuan Duc Hung Nam Angelo Christian Joshua Miguel Rafael Mark John "
                 "Carlo Ergi Kristi Klajdi Arben Endrit Dren Luan Leon Nikolas Giorgos Alessandro Matteo Hiro Kenji" },
    .girls = {
        .power = 0.3, .tail = 0,
        .names = "Elif Zeynep Ayse Defne Ecrin Dilan Rojin Berfin Sara Parisa Yasmin Shirin Niloofar Mahsa Linh Ngoc "
                 "Thao Huong Mai Trang Angel Princess Jasmine Nicole Andrea Althea Mary Joy Era Elira Arta Besa Dea "
                 "Sofia Eleni Giulia Chiara Sakura Hana Yuna Minji Ceylan Melek Nur Selin" },
    .surnames = {
        .power = 0.35, .tail = 0.15,
        .names = "Yilmaz Demir Kaya Celik Sahin Ozturk Aydin Arslan Dogan Kilic Nguyen Tran Le Pham Vu Hoang Phan Dang "
                 "Santos Reyes Cruz Bautista Garcia Mendoza Ramos Dela_Cruz Aquino Villanueva Hosseini Ahmadi Karimi "
                 "Moradi Jafari Rahmani Akbari Hoxha Gashi Krasniqi Berisha Shala Prifti Leka Dervishi Rossi Russo "
                 "Papadopoulos Georgiou Christodoulou Kim Park Tanaka Sato Ito Osman Mehmet",
        .heads = "Kara Ak Oz Demir Gul Pap Ioan Mehr Teh Esf", .ends = "can er dag kaya an oglu ak ani ou tas" },
};
/* clang-format on */
