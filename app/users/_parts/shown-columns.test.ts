import { describe, expect, test } from "vitest";
import { userCsvColumns, userCsvOnRequest } from "#lib/export/columns.ts";
import { choosableColumns, fileColumns, shownColumns } from "./shown-columns.ts";

const usual = ["displayName", "jobTitle", "department", "supervisor", "standing", "changedAt"];

describe("the columns of the list of users", () => {
  test("are those of the address, else the remembered ones, else the usual ones; the person always first", () => {
    const names = (address?: string | string[], remembered?: string) => shownColumns({ address, remembered }).names;
    expect(names()).toEqual(usual);
    expect(names("mail,city", "department")).toEqual(["displayName", "mail", "city"]);
    expect(names(["displayName", "mail", "mail"], "department")).toEqual(["displayName", "mail"]);
    expect(names(undefined, "city,displayName")).toEqual(["displayName", "city"]);
    expect(names("displayName")).toEqual(["displayName"]);
    expect(names("", " , ")).toEqual(usual);
  });

  test("are those that are copied, unless the address asks for one that is not", () => {
    const names = (address?: string, remembered?: string) =>
      shownColumns({ address, remembered, leftOut: ["department", "city"] }).names;
    expect(names()).toEqual(usual.filter((name) => name !== "department"));
    expect(names(undefined, "city,mail")).toEqual(["displayName", "mail"]);
    expect(names("city,mail")).toEqual(["displayName", "city", "mail"]);
  });

  test("are refused when the address names one that does not exist, and passed over in a cookie", () => {
    expect(() => shownColumns({ address: "mail,password", remembered: undefined })).toThrow(
      expect.objectContaining({ code: "bad-input" }),
    );
    expect(shownColumns({ address: undefined, remembered: "mail,password" }).names).toEqual(["displayName", "mail"]);
    expect(shownColumns({ address: undefined, remembered: "password" })).toEqual({ names: usual, areChosen: false });
  });

  test("all have columns of the file that there are", () => {
    const file = fileColumns(["displayName", ...choosableColumns]).split(",");
    expect([...file].sort()).toEqual([...userCsvColumns, ...userCsvOnRequest].sort());
  });
});
