import { openApi } from "../core/api.ts";
import { entry } from "./entry.ts";
import { HttpEvent, jsonAnswer } from "./http.ts";

/** The API in OpenAPI 3.1. */
export const handler = entry(HttpEvent, async (_, { publicUrl }) => jsonAnswer(200, openApi(publicUrl)));
