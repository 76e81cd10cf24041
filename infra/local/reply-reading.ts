import { readMail } from "../../functions/adapters/mail-reader.ts";
import { ownMail } from "../../functions/core/addresses.ts";
import { namesIn, ownersOf, unitNamed } from "../../functions/core/owners.ts";
import { readPlan } from "../../functions/core/plan-document.ts";
import { readReply } from "../../functions/core/reply-reading.ts";
import { DEFAULT_DOMAIN } from "./deployment.ts";
import { planFile, SAMPLE_PLAN, sampleDirectory } from "./plan-files.ts";
import { UserError } from "./user-error.ts";

/** Reads a reply as the sample plan's units would send it, and records nothing. */
export async function replyReading(
  raw: Uint8Array,
  unitName: string | undefined,
  planId: string | undefined,
): Promise<ReturnType<typeof readReply>> {
  const { source, settings, answers } = planFile(SAMPLE_PLAN);
  if (planId !== undefined && planId !== settings?.id)
    throw new UserError(`没有计划 ${planId}。已有：${settings?.id}。`);
  const directory = sampleDirectory();
  const { plan, measures } = readPlan(source, settings, namesIn(directory));
  const unit = unitName === undefined ? undefined : unitNamed(unitName, directory);
  if (unitName !== undefined && !unit) throw new UserError(`名录中没有“${unitName}”。请写全称，例如 区水务局。`);
  const asked =
    unit && plan.issuedOn
      ? measures.filter((measure) => ownersOf(measure, directory, plan.issuedOn!, answers).leads.includes(unit))
      : measures;
  return readReply(await readMail(raw), asked, ownMail(DEFAULT_DOMAIN));
}
