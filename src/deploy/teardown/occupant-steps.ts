import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { EKS_TAG, cniProof } from "./cluster-tags";
import { CONTROLLER_TAGS } from "../../evidence/load-balancers";
import { loadBalancingTags } from "./controller-steps";
import { type TeardownFacts } from "./facts";
import { proofOf, tagsOf } from "./look";
import { type Item, type Kind, type Step } from "./step";
import { wordsOf } from "./texts";

const NETWORK = { layer: "network", needs: "aws" } as const;

/** Steps about resources of others in the VPC of the environment. */
export const occupantSteps = (facts: TeardownFacts): Step[] => [guardDuty(facts), occupants(facts)];

const inVpc = (vpc: string): string[] => ["--filters", `Name=vpc-id,Values=${vpc}`];

const isGuardDuty = (tags: Readonly<Record<string, string>>): boolean => tags["GuardDutyManaged"] === "true";

const guardDuty = ({ region }: TeardownFacts): Step => ({
  ...NETWORK,
  id: "guardduty",
  moment: "before the plan",
  title: "endpoint and security group of GuardDuty",
  why: "runtime monitoring makes them in the VPC and makes them again while it runs; they hold subnets and VPC",
  look: [
    `aws ec2 describe-vpc-endpoints --region ${region} --filters Name=tag:GuardDutyManaged,Values=true`,
    `aws ec2 describe-security-groups --region ${region} --filters Name=tag:GuardDutyManaged,Values=true`,
  ],
  find: async (look) => {
    const vpc = await look.vpc();
    if (vpc === undefined) return [];
    const because = "GuardDuty made it; turn off its automated agent for this VPC first";
    const endpoints = await look.list("VpcEndpoints", "ec2", "describe-vpc-endpoints", ...inVpc(vpc));
    const groups = await look.list("SecurityGroups", "ec2", "describe-security-groups", ...inVpc(vpc));
    return [
      ...endpoints
        .filter(({ Tags }) => isGuardDuty(tagsOf(Tags)))
        .map(({ VpcEndpointId, State }): Item => {
          const treatment = String(State).startsWith("delet") ? "wait" : "block";
          const id = String(VpcEndpointId);
          const remove = wordsOf("aws ec2 delete-vpc-endpoints --region", region, "--vpc-endpoint-ids", id);
          return { kind: "endpoint", id, treatment, because, remove };
        }),
      ...groups
        .filter(({ Tags }) => isGuardDuty(tagsOf(Tags)))
        .map(({ GroupId }): Item => {
          const id = String(GroupId);
          const remove = wordsOf("aws ec2 delete-security-group --region", region, "--group-id", id);
          return { kind: "security group", id, treatment: "block", because, remove };
        }),
    ];
  },
});

const DELETE_ENDPOINT = "aws ec2 delete-vpc-endpoints --vpc-endpoint-ids";
const DELETE_GROUP = "aws ec2 delete-security-group --group-id";

const FOREIGN = "nothing proves that the environment made it, and it holds the VPC";

const occupants = ({ region }: TeardownFacts): Step => ({
  ...NETWORK,
  id: "occupants",
  moment: "before the plan",
  title: "what others have in the VPC",
  why: "AWS does not delete a VPC with resources of others, and the destroy would stop in its middle",
  look: [
    "aws elbv2 describe-load-balancers",
    "aws ec2 describe-vpc-endpoints",
    "aws ec2 describe-network-interfaces",
    "aws ec2 describe-security-groups",
  ].map(
    (call) => `${call} --region ${region}${call.includes("ec2") ? " --filters Name=vpc-id,Values=VPC" : ""}`,
  ),
  find: async (look) => {
    const vpc = await look.vpc();
    if (vpc === undefined) return [];
    const hasNodes = await look.hasResources("cluster");
    const recorded = await look.recorded();
    const found: Item[] = [];
    const add = (kind: Kind, id: string, what: string, remove: string) =>
      found.push({
        kind,
        id,
        treatment: "block",
        because: `${what}; ${FOREIGN}`,
        remove: wordsOf(remove, id, "--region", region),
      });
    const balancers = (await look.list("LoadBalancers", "elbv2", "describe-load-balancers")).filter(
      ({ VpcId }) => VpcId === vpc,
    );
    for (const [arn, tags] of await loadBalancingTags(
      look,
      balancers.map((each) => String(each["LoadBalancerArn"])),
    ))
      if (!recorded.has(arn) && proofOf(look.facts, tagsOf(tags), [CONTROLLER_TAGS.cluster]) === undefined)
        add("load balancer", arn, "a load balancer", "aws elbv2 delete-load-balancer --load-balancer-arn");
    const endpoints = await look.list("VpcEndpoints", "ec2", "describe-vpc-endpoints", ...inVpc(vpc));
    const ofEndpoints = new Set(
      endpoints.flatMap((each) => asArray(each["NetworkInterfaceIds"]).map(String)),
    );
    for (const each of endpoints)
      if (
        !recorded.has(String(each["VpcEndpointId"])) &&
        isForeign(look.facts, each["Tags"]) &&
        !String(each["State"]).startsWith("delet")
      )
        add("endpoint", String(each["VpcEndpointId"]), String(each["ServiceName"]), DELETE_ENDPOINT);
    const interfaces = await look.list("NetworkInterfaces", "ec2 describe-network-interfaces", ...inVpc(vpc));
    for (const each of interfaces) {
      const id = String(each["NetworkInterfaceId"]);
      if (ofEndpoints.has(id) || recorded.has(id) || !isForeignInterface(look.facts, each, hasNodes))
        continue;
      const what = String(each["Description"] ?? "") || "an interface without description";
      add("interface", id, what, "aws ec2 delete-network-interface --network-interface-id");
    }
    for (const each of await look.list("SecurityGroups", "ec2 describe-security-groups", ...inVpc(vpc))) {
      const [id, name] = [String(each["GroupId"]), each["GroupName"]];
      if (name !== "default" && !recorded.has(id) && isForeign(look.facts, each["Tags"]))
        add("security group", id, `group ${String(name)}`, DELETE_GROUP);
    }
    return found;
  },
});

function isForeign(facts: TeardownFacts, tags: Json | undefined): boolean {
  const known = tagsOf(tags);
  const ofCluster = [CONTROLLER_TAGS.cluster, `kubernetes.io/cluster/${String(facts.cluster)}`, EKS_TAG];
  return !isGuardDuty(known) && proofOf(facts, known, ofCluster) === undefined;
}

/** Services make and delete the interfaces of load balancers, endpoints, gateways and databases themselves. */
function isForeignInterface(facts: TeardownFacts, each: JsonObject, hasNodes: boolean): boolean {
  if (each["RequesterManaged"] === true || (each["InterfaceType"] ?? "interface") !== "interface")
    return false;
  if (
    /^(ELB|RDSNetworkInterface|VPC Endpoint|Interface for NAT|Amazon EKS)/.test(String(each["Description"]))
  )
    return false;
  const isOfNode = hasNodes && asObject(each["Attachment"])["InstanceId"] !== undefined;
  return !isOfNode && cniProof(facts, each) === undefined && isForeign(facts, each["TagSet"]);
}
