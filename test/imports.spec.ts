import { cruise } from "dependency-cruiser";
import extractConfig from "dependency-cruiser/config-utl/extract-depcruise-config";
import { expect, it } from "vitest";

it("imports point one way: handlers → workflows → core; adapters → messages → core", async () => {
  const { forbidden, options } = await extractConfig(
    new URL("../.config/dependency-cruiser.cjs", import.meta.url).pathname,
  );
  const { output } = await cruise(["functions", "infra"], {
    ...options,
    ruleSet: { forbidden },
    validate: true,
  });
  if (typeof output === "string") throw new Error(output);
  const { violations, totalCruised } = output.summary;
  expect(violations.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`)).toEqual([]);
  expect(totalCruised, "a cruiser that sees too few files finds nothing wrong").toBeGreaterThan(120);
}, 60_000);
