import { type Json, type JsonObject } from "../../terraform/stack-json";
import { CONTROLLER_TAGS } from "../../evidence/load-balancers";
import { type TeardownFacts } from "./facts";
import { entryItems } from "./entries";
import { type Look, NO_VPC, proofOf, tagsOf } from "./look";
import { type Item, type Kind, type Step, type Treatment } from "./step";
import { wordsOf } from "./texts";

/** Steps about load balancers of the controller: while it runs, and after the cluster. */
export const controllerSteps = (facts: TeardownFacts): Step[] => [
  controllersBefore(facts),
  { ...controllerStep(facts), find: (look: Look) => foundByController(look, "delete") },
];

const controllerStep = ({ cluster, region }: TeardownFacts) =>
  ({
    layer: "network",
    needs: "aws",
    id: "load-balancers",
    moment: "before the apply",
    title: "load balancers, target groups and security groups of the controller",
    why: "they hold interfaces in the subnets and groups of the VPC, which AWS then does not delete",
    look: [
      `aws resourcegroupstaggingapi get-resources --region ${region} --tag-filters Key=${CONTROLLER_TAGS.cluster},Values=${String(cluster)}`,
    ],
  }) as const;

/** While the controller runs. What no object in the cluster needs any more, the controller does not know any more. */
const controllersBefore = (facts: TeardownFacts): Step => ({
  ...controllerStep(facts),
  layer: "platform",
  moment: "before the plan",
  needs: "kubectl",
  why: "while an object in the cluster needs them, the controller must remove them, and it goes with the platform",
  find: async (look) => {
    const { items, stacks } = await entryItems(look);
    return foundByController(look, items.length > 0 ? "wait" : "delete", stacks);
  },
});

/**
 * Load balancers come first: a target group in use, or a group of an interface, is refused.
 *
 * @param kept stacks of objects that a destroy removes while the controller runs. They also need its shared group, which is of no stack.
 */
async function foundByController(
  look: Look,
  treatment: Treatment,
  kept = new Set<string>(),
): Promise<Item[]> {
  const { region } = look.facts;
  const found: Item[] = [];
  const add = async (kind: Kind, id: string, tags: Json | undefined, object: JsonObject, remove: string) => {
    const isHere = await look.inOwnVpc(object);
    const proof = proofOf(look.facts, tagsOf(tags), [CONTROLLER_TAGS.cluster]);
    const known = tagsOf(tags);
    const stack = known[CONTROLLER_TAGS.ingressStack] ?? known[CONTROLLER_TAGS.serviceStack];
    if (proof === undefined || isHere === false) return;
    if (stack === undefined ? kept.size > 0 : kept.has(stack)) return;
    found.push({
      kind,
      id,
      treatment: isHere ? treatment : "name",
      because: isHere
        ? `the load balancer controller of the cluster made it (${proof})`
        : `${proof}; ${NO_VPC}`,
      remove: wordsOf(remove, id, "--region", region),
    });
  };
  const balancing = [
    [
      "load balancer",
      "LoadBalancers",
      "describe-load-balancers",
      "LoadBalancerArn",
      "aws elbv2 delete-load-balancer --load-balancer-arn",
    ],
    [
      "target group",
      "TargetGroups",
      "describe-target-groups",
      "TargetGroupArn",
      "aws elbv2 delete-target-group --target-group-arn",
    ],
  ] as const;
  for (const [kind, key, call, arn, command] of balancing) {
    const objects = new Map((await look.list(key, "elbv2", call)).map((each) => [String(each[arn]), each]));
    for (const [id, tags] of await loadBalancingTags(look, [...objects.keys()]))
      await add(kind, id, tags, objects.get(id) ?? {}, command);
  }
  const filter = `Name=tag:${CONTROLLER_TAGS.cluster},Values=${String(look.facts.cluster)}`;
  const remove = "aws ec2 delete-security-group --group-id";
  for (const group of await look.list("SecurityGroups", "ec2 describe-security-groups", "--filters", filter))
    await add("security group", String(group["GroupId"]), group["Tags"], group, remove);
  return found;
}

/** Tags of load balancers or target groups, at most 20 in a call. */
export async function loadBalancingTags(
  look: Look,
  arns: readonly string[],
): Promise<(readonly [arn: string, tags: Json | undefined])[]> {
  const found: (readonly [string, Json | undefined])[] = [];
  for (let start = 0; start < arns.length; start += 20) {
    const some = arns.slice(start, start + 20);
    const answer = await look.list("TagDescriptions", "elbv2", "describe-tags", "--resource-arns", ...some);
    found.push(...answer.map((each) => [String(each["ResourceArn"]), each["Tags"]] as const));
  }
  return found;
}
