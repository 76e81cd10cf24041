import { describe, expect, it } from "vitest";
import { mayOf } from "../../infra/cloud/bundle.ts";
import { settingsFrom } from "../../infra/cloud/settings.ts";

const SENDER = mayOf({
  handler: "functions/handlers/deliver.ts",
  on: { kind: "schedule", everyMinutes: 15 },
  may: ["read table", "write table", "write blobs", "send mail"],
  whenItFails: "",
});
const READER = { ...SENDER, blobs: false, sendMail: false, queues: "messages,events", putEvents: true };
const COMMON = { TABLE: "t", SECRET_ID: "s", DOMAIN: "duban.example", PUBLIC_URL: "https://duban.example" };
const SES = { ...COMMON, BLOBS: "b", MAIL: "ses", MAIL_PER_SECOND: "14", CONFIGURATION_SET: "c" };

describe("a function says at once, before anything is sent, all that its settings lack", () => {
  it.each`
    may       | given                                         | says                                                                                                      | because
    ${SENDER} | ${{}}                                         | ${"缺少环境变量 TABLE、SECRET_ID、DOMAIN、PUBLIC_URL、BLOBS、MAIL、MAIL_PER_SECOND、CONFIGURATION_SET。"} | ${"all at once"}
    ${SENDER} | ${{ ...SES, TABLE: "" }}                      | ${"缺少环境变量 TABLE。"}                                                                                 | ${"empty is missing"}
    ${SENDER} | ${{ ...SES, MAIL: "sendmail" }}               | ${"MAIL 应是 ses 或 smtp，不是“sendmail”"}                                                                | ${"a transport we do not have"}
    ${SENDER} | ${{ ...SES, MAIL_PER_SECOND: "0" }}           | ${"MAIL_PER_SECOND 应是大于0的数，不是“0”"}                                                               | ${"nothing would ever go out"}
    ${READER} | ${{ ...COMMON, QUEUE_MESSAGES: "https://q" }} | ${"缺少环境变量 QUEUE_EVENTS、BUS。"}                                                                     | ${"only what its row lets it use"}
  `("$says: $because", ({ may, given, says }) => {
    expect(() => settingsFrom(given, may)).toThrow(says.replace(/。$/u, ""));
  });

  it.each`
    may       | given                                                              | because
    ${SENDER} | ${SES}                                                             | ${"all is there"}
    ${SENDER} | ${{ ...COMMON, BLOBS: "b", MAIL: "smtp", MAIL_PER_SECOND: "5" }}   | ${"the office's own server has no configuration set"}
    ${READER} | ${{ ...COMMON, QUEUE_MESSAGES: "m", QUEUE_EVENTS: "e", BUS: "b" }} | ${"it sends no mail and keeps no blobs"}
  `("nothing is missing: $because", ({ may, given }) => {
    expect(settingsFrom(given, may)).toEqual(given);
  });
});
