import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { day } from "../../functions/core/day.ts";
import { readDeadline } from "../../functions/core/deadline-reading.ts";
import { Directory } from "../../functions/core/directory.ts";
import { isOpenName, namesIn, ownersOf } from "../../functions/core/owners.ts";
import { PlanAnswers } from "../../functions/core/plan-answers.ts";
import { linesOf, readPlan } from "../../functions/core/plan-document.ts";
import { reviewPlan } from "../../functions/core/plan-review.ts";
import { PlanSettings } from "../../functions/core/plan-settings.ts";
import { targetsIn } from "../../functions/core/target.ts";
import { unitsOf } from "../../functions/core/unit-cell.ts";

const data = (path: string): string => readFileSync(new URL(`../../data/${path}`, import.meta.url), "utf8");
const settings = PlanSettings.parse(JSON.parse(data("plans/wharfside-2024/settings.json")));
const directory = Directory.parse(JSON.parse(data("directory/wharfside.json")));
const answers = PlanAnswers.parse(JSON.parse(data("plans/wharfside-2024/decisions.json")));
const text = data("plans/wharfside-2024/plan.txt");
const wharfside = readPlan(linesOf(text), settings, namesIn(directory));

describe("a plan in English is read as one in Chinese is", () => {
  it("its head says what it is called, when and by whom it was issued, and what is to be reported to whom", () => {
    expect(wharfside.plan).toMatchObject({
      title: settings.title,
      year: 2024,
      number: "WPG-ENV-2024-01",
      issuer: "Sustainability Office",
      issuedOn: "2024-01-15",
      order: { dueWorkingDay: settings.cycle.dueWorkingDay, operatorName: "Sustainability Office" },
    });
  });

  it("three programmes, nine tasks, sixteen measures, nothing wrong", () => {
    const { programmes, measures, problems } = wharfside;
    expect(problems).toEqual([]);
    expect(programmes.map(({ code, title }) => `${code} ${title}`)).toEqual([
      "AIR Clean air",
      "WAT Water and soil",
      "WST Waste and reporting",
    ]);
    expect(new Set(measures.map(({ programme, taskNo }) => `${programme}-${taskNo}`)).size).toBe(9);
    expect(measures.map(({ code }) => code)).toHaveLength(16);
    expect(measures.find(({ code }) => code === "AIR-4-2")).toMatchObject({
      id: "A1-4-2",
      section: "B. Buildings",
      taskName: "Energy in buildings",
      leads: ["Estates and Energy"],
      assists: ["Internal Audit"],
    });
  });

  it("is known for English without settings, with codes of its own", () => {
    const read = readPlan(linesOf(text), undefined, namesIn(directory));
    expect([read.measures.length, read.measures[0]?.code]).toEqual([16, "P1-1-1"]);
  });

  it("every unit it names is one of the five, but for the open ones", () => {
    const leads = wharfside.measures.map((measure) => ownersOf(measure, directory, day("2024-01-15"), answers));
    expect(new Set(leads.flatMap((owners) => owners.leads))).toEqual(new Set(directory.units.map(({ id }) => id)));
    expect(leads.flatMap(({ open }) => open)).toEqual(["other units"]);
  });

  it("asks for the milestones that nobody listed, and whom the open names mean", () => {
    const { questions, decisions } = reviewPlan(wharfside, directory, settings, answers);
    expect(questions.map(({ code, measureCode }) => `${code} ${measureCode}`)).toEqual([
      "plan/milestones-wanted WST-2-2",
    ]);
    expect(decisions).toMatchObject([{ code: "plan/open-group", name: "other units" }]);
  });

  it.each`
    was                            | is                                        | asks                      | because
    ${"Sweep the bulk quay after"} | ${"Sweep the bulk quay weekly and after"} | ${"plan/cadence"}         | ${"a cadence is a question (PL-11)"}
    ${"Agree connection terms"}    | ${"Agree by 30 April connection terms"}   | ${"plan/other-deadline"}  | ${"the column says 31 March"}
    ${"\tInternal Audit\tSust"}    | ${"\tInternal Adit\tSust"}                | ${"plan/unknown-unit"}    | ${"no unit is guessed (PL-5)"}
    ${"\tBy 31 May\t"}             | ${"\tBefore summer\t"}                    | ${"plan/unread-deadline"} | ${"nobody knows which day that is"}
  `("asks $asks: $because", ({ was, is, asks }) => {
    expect(text).toContain(was);
    const changed = readPlan(linesOf(text.replace(was, is)), settings, namesIn(directory));
    expect(changed.problems).toEqual([]);
    const { questions } = reviewPlan(changed, directory, settings, answers.slice(1));
    expect(questions.map(({ code }) => code)).toContain(asks);
  });

  it.each`
    was                         | is                        | code                   | because
    ${"Action Plan 2024\n"}     | ${"Action Plan\n"}        | ${"plan/no-title"}     | ${"a title without a year is none"}
    ${"15 January 2024"}        | ${"In January"}           | ${"plan/no-issue-day"} | ${"a month is no day"}
    ${"\tDeadline\tLead"}       | ${"\tDeadline\tWho"}      | ${"plan/columns"}      | ${"the heading is not known"}
    ${"\tBy 31 March\tEstates"} | ${"\t\tEstates"}          | ${"plan/no-deadline"}  | ${"the cell is empty"}
    ${"\tBy 31 March\t"}        | ${"\tBy 31 March 2025\t"} | ${"plan/wrong-year"}   | ${"the plan is of 2024"}
    ${"Programme 1: Clean air"} | ${"Clean air"}            | ${"plan/no-programme"} | ${"rows before any programme have no code"}
  `("says $code: $because", ({ was, is, code }) => {
    expect(text).toContain(was);
    const { problems } = readPlan(linesOf(text.replace(was, is)), settings, namesIn(directory));
    expect(problems.map((problem) => problem.code)).toContain(code);
  });
});

describe("DL-7 in English 31 March is a day, end of Q2 its last day, Q2 a window, from 1 July a beginning, and ongoing and milestones are what they say; before a day and by a quarter are questions", () => {
  const by = (on: string) => ({ kind: "by", day: on });
  const window = (from: string, to: string) => ({ kind: "window", from, to });
  it.each`
    raw                                                 | read                                                                        | because
    ${"By 31 March"}                                    | ${by("2024-03-31")}                                                         | ${"the day itself counts"}
    ${"31st of March 2024"}                             | ${by("2024-03-31")}                                                         | ${"however it is written"}
    ${"March 31, 2024"}                                 | ${by("2024-03-31")}                                                         | ${"the American way"}
    ${"no later than 30 Sept"}                          | ${by("2024-09-30")}                                                         | ${"a short name"}
    ${"End of February"}                                | ${by("2024-02-29")}                                                         | ${"2024 is a leap year"}
    ${"By end of year"}                                 | ${by("2024-12-31")}                                                         | ${"the plan's year"}
    ${"by the end of 2024"}                             | ${by("2024-12-31")}                                                         | ${"or by its number"}
    ${"year-end"}                                       | ${by("2024-12-31")}                                                         | ${"in a word"}
    ${"by end of Q2"}                                   | ${by("2024-06-30")}                                                         | ${"its last day"}
    ${"end of the third quarter"}                       | ${by("2024-09-30")}                                                         | ${"in words"}
    ${"Q2"}                                             | ${window("2024-04-01", "2024-06-30")}                                       | ${"in it, from its first day to its last"}
    ${"Q2 to Q3"}                                       | ${window("2024-04-01", "2024-09-30")}                                       | ${"two of them"}
    ${"second half of the year"}                        | ${window("2024-07-01", "2024-12-31")}                                       | ${"half a year"}
    ${"April – September"}                              | ${window("2024-04-01", "2024-09-30")}                                       | ${"whole months"}
    ${"from 15 April to 30 June"}                       | ${window("2024-04-15", "2024-06-30")}                                       | ${"days"}
    ${"From 1 July"}                                    | ${{ kind: "from", day: "2024-07-01" }}                                      | ${"it begins"}
    ${"from July onwards"}                              | ${{ kind: "from", day: "2024-07-01" }}                                      | ${"with the first of the month"}
    ${"Ongoing"}                                        | ${{ kind: "ongoing" }}                                                      | ${"no end"}
    ${"throughout the year"}                            | ${{ kind: "ongoing" }}                                                      | ${"the same"}
    ${"Milestones"}                                     | ${{ kind: "milestones", days: [] }}                                         | ${"a list is wanted"}
    ${"milestones: 31 March, 30 June and 30 September"} | ${{ kind: "milestones", days: ["2024-03-31", "2024-06-30", "2024-09-30"] }} | ${"the list is there"}
    ${"before 1 July"}                                  | ${null}                                                                     | ${"the day itself, or the one before?"}
    ${"by Q2"}                                          | ${null}                                                                     | ${"its first day, or its last?"}
    ${"by June"}                                        | ${null}                                                                     | ${"the same"}
    ${"31 June"}                                        | ${null}                                                                     | ${"there is no such day"}
    ${"Q3 to Q2"}                                       | ${null}                                                                     | ${"it ends before it begins"}
    ${"asap"}                                           | ${null}                                                                     | ${"no day"}
    ${"milestones: soon"}                               | ${null}                                                                     | ${"no days"}
  `("$raw: $because", ({ raw, read }) => expect(readDeadline(raw, 2024, "en")).toEqual(read));
});

describe("unit cells in English are split and mended as Chinese ones are", () => {
  const known = new Set(["Estates and Energy", "Terminal Operations", "Health, Safety and Security"]);
  it.each`
    cell                                             | units                                                | because
    ${"Terminal Operations; Internal Audit"}         | ${["Terminal Operations", "Internal Audit"]}         | ${"semicolon"}
    ${"Terminal Operations and Internal Audit"}      | ${["Terminal Operations", "Internal Audit"]}         | ${"and"}
    ${"Estates and Energy"}                          | ${["Estates and Energy"]}                            | ${"the directory knows it whole"}
    ${"Estates and Energy and Terminal Operations"}  | ${["Estates and Energy", "Terminal Operations"]}     | ${"and beside a name with and"}
    ${"Health, Safety and Security, Internal Audit"} | ${["Health, Safety and Security", "Internal Audit"]} | ${"commas inside a known name"}
    ${"the Terminal  Operations"}                    | ${["Terminal Operations"]}                           | ${"articles and double blanks are no names"}
    ${"Internal Audit (data, records and tests)"}    | ${["Internal Audit (data, records and tests)"]}      | ${"a note stays with its unit"}
    ${"n/a"}                                         | ${[]}                                                | ${"nobody"}
    ${"—"}                                           | ${[]}                                                | ${"nobody"}
  `("$cell: $because", ({ cell, units }) => expect(unitsOf(cell, known, "en")).toEqual(units));

  it.each(["all relevant units", "other units", "others", "Relevant departments"])("%s is open", (name) =>
    expect(isOpenName(name)).toBe(true),
  );
  it.each(["Terminal Operations", "Other Cargo Ltd"])("%s is not", (name) => expect(isOpenName(name)).toBe(false));
});

describe("targets in English are numbers that a measure promises to reach", () => {
  it.each`
    text                                                        | targets                                         | because
    ${"Install 12 shore power points on the quay."}             | ${[[">=", 12, "shore power points"]]}           | ${"a deed and its number"}
    ${"Raise the recycling rate to at least 60%."}              | ${[[">=", 60, "%"]]}                            | ${"at least"}
    ${"Cut NOx emissions of cranes to no more than 35 tonnes."} | ${[["<=", 35, "tonnes"]]}                       | ${"a limit"}
    ${"Plant 1,200 trees and train 60 staff."}                  | ${[[">=", 1200, "trees"], [">=", 60, "staff"]]} | ${"two deeds"}
    ${"Publish the values of 2023."}                            | ${[]}                                           | ${"a year"}
    ${"Sweep the quay within 24 hours."}                        | ${[]}                                           | ${"how fast, not how much"}
    ${"Inspect vessels (over 400 GT)."}                         | ${[]}                                           | ${"which vessels"}
  `("$text: $because", ({ text, targets }) =>
    expect(targetsIn(text, "en").map(({ comparator, value, unit }) => [comparator, value, unit])).toEqual(targets),
  );
  it("the words are the plan's, letter for letter", () => {
    for (const { text: own, targets } of wharfside.measures)
      for (const { phrase } of targets) expect(own).toContain(phrase);
  });
});
