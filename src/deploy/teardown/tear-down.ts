import { counted } from "../../base/counted";
import { userError } from "../../base/errors";
import { planAndApply } from "../deploy/apply-layers";
import { destroyState } from "../deploy/destroy-state";
import { protectedInState, unprotected } from "../deploy/protection";
import { type Ended, type Session, headline } from "../deploy/session";
import { type DeployedStack, layersAfter } from "../deploy/stacks";
import { type TeardownFacts, teardownFacts } from "./facts";
import { leftoversOf } from "./leftovers";
import { recordedIn } from "./look";
import { runSteps } from "./run-steps";
import { type Moment } from "./step";
import { stepsOf } from "./steps";
import { itemLines } from "./texts";
import { NPX } from "../../base/program-name";

/** How a teardown treats what prevent_destroy protects. */
export interface TearDownOptions {
  /** Destroy it without a question. @default - a person is asked, and `--yes` is no answer */
  readonly unprotect?: true | undefined;
  /** Whether all questions are answered with yes. @default - they are asked */
  readonly yes?: true | undefined;
}

/** Takes the chosen layers down in the opposite order, with the steps beside Terraform, and names what is left. */
export async function tearDown(session: Session, options: TearDownOptions): Promise<Ended> {
  const facts = teardownFacts(session.all);
  const order = [...session.chosen].reverse();
  if (!(await mayUnprotect(session, order, options))) return "declined";
  for (const stack of order) {
    headline(session, stack, order);
    await refuseBelowOthers(session, stack);
    const ended = await tearDownLayer(session, facts, stack);
    if (ended !== "done") return ended;
    if (session.programs.isInterrupted) return "failed";
  }
  const left = await leftoversOf(session, facts);
  if (left.length > 0) session.say("\nleft, and not deleted by this command:");
  for (const item of left) for (const line of itemLines(item)) session.say(line);
  session.say("\ndone");
  return "done";
}

/** Whether keys and buckets of data may go. This is asked before anything is deleted. The state stack asks by itself. */
async function mayUnprotect(
  { ask, say, states }: Session,
  stacks: readonly DeployedStack[],
  { unprotect, yes }: TearDownOptions,
): Promise<boolean> {
  const found: string[] = [];
  for (const stack of stacks.filter(({ layer }) => layer !== "state"))
    for (const address of await protectedInState(states, stack)) found.push(`${stack.layer} ${address}`);
  if (found.length === 0) return true;
  say("prevent_destroy protects, and this command would destroy with all data:");
  for (const line of found) say(`  ${line}`);
  if (unprotect) return true;
  if (!yes) return ask("destroy these as well?");
  throw userError({
    place: "--yes",
    got: `${counted(found.length, "resource")} with prevent_destroy`,
    expected: "an answer of their own",
    fix: "add --unprotect to destroy them with all their data, run without --yes to be asked, or choose other --layers",
  });
}

async function tearDownLayer(session: Session, known: TeardownFacts, stack: DeployedStack): Promise<Ended> {
  const facts = { ...known, recorded: recordedIn(await session.states.deployed(stack)) };
  const steps = stepsOf(facts).filter(({ layer }) => layer === stack.layer);
  const at = (moment: Moment) =>
    runSteps(
      session,
      facts,
      steps.filter((step) => step.moment === moment),
    );
  if ((await session.states.resources(stack)).length === 0) session.say("its state has no resources");
  else if (stack.layer === "state") return destroyState(session, stack);
  else {
    const before = await at("before the plan");
    if (before !== "done") return before;
    const ended = await unprotected(stack, () =>
      planAndApply(session, stack, { beforeApply: () => at("before the apply") }),
    );
    if (ended !== "done") return ended;
  }
  return at("after the destroy");
}

/**
 * Throws where a later layer still has resources. Without the controller of the platform, for example, nothing removes the
 * finalizers of the models' Ingress, and their destroy never ends.
 */
async function refuseBelowOthers({ all, states }: Session, stack: DeployedStack): Promise<void> {
  for (const later of all.filter(({ layer }) => layersAfter(stack.layer).includes(layer))) {
    const resources = await states.resources(later);
    if (resources.length === 0) continue;
    throw userError({
      place: stack.name,
      got: `${counted(resources.length, "resource")} in the state of ${later.name}, such as ${resources[0]}`,
      expected: "no resources in later layers before this one is destroyed",
      fix: `destroy ${later.layer} first: ${NPX} destroy --environments ${later.environment} --layers ${later.layer} --run`,
    });
  }
}
