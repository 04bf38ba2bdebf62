import { CHECKS } from "../../src/checks/all";
import { type BlockKind } from "../../src/evidence/provider-schema";
import { processOutput } from "../../src/base/command-line/process";
import { additionsTo } from "./additions";
import { changedTypes } from "./changed-types";
import { runJudged } from "./command";
import { probedEnvironments } from "./environments";
import { readTable, writeTable } from "./files";
import { joined, judgedOf } from "./judge";
import { sampledTypes } from "./samples";

/** The day of the checks. The table does not depend on it. */
const TODAY = "2026-11-20";

const ROOT = ".";
const KINDS: Readonly<Record<string, BlockKind>> = { data: "data", provider: "configuration" };
const sampled = new Map(sampledTypes(probedEnvironments()).map((each) => [each.key, each]));

process.exitCode = runJudged(
  process.argv.slice(2),
  {
    types: () => [...sampled.keys()],
    judge: (type) => {
      const found = sampled.get(type);
      if (!found) return undefined;
      const { samples, others } = found;
      const kind = KINDS[type.split(".")[0] ?? ""] ?? "resource";
      const additions = additionsTo(kind, type.replace(/^(data|provider)\./, ""), others);
      const requests = samples.map((sample) => ({ sample, additions, checks: CHECKS, today: TODAY }));
      return requests.map(judgedOf).reduce(joined);
    },
    read: () => readTable(ROOT),
    write: (table) => writeTable(ROOT, table),
    changed: (table) => changedTypes(ROOT, table),
  },
  processOutput(),
);
