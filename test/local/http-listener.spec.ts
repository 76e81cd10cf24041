import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { listenForHttp } from "../../infra/local/http-listener.ts";

const answer = async () => ({ statusCode: 200, headers: {}, body: "", isBase64Encoded: false });

describe("a listener answers whoever names this machine, and a TLS proxy on it that names the public host", () => {
  it.each`
    host                | forwarded    | behind             | status | because
    ${"localhost"}      | ${undefined} | ${undefined}       | ${200} | ${"this machine"}
    ${"127.0.0.1:8080"} | ${undefined} | ${undefined}       | ${200} | ${"this machine"}
    ${"localhost"}      | ${"1.2.3.4"} | ${undefined}       | ${404} | ${"somebody passes it on"}
    ${"evil.example"}   | ${undefined} | ${undefined}       | ${404} | ${"a name of their own for this address"}
    ${"duban.example"}  | ${"1.2.3.4"} | ${"duban.example"} | ${200} | ${"the proxy that the office has set up"}
    ${"evil.example"}   | ${"1.2.3.4"} | ${"duban.example"} | ${404} | ${"another name"}
  `(
    "$host, forwarded for $forwarded, behind $behind: $status, $because",
    async ({ host, forwarded, behind, status }) => {
      const http = await listenForHttp(0, answer, () => {}, behind);
      const headers = { host, ...(forwarded && { "x-forwarded-for": forwarded }) };
      const got = await new Promise((resolve, reject) => {
        request({ host: "127.0.0.1", port: http.port, headers }, ({ statusCode }) => resolve(statusCode))
          .on("error", reject)
          .end();
      });
      await http.close();
      expect(got).toBe(status);
    },
  );
});
