import { folded } from "./folded-text.ts";
import { saidFigures } from "./said-figure.ts";
import { saidStatus } from "./said-status.ts";

const SAYS_NOTHING =
  /^(?:(?:您|你)?好|收到|已?收悉|知悉|已阅|好的?|谢谢|感谢|辛苦了?|请查收|请审阅|请查阅|(?:具体)?(?:内容|情况|进展)?(?:请)?(?:详)?见附件|附件(?:已|请)?(?:上传|发送|查收)?|(?:稍后|尽快|马上|随后)(?:报送|反馈|回复|填报|上报)|(?:我们)?(?:会|将)?(?:尽快|按时|及时)(?:报送|反馈|填报)|各位(?:领导|老师)|(?:领导|老师)好?|ok|[\s,，.。!！~、;；:：()（）]|附件)+$/i;

/** What goes before a report or points to it: 现将我局4月进展报送如下, 详见附件, 请见盖章件. */
const COVERS =
  /^(?:(?:现|兹)?将.{0,40}(?:情况|进展|材料|报告|表|台账).{0,12}|(?:现|特此)?(?:报送|报上|上报|呈报|报告|反馈|回复|附上?|发送).{0,30}(?:情况|进展|材料|报告|表|台账|件)?(?:如下|给(?:你们|贵.{1,3})|贵.{1,3})?|(?:请|敬请|烦请|望)(?:见|查收|查阅|审阅|审核|审示|知悉|参阅|接收|领导).{0,16}|.{0,24}(?:详见|请见|见|附|如)(?:附件|附表|附后|盖章件|扫描件|表格|材料|下).{0,16}|(?:附件|附表|盖章件|扫描件)(?:\d{1,2}|[一二三四五])?(?:[:：].{1,60})?)$/;
const SAYS_MORE =
  /(?<!\d)\d{1,9}(?!\d|\s?[月年日份]|[.、](?!\d))|[%％]|完成|推进|启动|滞后|暂停|暂缓|无进展|累计|新增|问题|下一步/;

/** Whether words report nothing: thanks, a promise to answer, a covering letter. */
export function saysNothing(text: string): boolean {
  const words = text.trim();
  if (words.length > 300) return false;
  return words
    .split(/[。！!；;，,\n]/)
    .map((sentence) => sentence.trim())
    .every((said) => !said || SAYS_NOTHING.test(said) || (COVERS.test(said) && !SAYS_MORE.test(said)));
}

/** A pasted table as labelled lines, when its first row names its columns. */
export function tableAsLabels(text: string): string {
  const lines = text.split("\n");
  let columns: string[] | null = null;
  return lines
    .map((line) => {
      const cells = line.includes("\t")
        ? line.split("\t")
        : /^\s{0,4}\|.*\|/.test(line)
          ? line
              .trim()
              .replace(/^\||\|$/g, "")
              .split("|")
          : [];
      if (cells.length < 3) return line;
      if (
        cells.filter((cell) =>
          /^\s?(?:措施)?(?:编号|状态|进度|完成(?:比例|百分比|情况|率)|进展(?:情况)?|工作进展|存在(?:的)?问题|下一步.{0,4}|措施(?:内容)?|工作措施|序号|备注|指标.{0,4})\s?$/.test(
            cell,
          ),
        ).length >= 3
      ) {
        columns = cells.map((cell) => cell.trim());
        return "";
      }
      const names = columns;
      if (!names) return line;
      const at = Math.max(
        0,
        names.findIndex((name) => /编号/.test(name)),
      );
      const labelled = cells.flatMap((cell, index) =>
        index === at || !cell.trim() || /^(?:序号|备注)$/.test(names[index] ?? "")
          ? []
          : [`${names[index] ?? "进展"}：${cell.trim()}`],
      );
      return [cells[at]?.trim() ?? "", ...labelled].join("\n");
    })
    .join("\n");
}

const GREETING =
  /^\s*(?:(?:尊敬的)?(?:各位)?(?:领导|老师|同志|同事)?[：:，,]?\s*(?:您|你|大家)?(?:们)?好[！!。，,：:]?|.{2,24}[：:]|此致|敬礼[！!]?|特此(?:报告|报送|回复|说明)[。.]?|以上(?:为.{0,20}|内容)?(?:请|望)?(?:查收|审阅|审示|知悉)?[，,。.]?(?:谢谢|感谢)?[！!。]?|请(?:查收|审阅|知悉)[。！!]?(?:谢谢)?[！!。]?|(?:谢谢|感谢|顺祝.{0,8}|祝.{0,8}(?:好|祺|利|快))[！!。]?)\s*$/;

const CLOSING =
  /^\s*(?:(?:20\d\d\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日|20\d\d[-./]\d{1,2}[-./]\d{1,2}|[\u4e00-\u9fa5()（）\s]{2,30}(?:局|委|办|处|中心|镇|政府|街道|办事处|管委会|分局|支队|大队|公司|科|科室|部|办公室|队|站|联络员)(?:\s{1,4}[\u4e00-\u9fa5]{2,4})?|(?:联\s?系\s?人|联系电话|电\s?话|手\s?机|传\s?真|报送人|填报人|审核人|签发人|邮箱)\s?[：:].{0,60}|[-—=_*]{3,})\s*$/;

/** Without the salutation above and the closing, name and date below. */
export function withoutLetterForm(text: string): string {
  const lines = text.split("\n");
  let from = 0;
  let to = lines.length;
  while (from < to && (!lines[from]?.trim() || isGreeting(lines[from] ?? ""))) from += 1;
  while (to > from && (!lines[to - 1]?.trim() || isClosing(lines[to - 1] ?? ""))) to -= 1;
  return lines.slice(from, to).join("\n");
}

const isGreeting = (line: string): boolean =>
  GREETING.test(line.slice(0, 100)) && line.length <= 100 && !/[\d%]|进展|完成|状态|问题/.test(line);

const isClosing = (line: string): boolean =>
  line.length <= 100 &&
  (CLOSING.test(line) || (GREETING.test(line) && !/[：:]\s*$/.test(line))) &&
  !/[%％]|(?:推进|完成|暂停|启动|进展)/.test(line);

/** Whether words say anything that would be missed: a status, or a figure. */
export function saysProgress(words: string): boolean {
  const plain = folded(withoutLetterForm(words));
  const { figures, unread, percent } = saidFigures(plain, "");
  const { status } = saidStatus(plain);
  return (
    figures.length > 0 ||
    unread.length > 0 ||
    percent !== undefined ||
    (status !== undefined && !/(?:如下|汇报|报告|报送)[:。]?\s*$/.test(plain))
  );
}
