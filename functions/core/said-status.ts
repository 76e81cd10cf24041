import type { Status } from "./entry.ts";

/** What an answer says of how far a measure is; `unsure` when its words may be meant of a part, or contradict each other. */
export interface SaidStatus {
  status?: Status;
  unsure?: string;
}

/**
 * The status in a text. A word counts for the measure when its clause is about nothing else: `已完成`, not `方案已完成`.
 *
 * @param text folded
 * Rule RP-4
 */
export function saidStatus(text: string): SaidStatus {
  const clauses = text
    .split(/[,，。;；!?\n\t|、]/)
    .map((clause) => clause.trim().slice(0, 200))
    .filter(Boolean);
  const certain = new Set(clauses.flatMap((clause) => certainIn(clause) ?? []));
  const [status, ...others] = settled(certain);
  if (status && others.length === 0) return { status };
  if (status)
    return {
      unsure: clauses
        .filter((clause) => certainIn(clause))
        .slice(0, 3)
        .join("，"),
    };
  const unsure = clauses.find((clause) => unsureIn(clause));
  return unsure ? { unsure } : {};
}

/** Behind is also in progress; nothing else goes together. */
function settled(statuses: ReadonlySet<Status>): Status[] {
  const all = [...statuses];
  return statuses.has("behind") ? all.filter((status) => status !== "in-progress") : all;
}

/** Words before a status that leave it about the whole measure. */
const WHOLE =
  '^(?:(?:截至|截止)(?:到)?(?:目前|\\d{0,2}月?底?|\\d{1,2}月\\d{1,2}日)|目前|现阶段|现在|现|当前|本月|当月|上述|以上|前述|其余|剩余|余下|其[他它]|所有|该|本|此|各|这|整|全|项|条|个|措施|任务|工作|目标|事项|项目|内容|总体|整体|年度|全年|均|都|已经|已|仍|还|正|也|一直|按期|如期|按时|提前|顺利|全部|全面|状态|进展情况|进展|进度|完成情况|情况|为|是|处于|但|因此|故|所以|\\d{1,2}月份?|[:\\s("“”【\\[·*\\-])*';
const whole = (words: string): RegExp => new RegExp(`${WHOLE}(?:${words})`);

/** Nothing more follows in the clause but a note in brackets: `已完成(4月)`, not `已完成 163 辆`. */
const END = "(?=\\s{0,9}(?:$|[)\\]】。]|:(?!\\s?\\d)|\\([^)]{0,30}\\)\\s{0,9}$)|\\s{1,9}[^\\d\\s])";

const DONE = whole(
  `完成了?(?:了?(?:全年|年度|全部|既定|各项|目标|任务|工作|的)){0,5}${END}|(?:办结|竣工|完工|销号)了?${END}`,
);
const NOT_STARTED = whole(
  `(?:暂|尚|还|仍)?(?:未|没有|没)(?:正式|实质性?)?(?:启动|开始|开展|实施|开工|动工)(?:了|${END})|待启动`,
);
const PAUSED = whole(`(?:暂停|暂缓|中止|搁置|停滞|停工)(?:了|中|状态|实施|推进|开展|办理|建设|施工|进行)?${END}`);
const BEHIND = whole(
  "(?:推进)?(?:略有|有所|较为|明显|严重|存在|相对|较|略|稍|比较)?(?:滞后|落后|偏慢|缓慢|较慢|延误)|(?:慢于|落后于|滞后于|晚于)(?:计划|序时|时序|预期)|(?:未|没有)(?:能)?(?:达到?|按)(?:序时|时序|计划)(?:进度|要求)?|(?:较|比)(?:原)?(?:计划|时序|序时|预期)(?:进度|工期|节点)?(?:有所|略有|明显)?(?:滞后|落后|延后|推迟)",
);
const NO_PROGRESS = whole(
  `(?:(?:较|与|比)?上月(?:相比)?|暂|尚)?(?:暂)?(?:无|没有|没)(?:新的?|实质性?|明显|任何|进一步)*(?:进展|变化|更新)${END}`,
);
const IN_PROGRESS =
  /(?:推进|进行|开展|实施|办理|建设|施工|编制|落实|改造|整改|审批|招标)中(?!心|央|标|的?问题|发现|遇到|存在|,|，)|正在|正(?:有序|稳步|按计划|积极|抓紧|加紧|常(?:推进|开展|进行|实施|有序))|(?:有序|稳步|扎实|按计划|按序时进度|顺利|持续|加快|积极|全力|深入|统筹|常态化)(?:组织)?(?:推进|开展|进行|实施)|按(?:计划|时序|序时(?:进度)?)(?:有序|正常|稳步)?(?:推进|开展|进行|实施)|(?:进展|推进)(?:顺利|正常|良好|有序|平稳)|达到序时进度/;
const NOT_YET =
  /将(?!军)|拟(?!定)|预计|计划(?!推进|进行|有序|开展|实施)|力争|确保|争取|尽快|尽早|抓紧|下一步|有望|即将|待|(?<!提)前完成|底完成|(?:未|尚|没有?|部分|初步|逐步)(?:能)?(?:全部|全面|按时|按期|如期)?完成|半年|季度|年内|督促|要求|推动|责令|如|若|继续/;
const NOT_SO =
  /(?:未|不|没有|无|不存在|并非|难以|无法)(?:出现|存在|能)?\s?(?:明显)?(?:滞后|暂停|停滞|延误|正常|顺利|按计划|按时序|按序时)|(?<!湿地|生态|植被|地力|地貌)恢复|解除|复工|避免|防止/;

function certainIn(clause: string): Status | null {
  if (NO_PROGRESS.test(clause) || /^(?:工作)?进展(?:情况)?:\s?(?:暂)?无$/.test(clause)) return "no-progress";
  if (NOT_STARTED.test(clause)) return "not-started";
  if (BEHIND.test(clause) && !/(?:不|未|无|没有)(?:明显|存在)?(?:滞后|落后)/.test(clause)) return "behind";
  if (NOT_SO.test(clause)) return null;
  if (PAUSED.test(clause)) return "paused";
  if (DONE.test(clause) && isSaidDone(clause)) return "done";
  return IN_PROGRESS.test(clause) &&
    (!COUNTED.test(clause) || /剩余|其余|余下/.test(clause)) &&
    !/(?:将|拟|继续|需要?|应|请|要|督促|计划于)[^,]{0,8}$/.test(clause.slice(0, clause.search(IN_PROGRESS)))
    ? "in-progress"
    : null;
}

/** 4处正在施工 is said of the four; 剩余4处正在施工 says that the whole is not done. */
const COUNTED = /\d\s?(?:个|项|处|辆|家|座|台|条|户|所|件|公里)/;

/** `4月完成` may be a plan; `已完成`, `任务完成` are not. */
const isSaidDone = (clause: string): boolean =>
  !NOT_YET.test(clause) &&
  (/已|全部|全面|均|都|提前|按期|如期|按时|顺利|了|办结|竣工|完工|销号/.test(clause) || !/月|日|天/.test(clause));

/** A status that may be meant of a part of the measure only. */
const unsureIn = (clause: string): boolean =>
  !NOT_YET.test(clause) &&
  !NOT_SO.test(clause) &&
  (/完成了?$/.test(clause) ||
    /(?:未|没有)(?:启动|开始|开展|开工)$/.test(clause) ||
    /(?:滞后|偏慢|缓慢)$/.test(clause) ||
    /(?:已|现)(?:暂停|暂缓|停工|中止|搁置)|(?:暂停|暂缓|停工|中止|搁置)$/.test(clause));
