import { counted } from "../core/counted";
import { offerImports } from "../deploy/repair/offer-imports";
import { type Change, search } from "../deploy/repair/search";
import { type Ended, type Session, inFolder } from "../deploy/session";
import { type DeployedStack } from "../deploy/stacks";
import { EnvironmentPlan } from "../terraform-json/environment-plan";
import { networkRules } from "./network-rules";
import { type NetworkReading } from "./reading";

/**
 * Writes import blocks with which Terraform takes over what a network stack declares and a VPC has. Writes none where a plan with
 * them replaces or destroys something.
 */
export async function importNetwork(
  session: Session,
  stack: DeployedStack,
  reading: NetworkReading,
): Promise<Ended> {
  const { say } = session;
  if (!(await inFolder(session, stack).init())) return "failed";
  const plan = new EnvironmentPlan(
    stack.environment,
    session.all.map(({ layer, json }) => ({ layer, stack: json })),
  );
  const { imports, unclear, changes } = await search(session, stack, undefined, networkRules(plan, reading));
  for (const line of unclear) say(`not imported: ${line}`);
  if (imports.length === 0) {
    say(
      `nothing of ${String(reading.vpc["VpcId"])} fits ${stack.name}; compare its ranges and names with npm run adopt -- --vpc`,
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

const VERBS: Readonly<Record<Change["kind"], string>> = {
  create: "creates",
  update: "changes in place",
  replace: "REPLACES",
  destroy: "DESTROYS",
};

function sayChanges({ say }: Session, kind: Change["kind"], changes: readonly Change[]): void {
  const own = changes.filter((each) => each.kind === kind).map(({ address }) => address);
  if (own.length > 0) say(`the plan ${VERBS[kind]} ${counted(own.length, "resource")}: ${own.join(", ")}`);
}
