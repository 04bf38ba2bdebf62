import { composeEnvironment } from "../../platform/compose";
import { COMPONENTS } from "../../parts/generated/registry";
import { neededEndpoints } from "../../platform/needs";
import { totalOf } from "../../cost/estimate";
import { resultsAsJson } from "../../checks/report";
import { type SynthResult } from "../synth";

/** A run of synth for `--json`. */
export const summaryJson = (
  { environments, stacks, results, estimates, report, notProved }: SynthResult,
  outdir: string,
) => ({
  output: outdir,
  environments: environments.map(({ name, config }) => {
    const estimate = estimates.find(({ environment }) => environment === name);
    const total = estimate ? totalOf(estimate.lines) : undefined;
    return {
      environment: name,
      stacks: stacks
        .filter(({ environment }) => environment === name)
        .map(({ layer, stack }) => ({
          stack: stack.name,
          layer,
          resources: stack.resources().length,
          dataSources: stack.dataSources().length,
          outputs: Object.keys(stack.outputs).length,
        })),
      endpoints: neededEndpoints(composeEnvironment(name, config, COMPONENTS)).map(
        ({ service, callers }) => ({
          service,
          callers: callers.map(({ title }) => title),
        }),
      ),
      monthly: total?.isKnown ? { ...total.usd, complete: total.isComplete } : null,
    };
  }),
  findings: resultsAsJson(results),
  notProved,
  files: {
    written: report.written,
    unchanged: report.unchangedFiles,
    removedStacks: report.removedStacks,
    keptStacks: report.keptStacks,
  },
});
