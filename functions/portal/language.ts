import { AsyncLocalStorage } from "node:async_hooks";
import type { Language } from "../core/language.ts";
import { ENGLISH } from "./english.ts";

/** What the pages say, as they are written: in Chinese. `{name}` stands for a value. */
export type Phrase = keyof typeof ENGLISH;

type Named<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | Named<Rest> : never;
type Values<P extends string> = [Named<P>] extends [never] ? [] : [Record<Named<P>, string | number>];

const asked = new AsyncLocalStorage<Language>();

/** Does something for somebody who reads a language: all that it says is in it. */
export const inLanguage = <T>(language: Language, doing: () => T): T => asked.run(language, doing);

/** The language that is spoken now; Chinese where nobody asked for another. */
export const spoken = (): Language => asked.getStore() ?? "zh";

/** A phrase in the language that is spoken now, with its values in place. */
export function t<P extends Phrase>(phrase: P, ...[values]: Values<P>): string {
  const said: string = spoken() === "en" ? ENGLISH[phrase] : phrase;
  return values ? said.replace(/\{(\w+)\}/g, (_, name: Named<P>) => String(values[name])) : said;
}
