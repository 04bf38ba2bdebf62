import { identitiesOf } from "../../infrastructure/identities";
import { blockId } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, type InLayer, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

type Identities = ReturnType<typeof identitiesOf>;
type Attachment = Identities["attachments"][number];
type ExclusiveList = Identities["exclusiveLists"][number];

export const exclusivePolicies: Check = {
  ...ruleOf(TEXTS, "exclusive-policies"),
  run: (plan) => [
    ...identitiesOf(plan).exclusiveLists.flatMap((list) => removedBy(plan, list)),
    ...plan.resources("aws_iam_policy_attachment").flatMap((by): Finding[] => {
      const arn = written(plan, inLayer(by, by.config.policy_arn));
      const others = identitiesOf(plan).attachments.filter(
        (each) => each.by !== by && "arn" in each.policy && written(plan, each.policy.arn) === arn,
      );
      const own = identitiesOf(plan).attachments.filter((each) => each.by === by);
      const taken = others.filter(
        (each) => !own.some(({ kind, holder }) => kind === each.kind && holder === each.holder),
      );
      return combinedFinding(
        by,
        `it takes ${arn} from all that it does not name`,
        taken.map((each) => titleOf(plan, each)),
      );
    }),
  ],
};

function removedBy(plan: EnvironmentPlan, { kind, holder, by, form, values }: ExclusiveList): Finding[] {
  const listed = values.map((each) => written(plan, each));
  const removed = identitiesOf(plan).attachments.flatMap((each) => {
    if (each.kind !== kind || each.holder !== holder || each.by === by) return [];
    const name = nameIn(plan, each, form);
    return name === undefined || listed.includes(name)
      ? []
      : [`it removes the policy ${name} of ${each.by.address}`];
  });
  return combinedFinding(by, `list of policies of ${kind} ${nameOfHolder(plan, holder)}`, removed);
}

/** The name of a policy as a list has it; undefined for a policy of the other form. */
function nameIn(
  plan: EnvironmentPlan,
  { policy }: Attachment,
  form: ExclusiveList["form"],
): string | undefined {
  if (form === "arns") return "arn" in policy ? written(plan, policy.arn) : undefined;
  return "arn" in policy ? undefined : written(plan, policy.name);
}

const written = (plan: EnvironmentPlan, value: InLayer): string =>
  resolveReferences(plan, plan.follow(value));

const titleOf = (plan: EnvironmentPlan, { kind, holder }: Attachment): string =>
  `${kind} ${nameOfHolder(plan, holder)}`;

/** The name of an identity by its layer and address, or the name that it is. */
function nameOfHolder(plan: EnvironmentPlan, holder: string): string {
  const found = plan.all.find((each) => blockId(each) === holder);
  return found ? resolveReferences(plan, inLayer(found, found.config["name"])) : holder;
}
