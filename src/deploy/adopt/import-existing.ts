import { counted } from "../../base/counted";
import { offerImports } from "../repair/offer-imports";
import { type PlanChange, type Rules, search } from "../repair/search";
import { type Ended, type Session, inFolder } from "../deploy/session";
import { type DeployedStack, planOfStacks } from "../deploy/stacks";
import { type EnvironmentPlan } from "../../terraform/environment-plan";

/** A network or cluster that Terraform takes over. */
export interface Existing {
  /** Id or name in messages. */
  readonly name: string;
  /** Command that shows its ranges and names. */
  readonly proposal: string;
  readonly rules: (plan: EnvironmentPlan) => Rules;
}

/**
 * Writes import blocks with which Terraform takes over what a stack declares and AWS has. Writes none where a plan with them
 * replaces or destroys something.
 */
export async function importExisting(
  session: Session,
  stack: DeployedStack,
  existing: Existing,
): Promise<Ended> {
  const { say } = session;
  if (!(await inFolder(session, stack).init())) return "failed";
  const plan = planOfStacks(session.all);
  const { imports, unclear, changes } = await search(session, stack, undefined, {
    rules: existing.rules(plan),
    takesOver: true,
  });
  for (const line of unclear) say(`not imported: ${line}`);
  if (imports.length === 0) {
    say(
      `nothing of ${existing.name} fits ${stack.name}; compare its ranges and names with: ${existing.proposal}`,
    );
    return "failed";
  }
  for (const kind of ["create", "update", "replace", "destroy"] as const) sayChanges(session, kind, changes);
  if (changes.some(({ kind }) => kind === "replace" || kind === "destroy")) {
    say(
      "nothing is written: a takeover must replace and destroy nothing. Correct the environment's file, and synthesize it",
    );
    return "failed";
  }
  return (await offerImports(session, stack, imports)) ? "done" : "declined";
}

const VERBS: Readonly<Record<PlanChange["kind"], string>> = {
  create: "creates",
  update: "changes in place",
  replace: "REPLACES",
  destroy: "DESTROYS",
};

function sayChanges({ say }: Session, kind: PlanChange["kind"], changes: readonly PlanChange[]): void {
  const own = changes
    .filter((each) => each.kind === kind)
    .map(({ address, changed }) => (changed.length > 0 ? `${address} (${changed.join(", ")})` : address));
  if (own.length > 0) say(`the plan ${VERBS[kind]} ${counted(own.length, "resource")}: ${own.join(", ")}`);
}
