import type { VNode } from "preact";
import { isQuarantined, keptFiles, receiptNumber, type Submission, waits } from "../core/submission.ts";
import { decisionText, type Remedies, RemedyForms, titleOf } from "./held.tsx";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed } from "./page.tsx";
import { atMostOf, Cell, EntryWords, Facts, FileLink, LongText } from "./parts.tsx";
import { doorText, heldText, listText, monthText, OUTCOMES, placedText, stampText } from "./words.ts";

/** One answer as it came, and what became of it. */
export interface ShownSubmission {
  submission: Submission;
  zone: string;
  unitName: string | undefined;
  /** Ids of the measures that it speaks of, by code. */
  measureIds: ReadonlyMap<string, string>;
  /** The whole text as it came, quoted parts and all; absent when its bytes are gone. */
  whole: string | undefined;
  /** Whether it has a version in HTML. */
  hasHtml: boolean;
  nameOf: (unit: string) => string;
}

/** @param remedies  when it waits for a decision that the visitor may take */
export function submissionPage(shown: ShownSubmission, remedies?: Remedies): Framed {
  const { submission, zone, unitName } = shown;
  const { plan, period, unit, from, at, again, placedBy, door, decisions = [] } = submission;
  const title = titleOf(submission);
  const content = (
    <>
      <p class="crumbs">
        <a href={LINKS.journal({ plan: plan ?? "-", way: "in" })}>{t("收发记录")}</a>
      </p>
      <h1>{title}</h1>
      <Facts
        of={[
          [t("结果"), <Outcome {...submission} />],
          [t("回执编号"), receiptNumber(submission)],
          [t("来自"), from],
          [t("收到"), stampText(at, zone)],
          [t("方式"), doorText(door)],
          [
            t("单位"),
            unit &&
              (plan ? (
                <a href={LINKS.unit(unit, { plan, ...(period && { period }) })}>{unitName ?? unit}</a>
              ) : (
                unitName
              )),
          ],
          [t("报送月份"), period && monthText(period)],
          [t("归属"), placedBy && placedText(placedBy)],
          [t("再次收到"), listText(again.map((each) => stampText(each, zone)))],
          [t("附件"), isQuarantined(submission) && listText(submission.attachments)],
          [
            t("经手"),
            decisions.length > 0 && (
              <ul class="plain">
                {decisions.map((decision) => (
                  <li>{decisionText(decision, zone, shown.nameOf)}</li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
      {remedies && <RemedyForms {...remedies} submission={submission.id} />}
      <Recorded {...shown} />
      <NotRecorded {...shown} />
      <AsItCame {...shown} />
    </>
  );
  return { title, place: "mail", content };
}

function Outcome({ outcome, ...submission }: Submission): VNode {
  switch (outcome.kind) {
    case "recorded":
      return (
        <>
          <b>{t(OUTCOMES.recorded)}</b>
          {outcome.late && t("，逾期")}
          {outcome.afterClosing && t("，办结之后")}
        </>
      );
    case "held":
      return (
        <>
          <b>{t(OUTCOMES[waits({ outcome, ...submission }) ? "held" : "dismissed"])}</b>
          {t("：")}
          {heldText(outcome.reason)}
        </>
      );
    case "service":
      return (
        <>
          <b>{t(OUTCOMES.service)}</b>
          {t("：")}
          {outcome.what}
        </>
      );
  }
}

const Recorded = ({ submission: { entries, plan, period, outcome }, measureIds }: ShownSubmission): VNode | null =>
  entries.length === 0 ? null : (
    <table class="cards entries">
      <caption>
        {outcome.kind === "recorded"
          ? t("已登记 {entries} 条", { entries: entries.length })
          : t("读出 {entries} 条，未登记", { entries: entries.length })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("编号")}</th>
          <th scope="col">{t("进展")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => {
          const id = measureIds.get(entry.code);
          return (
            <tr>
              <th scope="row">
                {id && plan ? (
                  <a
                    href={LINKS.measure(id, {
                      plan,
                      ...(period && { period }),
                    })}
                  >
                    {entry.code}
                  </a>
                ) : (
                  entry.code
                )}
              </th>
              <Cell label={t("进展")}>
                <EntryWords entry={entry} atMost={atMostOf(entries.length)} />
              </Cell>
            </tr>
          );
        })}
      </tbody>
    </table>
  );

const NotRecorded = ({ submission: { unrecorded } }: ShownSubmission): VNode | null =>
  unrecorded.length === 0 ? null : (
    <section>
      <h2>{t("未登记 {points} 处", { points: unrecorded.length })}</h2>
      <ul class="points">
        {unrecorded.map(({ code, text }) => (
          <li>
            {code && <p class="place">{code}</p>}
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );

const AsItCame = ({ submission, submission: { id, text, door }, whole, hasHtml }: ShownSubmission): VNode => (
  <section>
    <h2>{t("来信")}</h2>
    {text.trim() ? (
      <LongText text={text} />
    ) : (
      whole === undefined && <p class="notice">{door === "mail" ? t("没有正文。") : t("原件已不在。")}</p>
    )}
    {whole !== undefined && (
      <details open={!text.trim() && door === "mail"}>
        <summary>
          {door === "mail" ? t("原文（含引用部分）") : t("由{door}报送的原始数据", { door: doorText(door) })}
        </summary>
        <LongText text={whole} />
      </details>
    )}
    {hasHtml && (
      <details>
        <summary>{t("按原版式查看（已隔离：不运行脚本，不加载外部内容）")}</summary>
        <iframe src={LINKS.receivedHtml(id)} sandbox="" title={t("来信原版式")} loading="lazy" />
      </details>
    )}
    {keptFiles(submission).length > 0 && (
      <ul class="plain files">
        {keptFiles(submission).map((file) => (
          <li>
            <FileLink {...file} of={id} />
          </li>
        ))}
      </ul>
    )}
    {isQuarantined(submission) ? (
      <p class="notice">{t("原件带有病毒，已隔离，不提供下载。")}</p>
    ) : (
      <p>
        <a href={LINKS.receivedRaw(id)} download="">
          {t("下载原件")}
        </a>{" "}
        <small>{t("原件来自外部，请勿直接打开其中的附件和链接。")}</small>
      </p>
    )}
  </section>
);
