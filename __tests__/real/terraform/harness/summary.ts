import Table from "cli-table3";
import { type OutputStack, readStacks } from "../../../../src/terraform/output";
import { missingProviders } from "./providers";
import { requiredProviders } from "./required-providers";
import { QUIRKS, STAND_INS, affected } from "./quirks";
import { type Run, recordedSteps } from "./run";
import { COLUMNS, type Column, type Step } from "./steps";

/** Summary of a run: the table, stacks that were not validated, the quirks of moto, and every step. */
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

/** The required providers of a stack that are not installed. */
type Absent = (stack: OutputStack) => readonly string[];

function versions({ providers }: Run): string {
  const lines = Object.entries(providers).map(([source, found]) => `${source} ${found.join(", ")}`);
  return `installed providers: ${lines.join("; ")}`;
}

/** Duration of the first run of each step of each stack, in seconds; "-" with a note where it did not run. */
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
  return ["duration of the first run of each step, in seconds:", printed.toString(), ...lines].join("\n");
}

function whyNot({ layer }: OutputStack, column: Column, absent: readonly string[]): string {
  if (absent.length > 0 && (column === "init" || column === "validate")) {
    const [noun, verb] = absent.length === 1 ? ["provider", "is"] : ["providers", "are"];
    return `its ${noun} ${absent.join(" and ")} ${verb} not installed`;
  }
  if (layer === "platform" || layer === "models") {
    return "its providers need a Kubernetes API server, which the local AWS API lacks";
  }
  if (layer === "state" && column === "destroy") return "protected by prevent_destroy, which a test verifies";
  return "no test of this run includes it, or it failed";
}

/** Number of validated stacks, and the other stacks by reason. */
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
  return [`Terraform validated ${stacks.length - without} of ${stacks.length} stacks`, ...lines].join("\n");
}

/** The quirks that affect planned stacks. */
function quirks(stacks: readonly OutputStack[], steps: readonly Step[]): string {
  const planned = stacks.filter((stack) => stepOf(steps, stack, "plan"));
  const lines = QUIRKS.flatMap((quirk) => {
    const count = planned.flatMap(({ stack }) => affected(quirk, stack)).length;
    return count > 0 ? [`  ${quirk.id} (${count} ${count === 1 ? "block" : "blocks"}): ${quirk.reason}`] : [];
  });
  const standIns = STAND_INS.filter(({ tests }) => steps.some(({ test }) => tests.includes(test)));
  return [
    "workarounds for differences between moto and AWS; nothing else is ignored:",
    ...lines,
    ...standIns.map(({ id, reason }) => `  ${id}: ${reason}`),
  ].join("\n");
}

/** The steps of each test file, in the order of their end. */
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

/** The first run of a step for a stack. */
function stepOf(steps: readonly Step[], { stack }: OutputStack, name: string): Step | undefined {
  return steps.find((step) => step.stack === stack.name && step.name === name);
}

const inSeconds = ({ seconds }: Step): string => seconds.toFixed(1);
