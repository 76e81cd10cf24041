import middy from "@middy/core";
import type { z } from "zod";
import { ports } from "#ports";
import type { Ports } from "../workflows/ports.ts";

/** Every function is this one stack: check the event, hand over the ports. */
export const entry = <Schema extends z.ZodType, Result>(
  schema: Schema,
  run: (input: z.output<Schema>, ports: Ports) => Promise<Result>,
) => middy<unknown, Result>().handler((event) => run(schema.parse(event), ports()));
