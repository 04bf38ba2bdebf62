import Table from "cli-table3";
import pc from "picocolors";
import { neededEndpoints } from "./config/components";
import { CHECKS } from "./checks/all";
import { counts, report as checkReport } from "./checks/report";
import { type SynthResult, locate } from "./synth";

/** What a run did, for a person: a row a stack, the endpoints and who needs them, and what was left alone. */
export function summarize({ environments, stacks, results, report }: SynthResult, outdir: string): string {
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
    ...(results.length > 0 ? [checkReport(results, (result) => locate(environments, result)), ""] : []),
    counts(results, CHECKS.length),
    ...report.removedStacks.map(
      (stack) => `${pc.yellow("removed")} ${stack}: no environment asks for it any more`,
    ),
    ...report.keptStacks.map(({ name, reason }) => `${pc.yellow("kept")} ${name}: ${reason}`),
    `${pc.green("done")} ${stacks.length} stacks of ${environments.length} environments in ${outdir}: ${report.written.length} files changed, ${report.unchangedFiles} unchanged`,
  ].join("\n");
}
