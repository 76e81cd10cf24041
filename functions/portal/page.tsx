import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Language } from "../core/language.ts";
import { type Demo, DemoBar } from "./demo.tsx";
import { inLanguage, spoken, t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Entry, Place } from "./navigation.ts";

/** What stands around every page. */
export interface Frame {
  styleHref: string;
  /** The plan shown, and all that are in force. */
  plan?: PlanName;
  plans: readonly PlanName[];
  /** The ways on. */
  entries?: readonly Entry[];
  /** Who is signed in, and may sign out. */
  who?: { name: string; token: string };
  demo?: Demo;
  /** Why nothing of the plan is sent now. */
  stopped?: string;
  /** The same page in the other language. */
  otherLanguage?: string;
}
export interface PlanName {
  id: string;
  name: string;
}

export interface Framed {
  title: string;
  place?: Place;
  /** For somebody who has come by a link of their own: the name that stands above, and no way to other pages. */
  alone?: string;
  /** Of a page that speaks the language of its plan, whatever a browser asks for. */
  language?: Language;
  content: ComponentChildren;
}

/** A whole page as HTML. Characters that no one can see are written out, wherever they came from. */
export const documentOf = (frame: Frame, page: Framed): string =>
  `<!DOCTYPE html>${visible(inLanguage(page.language ?? spoken(), () => renderToString(<Page {...frame} {...page} />)))}`;

/** Control and direction marks can turn what a person reads into something else: `⟨U+202E⟩` cannot. */
const visible = (html: string): string =>
  html
    .toWellFormed()
    .replace(
      /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
      (mark) => `⟨U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
    );

function Page({
  styleHref,
  plan: shown,
  plans,
  entries = [],
  who,
  demo,
  stopped,
  otherLanguage,
  title,
  place,
  alone,
  content,
}: Frame & Framed): VNode {
  const plan = alone === undefined ? shown : undefined;
  const name = alone ?? plan?.name;
  return (
    <html lang={t("zh-CN")}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${brand()}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={styleHref} />
      </head>
      <body>
        <a class="skip" href="#content">
          {t("跳到正文")}
        </a>
        {demo && <DemoBar {...demo} />}
        <header class="top">
          <p class="brand">
            {brand()}
            {name && <span>{name}</span>}
          </p>
          {plan && <Navigation entries={entries} place={place} />}
          {!alone && otherLanguage && <OtherLanguage href={otherLanguage} />}
          {plan && who && <SignOut {...who} />}
        </header>
        {plan && plans.length > 1 && <PlanChoice plan={plan} plans={plans} />}
        <main id="content">
          {plan && stopped && <p class="notice bad">{t("本计划已停发：{why}", { why: stopped })}</p>}
          {content}
        </main>
        <footer>{t("涉密、敏感信息禁止在本系统填报。")}</footer>
      </body>
    </html>
  );
}

const brand = (): string => (spoken() === "en" ? "duban" : "督办");

const Navigation = ({ entries, place }: { entries: readonly Entry[]; place: Place | undefined }): VNode => (
  <nav aria-label={t("页面")}>
    {entries.map(({ place: each, words, href }) => (
      <a href={href} aria-current={each === place ? "page" : undefined}>
        {words}
      </a>
    ))}
  </nav>
);

/** Named in the language it leads to. */
const OtherLanguage = ({ href }: { href: string }): VNode =>
  spoken() === "en" ? (
    <a class="language" href={href} lang="zh-CN" hreflang="zh-CN">
      中文
    </a>
  ) : (
    <a class="language" href={href} lang="en" hreflang="en">
      English
    </a>
  );

const SignOut = ({ name, token }: { name: string; token: string }): VNode => (
  <form class="who" method="post" action={LINKS.signOut}>
    <input type="hidden" name="token" value={token} />
    <span>{name}</span>
    <button type="submit" class="second">
      {t("退出")}
    </button>
  </form>
);

const PlanChoice = ({ plan, plans }: { plan: PlanName; plans: readonly PlanName[] }): VNode => (
  <nav class="choice" aria-label={t("行动计划")}>
    {plans.map(({ id, name }) => (
      <a href={LINKS.board({ plan: id })} aria-current={id === plan.id ? "true" : undefined}>
        {name}
      </a>
    ))}
  </nav>
);
