import { describe, expect, it } from "vitest";
import { cell } from "../../functions/portal/board-table.ts";

describe("a table for a spreadsheet calculates nothing of what people wrote", () => {
  it.each`
    value                    | written                          | because
    ${"区水务局"}            | ${"区水务局"}                    | ${"words"}
    ${12}                    | ${"12"}                          | ${"a number of ours"}
    ${"=1+1"}                | ${"'=1+1"}                       | ${"a formula"}
    ${"+86"}                 | ${"'+86"}                        | ${"a spreadsheet takes a plus for a formula too"}
    ${"-1"}                  | ${"'-1"}                         | ${"and a minus"}
    ${"@SUM(A1)"}            | ${"'@SUM(A1)"}                   | ${"and an at sign"}
    ${'=HYPERLINK("x","y")'} | ${'"\'=HYPERLINK(""x"",""y"")"'} | ${"with commas and quotes"}
    ${"一，二,三"}           | ${'"一，二,三"'}                 | ${"a comma parts cells"}
  `("$value: $because", ({ value, written }) => expect(cell(value)).toBe(written));
});
