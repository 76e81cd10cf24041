import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type AnswerMeasure, readAnswer } from "../../functions/core/answer.ts";
import { month } from "../../functions/core/day.ts";
import { MeasureId } from "../../functions/core/measure.ts";

const folder = new URL("../answers/", import.meta.url);
const Duty = z.array(
  z.strictObject({
    id: MeasureId,
    code: z.string(),
    text: z.string(),
    line: z.int(),
  }),
);
const duties = z.record(z.string(), Duty).parse(JSON.parse(readFileSync(new URL("duties.json", folder), "utf8")));
const duty = (name: string): AnswerMeasure[] => (duties[name] ?? []).map((measure) => ({ ...measure, targets: [] }));

const Said = z.strictObject({
  status: z.string().optional(),
  percent: z.number().optional(),
  figures: z.array(z.string()).optional(),
  problems: z.string().optional(),
  next: z.string().optional(),
});
/** One answer as a clerk writes it, and what a person who reads it takes from it. `loose`: a status may also be asked for or read. */
const Answer = z.strictObject({
  to: z.string(),
  text: z.string(),
  entries: z.record(z.string(), Said),
  asks: z.array(z.string().nullable()).optional(),
  said: z.literal("nothing").optional(),
  loose: z.boolean().optional(),
});
const answersIn = (file: string) => z.array(Answer).parse(JSON.parse(readFileSync(new URL(file, folder), "utf8")));

describe.each([
  "codes.json",
  "status.json",
  "percent.json",
  "figures.json",
  "letters.json",
  "mixed.json",
  "hard.json",
  "traps.json",
  "official.json",
])("RP-4 what is certain is recorded, the rest is asked (%s)", (file) => {
  it.each(answersIn(file).map((answer) => [answer.text.replaceAll("\n", " "), answer] as const))("%s", (_, answer) => {
    const { entries, questions, said } = readAnswer(answer.text, duty(answer.to), month("2024-04"));
    const read = Object.fromEntries(
      entries.map(({ code, status, percent, figures }) => [
        code,
        {
          ...(status && { status }),
          ...(percent !== undefined && { percent }),
          ...(figures && {
            figures: figures.map(({ kind, value, unit }) => `${kind} ${value} ${unit}`),
          }),
        },
      ]),
    );
    const expected = Object.fromEntries(
      Object.entries(answer.entries).map(([code, { problems, next, ...rest }]) => [code, rest]),
    );
    const bare = (values: typeof read) =>
      Object.fromEntries(
        Object.entries(values).map(([code, { percent, figures }]) => [code, { percent, figures: figures ?? [] }]),
      );
    if (answer.loose) expect(bare(read)).toMatchObject({});
    else expect(read).toEqual(expected);
    for (const [code, { percent, figures = [] }] of Object.entries(expected)) {
      const entry = read[code];
      expect({
        percent: entry?.percent,
        figures: entry?.figures ?? [],
      }).toEqual({ percent, figures });
    }
    if (!answer.loose) expect(questions.map(({ code }) => code)).toEqual(answer.asks ?? []);
    else for (const code of answer.asks ?? []) expect(questions.map((question) => question.code)).toContain(code);
    expect(said).toBe(answer.said);
    for (const [code, { problems, next }] of Object.entries(answer.entries)) {
      const entry = entries.find((each) => each.code === code);
      if (problems) expect(entry?.problems).toContain(problems);
      if (next) expect(entry?.next).toContain(next);
    }
  });
});
