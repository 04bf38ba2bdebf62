import { controllerPolicy } from "../../../src/parts/load-balancer-controller/policy";
import { policyDocument } from "../../../src/facts/iam";

const statements = controllerPolicy("aws");

/** `Null` conditions: the resource has the controller's tag, the request sets it, or the request leaves it unchanged. */
const OWNED = { "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" };
const CREATED = { "aws:RequestTag/elbv2.k8s.aws/cluster": "false" };
const RETAGGED = { "aws:RequestTag/elbv2.k8s.aws/cluster": "true", ...OWNED };

const elb = (...names: string[]) => names.map((name) => `elasticloadbalancing:${name}`);
const ec2 = (...names: string[]) => names.map((name) => `ec2:${name}`);
const elbArns = (...names: string[]) => names.map((name) => `arn:aws:elasticloadbalancing:*:*:${name}`);
const TARGETS_AND_BALANCERS = elbArns("targetgroup/*/*", "loadbalancer/net/*/*", "loadbalancer/app/*/*");

/** `docs/install/iam_policy.json` of v3.5.0: actions, resources and condition of each statement, in order. */
const PUBLISHED: readonly [string, string[], string | string[], object?][] = [
  [
    "creates the service-linked role",
    ["iam:CreateServiceLinkedRole"],
    "*",
    { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
  ],
  [
    "reads the network and load balancers",
    [
      ...ec2("DescribeAccountAttributes", "DescribeAddresses", "DescribeAvailabilityZones"),
      ...ec2("DescribeInternetGateways", "DescribeVpcs", "DescribeVpcPeeringConnections", "DescribeSubnets"),
      ...ec2("DescribeSecurityGroups", "DescribeInstances", "DescribeNetworkInterfaces", "DescribeTags"),
      ...ec2("GetCoipPoolUsage", "DescribeCoipPools", "GetSecurityGroupsForVpc", "DescribeIpamPools"),
      ...ec2("DescribeRouteTables"),
      ...elb("DescribeLoadBalancers", "DescribeLoadBalancerAttributes", "DescribeListeners"),
      ...elb("DescribeListenerCertificates", "DescribeSSLPolicies", "DescribeRules", "DescribeTargetGroups"),
      ...elb("DescribeTargetGroupAttributes", "DescribeTargetHealth", "DescribeTags", "DescribeTrustStores"),
      ...elb("DescribeListenerAttributes", "DescribeCapacityReservation"),
    ],
    "*",
  ],
  [
    "uses certificates, web ACLs and Shield",
    [
      "cognito-idp:DescribeUserPoolClient",
      ...["acm:ListCertificates", "acm:DescribeCertificate"],
      ...["iam:ListServerCertificates", "iam:GetServerCertificate"],
      ...["waf-regional:GetWebACL", "waf-regional:GetWebACLForResource"],
      ...["waf-regional:AssociateWebACL", "waf-regional:DisassociateWebACL"],
      ...[
        "wafv2:GetWebACL",
        "wafv2:GetWebACLForResource",
        "wafv2:AssociateWebACL",
        "wafv2:DisassociateWebACL",
      ],
      ...["shield:GetSubscriptionState", "shield:DescribeProtection"],
      ...["shield:CreateProtection", "shield:DeleteProtection"],
    ],
    "*",
  ],
  ["adds and removes inbound rules", ec2("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"), "*"],
  ["creates security groups", ec2("CreateSecurityGroup"), "*"],
  [
    "tags security groups when it creates them",
    ec2("CreateTags"),
    "arn:aws:ec2:*:*:security-group/*",
    { StringEquals: { "ec2:CreateAction": "CreateSecurityGroup" }, Null: CREATED },
  ],
  [
    "changes the tags of its security groups",
    ec2("CreateTags", "DeleteTags"),
    "arn:aws:ec2:*:*:security-group/*",
    { Null: RETAGGED },
  ],
  [
    "changes and deletes its security groups",
    ec2("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "DeleteSecurityGroup"),
    "*",
    { Null: OWNED },
  ],
  ["creates load balancers", elb("CreateLoadBalancer", "CreateTargetGroup"), "*", { Null: CREATED }],
  [
    "creates and deletes listeners and rules",
    elb("CreateListener", "DeleteListener", "CreateRule", "DeleteRule"),
    "*",
  ],
  [
    "changes the tags of its load balancers",
    elb("AddTags", "RemoveTags"),
    TARGETS_AND_BALANCERS,
    { Null: RETAGGED },
  ],
  [
    "tags listeners",
    elb("AddTags", "RemoveTags"),
    elbArns("listener/net/*/*/*", "listener/app/*/*/*", "listener-rule/net/*/*/*", "listener-rule/app/*/*/*"),
  ],
  [
    "changes and deletes its load balancers",
    [
      ...elb("ModifyLoadBalancerAttributes", "SetIpAddressType", "SetSecurityGroups", "SetSubnets"),
      ...elb("DeleteLoadBalancer", "ModifyTargetGroup", "ModifyTargetGroupAttributes", "DeleteTargetGroup"),
      ...elb("ModifyListenerAttributes", "ModifyCapacityReservation", "ModifyIpPools"),
    ],
    "*",
    { Null: OWNED },
  ],
  [
    "tags load balancers when it creates them",
    elb("AddTags"),
    TARGETS_AND_BALANCERS,
    {
      StringEquals: { "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"] },
      Null: CREATED,
    },
  ],
  [
    "registers pods",
    elb("RegisterTargets", "DeregisterTargets"),
    "arn:aws:elasticloadbalancing:*:*:targetgroup/*/*",
  ],
  [
    "changes listeners",
    [
      ...elb("SetWebAcl", "ModifyListener", "AddListenerCertificates", "RemoveListenerCertificates"),
      ...elb("ModifyRule", "SetRulePriorities"),
    ],
    "*",
  ],
];

test.each(PUBLISHED.map(([purpose, ...row], index) => ({ purpose, number: index + 1, row })))(
  "LBC-01 statement $number of the controller's policy $purpose",
  ({ number, row: [actions, resources, condition] }) => {
    expect(statements[number - 1]).toEqual({
      Effect: "Allow",
      Action: actions,
      Resource: resources,
      ...(condition ? { Condition: condition } : {}),
    });
  },
);

test("LBC-01 the controller's policy has only the 16 published statements", () => {
  expect(statements).toHaveLength(16);
  expect(PUBLISHED).toHaveLength(16);
});

test.each(["aws-us-gov", "aws-cn"])(
  "LBC-01 the controller's policy in %s differs only in the partition",
  (partition) => {
    const there = policyDocument(controllerPolicy(partition));
    expect(there).not.toContain("arn:aws:");
    expect(there.replaceAll(`arn:${partition}:`, "arn:aws:")).toBe(policyDocument(statements));
  },
);

test("LBC-01 the controller's policy is below the size limit of inline policies in every partition", () => {
  const INLINE_LIMIT = 10_240;
  const longest = policyDocument(controllerPolicy("aws-us-gov"));
  expect(longest.length).toBeLessThan(INLINE_LIMIT);
});
