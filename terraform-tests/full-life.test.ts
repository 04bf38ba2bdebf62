import { type Document } from "yaml";
import { chain } from "./harness/chain";
import { resourcesOfProject } from "./harness/leftovers";
import { bringUp, expectNothingToDo } from "./harness/life";
import { plannedChanges } from "./harness/plan-changes";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { applyWithLocalState, moveStateIntoBucket } from "./harness/state-first";

const step = chain();
let sandbox: Sandbox;
let network: Stack;
let cluster: Stack;

beforeAll(async () => {
  sandbox = await Sandbox.create("full life", "retail-forecast");
  await sandbox.synth();
  network = sandbox.stack("network");
  cluster = sandbox.stack("cluster");
});

step("state comes first, and moves into its own bucket", async () => {
  const state = await applyWithLocalState(sandbox);
  await moveStateIntoBucket(sandbox, state);
  await expectNothingToDo(state);
});

step("the network is made, and then there is nothing to do", () => bringUp(network));

step("the cluster is made, and then there is nothing to do", () => bringUp(cluster));

step("one more zone: subnets, interfaces and nodes there; the cluster's own subnets stay", async () => {
  const before = await subnetsOfCluster();
  await edit((yaml) => {
    yaml.setIn(["network", "zones"], ["a", "b", "c"]);
    yaml.addIn(["network", "publicSubnets", "cidrs"], "10.0.3.0/24");
    yaml.addIn(["network", "privateSubnets", "cidrs"], "10.0.103.0/24");
    yaml.setIn(["cluster", "zones"], ["a", "b"]);
  });

  expect(await changesOf(network, "one more zone")).toEqual([
    "create aws_route_table_association.private_c",
    "create aws_route_table_association.public_c",
    "create aws_subnet.private_c",
    "create aws_subnet.public_c",
    // What a month costs, which the alarm's limit follows.
    "update aws_cloudwatch_metric_alarm.cost_alarm_vpc",
    "update aws_vpc_endpoint.ec2",
    "update aws_vpc_endpoint.ecr_api",
    "update aws_vpc_endpoint.ecr_dkr",
    "update aws_vpc_endpoint.elasticloadbalancing",
    "update aws_vpc_endpoint.logs",
    "update aws_vpc_endpoint.sts",
    "update output.private_workload_subnet_ids",
    "update output.public_alb_subnet_ids",
  ]);
  expect(await changesOf(cluster, "one more zone")).toEqual(["create aws_eks_node_group.general_c"]);
  expect(before).toHaveLength(2);
  expect(await subnetsOfCluster()).toEqual(before);
});

step("one more endpoint: itself, the output that names it, and the limit of the cost alarm", async () => {
  await edit((yaml) => yaml.setIn(["network", "endpoints", "sagemakerRuntime"], true));

  expect(await changesOf(network, "one more endpoint")).toEqual([
    "create aws_vpc_endpoint.sagemaker_runtime",
    "create output.sagemaker_runtime_vpc_endpoint_id",
    "update aws_cloudwatch_metric_alarm.cost_alarm_vpc",
  ]);
  expect(await changesOf(cluster, "one more endpoint")).toEqual([]);
});

step("one more model: rules for its port, and its repository", async () => {
  const model = { name: "demand-api", image: { tag: "1.0.0" }, port: 9090, paths: ["/demand"] };
  await edit((yaml) => yaml.addIn(["models"], model));

  expect(await changesOf(network, "one more model")).toEqual([
    "create aws_vpc_security_group_egress_rule.alb_to_nodes_9090",
    "create aws_vpc_security_group_ingress_rule.nodes_from_alb_9090",
  ]);
  expect(await changesOf(cluster, "one more model")).toEqual([
    "create aws_ecr_lifecycle_policy.demand_api",
    "create aws_ecr_repository.demand_api",
  ]);
});

step("after all changes there is nothing to do", async () => {
  await expectNothingToDo(network, "last plan");
  await expectNothingToDo(cluster, "last plan");
});

step(
  "a destroy of the cluster stack is refused while its key and the models' bucket are protected",
  async () => {
    const { code, output } = await cluster.start("destroy", "-input=false", "-auto-approve").finished;
    expect(code).toBe(1);
    expect(output).toContain("aws_kms_key.cluster has lifecycle.prevent_destroy set");
    expect(output).toContain("aws_s3_bucket.models has lifecycle.prevent_destroy set");
  },
);

step("destroyed in order, it leaves the state's bucket and key in AWS, and nothing else", async () => {
  const before = await resourcesOfProject(sandbox);
  await cluster.destroyUnprotected();
  await network.destroy();
  const after = await resourcesOfProject(sandbox);

  // What is looked for was there: a list that finds nothing would prove nothing.
  for (const kind of [
    /:vpc\//,
    /:subnet\//,
    /^vpce-/,
    /^lt-/,
    /:role\//,
    /:oidc-provider\//,
    /:repository\//,
  ]) {
    expect(before).toContainEqual(expect.stringMatching(kind));
  }
  expect(after).toEqual([
    expect.stringMatching(/^arn:aws:kms:.*:key\//),
    `arn:aws:s3:::${sandbox.stateBucket}`,
  ]);
});

/** Changes the environment's file and synthesizes again, as a user does. */
async function edit(change: (yaml: Document) => void): Promise<void> {
  sandbox.edit(change);
  await sandbox.synth();
}

/** Plans a change, applies it, and gives what the plan contained. */
async function changesOf(stack: Stack, name: string): Promise<string[]> {
  stack.useLocalApi();
  const plan = await stack.plan(`plan: ${name}`);
  if (plan.isEmpty) return [];
  const changes = plannedChanges(await stack.show(plan));
  await stack.apply(plan, `apply: ${name}`);
  return changes;
}

function subnetsOfCluster(): Promise<unknown> {
  return sandbox.aws(
    "eks",
    "describe-cluster",
    ...["--name", "mlops-retail-cluster", "--query", "cluster.resourcesVpcConfig.subnetIds"],
  );
}
