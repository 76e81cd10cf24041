/** The pages of the office that runs a plan. */
export const MANAGE = {
  "接下来什么时候发什么、发给谁": "What goes out next, when and to whom",
} as const;
