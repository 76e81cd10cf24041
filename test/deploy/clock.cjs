"use strict";
/** Loaded into each function of the emulator, and into what deploys to it, before their own code: their clock is the test's. */
const { readFileSync } = require("node:fs");

const MachineDate = Date;
const now = () => MachineDate.now() + Number(readFileSync(process.env.CLOCK, "utf8"));

globalThis.Date = class extends MachineDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now()] : parts));
  }
  static now() {
    return now();
  }
};
