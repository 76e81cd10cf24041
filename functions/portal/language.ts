import { AsyncLocalStorage } from "node:async_hooks";
import { type ComponentChild, h } from "preact";
import type { Language } from "../core/language.ts";
import { ENGLISH } from "./english.ts";

/** What the pages say, as they are written: in Chinese. `{name}` stands for a value. */
export type Phrase = keyof typeof ENGLISH;

/** Those that stand for themselves: no value is put into them. */
export type Plain = { [P in Phrase]: [Named<P>] extends [never] ? P : never }[Phrase];

type Named<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | Named<Rest> : never;
type Values<P extends string> = [Named<P>] extends [never] ? [] : [Record<Named<P>, string | number>];

const asked = new AsyncLocalStorage<Language>();

/** Does something for somebody who reads a language: all that it says is in it. */
export const inLanguage = <T>(language: Language, doing: () => T): T => asked.run(language, doing);

/** The language that is spoken now; Chinese where nobody asked for another. */
export const spoken = (): Language => asked.getStore() ?? "zh";

/** A phrase in the language that is spoken now, with its values in place. English may say `{units|unit|units}`: one, or more. */
export const t = <P extends Phrase>(phrase: P, ...[values]: Values<P>): string =>
  filled(phrase, values, (value) => String(value)).join("");

/** The same where values may be elements of a page; a number stands out. */
export const tx = <P extends Phrase>(phrase: P, values: Record<Named<P>, ComponentChild>): ComponentChild[] =>
  filled<ComponentChild, ComponentChild>(phrase, values, (value) =>
    typeof value === "number" ? h("b", null, value) : value,
  );

const PLACE = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

/** The pieces of a phrase, in their order. */
function filled<Value, Piece>(
  phrase: Phrase,
  values: Readonly<Record<string, Value>> | undefined,
  shown: (value: Value | undefined) => Piece,
): (string | Piece)[] {
  const said: string = spoken() === "en" ? ENGLISH[phrase] : phrase;
  const pieces: (string | Piece)[] = [];
  let from = 0;
  for (const { 0: place, 1: name = "", 2: one, 3: many, index } of said.matchAll(PLACE)) {
    const value = values?.[name];
    pieces.push(said.slice(from, index), one === undefined ? shown(value) : ((value === 1 ? one : many) ?? ""));
    from = index + place.length;
  }
  return [...pieces, said.slice(from)];
}
