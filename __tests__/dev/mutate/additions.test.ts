import { additionsOf } from "../../../dev/mutate/additions/all";
import { StackJson } from "../../../src/terraform/stack-json";

const additions = (json: object) => additionsOf("cluster", new StackJson("e-cluster", json as never));

const policy = (...statements: object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const changesOf = (type: string, config: object): string[] =>
  additions({ resource: { [type]: { a: config } } }).map(({ address, change }) => `${address}: ${change}`);

test("a security group rule gets another range on its ports, and another port of its peer", () => {
  const rule = { from_port: 443, to_port: 443, referenced_security_group_id: "sg-1" };
  const found = additions({ resource: { aws_vpc_security_group_ingress_rule: { a: rule } } });
  expect(found.map(({ apply }) => apply({}))).toEqual([
    { from_port: 443, to_port: 443, cidr_ipv4: "203.0.113.0/24" },
    { from_port: 2222, to_port: 2222, referenced_security_group_id: "sg-1" },
  ]);
});

test("a statement gets another action and another resource of its service", () => {
  const statement = { Effect: "Allow", Action: "kms:Decrypt", Resource: "arn:aws:kms:eu-west-1:1:key/mine" };
  const changes = changesOf("aws_iam_role_policy", { policy: policy(statement) });
  expect(changes).toContain(
    "aws_iam_role_policy.a: policy: add Action kms:ScheduleKeyDeletion to statement 1",
  );
  expect(changes).toContain(
    "aws_iam_role_policy.a: policy: add Resource arn:aws:kms:eu-west-1:1:key/another to statement 1",
  );
});

test("a statement that has every resource gets no other one", () => {
  const statement = { Effect: "Allow", Action: "ec2:DescribeSubnets", Resource: "*" };
  const changes = changesOf("aws_iam_role_policy", { policy: policy(statement) });
  expect(changes.filter((change) => change.includes("add Resource"))).toEqual([]);
  expect(changes).not.toEqual([]);
});

test("an access entry gets an administrator beside it, with its policy", () => {
  const entry = { cluster_name: "c", principal_arn: "arn:aws:iam::111122223333:role/admin" };
  const [added] = additions({ resource: { aws_eks_access_entry: { a: entry } } });
  expect(added?.apply({})).toMatchObject({ principal_arn: "arn:aws:iam::111122223333:role/admin-2" });
  expect(added?.alongside).toMatchObject({
    address: "aws_eks_access_policy_association.a_2",
    config: { principal_arn: "arn:aws:iam::111122223333:role/admin-2" },
  });
});

test("a route table that a stack looks up gets routes whose addresses say so", () => {
  const found = additions({ data: { aws_route_table: { a: {} } } });
  expect(found.map(({ address }) => address)).toEqual([
    "aws_route.found_a_default",
    "aws_route.found_a_peer",
  ]);
});

test("a Role gets no verb that it has", () => {
  const rule = [{ api_groups: [""], resources: ["pods"], verbs: ["deletecollection"] }];
  expect(changesOf("kubernetes_role_v1", { rule })).toEqual([
    "kubernetes_role_v1.a: add a rule",
    "kubernetes_role_v1.a: add to rule.0.resources",
  ]);
});

test("a statement gets no resource that one of its patterns has", () => {
  const groups = "arn:aws:autoscaling:eu-west-1:1:autoScalingGroup:*";
  const statement = { Effect: "Allow", Action: "autoscaling:SetDesiredCapacity", Resource: groups };
  const changes = changesOf("aws_iam_role_policy", { policy: policy(statement) });
  expect(changes.filter((change) => change.includes("add Resource"))).toEqual([]);
});
