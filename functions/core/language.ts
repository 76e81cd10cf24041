import { z } from "zod";

/** A language in which plans are written and their units are written to. */
export const Language = z.enum(["zh", "en"]);
export type Language = z.infer<typeof Language>;
