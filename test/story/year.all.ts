import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { month } from "../../functions/core/day.ts";
import { type Play, play } from "../../infra/local/simulate/play.ts";

const SEED = Number(process.env.SEED ?? 1);

describe(`the plan's whole year, March to December, every unit answering in its way (SEED=${SEED})`, () => {
  let folder: string;
  let year: Play;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "duban-year-"));
    year = await play(month("2024-03"), 10, SEED, folder);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("keeps every promise: every message explained by its rule, each rung and digest on its day to whom it is for, the documents as the duties", () => {
    expect(year.promises.filter(({ held }) => !held)).toEqual([]);
    expect(year.promises.map(({ promise }) => promise)).toEqual(
      expect.arrayContaining(["I1", "I3", "I4", "I5", "I6", "RM-3", "RM-5", "ES-1", "DG-1", "DG-5"]),
    );
  });

  it("everything of a year happens in it", () => {
    const { duties, submissions, escalations } = year.counts;
    expect(year.boards).toHaveLength(10);
    for (const count of [duties.late, duties.missing, duties.exempt, duties.returned, submissions.held])
      expect(count).toBeGreaterThan(0);
    expect(Object.keys(escalations).toSorted()).toEqual(["rung-1", "rung-2", "rung-3", "rung-4"]);
  });

  it("LibreOffice opens each month's bulletin and ledger (apt-get install libreoffice-writer libreoffice-calc)", () => {
    const documents = readdirSync(join(folder, "documents"));
    expect(documents).toHaveLength(20);
    const out = join(folder, "pdf");
    const files = documents.map((name) => join(folder, "documents", name));
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    execFileSync("soffice", ["--headless", profile, "--convert-to", "pdf", "--outdir", out, ...files]);
    const pages = readdirSync(out).map(
      (name) => readFileSync(join(out, name), "latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0,
    );
    expect(pages).toHaveLength(20);
    expect(Math.min(...pages)).toBeGreaterThan(0);
  }, 180_000);
});
