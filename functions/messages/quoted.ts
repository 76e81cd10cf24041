/**
 * Words on one line, as a mail shows them: no line break, control or direction mark that came with a name or a stranger's
 * text can break a header, a row or the order of reading.
 */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();

/** The beginning of a text, cut at the last pause within so many characters, or where it must be. */
export function shortened(text: string, longest: number): string {
  const line = oneLine(text);
  if (line.length <= longest) return line;
  const cut = Array.from(line.slice(0, longest - 1))
    .filter(isWhole)
    .join("");
  const pause = Math.max(...Array.from("，。；：、,;", (mark) => cut.lastIndexOf(mark)));
  return `${pause > longest / 2 ? cut.slice(0, pause) : cut}…`;
}
/** Half a pair of surrogates is no character. */
const isWhole = (character: string): boolean => !/^[\uD800-\uDFFF]$/.test(character);

/** What somebody wrote to us, shortened, with its addresses broken up so that no mail client makes them links. */
export const quoted = (text: string, longest: number): string =>
  shortened(text, longest)
    .replace(/:\/\//g, "[://]")
    .replace(/(?<=[\p{L}\p{N}_-])\.(?=\p{L}{2})/gu, "[.]");
