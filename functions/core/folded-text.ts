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

/** A whole number in Chinese numerals (`一百二十`, `一万五千三百`), or null when they are none (`三五`, `十几`, `一百二`). */
export function chineseNumber(text: string): number | null {
  const parts = /^(?:([^亿万]{1,9})亿)?(?:([^亿万]{1,9})万)?([^亿万]{0,9})$/.exec(text);
  if (!parts || !text) return null;
  const [hundredMillions, tenThousands, rest] = parts
    .slice(1)
    .map((part) => (part ? belowTenThousand(part.replace(/^零|^〇/, "")) : 0));
  if (hundredMillions == null || tenThousands == null || rest == null) return null;
  if ((hundredMillions || tenThousands) && /^[一二两三四五六七八九]$/.test(parts[3] ?? "")) return null;
  return hundredMillions * 1e8 + tenThousands * 1e4 + rest;
}

function belowTenThousand(text: string): number | null {
  if (/^[零〇一二两三四五六七八九]?$/.test(text)) return digitOf(text || undefined);
  const match =
    /^(?:([一二两三四五六七八九])千)?(?:零|〇)?(?:([一二两三四五六七八九])百)?(?:零|〇)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(
      text,
    );
  if (!match) return null;
  const [, thousands, hundreds, tens, ten, ones] = match;
  if (!thousands && !hundreds && !ten) return null;
  if ((hundreds || thousands) && ones && !ten && !/[零〇]/.test(text)) return null;
  return (
    digitOf(thousands) * 1000 + digitOf(hundreds) * 100 + (ten ? (tens ? digitOf(tens) : 1) * 10 : 0) + digitOf(ones)
  );
}

const digitOf = (char: string | undefined): number =>
  char === "两" ? 2 : char ? "零一二三四五六七八九".indexOf(char === "〇" ? "零" : char) : 0;

/** Letters and digits only, so that blanks and punctuation do not matter. */
export const bare = (text: string): string => folded(text).replace(/[^\p{L}\p{N}%]/gu, "");
