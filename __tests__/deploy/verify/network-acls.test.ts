import { verifyNetworkAcls } from "../../../src/deploy/verify/network-acls";
import { subnetsOf, vpcsOf } from "../../../src/infrastructure/network-routes";
import { type Json } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import {
  ATTACHMENT,
  GATEWAY,
  MORE_IDS,
  SUBNETS,
  VPC,
  WITH_GATEWAY,
  existing,
  withMoreIds,
} from "../../support/network-by-ids";
import { planOf } from "../../support/reference-plans";
import { liveAws } from "./live-aws";

const A = "10.32.0.0/19";
const B = "10.32.32.0/19";
const ANY = "0.0.0.0/0";

interface Entry {
  readonly number: number;
  readonly action?: "allow" | "deny";
  readonly egress?: boolean;
  readonly cidr?: string;
  readonly protocol?: string;
  readonly ports?: readonly [from: number, to: number];
}

const entry = ({
  number,
  action = "allow",
  egress = false,
  cidr = ANY,
  protocol = "-1",
  ports,
}: Entry): Json => ({
  RuleNumber: number,
  RuleAction: action,
  Egress: egress,
  CidrBlock: cidr,
  Protocol: protocol,
  ...(ports ? { PortRange: { From: ports[0], To: ports[1] } } : {}),
});

/** Both directions are open, and the last rule of AWS denies the rest. */
const OPEN: readonly Entry[] = [
  { number: 100 },
  { number: 100, egress: true },
  { number: 32767, action: "deny" },
  { number: 32767, action: "deny", egress: true },
];

const LISTS =
  "ec2 describe-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.ap-southeast-2.";

const S3 = { PrefixListId: "pl-1", Cidrs: ["52.92.0.0/17"] };

async function judged(entries: readonly Entry[], environment = environmentPlan(withMoreIds())) {
  const [vpc] = vpcsOf(environment).all;
  if (vpc === undefined) throw new Error("no VPC");
  const subnets = [...subnetsOf(environment).values()].map((subnet, index) => ({
    subnet,
    liveId: SUBNETS[index] ?? `subnet-${index}`,
  }));
  const aws = liveAws({
    [`${LISTS}s3,com.amazonaws.ap-southeast-2.dynamodb`]: {
      PrefixLists: [S3, { PrefixListId: "pl-2", Cidrs: ["52.94.0.0/22"] }],
    },
    [`${LISTS}s3`]: { PrefixLists: [S3] },
    "ec2 describe-network-acls": {
      NetworkAcls: [
        {
          NetworkAclId: "acl-1",
          Associations: subnets.map(({ liveId }) => ({ SubnetId: liveId })),
          Entries: entries.map(entry),
        },
      ],
    },
  });
  return verifyNetworkAcls(environment, aws, { vpc, name: "vpc", liveId: VPC }, subnets);
}

test("OPS-01 an ACL that admits everything is as expected", async () => {
  const found = await judged(OPEN);
  expect(found).toHaveLength(2);
  expect(found.map(({ verdict }) => verdict)).toEqual(["ok", "ok"]);
});

test("OPS-01 a rule that denies HTTPS to the other subnet is a difference, with the command before it", async () => {
  const [a] = await judged([
    ...OPEN,
    { number: 90, action: "deny", egress: true, cidr: "10.32.0.0/16", protocol: "6", ports: [443, 443] },
  ]);
  expect(a).toMatchObject({ area: "network ACLs", name: `private_a ${A}`, verdict: "differs" });
  expect(a?.found).toBe(
    `acl-1 does not admit TCP 443 to ${B}; run aws ec2 create-network-acl-entry --region ap-southeast-2 --network-acl-id acl-1 --egress --rule-number 89 --protocol 6 --port-range From=443,To=443 --cidr-block ${B} --rule-action allow`,
  );
});

test.each<[string, Entry]>([
  ["answers of other subnets", { number: 80, action: "deny", protocol: "6", ports: [40000, 50000] }],
  [
    "calls of the control plane to kubelets",
    { number: 80, action: "deny", protocol: "6", ports: [10250, 10250] },
  ],
  [
    "HTTPS to S3",
    { number: 80, action: "deny", egress: true, cidr: "52.0.0.0/8", protocol: "6", ports: [443, 443] },
  ],
  ["half of the other subnet", { number: 80, action: "deny", egress: true, cidr: "10.32.48.0/20" }],
])("OPS-01 a rule that denies %s is a difference", async (_, deny) => {
  const found = await judged([...OPEN, deny]);
  expect(found.map(({ verdict }) => verdict)).toContain("differs");
});

test.each<[string, Entry]>([
  ["comes after the rule that admits", { number: 110, action: "deny", egress: true }],
  ["denies another protocol", { number: 80, action: "deny", protocol: "17" }],
  ["denies SSH", { number: 80, action: "deny", protocol: "6", ports: [22, 22] }],
  ["denies a range of others", { number: 80, action: "deny", cidr: "192.168.0.0/16" }],
])("OPS-01 a rule that %s is no difference", async (_, deny) => {
  expect((await judged([...OPEN, deny])).map(({ verdict }) => verdict)).toEqual(["ok", "ok"]);
});

test("OPS-01 several rules together admit what is needed", async () => {
  const found = await judged([
    { number: 100, cidr: "0.0.0.0/1" },
    { number: 110, cidr: "128.0.0.0/1" },
    { number: 100, egress: true, protocol: "6", ports: [0, 20000] },
    { number: 110, egress: true, protocol: "6", ports: [20001, 65535] },
  ]);
  expect(found.map(({ verdict }) => verdict)).toEqual(["ok", "ok"]);
});

test("OPS-01 the ranges of DynamoDB are needed where the network has its endpoint", async () => {
  const deny: Entry = {
    number: 80,
    action: "deny",
    egress: true,
    cidr: "52.94.0.0/16",
    protocol: "6",
    ports: [443, 443],
  };
  const change = existing(MORE_IDS, { attachments: [{ ...GATEWAY, attachmentId: ATTACHMENT }] });
  const models = [
    {
      name: "reader",
      image: { tag: "1" },
      permissions: [
        {
          actions: ["dynamodb:GetItem"],
          resources: ["arn:aws:dynamodb:ap-southeast-2:222233334444:table/features"],
        },
      ],
    },
  ];
  const withTable = environmentPlan(planWith(WITH_GATEWAY, { ...change, models }));
  expect((await judged([...OPEN, deny], withTable)).map(({ verdict }) => verdict)).toContain("differs");
  expect((await judged([...OPEN, deny])).map(({ verdict }) => verdict)).toEqual(["ok", "ok"]);
});

test("OPS-01 subnets that Terraform creates have the ACL of their stack, which checks judge", async () => {
  expect(await judged(OPEN, environmentPlan(planOf("ml-inference-prod")))).toEqual([]);
});
