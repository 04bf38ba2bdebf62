import { askedInParallel } from "../deploy/programs";
import { type JsonObject } from "../../terraform/stack-json";
import { EKS_TAG, cniProof } from "./cluster-tags";
import { CONTROLLER_TAGS } from "../../evidence/load-balancers";
import { controllerSteps } from "./controller-steps";
import { type TeardownFacts } from "./facts";
import { type Look, NO_VPC, UNPROVEN, proofOf, tagsOf } from "./look";
import { occupantSteps } from "./occupant-steps";
import { type Item, type Step } from "./step";
import { wordsOf } from "./texts";

const NETWORK = { layer: "network", needs: "aws" } as const;

/** Steps of the network, and of load balancers before the platform, in their order. */
export const networkSteps = (facts: TeardownFacts): Step[] => [
  ...(facts.cluster === undefined
    ? []
    : [...controllerSteps(facts), interfaces(facts), clusterGroups(facts)]),
  ...(facts.ownVpc ? occupantSteps(facts) : []),
];

const interfaces = ({ cluster, region }: TeardownFacts): Step => ({
  ...NETWORK,
  id: "interfaces",
  moment: "before the apply",
  title: "interfaces of the CNI without a node",
  why: "a node that ends while the CNI attaches an interface leaves it, and it holds its subnet and its security groups",
  look: [
    `aws ec2 describe-network-interfaces --region ${region} --filters Name=status,Values=available Name=description,Values='aws-K8S-*'`,
  ],
  find: async (look) =>
    askedInParallel(await availableInterfaces(look), async (each): Promise<Item[]> => {
      const proof = cniProof(look.facts, each);
      const isHere = await look.inOwnVpc(each);
      if (proof === undefined || isHere === false) return [];
      const id = String(each["NetworkInterfaceId"]);
      return [
        {
          kind: "interface",
          id,
          treatment: isHere ? "delete" : "name",
          because: isHere
            ? `the CNI of ${String(cluster)} made it (${proof}), and no node has it`
            : `${proof}; ${NO_VPC}`,
          remove: wordsOf("aws ec2 delete-network-interface --region", region, "--network-interface-id", id),
        },
      ];
    }).then((found) => found.flat()),
});

const availableInterfaces = (look: Look): Promise<JsonObject[]> =>
  look.list("NetworkInterfaces", "ec2 describe-network-interfaces --filters Name=status,Values=available");

const clusterGroups = ({ cluster, region }: TeardownFacts): Step => {
  const key = `kubernetes.io/cluster/${String(cluster)}`;
  return {
    ...NETWORK,
    id: "cluster-groups",
    moment: "before the apply",
    title: "security groups that EKS made for the cluster",
    why: "EKS deletes its group with the cluster, unless an interface still has it; it then holds the VPC",
    look: [`aws ec2 describe-security-groups --region ${region} --filters Name=tag:${key},Values=owned`],
    find: async (look) => {
      // While the cluster exists, the group is in use.
      if (await look.hasResources("cluster")) return [];
      const filter = `Name=tag:${key},Values=owned`;
      const groups = await look.list("SecurityGroups", "ec2 describe-security-groups", "--filters", filter);
      const found = await askedInParallel(groups, async (group): Promise<Item[]> => {
        const { GroupId, GroupName, Tags } = group;
        const isHere = await look.inOwnVpc(group);
        const proof = proofOf(look.facts, tagsOf(Tags), [EKS_TAG, key]);
        if (proof === undefined || isHere === false || tagsOf(Tags)[CONTROLLER_TAGS.cluster] !== undefined)
          return [];
        const id = String(GroupId);
        // AWS alone sets its tag; the other one is also on groups that people made.
        const isOfEks = tagsOf(Tags)[EKS_TAG] === cluster;
        return [
          {
            kind: "security group",
            id,
            treatment: isHere && isOfEks ? "delete" : "name",
            because:
              isHere && isOfEks
                ? `EKS made ${String(GroupName)} for the cluster (${proof})`
                : `group ${String(GroupName)} (${proof}); ${isHere ? UNPROVEN : NO_VPC}`,
            remove: ["aws", "ec2", "delete-security-group", "--region", region, "--group-id", id],
          },
        ];
      });
      return found.flat();
    },
  };
};
