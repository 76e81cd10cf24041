import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { vouchesFor } from "../../functions/core/authentication-results.ts";

const FROM = "liaison@shuiwu.qingshi.example";
const OWN = "mx.qingshi.example";

describe("the office's own server vouches for a sender only in so many words", () => {
  it.each`
    vouches  | header                                                                                                            | because
    ${true}  | ${"mx.qingshi.example; dmarc=pass (p=reject) header.from=shuiwu.qingshi.example"}                                 | ${"DMARC passed for the domain in From"}
    ${true}  | ${"MX.Qingshi.Example 1; spf=pass smtp.mailfrom=a@b.example; DMARC=Pass header.from=Shuiwu.Qingshi.Example"}      | ${"upper case, a version, and other methods before it"}
    ${true}  | ${'mx.qingshi.example; dmarc = pass reason="good" header.from="shuiwu.qingshi.example"'}                          | ${"blanks and quotation marks are allowed"}
    ${true}  | ${"mx.qingshi.example; auth=pass (plain) smtp.auth=liaison@shuiwu.qingshi.example"}                               | ${"the sender logged in there under this address"}
    ${false} | ${"mx.qingshi.example; auth=pass smtp.auth=other@shuiwu.qingshi.example"}                                         | ${"somebody else logged in"}
    ${false} | ${"mx.elsewhere.example; dmarc=pass header.from=shuiwu.qingshi.example"}                                          | ${"another server's word: it may be the sender's own"}
    ${false} | ${"mx.qingshi.example.evil.example; dmarc=pass header.from=shuiwu.qingshi.example"}                               | ${"a name that only begins alike"}
    ${false} | ${"mx.qingshi.example; dmarc=pass header.from=evil.example"}                                                      | ${"it passed for another domain"}
    ${false} | ${"mx.qingshi.example; dmarc=pass"}                                                                               | ${"it does not say for which domain"}
    ${false} | ${"mx.qingshi.example; dmarc=fail header.from=shuiwu.qingshi.example"}                                            | ${"it failed"}
    ${false} | ${"mx.qingshi.example; spf=pass smtp.mailfrom=shuiwu.qingshi.example; dkim=pass header.d=shuiwu.qingshi.example"} | ${"SPF and DKIM alone say nothing of From"}
    ${false} | ${"mx.qingshi.example; dmarc=fail (dmarc=pass header.from=shuiwu.qingshi.example)"}                               | ${"a comment is no result"}
    ${false} | ${"mx.qingshi.example; dmarc=none (a (nested; dmarc=pass header.from=shuiwu.qingshi.example) one)"}               | ${"nor one within another"}
    ${false} | ${'mx.qingshi.example; spf=pass smtp.mailfrom="x; dmarc=pass header.from=shuiwu.qingshi.example"'}                | ${"what a sender wrote stands in quotation marks"}
    ${false} | ${'mx.qingshi.example; spf=pass smtp.helo="\\"; dmarc=pass header.from=shuiwu.qingshi.example'}                   | ${"quotation marks that do not end"}
    ${false} | ${"mx.qingshi.example; none"}                                                                                     | ${"nothing was looked at"}
    ${false} | ${""}                                                                                                             | ${"nothing is said"}
  `("$vouches: $because", ({ vouches, header }) => {
    expect(vouchesFor(header, FROM, OWN)).toBe(vouches);
  });

  it("whatever a sender gets into a comment or into quotation marks, it is not taken for a result", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (words) => {
        const within = `${words}; dmarc=pass header.from=shuiwu.qingshi.example`.replace(/["\\()\r\n]/gu, "");
        expect(vouchesFor(`${OWN}; spf=pass (${within}) smtp.helo="${within}"; dmarc=fail`, FROM, OWN)).toBe(false);
      }),
    );
  });

  it("a header of a megabyte is read at once", () => {
    for (const part of ["(", "\\", '"', ";", "a=", "a "])
      expect(vouchesFor(part.repeat(200_000), FROM, OWN)).toBe(false);
  });
});
