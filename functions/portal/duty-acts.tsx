import type { VNode } from "preact";
import { LINKS } from "./links.ts";
import { short } from "./parts.tsx";
import type { PageForms, ShownDuty, ShownUnit } from "./unit.tsx";
import { dayText } from "./words.ts";

type Shown = ShownUnit & { duty: ShownDuty; forms: PageForms };

/** What a viewer may do with a duty: its liaison reports and asks, whoever decides reviews it and answers. */
export const DutyActs = (shown: Shown): VNode => {
  const { duty, mayReview, mayAnswer, form, forms } = shown;
  const isOpen = !duty.closed && !duty.exempt;
  return (
    <>
      {forms.undecided && <p class="notice bad">没有执行：{forms.undecided}</p>}
      {duty.request && <Requested {...shown} request={duty.request} />}
      {form && (
        <p class="act">
          <a class="button" href={form}>
            {duty.missing.length > 0 ? "填报本月进展" : "查看或更正填报"}
          </a>
        </p>
      )}
      {mayReview && isOpen && duty.missing.length < duty.asked && <Review {...shown} />}
      {mayAnswer && isOpen && duty.missing.length > 0 && !duty.request && <Ask {...shown} />}
    </>
  );
};

const KINDS = { extension: "延期", exemption: "免报" } as const;

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

const Why = ({ id, label }: { id: string; label: string }): VNode => (
  <>
    <label for={id}>{label}</label>
    <textarea id={id} name="why" rows={2} maxlength={500} minlength={2} required />
  </>
);

function Requested(shown: Shown & { request: NonNullable<ShownDuty["request"]> }): VNode {
  const { request, mayReview, duty } = shown;
  return (
    <section>
      <h2>申请{KINDS[request.kind]}，等待决定</h2>
      <p>
        {request.until && `请延至 ${dayText(request.until)}。`}理由：{request.why}
      </p>
      {mayReview && !duty.closed && (
        <div class="choices top">
          <Act shown={shown} act="grant">
            <h3>同意</h3>
            {request.kind === "extension" && (
              <>
                <label for="until">延至（{dayText(duty.closes)}汇总关闭）</label>
                <input id="until" type="date" name="until" value={request.until} max={duty.closes} required />
              </>
            )}
            <p>
              <button type="submit">同意{KINDS[request.kind]}</button>
            </p>
          </Act>
          <Act shown={shown} act="deny">
            <h3>不同意</h3>
            <Why id="deny-why" label="理由" />
            <p>
              <button type="submit" class="second">
                不同意
              </button>
            </p>
          </Act>
        </div>
      )}
    </section>
  );
}

function Review(shown: Shown): VNode {
  const { duty } = shown;
  const said = duty.measures.filter(({ entry }) => entry);
  return (
    <section>
      <h2>审核</h2>
      <div class="choices top">
        {!duty.accepted && duty.missing.length === 0 && (
          <Act shown={shown} act="accept">
            <h3>通过</h3>
            <p class="hint">写“已完成”的措施从下月起不再要求报送。</p>
            <p>
              <button type="submit">通过</button>
            </p>
          </Act>
        )}
        <Act shown={shown} act="return">
          <h3>退回</h3>
          <Why id="return-why" label="理由，写给单位看" />
          <details>
            <summary>只退回其中几项（不选即全部）</summary>
            {said.map(({ id, code, text }) => (
              <label class="pick">
                <input type="checkbox" name="measure" value={id} /> {code} {short(text, 24)}
              </label>
            ))}
          </details>
          <label class="pick">
            <input type="checkbox" name="hollow" value="1" /> 内容空泛：不保留原来的按时记录
          </label>
          <p>
            <button type="submit" class="second">
              退回，请其两个工作日内重报
            </button>
          </p>
        </Act>
      </div>
    </section>
  );
}

const Ask = (shown: Shown): VNode => (
  <details>
    <summary>申请延期或免报</summary>
    <Act shown={shown} act="ask">
      <label for="ask-kind">申请</label>
      <select id="ask-kind" name="kind">
        <option value="extension">延期</option>
        <option value="exemption">免报</option>
      </select>
      <label for="ask-until">延至（不晚于 {dayText(shown.duty.closes)}；免报不填）</label>
      <input id="ask-until" type="date" name="until" max={shown.duty.closes} />
      <Why id="ask-why" label="理由" />
      <p>
        <button type="submit">提交申请</button>
      </p>
    </Act>
  </details>
);
