import { counted } from "../../core/counted";
import { userError } from "../../core/errors";
import { planAndApply } from "../apply-layers";
import { destroyState } from "../destroy-state";
import { protection } from "../protection";
import { type Ended, type Session, headline } from "../session";
import { type DeployedStack, layersAfter } from "../stacks";
import { type TeardownFacts, teardownFacts } from "./facts";
import { leftoversOf } from "./leftovers";
import { runSteps } from "./run-steps";
import { type Moment } from "./step";
import { stepsOf } from "./steps";
import { itemLines } from "./texts";

/** Takes the chosen layers down in the opposite order, with the steps beside Terraform, and names what is left. */
export async function tearDown(session: Session): Promise<Ended> {
  const facts = teardownFacts(session.all);
  const order = [...session.chosen].reverse();
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

async function tearDownLayer(session: Session, facts: TeardownFacts, stack: DeployedStack): Promise<Ended> {
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
    for (const line of protection(stack)) session.say(line);
    const ended = await planAndApply(session, stack, { beforeApply: () => at("before the apply") });
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
      fix: `destroy ${later.layer} first: npm run teardown -- --environments ${later.environment} --layers ${later.layer} --run`,
    });
  }
}
