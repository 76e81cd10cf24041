/** Calls a handler as Lambda would: an event and a context. */
export const call = <Event, Result>(
  handler: (event: Event, context: never) => Promise<Result>,
  event: Event,
): Promise<Result> => handler(event, LAMBDA_CONTEXT);
// the handlers read nothing of the context
const LAMBDA_CONTEXT = {} as never;
