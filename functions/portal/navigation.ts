import { may, maySome, ownUnits, type Viewer } from "../core/access.ts";
import { unitOf } from "../core/contacts.ts";
import type { Directory } from "../core/directory.ts";
import type { Plan } from "../core/plan.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";

/** Where a page belongs in the navigation. */
export type Place = "board" | "unit" | "plan" | "mail" | "held" | "ahead" | "search" | "manage";

export interface Entry {
  place: Place;
  words: string;
  href: string;
}

/** The ways on from every page, as far as a viewer may go. */
export function entriesFor(
  viewer: Viewer,
  { id, settings }: Pick<Plan, "id" | "settings">,
  directory: Directory,
): Entry[] {
  const all = (deed: Parameters<typeof may>[1]): boolean => may(viewer, deed, settings);
  const own = ownUnits(viewer).filter((unit) => may(viewer, "see-unit", settings, unit));
  return [
    ...(all("see-board") ? [{ place: "board" as const, words: t("报送情况"), href: LINKS.board({ plan: id }) }] : []),
    ...own.map((unit) => ({
      place: "unit" as const,
      words: own.length > 1 ? (unitOf(unit, directory)?.name ?? unit) : t("本单位"),
      href: LINKS.unit(unit, { plan: id }),
    })),
    { place: "plan", words: t("行动计划"), href: LINKS.plan({ plan: id }) },
    ...(all("see-mails") ? [{ place: "mail" as const, words: t("收发记录"), href: LINKS.journal({ plan: id }) }] : []),
    ...(maySome(viewer, "decide", settings)
      ? [{ place: "held" as const, words: t("待核实"), href: LINKS.held({ plan: id }) }]
      : []),
    ...(all("look-ahead") ? [{ place: "ahead" as const, words: t("发送预览"), href: LINKS.ahead({ plan: id }) }] : []),
    ...(all("manage") ? [{ place: "manage" as const, words: t("管理"), href: LINKS.manage({ plan: id }) }] : []),
    { place: "search", words: t("查找"), href: LINKS.search({ plan: id }) },
  ];
}
