import { existsSync } from "node:fs";
import { keptTime, machineClock, standingClock } from "./clock.ts";
import { type Deployment, type Opened, openDeployment } from "./deployment.ts";
import { clockFile } from "./server-file.ts";
import { UserError } from "./user-error.ts";

/** Which deployment a command means: that of a folder, or a stage in the cloud. */
export interface Where {
  dir: string;
  stage?: string;
}

/** Opens it; a folder is made when it is not there. */
export const opened = async ({ dir, stage }: Where): Promise<Opened> =>
  stage === undefined ? openFolder(dir) : (await import("./deployed.ts")).openStage(stage);

/** Whether there is one; a stage is asked when it is opened. */
export const isThere = ({ dir, stage }: Where): boolean => stage !== undefined || existsSync(`${dir}/duban.db`);

/** Opens it, when there is one. */
export const existing = async (where: Where): Promise<Opened> =>
  where.stage === undefined ? existingFolder(where) : opened(where);

/** Opens the deployment in a folder that must be there, on the clock that it runs on. */
export function existingFolder({ dir }: Pick<Where, "dir">): Deployment {
  if (!isThere({ dir }))
    throw new UserError(`${dir} 里还没有数据。请先运行 duban serve --demo，或 duban plan import 文件。`);
  return openFolder(dir);
}

function openFolder(dir: string): Deployment {
  const kept = keptTime(clockFile(dir));
  return openDeployment({ folder: dir, clock: kept ? standingClock(kept.at) : machineClock });
}
