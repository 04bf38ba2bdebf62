import Table from "cli-table3";
import pc from "picocolors";
import { composeEnvironment } from "../../platform/compose";
import { COMPONENTS } from "../../parts/generated/registry";
import { neededEndpoints } from "../../platform/needs";
import { CHECKS } from "../../checks/all";
import { counts, report as checkReport } from "../../checks/report";
import { totalOf } from "../../cost/estimate";
import { totalText } from "../../cost/formula";
import { counted } from "../../base/counted";
import { countOf } from "../../checks/own-checks";
import { type SynthResult } from "../synth";
import { notProvedLines } from "../../project/not-proved";
import { NPX } from "../../base/program-name";

/**
 * The text that synth prints: the folder it read, stacks, endpoints with their callers, costs, findings, what changed
 * on disk, and what is not proved.
 */
export function summarize(
  { environments, stacks, results, estimates, addresses, locator, report, ownChecks, notProved }: SynthResult,
  environmentsDir: string,
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
    `${counted(environments.length, "environment")} of ${environmentsDir}`,
    table.toString(),
    "",
    pc.bold("VPC endpoints and their callers"),
    ...environments.flatMap(({ name, config }) => [
      `  ${name}`,
      ...neededEndpoints(composeEnvironment(name, config, COMPONENTS)).map(
        ({ service, callers }) =>
          `    ${service.padEnd(22)} ${callers.map((caller) => caller.title).join(", ")}`,
      ),
    ]),
    "",
    ...costLines(estimates),
    "",
    ...(results.length > 0 ? [checkReport(results, (result) => locator.ofFinding(result)), ""] : []),
    counts(results, CHECKS.length + countOf(ownChecks.values())),
    ...keptZonesLines(environments, addresses),
    ...unrecordedLine(addresses),
    ...report.removedStacks.map(
      (stack) =>
        `${pc.yellow("removed")} ${stack}: no environment has this stack; what was applied of it stays in AWS and on the bill`,
    ),
    ...report.keptStacks.map(({ name, reason }) => `${pc.yellow("kept")} ${name}: ${reason}`),
    `${pc.green("done")} ${counted(stacks.length, "stack")} of ${counted(environments.length, "environment")} in ${outdir}: ${counted(report.written.length, "file")} changed, ${report.unchangedFiles} unchanged`,
    "",
    ...notProvedLines(notProved),
  ].join("\n");
}

/** A range for each environment, from the fewest nodes and pods to the most. */
function costLines(estimates: SynthResult["estimates"]): string[] {
  const width = Math.max(0, ...estimates.map(({ environment }) => environment.length));
  return [
    pc.bold(`cost (details: ${NPX} cost)`),
    ...estimates.map(
      ({ environment, lines }) => `  ${environment.padEnd(width)}  ${totalText(totalOf(lines))}`,
    ),
  ];
}

/** Zones of the network in which a cluster has no subnet, because it was created without them. */
function keptZonesLines(
  environments: SynthResult["environments"],
  addresses: SynthResult["addresses"],
): string[] {
  return environments.flatMap(({ name, config }) => {
    const zones = addresses.find(({ environment }) => environment === name)?.zones;
    if (!zones || config.cluster.zones) return [];
    const others = config.network.zones.filter((zone) => !zones.includes(zone));
    return others.length === 0
      ? []
      : [
          `${pc.yellow("kept")} ${name}: the control plane stays in zones ${zones.join(", ")}, since EKS cannot change them; nodes and endpoints are also in ${others.join(", ")}`,
        ];
  });
}

/** Synth cannot detect that an address is lost if no lock records it. */
function unrecordedLine(addresses: SynthResult["addresses"]): string[] {
  const found = addresses.filter(({ unrecorded }) => unrecorded.length > 0);
  if (found.length === 0) return [];
  const counts = found.map((each) => `${each.unrecorded.length} of ${each.environment}`).join(", ");
  return [
    `${pc.yellow("new")} addresses or values that no address lock records (${counts}): run ${NPX} lock addresses --accept`,
  ];
}
