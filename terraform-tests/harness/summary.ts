import Table from "cli-table3";
import { type OutputStack, readStacks } from "../../src/terraform-json/output";
import { missingProviders } from "./providers";
import { requiredProviders } from "./required-providers";
import { QUIRKS, STAND_INS, affected } from "./quirks";
import { type Run, recordedSteps } from "./run";
import { COLUMNS, type Column, type Step } from "./steps";

/** What a run closes with: the table, what was not validated, what of moto was worked around, and every step. */
export function summary(run: Run): string {
  const stacks = readStacks(run.synthesized);
  const steps = recordedSteps(run);
  const absent = (stack: OutputStack) => missingProviders(requiredProviders(stack.stack), run.providers);
  return [
    versions(run),
    table(stacks, steps, absent),
    notValidated(stacks, steps, absent),
    quirks(stacks, steps),
    everyStep(steps),
  ].join("\n\n");
}

/** The providers that a stack needs and that are not at hand. */
type Absent = (stack: OutputStack) => readonly string[];

function versions({ providers }: Run): string {
  const lines = Object.entries(providers).map(([source, found]) => `${source} ${found.join(", ")}`);
  return `providers at hand: ${lines.join("; ")}`;
}

/** Seconds that each step of each stack took the first time; "-" with a note where it was not run. */
export function table(stacks: readonly OutputStack[], steps: readonly Step[], absent: Absent): string {
  const notes: string[] = [];
  const noteOn = (reason: string): number => {
    if (!notes.includes(reason)) notes.push(reason);
    return notes.indexOf(reason) + 1;
  };
  const printed = new Table({
    head: ["stack", ...COLUMNS],
    colAligns: ["left", ...COLUMNS.map(() => "right" as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const stack of stacks) {
    const cells = COLUMNS.map((column) => {
      const step = stepOf(steps, stack, column);
      return step ? inSeconds(step) : `- ${noteOn(whyNot(stack, column, absent(stack)))}`;
    });
    printed.push([stack.stack.name, ...cells]);
  }
  const lines = notes.map((note, index) => `  - ${index + 1}  ${note}`);
  return ["seconds that each step took the first time:", printed.toString(), ...lines].join("\n");
}

function whyNot({ layer }: OutputStack, column: Column, absent: readonly string[]): string {
  if (absent.length > 0 && (column === "init" || column === "validate")) {
    return `its providers ${absent.join(" and ")} are not at hand`;
  }
  if (layer === "platform" || layer === "models") {
    return "its providers ask a Kubernetes API server, which the local AWS API has not";
  }
  if (layer === "state" && column === "destroy") return "protected from destroy, which a test sees refused";
  return "no test of this run did it, or it failed";
}

/** How many stacks terraform validated; the others by the reason why not. */
export function notValidated(stacks: readonly OutputStack[], steps: readonly Step[], absent: Absent): string {
  const byReason = new Map<string, string[]>();
  for (const stack of stacks) {
    if (stepOf(steps, stack, "validate")) continue;
    const reason = whyNot(stack, "validate", absent(stack));
    byReason.set(reason, [...(byReason.get(reason) ?? []), stack.stack.name]);
  }
  const without = [...byReason.values()].flat().length;
  const lines = [...byReason].map(
    ([reason, names]) => `  ${names.length}, because ${reason}: ${names.join(", ")}`,
  );
  return [`terraform validated ${stacks.length - without} of ${stacks.length} stacks`, ...lines].join("\n");
}

/** The rows of the list of quirks that stacks which were planned gave reason for. */
function quirks(stacks: readonly OutputStack[], steps: readonly Step[]): string {
  const planned = stacks.filter((stack) => stepOf(steps, stack, "plan"));
  const lines = QUIRKS.flatMap((quirk) => {
    const count = planned.flatMap(({ stack }) => affected(quirk, stack)).length;
    return count > 0 ? [`  ${quirk.id} (${count} blocks): ${quirk.reason}`] : [];
  });
  const standIns = STAND_INS.filter(({ tests }) => steps.some(({ test }) => tests.includes(test)));
  return [
    "where moto is not AWS, and was worked around; nothing else is ignored:",
    ...lines,
    ...standIns.map(({ id, reason }) => `  ${id}: ${reason}`),
  ].join("\n");
}

/** Each test file's steps in the order in which they ended. */
export function everyStep(steps: readonly Step[]): string {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const group = `${step.test}, ${step.stack}`;
    groups.set(group, [...(groups.get(group) ?? []), step]);
  }
  const lines = [...groups].map(([group, own]) => {
    const each = own.map((step) => `${step.name} ${inSeconds(step)}`);
    return `  ${group}: ${each.join(", ")}`;
  });
  return ["every step, in seconds:", ...lines].join("\n");
}

/** The first step of that name that was done for a stack. */
function stepOf(steps: readonly Step[], { stack }: OutputStack, name: string): Step | undefined {
  return steps.find((step) => step.stack === stack.name && step.name === name);
}

const inSeconds = ({ seconds }: Step): string => seconds.toFixed(1);
