import type { VNode } from "preact";
import { addDays } from "../core/day.ts";
import type { Ladder } from "../core/ladder.ts";
import type { RungEvidence } from "../core/rung-evidence.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import { short } from "./parts.tsx";
import type { PageForms, ShownDuty, ShownUnit } from "./unit.tsx";
import { dayText, listText, requestText, stampText, stepText } from "./words.ts";

type Shown = ShownUnit & { duty: ShownDuty; forms: PageForms };

/** What a viewer may do with a duty: its liaison reports and asks, whoever decides reviews it and answers. */
export const DutyActs = (shown: Shown): VNode => {
  const { duty, mayReview, mayAnswer, form, forms } = shown;
  const isOpen = !duty.closed && !duty.exempt;
  return (
    <>
      {forms.undecided && <p class="notice bad">{t("没有执行：{why}", { why: forms.undecided })}</p>}
      {shown.waiting && <Rung {...shown} waiting={shown.waiting} />}
      {duty.request && <Requested {...shown} request={duty.request} />}
      {form && (
        <p class="act">
          <a class="button" href={form}>
            {duty.missing.length > 0 ? t("填报本月进展") : t("查看或更正填报")}
          </a>
        </p>
      )}
      {mayReview && isOpen && duty.missing.length < duty.asked && <Review {...shown} />}
      {mayAnswer && isOpen && duty.missing.length > 0 && !duty.request && <Ask {...shown} />}
    </>
  );
};

/** A form that does one thing with the duty. */
const Act = ({
  shown: { plan, unit, period, forms },
  act,
  children,
}: {
  shown: Shown;
  act: string;
  children: VNode | (VNode | false)[];
}): VNode => (
  <form method="post" action={LINKS.acts(unit.id, { plan: plan.id })}>
    <input type="hidden" name="token" value={forms.token} />
    <input type="hidden" name="period" value={period} />
    <input type="hidden" name="act" value={act} />
    {children}
  </form>
);

const Why = ({ id, label, most = 500 }: { id: string; label: string; most?: number }): VNode => (
  <>
    <label for={id}>{label}</label>
    <textarea id={id} name="why" rows={2} maxlength={most} minlength={2} required />
  </>
);

function Requested(shown: Shown & { request: NonNullable<ShownDuty["request"]> }): VNode {
  const { request, mayReview, duty } = shown;
  return (
    <section>
      <h2>{t("申请{request}，等待决定", { request: requestText(request.kind) })}</h2>
      <p>
        {request.until && t("请延至 {day}。", { day: dayText(request.until) })}
        {t("理由：{why}", { why: request.why })}
      </p>
      {mayReview && !duty.closed && (
        <div class="choices upper">
          <Act shown={shown} act="grant">
            <h3>{t("同意")}</h3>
            {request.kind === "extension" && (
              <>
                <label for="until">{t("延至（{day}汇总关闭）", { day: dayText(duty.closes) })}</label>
                <input
                  id="until"
                  type="date"
                  name="until"
                  value={request.until}
                  max={addDays(duty.closes, -1)}
                  required
                />
              </>
            )}
            <p>
              <button type="submit">{t("同意{request}", { request: requestText(request.kind) })}</button>
            </p>
          </Act>
          <Act shown={shown} act="deny">
            <h3>{t("不同意")}</h3>
            <Why id="deny-why" label={t("理由")} />
            <p>
              <button type="submit" class="second">
                {t("不同意")}
              </button>
            </p>
          </Act>
        </div>
      )}
    </section>
  );
}

function Rung(shown: Shown & { waiting: NonNullable<ShownUnit["waiting"]> }): VNode {
  const { waiting, ladder, zone } = shown;
  const name = stepText(`rung-${waiting.rung}`, ladder);
  return (
    <section>
      <h2>{t("{rung}，等待批准", { rung: name })}</h2>
      <ol class="agenda">
        {waiting.evidence.map((each) => (
          <li>
            <time datetime={each.at}>{stampText(each.at, zone)}</time>
            <span>{evidenceText(each, ladder)}</span>
          </li>
        ))}
      </ol>
      {waiting.mayApprove && (
        <div class="choices upper">
          <Act shown={shown} act="approve">
            <h3>{t("批准")}</h3>
            <p class="hint">{t("批准后当天发出；单位在此之前报齐的，不再发出。")}</p>
            <p>
              <button type="submit">{t("批准{rung}", { rung: name })}</button>
            </p>
          </Act>
          <Act shown={shown} act="decline">
            <h3>{t("不批准")}</h3>
            <Why id="decline-why" label={t("理由")} most={200} />
            <p>
              <button type="submit" class="second">
                {t("不批准")}
              </button>
            </p>
          </Act>
        </div>
      )}
    </section>
  );
}

/** One thing that a rung rests on, as a sentence. */
function evidenceText(evidence: RungEvidence, ladder: Ladder): string {
  switch (evidence.kind) {
    case "asked":
      return t("要求报送 {measures} 项，{due} 截止", { measures: evidence.measures, due: evidence.due });
    case "told": {
      const { steps, people, sent, delivered, failed } = evidence;
      const step = listText(steps.map((each) => stepText(each, ladder)));
      return t("{step}：{people} 人，发出 {sent}，送达 {delivered}，退回 {failed}", {
        step,
        people,
        sent,
        delivered,
        failed,
      });
    }
    case "came":
      return t("收到答复，登记 {count} 项", { count: evidence.codes.length });
    case "returned":
      return t("退回，{due} 前重报：{why}", { due: evidence.due, why: evidence.why });
    case "ruled":
      return evidence.granted ? t("所提申请已同意") : t("所提申请未同意");
    case "declined":
      return t("{rung}未获批准：{why}", { rung: stepText(`rung-${evidence.rung}`, ladder), why: evidence.why });
  }
}

function Review(shown: Shown): VNode {
  const { duty } = shown;
  const said = duty.measures.filter(({ entry }) => entry);
  return (
    <section>
      <h2>{t("审核")}</h2>
      <div class="choices upper">
        {!duty.accepted && duty.missing.length === 0 && (
          <Act shown={shown} act="accept">
            <h3>{t("通过")}</h3>
            <p class="hint">{t("写“已完成”的措施从下月起不再要求报送。")}</p>
            <p>
              <button type="submit">{t("通过")}</button>
            </p>
          </Act>
        )}
        <Act shown={shown} act="return">
          <h3>{t("退回")}</h3>
          <Why id="return-why" label={t("理由，写给单位看")} />
          <details>
            <summary>{t("只退回其中几项（不选即全部）")}</summary>
            {said.map(({ id, code, text }) => (
              <label class="pick">
                <input type="checkbox" name="measure" value={id} /> {code} {short(text, 24)}
              </label>
            ))}
          </details>
          <label class="pick">
            <input type="checkbox" name="hollow" value="1" /> {t("内容空泛：不保留原来的按时记录")}
          </label>
          <p>
            <button type="submit" class="second">
              {t("退回，请其两个工作日内重报")}
            </button>
          </p>
        </Act>
      </div>
    </section>
  );
}

const Ask = (shown: Shown): VNode => (
  <details>
    <summary>{t("申请延期或免报")}</summary>
    <Act shown={shown} act="ask">
      <label for="ask-kind">{t("申请")}</label>
      <select id="ask-kind" name="kind">
        <option value="extension">{requestText("extension")}</option>
        <option value="exemption">{requestText("exemption")}</option>
      </select>
      <label for="ask-until">{t("延至（早于 {day}；免报不填）", { day: dayText(shown.duty.closes) })}</label>
      <input id="ask-until" type="date" name="until" max={addDays(shown.duty.closes, -1)} />
      <Why id="ask-why" label={t("理由")} />
      <p>
        <button type="submit">{t("提交申请")}</button>
      </p>
    </Act>
  </details>
);
