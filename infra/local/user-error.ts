/** Something that the person at the keyboard can mend: its message is for them, in their language. */
export class UserError extends Error {
  override readonly name = "UserError";
}
