import { type EnvironmentPlan } from "../terraform/environment-plan";
import { homeOf, knownText } from "../infrastructure/text-references";
import { LAYERS, type Layer } from "../base/layers";
import { NPX } from "../base/program-name";
import { Aws } from "./deploy/aws";
import { type Session } from "./deploy/session";
import { planOfStacks } from "./deploy/stacks";

/**
 * Document of a boundary of the emitted roles; that of a kind has the name of its policy. No module creates the policies: an
 * administrator does, so that no deployer changes them.
 */
export const boundaryFile = (arn: string, all: readonly string[]): string =>
  all.length > 1 ? `emitted-roles-${arn.replace(/^.*\//, "")}.json` : "emitted-roles-boundary.json";

/** ARNs of the permissions boundaries of the roles of some layers; none where roles have none. */
export const roleBoundariesOf = (plan: EnvironmentPlan, layers: readonly Layer[] = LAYERS): string[] => [
  ...new Set(
    plan
      .resources("aws_iam_role")
      .filter(({ layer }) => layers.includes(layer))
      .flatMap(({ layer, config }) => knownText(plan, { layer, value: config.permissions_boundary }) ?? []),
  ),
];

/** Command with which an administrator creates a boundary. */
export function creationOf(arn: string, file: string): string {
  const [, path = "/", name = ""] = /:policy(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  return `aws iam create-policy --policy-name ${name}${path === "/" ? "" : ` --path ${path}`} --policy-document file://${file}`;
}

/** Whether the boundaries of the environment's roles exist. IAM refuses a role with a missing one in the middle of an apply. */
export async function areBoundariesThere(session: Session): Promise<boolean> {
  const [environment = ""] = session.all.map((stack) => stack.environment);
  const plan = planOfStacks(session.all);
  const all = roleBoundariesOf(plan);
  // The region tells the AWS CLI the partition.
  const aws = all.length > 0 ? new Aws(session.programs, homeOf(plan).region) : undefined;
  const missing: string[] = [];
  for (const arn of all) {
    const answer = await aws?.try("iam", "get-policy", "--policy-arn", arn);
    if (answer && "error" in answer && /NoSuchEntity/.test(answer.error)) missing.push(arn);
  }
  if (missing.length === 0) return true;
  for (const arn of missing)
    session.say(`the permissions boundary ${arn} of the roles does not exist in the account`);
  session.say(
    "a policy of your organization: ask its owner for the right name, and correct permissionsBoundary",
  );
  session.say(`otherwise an administrator creates it once, and you run the same command again:`);
  session.say(`  ${NPX} policy --environments ${environment}`);
  for (const arn of missing)
    session.say(`  ${creationOf(arn, `deployer-policies/${environment}/${boundaryFile(arn, all)}`)}`);
  return false;
}
