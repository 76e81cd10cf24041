import { day, type Instant, instantAt, type Month, month, TimeOfDay } from "../../functions/core/day.ts";
import { Directory, UnitId } from "../../functions/core/directory.ts";
import { PlanSettings } from "../../functions/core/plan-settings.ts";

/** A small plan of an invented district: two annexes, seven measures, three units. */
export const DOCUMENT = `青石区人民政府办公室文件

青政办发〔2024〕6号

青石区人民政府办公室关于印发《青石区2024年城乡环境整治行动计划》的通知

各有关单位：

《青石区2024年城乡环境整治行动计划》已经区政府同意，现印发给你们。各单位每月第二个工作日前向区环境整治办报送上月工作进展情况。

青石区人民政府办公室
2024年4月1日

附件1

青石区清水2024年行动计划

序号	重点任务	工作措施	完成时限	牵头单位	协办单位
一、河道
1	河道整治	完成东沟、西沟清淤。	年底前	区水务局	区城管局
		修复东沟护岸。	年底前	区水务局	---
2	排水	改造雨污混接点。	10月底前	区水务局	---

附件2

青石区绿地2024年行动计划

序号	重点任务	工作措施	完成时限	牵头单位	协办单位
一、绿化
1	增绿	新建口袋公园。	年底前	区园林局	---
		补植行道树。	11月底前	区园林局	区水务局
2	市容	拆除违法建设。	年底前	区城管局	---
		清理积存垃圾。	长期实施	区城管局	---
`;

export const SETTINGS = PlanSettings.parse({
  id: "qingshi-2024",
  title: "青石区2024年城乡环境整治行动计划",
  name: "环境整治2024年行动计划",
  zone: "Asia/Shanghai",
  operator: "zhengzhiban",
  supervision: "ducha",
  programmes: ["清水", "绿地"],
  cycle: {
    dueWorkingDay: 2,
    inclusive: true,
    preflightBefore: 5,
    opensBefore: 3,
    remindsBefore: 1,
    closesAfter: 8,
  },
  hours: { from: "08:30", to: "18:00", send: "09:00", evening: "17:30" },
  leads: "each",
  assists: "none",
});

/** Everybody's mailbox, by unit and role. */
export const MAIL = {
  operator: "plan@zhengzhiban.qingshi.example",
  supervisor: "supervisor@ducha.qingshi.example",
  /** 区水务局 has an alternate. */
  water: {
    liaison: "liaison@shuiwu.qingshi.example",
    alternate: "deputy-liaison@shuiwu.qingshi.example",
    section: "section-head@shuiwu.qingshi.example",
    deputy: "deputy@shuiwu.qingshi.example",
    head: "head@shuiwu.qingshi.example",
  },
  /** 区园林局 has no responsible deputy at the moment (ES-4). */
  gardens: {
    liaison: "liaison@yuanlin.qingshi.example",
    section: "section-head@yuanlin.qingshi.example",
    head: "head@yuanlin.qingshi.example",
  },
  city: {
    liaison: "liaison@chengguan.qingshi.example",
    section: "section-head@chengguan.qingshi.example",
    deputy: "deputy@chengguan.qingshi.example",
    head: "head@chengguan.qingshi.example",
  },
} as const;

export const UNIT = {
  water: UnitId.parse("shuiwu"),
  gardens: UnitId.parse("yuanlin"),
  city: UnitId.parse("chengguan"),
};

/** The codes that each unit reports on. */
export const CODES = {
  water: ["清水-1-1", "清水-1-2", "清水-2-1"],
  gardens: ["绿地-1-1", "绿地-1-2"],
  city: ["绿地-2-1", "绿地-2-2"],
} as const;

export type UnitName = keyof typeof UNIT;
export const UNITS: readonly UnitName[] = ["water", "gardens", "city"];

const ROLES = {
  liaison: "联络员",
  section: "科室负责人",
  deputy: "分管领导",
  head: "主要负责人",
} as const;

/** Who there is. @param changed  contacts of a unit in place of its own */
export function directory(changed: Partial<Record<UnitName, Record<string, string>>> = {}): Directory {
  const department = (of: UnitName, name: string) => {
    const { alternate, ...mails }: Record<string, string> = {
      ...(changed[of] ?? MAIL[of]),
    };
    const contacts = Object.entries(mails).map(([role, mail]) => ({
      mail,
      name: ROLES[role as keyof typeof ROLES], // the keys of MAIL
      role: role === "section" ? "section-head" : role,
      ...(role === "liaison" && alternate && { alternate }),
    }));
    return { id: UNIT[of], name, kind: "department", contacts };
  };
  const office = (id: string, name: string, mail: string, role: "operator" | "supervisor") => ({
    id,
    name,
    kind: "office",
    contacts: [{ mail, name, role }],
  });
  return Directory.parse({
    units: [
      department("water", "区水务局"),
      department("gardens", "区园林局"),
      department("city", "区城管局"),
      office("zhengzhiban", "区环境整治办", MAIL.operator, "operator"),
      office("ducha", "区政府督查室", MAIL.supervisor, "supervisor"),
    ],
    groups: [],
    zone: SETTINGS.zone,
  });
}

/** The month that the stories are about: opened on Monday 29 April, due on Tuesday 7 May, with five days off between. */
export const APRIL: Month = month("2024-04");

/** `2024-04-29 09:00` in Shanghai. */
export function shanghai(local: string): Instant {
  const [on = "", at = ""] = local.split(" ");
  return instantAt(day(on), TimeOfDay.parse(at), SETTINGS.zone);
}

/** A later version of the document, with some words changed. */
export const documentWith = (was: string, is: string): string => DOCUMENT.replace(was, is);
