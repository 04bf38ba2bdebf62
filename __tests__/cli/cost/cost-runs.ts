import { runCost } from "../../../src/cli/cost/command";
import { type Run, runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";

export const cost = (...args: string[]): Run =>
  runOf((output) => runCost(args, { variables: {}, today: TODAY }, output));

/** The report of a run without errors. */
export function costReport(...args: string[]): string {
  const { status, stdout, stderr } = cost(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}
