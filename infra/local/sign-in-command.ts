import { signInPath } from "../../functions/core/addresses.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { unguessable } from "../../functions/handlers/signed-in.ts";
import { newLink } from "../../functions/workflows/sign-in.ts";
import { print } from "./print.ts";
import { runningServer } from "./server-file.ts";
import { UserError } from "./user-error.ts";
import { existing, type Where } from "./where.ts";

/** Prints a sign-in link for whoever is at the machine: the first to sign in may have no mail server yet. */
export async function printSignInLink(given: string, { json, ...where }: Where & { json?: boolean }): Promise<void> {
  const deployment = await existing(where);
  const { ports } = deployment;
  const mail = Mailbox.safeParse(given).data;
  const token = mail && (await newLink(mail, unguessable(), ports));
  deployment.close();
  if (!token) throw new UserError(`通讯录里没有邮箱“${given}”。请核对，或先把它加进通讯录。`);
  const server = where.stage === undefined ? await runningServer(where.dir) : undefined;
  const link = (server ? `http://localhost:${server.http}` : ports.publicUrl) + signInPath(token);
  if (json) print({ link });
  else console.log(`${link}\n十分钟内有效，只能用一次。`);
}
