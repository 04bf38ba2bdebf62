import { type EnvironmentPlan } from "../../../proof/terraform-json/environment-plan";
import { homeOf } from "../../../proof/model/home";
import { knownText } from "../../../proof/model/references";
import { NPX } from "../../../shared/command-line/program-name";
import { Aws } from "./aws";
import { type Session } from "./session";
import { planOfStacks } from "./stacks";

/** Document of the boundary of the emitted roles. No module creates its policy: an administrator does, so that no deployer changes it. */
export const EMITTED_BOUNDARY = "emitted-roles-boundary.json";

/** ARN of the permissions boundary of the environment's roles; undefined where roles have none. */
export function roleBoundaryOf(plan: EnvironmentPlan): string | undefined {
  return plan
    .resources("aws_iam_role")
    .flatMap(({ layer, config }) => knownText(plan, { layer, value: config.permissions_boundary }) ?? [])[0];
}

/** Command with which an administrator creates a boundary. */
export function creationOf(arn: string, file: string): string {
  const [, path = "/", name = ""] = /:policy(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  return `aws iam create-policy --policy-name ${name}${path === "/" ? "" : ` --path ${path}`} --policy-document file://${file}`;
}

/** Whether the boundary of the environment's roles exists. IAM refuses a role with a missing one in the middle of an apply. */
export async function isBoundaryThere(session: Session): Promise<boolean> {
  const [environment = ""] = session.all.map((stack) => stack.environment);
  const plan = planOfStacks(session.all);
  const arn = roleBoundaryOf(plan);
  if (arn === undefined) return true;
  // The region tells the AWS CLI the partition.
  const aws = new Aws(session.programs, homeOf(plan).region);
  const answer = await aws.try("iam", "get-policy", "--policy-arn", arn);
  if (!("error" in answer) || !/NoSuchEntity/.test(answer.error)) return true;
  session.say(`the permissions boundary ${arn} of the roles does not exist in the account`);
  session.say(
    "a policy of your organization: ask its owner for the right name, and correct permissionsBoundary",
  );
  session.say(`otherwise an administrator creates it once, and you run the same command again:`);
  session.say(`  ${NPX} policy --environments ${environment}`);
  session.say(`  ${creationOf(arn, `deployer-policies/${environment}/${EMITTED_BOUNDARY}`)}`);
  return false;
}
