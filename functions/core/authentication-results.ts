/**
 * Whether the office's own server vouches for a From address, in its Authentication-Results header (RFC 8601): DMARC passed
 * for the address's domain, or the sender logged in under that address.
 *
 * Rule RP-3 only what is authentic is recorded at once
 *
 * @param header      the topmost one, unfolded and as it came: those below it may be the sender's own, and so may encoded words
 * @param from        the address in the From header
 * @param authservId  what the office's server calls itself there; another name is another's word
 */
export function vouchesFor(header: string, from: string, authservId: string): boolean {
  const [server = "", ...results] = clauses(withoutComments(header));
  if (server.split(/\s/u)[0]?.toLowerCase() !== authservId.toLowerCase()) return false;
  const address = from.toLowerCase();
  return results.some((result) => {
    const [method, said] = pairsIn(result)[0] ?? [];
    const of = (name: string): string | undefined => pairsIn(result).find(([key]) => key === name)?.[1];
    if (said !== "pass" || !address.includes("@")) return false;
    if (method === "dmarc") return of("header.from")?.split("@").at(-1) === address.split("@").at(-1);
    return method === "auth" && of("smtp.auth") === address;
  });
}

/** Comments may hold anything that a sender chose, and one another; a text in quotation marks that do not end says nothing. */
function withoutComments(header: string): string {
  let kept = "";
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < header.length; at += 1) {
    const sign = header[at] ?? "";
    const escaped = sign === "\\" && (quoted || depth > 0);
    if (escaped) at += 1;
    if (sign === '"' && depth === 0) quoted = !quoted;
    if (sign === "(" && !quoted) depth += 1;
    if (depth === 0) kept += escaped ? sign + (header[at] ?? "") : sign;
    else if (sign === ")" && !quoted) depth -= 1;
  }
  return quoted ? "" : kept;
}

const clauses = (header: string): string[] =>
  (header.match(/(?:"(?:\\.|[^"\\])*"|[^;"])+/gu) ?? []).map((each) => each.trim());

/** `dmarc=pass header.from=a.example`, as pairs in lower case; a method's version is left out. */
const pairsIn = (clause: string): [string, string][] =>
  [...clause.matchAll(/([\w.-]+)(?:\s*\/\s*\d+)?\s*=\s*("(?:\\.|[^"\\])*"|[^\s;"]+)/gu)].map(
    ([, key = "", value = ""]) => [key.toLowerCase(), value.replace(/^"|"$/gu, "").toLowerCase()],
  );
