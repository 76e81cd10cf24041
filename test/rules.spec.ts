import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const read = (path: string): string => readFileSync(`${root}${path}`, "utf8");

/** Number, sentence and home of each rule, as the index says. */
const index = [
  ...read("functions/core/README.md").matchAll(/^\| \*\*([A-Z]{2}-\d+)\*\* \| (.+) \| \[[^\]]+\]\(([^)]+)\) \|$/gm),
].map(([, number = "", sentence = "", home = ""]) => ({
  number,
  sentence,
  home: new URL(home, "file:///functions/core/").pathname.slice(1),
}));
const tagged = globSync("functions/**/*.{ts,tsx}", { cwd: root }).flatMap((path) =>
  [...read(path).matchAll(/@rule +([A-Z]{2}-\d+)/g)].map(([, number = ""]) => ({ number, path })),
);
const specs = globSync("test/**/*.spec.{ts,tsx}", { cwd: root }).map(read).join("\n");
const titles = [...specs.matchAll(/describe\("([A-Z]{2}-\d+) ([^"]*)"/g)].map(([, number = "", sentence = ""]) => ({
  number,
  sentence,
}));

describe("a rule has one number, one sentence, one home and a spec of the same title", () => {
  it("the index has them", () => expect(index.length).toBeGreaterThan(40));
  it.each(index)("$number lives in $home and is shown", ({ number, sentence, home }) => {
    expect([...new Set(tagged.filter((tag) => tag.number === number).map(({ path }) => path))]).toEqual([home]);
    expect(new Set(titles.filter((title) => title.number === number).map((title) => title.sentence))).toEqual(
      new Set([sentence]),
    );
  });
  it("nothing is tagged or shown that the index does not have", () => {
    const known = new Set(index.map(({ number }) => number));
    expect([...tagged, ...titles].map(({ number }) => number).filter((number) => !known.has(number))).toEqual([]);
  });
});
