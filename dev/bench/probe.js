// Loaded before a measured program. At its end, writes its processor time and memory, without child processes.
"use strict";

const { writeFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: maxRSS / 1024 };
  if (isMainThread) writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage));
});
