import { ask } from "./ask.ts";
import type { Emulator } from "./emulator.ts";

/** What waits or is being done, and what failed for good, of the stage's queues: one look at all of them at once, which AWS itself does not offer. */
export async function queuesOf(emulator: Emulator, stack: string): Promise<{ waiting: string[]; laidAside: string[] }> {
  const { body } = await ask(emulator, { method: "GET", path: "/_ministack/sqs/messages" });
  // by account, region and queue
  const found: Record<string, Record<string, Record<string, { Body: string }[]>>> = JSON.parse(body).messages;
  const all = Object.values(found)
    .flatMap((regions) => Object.values(regions).flatMap((queues) => Object.entries(queues)))
    .map(([url, messages]) => ({ name: url.split("/").at(-1) ?? "", messages }))
    .filter(({ name }) => name.startsWith(`${stack}-`))
    .flatMap(({ name, messages }) => messages.map(({ Body }) => ({ name, text: `${name}: ${Body}` })));
  const isAside = ({ name }: { name: string }) => name.endsWith("-dead-letters");
  const texts = (some: { text: string }[]) => some.map(({ text }) => text);
  return { waiting: texts(all.filter((one) => !isAside(one))), laidAside: texts(all.filter(isAside)) };
}
