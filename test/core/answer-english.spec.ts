import { describe, expect, it } from "vitest";
import { readAnswer } from "../../functions/core/answer.ts";
import type { AnswerMeasure } from "../../functions/core/answer-question.ts";
import { MeasureId } from "../../functions/core/measure.ts";

const measure = (code: string, id: string, text: string): AnswerMeasure => ({
  id: MeasureId.parse(id),
  code,
  text,
  targets: [],
  line: 1,
});
const TRACTORS = measure("AIR-2-1", "A1-2-1", "Convert 20 terminal tractors to electric drive.");
const IDLING = measure("AIR-2-2", "A1-2-2", "Keep idling of trucks at the gates to no more than 5 minutes.");
const VESSELS = measure("WAT-1-1", "A2-1-1", "Inspect 40 vessels for compliance with the ballast water rules.");
const all = [TRACTORS, IDLING, VESSELS];
const read = (text: string, measures: readonly AnswerMeasure[] = [TRACTORS]) =>
  readAnswer(text, measures, undefined, "en");
const figure = (value: number, unit: string, kind: string) => ({ value, unit, kind });

describe("an English answer says how far a measure is", () => {
  it.each`
    text                                                                | entry                                                                                                 | because
    ${"done"}                                                           | ${{ status: "done" }}                                                                                 | ${"one word"}
    ${"Completed in March."}                                            | ${{ status: "done" }}                                                                                 | ${"when it was is no matter"}
    ${"In progress, on track."}                                         | ${{ status: "in-progress" }}                                                                          | ${"the same twice"}
    ${"The work is delayed because of the weather."}                    | ${{ status: "behind" }}                                                                               | ${"why is no matter"}
    ${"On hold until the permit is issued."}                            | ${{ status: "paused" }}                                                                               | ${"until when is no matter"}
    ${"No progress this quarter."}                                      | ${{ status: "no-progress" }}                                                                          | ${"an answer"}
    ${"nothing to report"}                                              | ${{ status: "no-progress" }}                                                                          | ${"the same"}
    ${"Not yet started"}                                                | ${{ status: "not-started" }}                                                                          | ${"not begun"}
    ${"Status: done"}                                                   | ${{ status: "done" }}                                                                                 | ${"a label"}
    ${"60% complete"}                                                   | ${{ percent: 60 }}                                                                                    | ${"the percentage of the whole"}
    ${"completed 60%, 12 of 20 tractors"}                               | ${{ percent: 60, figures: [figure(12, "tractors", "cumulative"), figure(20, "tractors", "target")] }} | ${"both"}
    ${"5 tractors this quarter, 12 tractors so far"}                    | ${{ figures: [figure(5, "tractors", "this-month"), figure(12, "tractors", "cumulative")] }}           | ${"each with its time"}
    ${"A total of 1,250 tractors since January"}                        | ${{ figures: [figure(1250, "tractors", "cumulative")] }}                                              | ${"a sum"}
    ${"In progress. Problems: no spare parts. Next steps: order them."} | ${{ status: "in-progress", problems: "no spare parts", next: "order them." }}                         | ${"labels"}
  `("$text: $because", ({ text, entry }) => {
    const { entries, questions } = read(text);
    expect(entries[0]).toMatchObject(entry);
    expect(questions).toEqual([]);
  });

  it.each`
    text                                                                     | without      | because
    ${"The survey was completed"}                                            | ${"status"}  | ${"a part of it"}
    ${"will be completed in May"}                                            | ${"status"}  | ${"it is to come"}
    ${"not completed"}                                                       | ${"status"}  | ${"it is not"}
    ${"60% of the cables are laid"}                                          | ${"percent"} | ${"of the cables"}
    ${"about 60% complete"}                                                  | ${"percent"} | ${"not exact"}
    ${"50-60% complete"}                                                     | ${"percent"} | ${"a range"}
    ${"40% complete, now 60% complete"}                                      | ${"percent"} | ${"which of the two?"}
    ${"we plan to convert 8 tractors"}                                       | ${"figures"} | ${"a plan"}
    ${"8 tractors remaining"}                                                | ${"figures"} | ${"not done"}
    ${"12 tractors"}                                                         | ${"figures"} | ${"this period or so far?"}
    ${"meeting on 12 April with 3rd party, Phase 2, AIR-2-2, 020 7946 0000"} | ${"figures"} | ${"no figures at all"}
  `("$text has no $without: $because", ({ text, without }) =>
    expect(read(text).entries[0] ?? {}).not.toHaveProperty(without),
  );

  it("what was not recorded is asked about, with an example", () => {
    const [question] = read("12 tractors").questions;
    expect(question?.text).toContain("this period or so far?");
    expect(question?.text).toContain("For example: AIR-2-1 35 inspections this period, 120 so far");
    expect(read("done, but on hold").questions[0]?.text).toContain("does not say how far the measure is");
  });
});

describe("an English answer says which measure it speaks of", () => {
  const coded = (text: string) => read(text, all).entries.map(({ code, status, percent }) => [code, status ?? percent]);
  it.each`
    text                                                      | entries                                                                          | because
    ${"AIR-2-1: done\nWAT-1-1: on hold"}                      | ${[["AIR-2-1", "done"], ["WAT-1-1", "paused"]]}                                  | ${"one line each"}
    ${"AIR-2-1 60% complete. WAT-1-1 no progress."}           | ${[["AIR-2-1", 60], ["WAT-1-1", "no-progress"]]}                                 | ${"one sentence each"}
    ${"1) air-2-1 – done\n2) Wat-1-1 – delayed"}              | ${[["AIR-2-1", "done"], ["WAT-1-1", "behind"]]}                                  | ${"small letters and numbers of a list"}
    ${"A1-2-1: done"}                                         | ${[["AIR-2-1", "done"]]}                                                         | ${"by its id"}
    ${"AIR-2-1 and AIR-2-2: no progress"}                     | ${[["AIR-2-1", "no-progress"], ["AIR-2-2", "no-progress"]]}                      | ${"two at once"}
    ${"AIR-2-1: done\nAll others: no progress"}               | ${[["AIR-2-1", "done"], ["AIR-2-2", "no-progress"], ["WAT-1-1", "no-progress"]]} | ${"the rest"}
    ${"Dear all,\nAIR-2-1: done\nBest regards\n12 Dock Road"} | ${[["AIR-2-1", "done"]]}                                                         | ${"greeting and address are none of it"}
    ${"AIR-2-1: done, together with AIR-2-2"}                 | ${[["AIR-2-1", "done"]]}                                                         | ${"the other in passing"}
  `("$text: $because", ({ text, entries }) => expect(coded(text)).toEqual(entries));

  it.each`
    text                                   | says                             | because
    ${"Everything is fine, 60% complete"}  | ${"has no code"}                 | ${"of which?"}
    ${"AIR-7-7: done"}                     | ${"“AIR-7-7” is not a measure"}  | ${"there is none"}
    ${"AIR-2-1, WAT-1-1: 12 units so far"} | ${"has no code"}                 | ${"twelve of which?"}
    ${"AIR-2-1:"}                          | ${"says nothing about progress"} | ${"nothing behind the code"}
  `("$text is asked about: $because", ({ text, says }) =>
    expect(
      read(text, all)
        .questions.map((question) => question.text)
        .join("\n"),
    ).toContain(says),
  );

  it.each([
    "Thank you!",
    "Please find attached",
    "Received, we will report soon.",
    "Dear team,\n\nSee attached report.\n\nKind regards\nMarine Services",
  ])("%s says nothing", (text) => expect(read(text, all)).toEqual({ entries: [], questions: [], said: "nothing" }));

  it("reads pages of anything in no time, and never a figure that is not there", () => {
    for (const unit of ["as of is ", "see attached ", "AIR-2-1 and ", "12 of 20, ", "problems: ", "complete 60 "])
      expect(read(unit.repeat(60_000 / unit.length), all)).toBeTypeOf("object");
  });
});
