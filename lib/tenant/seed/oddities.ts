import type { UserRecord } from "../directory/records.ts";
import { places } from "./hierarchy.ts";

/**
 * What real directories hold and programs trip over, at fixed numbers so that tests can name them. Spreadsheets run cells
 * that begin with `= + - @` or a tab, browsers run markup, and CSV breaks at quotes, commas and line ends.
 */
export function oddityOf(number: number, domain: string): Partial<UserRecord> | undefined {
  return oddities(domain).get(number);
}

const known = new Map<string, ReadonlyMap<number, Partial<UserRecord>>>();

function oddities(domain: string): ReadonlyMap<number, Partial<UserRecord>> {
  const made = known.get(domain) ?? new Map([...signInPeople(domain), ...hostileCells(domain), ...oddNames(domain)]);
  known.set(domain, made);
  return made;
}

type Entry = readonly [number, Partial<UserRecord>];

function named(number: number, local: string, domain: string, rest: Partial<UserRecord>): Entry {
  const address = `${local}@${domain}`;
  const record = {
    userPrincipalName: address,
    mail: address,
    mailNickname: local,
    proxyAddresses: [`SMTP:${address}`],
  };
  return [number, { ...record, ...rest }];
}

const signInPeople = (domain: string): Entry[] => [
  named(places.chief, "vera.castellan", domain, {
    displayName: "Vera Castellan",
    givenName: "Vera",
    surname: "Castellan",
  }),
  named(places.administrator, "ada.quill", domain, { displayName: "Ada Quill", givenName: "Ada", surname: "Quill" }),
  named(places.reader, "bo.marsh", domain, { displayName: "Bo Marsh", givenName: "Bo", surname: "Marsh" }),
  named(places.withoutRole, "cy.ferro", domain, { displayName: "Cy Ferro", givenName: "Cy", surname: "Ferro" }),
];

const hostileCells = (domain: string): Entry[] => [
  [22, { jobTitle: '=HYPERLINK("http://evil.example","x")', department: "@SUM(1)" }],
  [23, { jobTitle: "+cmd|' /C calc'!A0", officeLocation: "-2+3" }],
  [24, { jobTitle: "\tTabulator", department: "\rReturn", officeLocation: "=1+1" }],
  [25, { jobTitle: 'Head of "Special" Projects, Ltd.', department: "Sales, North; South" }],
  [26, { jobTitle: "Line one\nLine two\r\nLine three", officeLocation: "Building 7\nRoom 12" }],
  [27, { displayName: "<script>alert(1)</script>", givenName: "<b>Bold</b>", surname: "</td></tr>" }],
  named(28, "robert.tables", domain, {
    displayName: "Robert'); DROP TABLE microsoft_graph_user;--",
    givenName: "Robert",
    surname: "'); DROP TABLE microsoft_graph_user;--",
  }),
  [29, { mobilePhone: "-1 555 0100", businessPhones: ["=2+5", "+1 555 010 0199"], employeeId: "00001234" }],
];

const longName = "Maximiliana Theodora ".repeat(12).trim();

const oddNames = (domain: string): Entry[] => [
  named(31, "o'brien", domain, { displayName: "Sinéad O'Brien", givenName: "Sinéad", surname: "O'Brien" }),
  [
    32,
    {
      displayName: longName,
      givenName: longName.slice(0, 64),
      surname: "von Hohenstein-Wittelsbach zu Altenburg-Schwarzenfels",
    },
  ],
  [
    33,
    {
      mail: null,
      proxyAddresses: [],
      givenName: null,
      surname: null,
      jobTitle: null,
      displayName: "Meeting room 4.12",
    },
  ],
  [34, { displayName: "  Spaced  Out  ", department: " Finance " }],
  [35, { displayName: "Zoe\u0301 Combining", givenName: "Zoe\u0301", surname: "Combining" }],
  [36, { userType: null, employeeType: null, createdDateTime: null }],
  [37, { displayName: "Null", givenName: "Null", surname: "NULL", department: "null", jobTitle: "undefined" }],
  named(38, "r_d!one", domain, { displayName: "100% R&D #1 + more?" }),
];
