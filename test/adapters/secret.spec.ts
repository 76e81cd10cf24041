import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { readSecret } from "../../functions/adapters/secret.ts";
import { type Answered, clientOf, listenOnLoopback } from "./loopback.ts";

const RANDOM = "k7".repeat(20);
const holding = (text: string): Answered => ({
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify({ Name: "duban", SecretString: text }),
});
const failing = (type: string): Answered => ({
  status: 400,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify({ __type: type, message: "refused" }),
});

async function reading(answer: Answered) {
  const server = await listenOnLoopback(() => answer);
  return readSecret(new SecretsManagerClient(clientOf(server.endpoint)), "duban/secret").finally(server.close);
}

describe("a missing or malformed secret is one clear error, in which nothing of the secret stands", () => {
  it("reads the secret, and the office's own servers where it has some", async () => {
    expect(await reading(holding(JSON.stringify({ secret: RANDOM })))).toEqual({ secret: RANDOM });
    const own = {
      secret: RANDOM,
      smtp: "smtps://user:pass%40word@mail.example:465",
      imap: "imaps://u:p@mail.example/INBOX",
    };
    expect(await reading(holding(JSON.stringify(own)))).toEqual(own);
  });

  it.each`
    answer                                                                             | says                                                      | because
    ${failing("ResourceNotFoundException")}                                            | ${"读不到密钥 duban/secret（ResourceNotFoundException）"} | ${"never deployed"}
    ${failing("AccessDeniedException")}                                                | ${"读不到密钥 duban/secret（AccessDeniedException）"}     | ${"the function's role lacks it"}
    ${holding("not json")}                                                             | ${"不是 JSON 对象"}                                       | ${"somebody typed it in by hand"}
    ${holding("{}")}                                                                   | ${"内容不对：secret"}                                     | ${"not generated"}
    ${holding(JSON.stringify({ secret: "short-and-secret" }))}                         | ${"内容不对：secret"}                                     | ${"too short to derive keys from"}
    ${holding(JSON.stringify({ secret: RANDOM, smtp: "mail.example" }))}               | ${"内容不对：smtp"}                                       | ${"no URL"}
    ${holding(JSON.stringify({ secret: RANDOM, imap: "https://u:hidden@x.example" }))} | ${"内容不对：imap"}                                       | ${"another protocol"}
  `("$says: $because", async ({ answer, says }) => {
    const problem: unknown = await reading(answer).catch((thrown: unknown) => thrown);
    if (!(problem instanceof Error)) throw new Error("it was read");
    expect(problem.message).toContain(says);
    expect(problem.message).not.toMatch(/k7k7|short-and-secret|hidden/);
  });
});
