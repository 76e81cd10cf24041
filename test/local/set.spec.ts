import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CalendarName } from "../../functions/core/calendar.ts";
import { instant } from "../../functions/core/day.ts";
import type { Directory } from "../../functions/core/directory.ts";
import type { Ladder } from "../../functions/core/ladder.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { openCommands } from "../../infra/local/commands.ts";
import { openDeployment } from "../../infra/local/deployment.ts";
import { SAMPLE_PLAN } from "../../infra/local/plan-files.ts";
import { directory, SETTINGS } from "../story/three-units.ts";

let folder: string;
let said: string[];
const dir = (): string => join(folder, "data");
const file = (name: string, content: unknown): string => {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return join(folder, name);
};
const duban = async (...words: string[]): Promise<string> => {
  said = [];
  await openCommands().parseAsync(["node", "duban", ...words, "--dir", dir()]);
  return said.join("\n");
};
/** What is set, after all. */
async function stored<Value>(read: (store: ReturnType<typeof openDeployment>["ports"]["store"]) => Promise<Value>) {
  const { ports, close } = openDeployment({ folder: dir(), clock: standingClock(instant("2024-04-29T01:00:00Z")) });
  const value = await read(ports.store);
  close();
  return value;
}
const named = (units: Directory["units"], id: string) => units.find((unit) => unit.id === id);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "set-"));
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const aLadder: Ladder = [{ no: 1, name: "催办", afterWorkingDays: 2, to: ["liaison"] }];
const notice = {
  calendar: "xx",
  year: 2024,
  source: "通知",
  off: [{ name: "假日", from: "2024-05-07", to: "2024-05-07" }],
  worked: [],
};

describe("what an office has set stays when a plan is imported again", () => {
  it("directory, holidays and ladder are those of the office, not the sample's", async () => {
    await duban("plan", "import", SAMPLE_PLAN);
    const { units } = await stored((store) => store.directory());
    const water = { ...named(units, "shuiwu")!, contacts: [] }; // the sample has it
    await duban("directory", "import", file("units.json", { units: [water], groups: [] }));
    await duban("ladder", "load", file("ladder.json", aLadder));
    await duban("holidays", "load", file("notice.json", { ...notice, calendar: "cn" }));
    await duban("plan", "import", SAMPLE_PLAN);
    expect(named((await stored((store) => store.directory())).units, "shuiwu")?.contacts).toEqual([]);
    expect(await stored((store) => store.ladder({}))).toEqual(aLadder);
    const { notices } = await stored((store) => store.calendar({ calendar: CalendarName.parse("cn") }));
    expect(notices.get(2024)?.off.has("2024-05-01" as never)).toBe(false); // the year is the office's own, whole
  });
});

describe("directory import adds units and replaces those it has", () => {
  it("units of another plan come in with it, and everybody else stays", async () => {
    await duban("plan", "import", SAMPLE_PLAN);
    const before = (await stored((store) => store.directory())).units.length;
    const three = directory();
    const own = three.units.filter(({ id }) => id === "yuanlin" || id === SETTINGS.operator);
    const more = file("more.json", {
      units: own.map((unit) => ({ ...unit, id: `q-${unit.id}`, name: `青石${unit.name}` })),
      groups: [],
    });
    expect(await duban("directory", "import", more, "--dry-run")).toContain("新增单位 青石");
    expect((await stored((store) => store.directory())).units).toHaveLength(before);
    await duban("directory", "import", more);
    expect((await stored((store) => store.directory())).units).toHaveLength(before + own.length);
    expect(await duban("directory", "import", more)).toBe("没有变化。");
  });

  it.each`
    units                                                                    | says                                                    | because
    ${[{ id: "shuiwu", name: "水务集团", kind: "company", contacts: [] }]}   | ${"单位编号“shuiwu”已是“区水务局”，不能用于“水务集团”"} | ${"an id is one unit's"}
    ${[{ id: "shuiwu-2", name: "区水务局", kind: "company", contacts: [] }]} | ${"单位名称“区水务局”重复"}                             | ${"a name is one unit's"}
    ${[{ id: "shuiwu-2", name: "水务集团", kind: "firm", contacts: [] }]}    | ${"units.0.kind"}                                       | ${"the place is named"}
    ${"{"}                                                                   | ${"不是 JSON"}                                          | ${"it is not"}
  `("refuses $units: $because", async ({ units, says }) => {
    await duban("plan", "import", SAMPLE_PLAN);
    const wrong = file("wrong.json", typeof units === "string" ? units : { units, groups: [] });
    await expect(duban("directory", "import", wrong)).rejects.toThrow(says);
  });

  it("takes a unit under a new name that lists the old one", async () => {
    await duban("plan", "import", SAMPLE_PLAN);
    const renamed = {
      id: "shuiwu",
      name: "区水务和海绵城市局",
      aliases: ["区水务局"],
      kind: "department",
      contacts: [],
    };
    await duban("directory", "import", file("renamed.json", { units: [renamed], groups: [] }));
    expect(named((await stored((store) => store.directory())).units, "shuiwu")?.name).toBe("区水务和海绵城市局");
  });
});

describe("holidays are loaded by calendar and year, a ladder by its name", () => {
  it("a calendar of another region leaves the others alone", async () => {
    await duban("plan", "import", SAMPLE_PLAN);
    await duban("holidays", "load", file("notice.json", [notice]));
    const calendar = (name: string) => stored((store) => store.calendar({ calendar: CalendarName.parse(name) }));
    expect([...(await calendar("xx")).notices.keys()]).toEqual([2024]);
    expect([...(await calendar("cn")).notices.keys()]).toEqual([2023, 2024, 2025, 2026]);
  });

  it("a ladder that ends after a plan's closing is refused", async () => {
    await duban("plan", "import", SAMPLE_PLAN);
    const late = file("late.json", [{ ...aLadder[0], afterWorkingDays: 9 }]);
    await expect(duban("ladder", "load", late)).rejects.toThrow("daxing-2024");
    await duban("ladder", "load", late, "--name", "slow");
    expect(await stored((store) => store.ladder({ ladder: "slow" as never }))).toHaveLength(1);
  });
});
