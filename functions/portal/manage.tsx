import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";

/** What the office that runs a plan sets and looks after: the way to each page of it. */
export function managePage({ id: plan }: PlanName): Framed {
  const ways = [{ words: t("发送预览"), href: LINKS.ahead({ plan }), about: t("接下来什么时候发什么、发给谁") }];
  const content = (
    <>
      <h1>{t("管理")}</h1>
      <section>
        <ul class="plain ways">
          {ways.map(({ words, href, about }) => (
            <li>
              <a href={href}>{words}</a>
              <small>{about}</small>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
  return { title: t("管理"), place: "manage", content };
}
