import { CommanderError } from "commander";
import { openCommands } from "./commands.ts";
import { UserError } from "./user-error.ts";

openCommands()
  .parseAsync(process.argv)
  .catch((problem: unknown) => {
    process.exitCode = problem instanceof CommanderError ? problem.exitCode : 1;
    if (problem instanceof UserError) console.error(problem.message);
    else if (!(problem instanceof CommanderError)) console.error(problem);
  });
