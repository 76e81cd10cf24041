/** What a mail server sends back when there is no such user: the report of one message of ours. */
export function bounceOf(mailbox: string, messageId: string): Buffer {
  const lines = [
    `From: MAILER-DAEMON@${mailbox.split("@")[1]}`,
    "To: duban@duban.example",
    "Subject: Undelivered Mail Returned to Sender",
    `Message-ID: <bounce-of-${messageId.split("@")[0]}@mx.example>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "550 5.1.1 user unknown",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example",
    "",
    `Final-Recipient: rfc822; ${mailbox}`,
    "Action: failed",
    "Status: 5.1.1",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: <${messageId}>`,
    "--b--",
    "",
  ];
  return Buffer.from(lines.join("\r\n"));
}
