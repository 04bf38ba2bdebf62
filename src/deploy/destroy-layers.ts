import { counted } from "../core/counted";
import { userError } from "../core/errors";
import { planAndApply } from "./apply-layers";
import { destroyState } from "./destroy-state";
import { type Ended, type Session, headline } from "./session";
import { protection } from "./protection";
import { type DeployedStack, layersAfter } from "./stacks";

/** Destroys the chosen layers in the opposite order. */
export async function destroyLayers(session: Session): Promise<Ended> {
  const order = [...session.chosen].reverse();
  for (const stack of order) {
    headline(session, stack, order);
    await refuseBelowOthers(session, stack);
    const ended = await destroyLayer(session, stack);
    if (ended !== "done") return ended;
    if (session.programs.isInterrupted) return "failed";
  }
  session.say("\ndone");
  return "done";
}

async function destroyLayer(session: Session, stack: DeployedStack): Promise<Ended> {
  const { say, states } = session;
  if ((await states.resources(stack)).length === 0) {
    say("its state has no resources");
    return "done";
  }
  if (stack.layer === "state") return destroyState(session, stack);
  for (const line of protection(stack)) say(line);
  return planAndApply(session, stack, "-destroy");
}

/**
 * Throws where a later layer still has resources. Without the controller of the platform, for example, nothing removes the
 * finalizers of the models' Ingress, and their destroy never ends.
 */
export async function refuseBelowOthers({ all, states }: Session, stack: DeployedStack): Promise<void> {
  for (const later of all.filter(({ layer }) => layersAfter(stack.layer).includes(layer))) {
    const resources = await states.resources(later);
    if (resources.length === 0) continue;
    throw userError({
      place: stack.name,
      got: `${counted(resources.length, "resource")} in the state of ${later.name}, such as ${resources[0]}`,
      expected: "no resources in later layers before this one is destroyed",
      fix: `destroy ${later.layer} first: npm run deploy -- --environments ${later.environment} --layers ${later.layer} --destroy`,
    });
  }
}
