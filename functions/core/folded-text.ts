/**
 * Text as it is read: full-width letters, digits and brackets, dashes and blanks as their plain forms. Every character
 * stays in its place, so what is found can be cut from the text as written.
 */
export const folded = (text: string): string =>
  text
    .replace(/[！-＋－-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[—–―‐‑−﹣─]/g, "-")
    .replace(/[〜∼]/g, "~")
    .replace(/[\u3000\u00a0]/g, " ");

/** A whole number up to 9,999 in Chinese numerals (`一百二十`), or null when they are none (`三五`, `十几`). */
export function chineseNumber(text: string): number | null {
  if (/^[零〇一二三四五六七八九]$/.test(text) || text === "两") return text === "两" ? 2 : digitOf(text);
  const match = /^(?:([一二两三四五六七八九])千)?(?:零|〇)?(?:([一二两三四五六七八九])百)?(?:零|〇)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(text);
  if (!match || !text) return null;
  const [, thousands, hundreds, tens, ten, ones] = match;
  if (!thousands && !hundreds && !ten) return null;
  if ((hundreds || thousands) && ones && !ten && !/[零〇]/.test(text)) return null;
  return digitOf(thousands) * 1000 + digitOf(hundreds) * 100 + (ten ? (tens ? digitOf(tens) : 1) * 10 : 0) + digitOf(ones);
}

const digitOf = (char: string | undefined): number => (char === "两" ? 2 : char ? "零一二三四五六七八九".indexOf(char === "〇" ? "零" : char) : 0);
