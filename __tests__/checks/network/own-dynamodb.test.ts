import { CHECKS } from "../../../src/checks/all";
import { planOf } from "../../support/reference-plans";
import { type Editable } from "../../support/altered";
import { TABLE, withTable } from "../../support/dynamodb";
import { type Edit, newlyFound } from "../../support/findings";

const RETAIL = "retail-forecast";

/** Moves a block of the reader's plan to another name, as an own file would write it. */
const blockOf = (layer: "network" | "models", address: string): Editable =>
  structuredClone(withTable().stack(layer).find(address)?.config) as Editable;

const PERMITS = {
  Effect: "Allow",
  Action: ["dynamodb:GetItem", "dynamodb:Query"],
  Resource: [TABLE, `${TABLE}/index/by-user`],
};

/** An endpoint, a rule, a network policy and a statement in own files, for the first model. */
const own: Edit = ({ network, models }) => {
  const { resource } = network;
  resource.aws_vpc_endpoint.tables = blockOf("network", "aws_vpc_endpoint.dynamodb");
  resource.aws_vpc_security_group_egress_rule.tables = {
    ...blockOf("network", "aws_vpc_security_group_egress_rule.nodes_to_dynamodb_443"),
    prefix_list_id: "${aws_vpc_endpoint.tables.prefix_list_id}",
  };
  models["data"].aws_prefix_list.tables = blockOf("models", "data.aws_prefix_list.dynamodb");
  const pods = models["resource"].kubernetes_deployment_v1.retail_forecast_api;
  const policy = blockOf("models", "kubernetes_network_policy_v1.reader");
  policy["metadata"].name = "tables";
  policy["metadata"].labels = pods.metadata.labels;
  policy["spec"].pod_selector.match_labels = pods.spec.selector.match_labels;
  policy["spec"].egress[0].dynamic.to.for_each = "${data.aws_prefix_list.tables.cidr_blocks}";
  models["resource"].kubernetes_network_policy_v1.tables = policy;
  const role = Object.keys(models["resource"].aws_iam_role_policy as Editable)[0] ?? "";
  models["resource"].aws_iam_role_policy.tables = {
    ...models["resource"].aws_iam_role_policy[role],
    name: "tables",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [PERMITS] }),
  };
  pods.depends_on.push("aws_iam_role_policy.tables", "kubernetes_network_policy_v1.tables");
};

const found = (edit: Edit): string[] => newlyFound(CHECKS, planOf(RETAIL), edit);

test("own blocks for DynamoDB are accepted where they are right: the file alone lacks the permission", () => {
  expect(found(own)).toEqual([
    expect.stringMatching(/^model-permissions aws_iam_role\.retail_forecast_api: /),
  ]);
});

test("an own endpoint that allows more tables than roles permit is found", () => {
  const wide: Edit = (stacks) => {
    own(stacks);
    const endpoint = stacks.network["resource"].aws_vpc_endpoint.tables;
    endpoint.policy = endpoint.policy.replaceAll("table/features", "table/*");
  };
  expect(found(wide).join("\n")).toMatch(
    /s3-endpoint-policy-wide aws_vpc_endpoint\.tables: .*table\/\*, which nothing needs/,
  );
});

test("an own network policy for the ranges of S3 does not serve DynamoDB", () => {
  const other: Edit = (stacks) => {
    own(stacks);
    stacks.models["resource"].kubernetes_network_policy_v1.tables.spec.egress[0].dynamic.to.for_each =
      "${data.aws_prefix_list.s3.cidr_blocks}";
  };
  expect(found(other).join("\n")).toContain("the ranges of DynamoDB");
});
