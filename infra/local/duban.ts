import { CommanderError } from "commander";
import { NoMailServer } from "../../functions/adapters/mail-server.ts";
import { StageRejected } from "../stage.ts";
import { awsProblem } from "./aws-problem.ts";
import { openCommands } from "./commands.ts";
import { UserError } from "./user-error.ts";

openCommands()
  .parseAsync(process.argv)
  .catch((problem: unknown) => {
    process.exitCode = problem instanceof CommanderError ? problem.exitCode : 1;
    const ofAws = awsProblem(problem);
    if (isForThePerson(problem)) console.error(problem.message);
    else if (ofAws) console.error(ofAws);
    else if (!(problem instanceof CommanderError)) console.error(problem);
  });

/** What the person at the keyboard can mend. */
const isForThePerson = (problem: unknown): problem is Error =>
  [UserError, StageRejected, NoMailServer].some((kind) => problem instanceof kind);
