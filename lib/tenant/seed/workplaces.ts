/** Where people sit. Telephone numbers come from ranges set aside for fiction where the country has one. */
export type Office = {
  officeLocation: string;
  city: string;
  state: string | null;
  country: string;
  usageLocation: string;
  postalCode: string;
  streetAddress: string;
  preferredLanguage: string;
  /** `#` stands for a digit. */
  desk: string;
  mobile: string;
};

const office = (place: string, desk: string, mobile: string): Office => {
  const [
    officeLocation = "",
    city = "",
    state,
    country = "",
    usageLocation = "",
    postalCode = "",
    streetAddress = "",
    preferredLanguage = "",
  ] = place.split("|");
  return {
    officeLocation,
    city,
    state: state || null,
    country,
    usageLocation,
    postalCode,
    streetAddress,
    preferredLanguage,
    desk,
    mobile,
  };
};

export const offices: readonly Office[] = [
  office("HQ/1|Seattle|Washington|United States|US|98101|1200 Harbor Way|en-US", "+1 206 555 01##", "+1 425 555 01##"),
  office("HQ/2|Seattle|Washington|United States|US|98101|1210 Harbor Way|en-US", "+1 206 555 01##", "+1 425 555 01##"),
  office("Budapest II|Budapest||Hungary|HU|1024|Margit körút 200.|hu-HU", "+36 1 555 0###", "+36 20 555 0###"),
  office("London South|London||United Kingdom|GB|SE1 9ZZ|1 Example Wharf|en-GB", "+44 20 7946 0###", "+44 7700 900###"),
  office("Göteborg|Göteborg||Sweden|SE|411 00|Exempelgatan 12|sv-SE", "+46 31 390 06##", "+46 70 174 06##"),
  office("東京 3F|東京|東京都|Japan|JP|100-0001|千代田区例町1-2-3|ja-JP", "+81 3 5550 01##", "+81 90 5550 01##"),
  office("دبي 12|دبي||United Arab Emirates|AE|00000|شارع المثال 7|ar-AE", "+971 4 555 01##", "+971 50 555 01##"),
  office("上海 8F|上海|上海市|China|CN|200000|示例路88号|zh-CN", "+86 21 5550 01##", "+86 130 5550 01##"),
  office("Αθήνα|Αθήνα|Αττική|Greece|GR|105 57|Οδός Παραδείγματος 5|el-GR", "+30 21 0555 01##", "+30 69 0555 01##"),
  office("Hà Nội|Hà Nội||Vietnam|VN|100000|12 Phố Ví Dụ|vi-VN", "+84 24 5550 01##", "+84 90 5550 01##"),
  office(
    "Cork Quay|Corcaigh|Co. Cork|Ireland|IE|T12 X000|3 Sráid an tSampla|ga-IE",
    "+353 20 914 ####",
    "+353 85 550 01##",
  ),
  office("Berlin Mitte|Berlin|Berlin|Germany|DE|10115|Beispielstraße 9|de-DE", "+49 30 23125 ###", "+49 171 39200##"),
  office("Kraków|Kraków|małopolskie|Poland|PL|30-000|ul. Przykładowa 4|pl-PL", "+48 12 555 01 ##", "+48 500 555 0##"),
  office(
    "Lyon|Lyon|Auvergne-Rhône-Alpes|France|FR|69001|7 rue de l'Exemple|fr-FR",
    "+33 2 61 91 ## ##",
    "+33 6 39 98 ## ##",
  ),
  office(
    "Bengaluru 4|Bengaluru|Karnataka|India|IN|560001|21 Example Road|en-IN",
    "+91 80 5550 01##",
    "+91 90000 555##",
  ),
  office(
    "São Paulo|São Paulo|SP|Brazil|BR|01000-000|Rua do Exemplo, 45|pt-BR",
    "+55 11 5550 01##",
    "+55 11 95550 01##",
  ),
];

export type Department = { name: string; titles: readonly string[]; teams: readonly string[] };

const department = (name: string, titles: string, teams: string): Department => ({
  name,
  titles: titles.split(", "),
  teams: teams.split(", "),
});

export const departments: readonly Department[] = [
  department(
    "Engineering",
    "Software Engineer, Senior Software Engineer, Test Engineer, Site Reliability Engineer, Technical Writer",
    "Platform, Applications, Quality",
  ),
  department("Finance", "Accountant, Financial Analyst, Payroll Specialist, Treasury Analyst", "Accounting, Treasury"),
  department("People", "HR Partner, Recruiter, Learning Specialist", "Recruiting, Learning"),
  department(
    "Sales",
    "Account Executive, Account Manager, Sales Engineer, Inside Sales Representative",
    "Sales North, Sales South",
  ),
  department("Marketing", "Brand Designer, Campaign Manager, Content Editor, Event Planner", "Brand, Campaigns"),
  department(
    "Operations",
    "Logistics Coordinator, Buyer, Plant Technician, Shift Lead, Warehouse Associate",
    "Logistics, Plant",
  ),
  department("Legal", "Counsel, Contracts Specialist, Compliance Officer", "Compliance"),
  department("Research & Development", "Research Scientist, Data Scientist, Laboratory Technician", "Materials, Data"),
  department("Customer Support", "Support Engineer, Support Specialist, Knowledge Editor", "First line, Second line"),
  department(
    "IT",
    "Systems Engineer, Network Engineer, Service Desk Analyst, Security Analyst",
    "Service desk, Security",
  ),
];

export const employeeTypes = [
  "Employee",
  "Employee",
  "Employee",
  "Employee",
  "Contractor",
  "Intern",
  "Employee",
  "Employee",
] as const;
