import Table from "cli-table3";
import pc from "picocolors";
import { unrecorded } from "./address-locks/examine";
import { neededEndpoints } from "./config/components";
import { CHECKS } from "./checks/all";
import { counts, report as checkReport } from "./checks/report";
import { totalOf } from "./cost/estimate";
import { totalText } from "./cost/formula";
import { type SynthResult, locate } from "./synth";

/** What a run did, for a person: a row a stack, the endpoints and who needs them, and what was left alone. */
export function summarize(
  { environments, stacks, results, estimates, addresses, orphanedLocks, report }: SynthResult,
  outdir: string,
): string {
  const table = new Table({
    head: ["environment", "stack", "resources", "data", "outputs"],
    colAligns: ["left", "left", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const { environment, layer, stack } of stacks) {
    table.push([
      environment,
      layer,
      stack.resources().length,
      stack.dataSources().length,
      Object.keys(stack.outputs).length,
    ]);
  }
  return [
    table.toString(),
    "",
    pc.bold("endpoints, and who needs them"),
    ...environments.flatMap(({ name, config }) => [
      `  ${name}`,
      ...neededEndpoints(config).map(
        ({ service, callers }) =>
          `    ${service.padEnd(22)} ${callers.map((caller) => caller.title).join(", ")}`,
      ),
    ]),
    "",
    ...costLines(estimates),
    "",
    ...(results.length > 0 ? [checkReport(results, (result) => locate(environments, result)), ""] : []),
    counts(results, CHECKS.length),
    ...unrecordedLine(addresses),
    ...orphanedLine(orphanedLocks),
    ...report.removedStacks.map(
      (stack) => `${pc.yellow("removed")} ${stack}: no environment asks for it any more`,
    ),
    ...report.keptStacks.map(({ name, reason }) => `${pc.yellow("kept")} ${name}: ${reason}`),
    `${pc.green("done")} ${stacks.length} stacks of ${environments.length} environments in ${outdir}: ${report.written.length} files changed, ${report.unchangedFiles} unchanged`,
  ].join("\n");
}

/** From the fewest nodes and pods to the most; a total that is not all says so. */
function costLines(estimates: SynthResult["estimates"]): string[] {
  const width = Math.max(0, ...estimates.map(({ environment }) => environment.length));
  return [
    pc.bold("cost a month, as npm run cost explains it"),
    ...estimates.map(
      ({ environment, lines }) => `  ${environment.padEnd(width)}  ${totalText(totalOf(lines))}`,
    ),
  ];
}

/** What is not recorded can be lost without a word. */
function unrecordedLine(addresses: SynthResult["addresses"]): string[] {
  const found = addresses.filter((each) => unrecorded(each).length > 0);
  if (found.length === 0) return [];
  const counts = found.map((each) => `${unrecorded(each).length} of ${each.environment}`).join(", ");
  return [
    `${pc.yellow("new")} addresses that no lock records yet (${counts}): npm run addresses -- --accept`,
  ];
}

function orphanedLine(files: SynthResult["orphanedLocks"]): string[] {
  if (files.length === 0) return [];
  return [
    `${pc.yellow("stale")} address locks whose YAML is gone (${files.join(", ")}): npm run addresses tells what to do`,
  ];
}
