import { AWS_RULES } from "../../../src/deploy/repair/aws-rules";
import { KUBERNETES_RULES } from "../../../src/deploy/repair/kubernetes-rules";
import { type IdRule } from "../../../src/deploy/repair/rule";
import { idRuleOf } from "../../../src/deploy/repair/search";
import { type Json, type JsonObject } from "../../../src/terraform/stack-json";
import { PLANS } from "../../support/every-option";
import { everyOptionPlan } from "../../support/every-option-plan";

const plans = [everyOptionPlan(), ...PLANS.map(([, plan]) => plan)];
const emitted = new Set(
  plans.flatMap((plan) => plan.stacks.flatMap((stack) => stack.resources().map(({ type }) => type))),
);

test("each emitted type of resource has an import rule, or a reason why none is necessary", () => {
  expect(emitted.size).toBeGreaterThan(60);
  expect([...emitted].filter((type) => idRuleOf(type) === undefined)).toEqual([]);
});

test("no rule is for a type that no environment emits", () => {
  const types = Object.keys({ ...AWS_RULES, ...KUBERNETES_RULES });
  expect(types.filter((type) => !emitted.has(type))).toEqual([]);
});

/** The ids that a rule finds, with the calls of the AWS CLI that it makes. */
async function found(type: string, values: JsonObject, answers: readonly Json[] = []) {
  const rule: IdRule | undefined = idRuleOf(type);
  if (rule === undefined || "reason" in rule) throw new Error(`${type} has no ids`);
  if ("id" in rule) return { ids: [rule.id(values)], calls: [] };
  const left = [...answers];
  const calls: string[] = [];
  const ids = await rule.find(
    values,
    (...args) => {
      calls.push(args.join(" "));
      return Promise.resolve(left.shift() ?? null);
    },
    () => Promise.resolve(false),
  );
  return { ids, calls };
}

test.each([
  ["aws_iam_role", { name: "nodes" }, "nodes"],
  ["aws_eks_node_group", { cluster_name: "c", node_group_name: "a" }, "c:a"],
  [
    "aws_eks_access_policy_association",
    { cluster_name: "c", principal_arn: "arn:p", policy_arn: "arn:q" },
    "c#arn:p#arn:q",
  ],
  ["aws_ecr_pull_through_cache_rule", { ecr_repository_prefix: "e/quay" }, "e/quay"],
  ["aws_route53_record", { zone_id: "Z1", name: "a.example.com", type: "A" }, "Z1_a.example.com_A"],
])("%s: the id follows from the planned values", async (type, values, id) => {
  expect((await found(type, values)).ids).toEqual([id]);
});

test("a private hosted zone is found among those of the other VPC", async () => {
  const values = {
    name: "api.ecr.us-east-1.amazonaws.com",
    vpc: [{ vpc_id: "vpc-2", vpc_region: "us-east-1" }],
  };
  const { ids, calls } = await found("aws_route53_zone", values, [
    {
      HostedZoneSummaries: [
        { HostedZoneId: "Z1", Name: "other." },
        { HostedZoneId: "Z2", Name: "api.ecr.us-east-1.amazonaws.com." },
      ],
    },
  ]);
  expect(ids).toEqual(["Z2"]);
  expect(calls).toEqual(["route53 list-hosted-zones-by-vpc --vpc-id vpc-2 --vpc-region us-east-1"]);
});

test("a Resolver endpoint is found by its name, and not while it is deleted", async () => {
  const { ids } = await found("aws_route53_resolver_endpoint", { name: "e-training-vpc" }, [
    {
      ResolverEndpoints: [
        { Id: "rslvr-in-1", Status: "DELETING" },
        { Id: "rslvr-in-2", Status: "OPERATIONAL" },
      ],
    },
  ]);
  expect(ids).toEqual(["rslvr-in-2"]);
});

test("the provider of GitHub is not imported, since another state of the account can have it", async () => {
  const url = "https://token.actions.githubusercontent.com";
  const { ids, calls } = await found("aws_iam_openid_connect_provider", { url });
  expect({ ids, calls }).toEqual({ ids: [], calls: [] });
});

test("an id is unknown while one of its values is", async () => {
  expect((await found("aws_eks_addon", { addon_name: "vpc-cni" })).ids).toEqual([undefined]);
});

const IDENTITY = { "private-eks-inference": "bucket/e" };
const Tags: Json = [{ Key: "private-eks-inference", Value: "bucket/e" }];

test("a VPC is found by its range and the tags of the layer", async () => {
  const values = {
    cidr_block: "10.0.0.0/16",
    tags_all: { environment: "e", layer: "network", owner: "o", ...IDENTITY },
  };
  const { ids, calls } = await found("aws_vpc", values, [{ Vpcs: [{ VpcId: "vpc-1", Tags }] }]);
  expect(ids).toEqual(["vpc-1"]);
  expect(calls).toEqual([
    "ec2 describe-vpcs --filters Name=cidr,Values=10.0.0.0/16 Name=tag:environment,Values=e Name=tag:layer,Values=network",
  ]);
});

test("a key is found by its description among the keys of the layer, and not while it is pending deletion", async () => {
  const key = (id: string, state: string, description: string): Json => ({
    KeyMetadata: { KeyId: id, KeyState: state, Description: description },
  });
  const { ids } = await found(
    "aws_kms_key",
    { description: "logs", tags_all: { layer: "network", ...IDENTITY } },
    [
      {
        ResourceTagMappingList: ["arn:1", "arn:2", "arn:3"].map((ResourceARN) => ({ ResourceARN, Tags })),
      },
      key("1", "PendingDeletion", "logs"),
      key("2", "Enabled", "other"),
      key("3", "Enabled", "logs"),
    ],
  );
  expect(ids).toEqual(["3"]);
});

test("a rule of a security group is found by direction, protocol, ports and peer", async () => {
  const rule = (id: string, changes: JsonObject): JsonObject => ({
    SecurityGroupRuleId: id,
    IsEgress: false,
    IpProtocol: "tcp",
    FromPort: 443,
    ToPort: 443,
    ReferencedGroupInfo: { GroupId: "sg-2" },
    ...changes,
  });
  const values = {
    security_group_id: "sg-1",
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
    referenced_security_group_id: "sg-2",
  };
  const { ids } = await found("aws_vpc_security_group_ingress_rule", values, [
    {
      SecurityGroupRules: [
        rule("egress", { IsEgress: true }),
        rule("port", { FromPort: 80 }),
        rule("peer", { ReferencedGroupInfo: { GroupId: "sg-3" } }),
        rule("same", {}),
      ],
    },
  ]);
  expect(ids).toEqual(["same"]);
});

test("a rule of a security group whose peer is unknown yet equals none", async () => {
  const values = { security_group_id: "sg-1", ip_protocol: "-1" };
  const rules = [{ SecurityGroupRuleId: "a", IsEgress: true, IpProtocol: "-1", CidrIpv4: "0.0.0.0/0" }];
  const { ids } = await found("aws_vpc_security_group_egress_rule", values, [{ SecurityGroupRules: rules }]);
  expect(ids).toEqual([]);
});

test.each([
  ["kubernetes_namespace_v1", { name: "models" }, "namespace models --ignore-not-found", "models"],
  ["kubernetes_priority_class_v1", { name: "m" }, "priorityclass m --ignore-not-found", "m"],
  [
    "kubernetes_horizontal_pod_autoscaler_v2",
    { name: "api", namespace: "models" },
    "horizontalpodautoscaler api -n models --ignore-not-found",
    "models/api",
  ],
])("%s: kubectl says whether the object exists", async (type, metadata, call, id) => {
  expect(await found(type, { metadata: [metadata] }, [{ kind: "any" }])).toEqual({
    ids: [id],
    calls: [call],
  });
  expect((await found(type, { metadata: [metadata] }, [null])).ids).toEqual([]);
});

test("a Helm release exists while a revision of it does", async () => {
  const values = { namespace: "kube-system", name: "controller" };
  expect((await found("helm_release", values, [{ items: [{}] }])).ids).toEqual(["kube-system/controller"]);
  expect((await found("helm_release", values, [{ items: [] }])).ids).toEqual([]);
});
