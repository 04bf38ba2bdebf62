import { instanceMetadata } from "../../../src/checks/cluster/instance-metadata";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, TEMPLATE, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(instanceMetadata);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(instanceMetadata, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports IMDSv1", () => {
  const edit = edited(
    "cluster",
    TEMPLATE,
    ({ metadata_options }) => (metadata_options.http_tokens = "optional"),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_launch_template.general: node metadata: http_tokens is not required, so IMDSv1 answers",
  ]);
});

test("reports a hop limit that lets pods reach instance metadata", () => {
  const edit = edited(
    "cluster",
    TEMPLATE,
    ({ metadata_options }) => (metadata_options.http_put_response_hop_limit = 2),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_launch_template.general: node metadata: the hop limit is not 1, so pods can reach it",
  ]);
});

test("reports SSH access to nodes", () => {
  const edit = edited(
    "cluster",
    "aws_eks_node_group.general_a",
    (each) => (each["remote_access"] = { ec2_ssh_key: "k" }),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_eks_node_group.general_a: node group: its nodes accept SSH: remote_access is set",
  ]);
});

test("reports a key with which its holder signs in to nodes", () => {
  const edit = edited("cluster", TEMPLATE, (template) => (template["key_name"] = "stranger"));
  expect(findings(ML, edit)).toEqual([
    "aws_launch_template.general: node metadata: nodes accept SSH with the key stranger, and who signs in reads their credentials",
  ]);
});

test("accepts a template whose key a plan does not set", () => {
  expect(
    findings(
      ML,
      edited("cluster", TEMPLATE, (template) => (template["key_name"] = "")),
    ),
  ).toEqual([]);
});
