import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { moveIntoBucket, needsLocalState, useBucket, useLocalState } from "./first-state";
import { mirrorCommand, missingImages } from "./images";
import { afterFailedApply, afterFailedPlan } from "./next-steps";
import { type CommandLine } from "./programs";
import { faultsOf } from "../../evidence/provider-faults";
import { LOCK_NAME } from "../../base/provider-lock";
import { NPX } from "../../base/program-name";
import { sourceOf } from "../../project/provider-lock-problems";
import { parseLock, readLockText } from "../../project/provider-locks";
import { passesText } from "../../project/pass";
import { type ApplyStep, configuredTargets, orderedSteps, targeting } from "./ordered-steps";
import { areBoundariesThere } from "../role-boundary";
import { inCopy } from "./in-copy";
import { type Ended, type Session, inFolder } from "./session";
import { type DeployedStack, watched } from "./stacks";
import { keeps, untainted } from "./tainted";
import { teardownFacts } from "../teardown/facts";
import { runSteps } from "../teardown/run-steps";
import { STACK_FILES } from "../../base/stack-files";

/**
 * Plans, shows and applies the chosen layers in the order of the change. A layer without changes passes.
 *
 * @param compare throws where the output folder is edited; it is called before each layer, since an apply takes long
 */
export async function applyLayers(session: Session, compare: () => unknown): Promise<Ended> {
  const { programs, say } = session;
  if (!(await areBoundariesThere(session))) return "failed";
  const { steps, left } = await orderedSteps(session);
  const last = steps.filter(({ between, stack }, index) =>
    steps.every((each, other) => between && (each.stack !== stack || other <= index)),
  );
  const total = steps.length + last.length;
  const applied = async (step: ApplyStep, number: number): Promise<Ended> => {
    say(`\n${step.stack.environment}-${passesText([step.pass])} (${number} of ${total})`);
    sayKept(step, say);
    compare();
    const ended = await applyLayer(session, step);
    return programs.isInterrupted ? "failed" : ended;
  };
  for (const [index, step] of steps.entries()) {
    const ended = await applied(step, index + 1);
    if (ended !== "done") return ended;
  }
  if (left.length > 0) say(`\nleft to apply, in this order: ${passesText(left)}`);
  if ((await watchRollouts(session)) !== "done") {
    if (last.length > 0) say("what pods of the old version need stays until a run finds all pods ready");
    return "failed";
  }
  for (const [index, { stack, pass, moving }] of last.entries()) {
    const step = { stack, pass, first: [], ...(moving ? { moving } : {}) };
    const ended = await applied(step, steps.length + index + 1);
    if (ended !== "done") return ended;
  }
  say("\ndone");
  return "done";
}

/** The first of two applies of a layer names what it leaves for the second one. */
function sayKept({ between }: ApplyStep, say: Session["say"]): void {
  if (!between) return;
  say(
    "pods that run need what this change removes: it stays until the new pods are ready, and another apply removes it",
  );
  for (const each of between.kept) say(`  ${each}`);
}

async function applyLayer(
  session: Session,
  { stack, pass, first, between, moving }: ApplyStep,
): Promise<Ended> {
  const ready = await runSteps(session, teardownFacts(session.all), first);
  if (ready !== "done") return ready;
  if ((stack.layer === "platform" || stack.layer === "models") && !(await areImagesPushed(session, stack)))
    return "failed";
  const isFirst = await needsLocalState(session, stack);
  if (isFirst) {
    session.say("the state bucket does not exist yet: the state is in the stack's folder until it does");
    useLocalState(stack);
  } else if (stack.layer === "state") useBucket(stack);
  const json = between?.json ?? moving;
  const applied = (own: DeployedStack): Promise<Ended> => {
    const targets = between ? targeting(between.targets) : pass.keepsRemoved ? configuredTargets(own) : [];
    return planAndApply(session, own, undefined, targets);
  };
  const ended = json ? await inCopy(stack, json, applied) : await applied(stack);
  if (ended === "done") rmSync(join(stack.folder, STACK_FILES.repair), { force: true });
  if (ended !== "done" || !isFirst) return ended;
  return (await moveIntoBucket(session, stack)) ? "done" : "failed";
}

/** Work of a destroy besides its plan. */
export interface Destroy {
  /** Work between the accepted plan and its apply. Any other end than `done` leaves the plan unapplied. */
  readonly beforeApply: () => Promise<Ended>;
}

/** Plans a layer, or its destroy, asks, and applies exactly that plan. */
export async function planAndApply(
  session: Session,
  stack: DeployedStack,
  destroy?: Destroy,
  targets: readonly string[] = [],
): Promise<Ended> {
  const terraform = inFolder(session, stack);
  if (!(await terraform.init())) return "failed";
  if (await hasFaultyProviders(session, stack)) return "failed";
  const kept = destroy ? [] : await untainted(session, stack);
  if (typeof kept === "string") return kept;
  try {
    const planned = await terraform.plan(...(destroy ? ["-destroy"] : []), ...targets);
    if (session.programs.isInterrupted) return "failed";
    if (planned === "failed") {
      await afterFailedPlan(session, stack);
      return "failed";
    }
    if (planned === "changes") {
      if (!(await keeps(session, stack, kept))) return "failed";
      const verb = destroy ? "destroy" : "apply";
      if (!(await session.ask(`${verb} this plan of ${stack.name}?`))) return "declined";
      const ready = destroy ? await destroy.beforeApply() : "done";
      if (ready !== "done") return ready;
      if (!(await terraform.apply())) {
        await afterFailedApply(session, stack);
        return "failed";
      }
    }
    rmSync(join(stack.folder, STACK_FILES.repair), { force: true });
    return "done";
  } finally {
    terraform.forgetPlan();
  }
}

async function areImagesPushed(session: Session, stack: DeployedStack): Promise<boolean> {
  const missing = await missingImages(session, stack);
  if (missing.length === 0) return true;
  session.say(`images and charts that ${stack.name} needs and the account's registry lacks:`);
  for (const line of missing) session.say(`  ${line}`);
  const how =
    stack.layer === "platform"
      ? `copy them: ${mirrorCommand(stack.environment)}`
      : "push them (docs/guide/deploy.md, step 4)";
  session.say(`${how}; then run the same command again`);
  return false;
}

/** An apply does not wait for all pods. Those of all chosen layers are awaited, and named where they are not ready. */
async function watchRollouts({ chosen, programs, scripts, say }: Session): Promise<Ended> {
  const failed: string[] = [];
  for (const { name, environment, folder } of watched(chosen)) {
    say(`\npods of ${name}`);
    const line: CommandLine = [process.execPath, join(scripts, "watch-rollouts.mjs"), folder];
    if ((await programs.run(line, { ENVIRONMENT: environment })) !== 0) failed.push(name);
    if (programs.isInterrupted) return "failed";
  }
  if (failed.length === 0) return "done";
  say(`\n${failed.join(", ")}: applied, with pods that are not ready; the lines above name them`);
  return "failed";
}

/** Names the releases with known faults that an init selected, and the command that selects others. */
async function hasFaultyProviders(session: Session, { folder }: DeployedStack): Promise<boolean> {
  const file = join(folder, LOCK_NAME);
  if (!existsSync(file)) return false;
  const selected = parseLock(file, readLockText(file));
  const faults = selected.flatMap(({ address, version = "" }) =>
    faultsOf(sourceOf(address), version).map(({ fault }) => `${address} ${version}: ${fault}`),
  );
  faults.forEach((fault) => session.say(fault));
  if (faults.length > 0)
    session.say(
      `select another release: ${session.terraform} -chdir=${folder} init -upgrade; where locks/ has a lock, ${NPX} lock providers --upgrade`,
    );
  return faults.length > 0;
}
