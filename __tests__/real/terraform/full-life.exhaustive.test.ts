import { type Document } from "yaml";
import { chain } from "./harness/chain";
import { resourcesOfProject } from "./harness/leftovers";
import { bringUp, expectNothingToDo } from "./harness/life";
import { plannedChanges, plannedValues } from "./harness/plan-changes";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { applyWithLocalState, moveStateIntoBucket } from "./harness/state-first";
import { removeWaivers } from "./harness/waivers";

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

step("the state stack is applied first, and its state moves into its own bucket", async () => {
  const state = await applyWithLocalState(sandbox);
  await moveStateIntoBucket(sandbox, state);
  await expectNothingToDo(state);
});

step("the network is created, after which a plan is empty", () => bringUp(network));

step("the cluster is created, after which a plan is empty", () => bringUp(cluster));

step(
  "an added zone gets subnets, endpoint interfaces and nodes, and the cluster keeps its subnets",
  async () => {
    const before = await subnetsOfCluster();
    await edit((yaml) => {
      yaml.setIn(["network", "zones"], ["a", "b", "c"]);
      yaml.addIn(["network", "publicSubnets", "cidrs"], "10.0.3.0/24");
      yaml.addIn(["network", "privateSubnets", "cidrs"], "10.0.103.0/24");
      yaml.setIn(["cluster", "zones"], ["a", "b"]);
      removeWaivers(yaml, "capacity-autoscaler");
    });

    expect(await changesOf(network, "one more zone")).toEqual([
      "create aws_route_table_association.private_c",
      "create aws_route_table_association.public_c",
      "create aws_subnet.private_c",
      "create aws_subnet.public_c",
      // The alarm's threshold follows the monthly cost.
      "update aws_cloudwatch_metric_alarm.cost_alarm_vpc",
      "update aws_vpc_endpoint.ec2",
      "update aws_vpc_endpoint.ecr_api",
      "update aws_vpc_endpoint.ecr_dkr",
      "update aws_vpc_endpoint.elasticloadbalancing",
      "update aws_vpc_endpoint.logs",
      "update aws_vpc_endpoint.sts",
      "update output.private_workload_subnet_ids",
      "update output.private_workload_subnet_ids_by_zone",
      "update output.public_alb_subnet_ids",
    ]);
    expect(await changesOf(cluster, "one more zone")).toEqual(["create aws_eks_node_group.general_c"]);
    expect(before).toHaveLength(2);
    expect(await subnetsOfCluster()).toEqual(before);
  },
);

// Planned only: an apply waits for DescribeUpdate, which moto does not have.
step("a higher minimum of nodes is planned together with the number of nodes", async () => {
  await edit((yaml) => yaml.setIn(["cluster", "nodeGroups"], { general: { minPerZone: 2, maxPerZone: 3 } }));
  cluster.useLocalApi();
  const shown = await cluster.show(await cluster.plan("plan: 2 nodes in each zone"));
  const groups = ["a", "b", "c"].map((zone) => `aws_eks_node_group.general_${zone}`);
  expect(plannedChanges(shown)).toEqual(groups.map((address) => `update ${address}`));
  for (const address of groups) {
    expect(plannedValues(shown, address)["scaling_config"]).toEqual([
      { min_size: 2, desired_size: 2, max_size: 3 },
    ]);
  }
  await edit((yaml) => yaml.deleteIn(["cluster", "nodeGroups"]));
});

step("an added endpoint changes only itself, its output and the threshold of the cost alarm", async () => {
  await edit((yaml) => yaml.setIn(["network", "endpoints", "sagemakerRuntime"], true));

  expect(await changesOf(network, "one more endpoint")).toEqual([
    "create aws_vpc_endpoint.sagemaker_runtime",
    "create output.sagemaker_runtime_vpc_endpoint_id",
    "update aws_cloudwatch_metric_alarm.cost_alarm_vpc",
  ]);
  expect(await changesOf(cluster, "one more endpoint")).toEqual([]);
});

step("an added model gets rules for its port and a repository, without other changes", async () => {
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

step("after all changes, a plan is empty", async () => {
  await expectNothingToDo(network, "last plan");
  await expectNothingToDo(cluster, "last plan");
});

step(
  "a destroy of the cluster stack fails while prevent_destroy protects its key and the models' bucket",
  async () => {
    const { code, output } = await cluster.start("destroy", "-input=false", "-auto-approve").finished;
    expect(code).toBe(1);
    // Terraform names the argument with its block, and OpenTofu without.
    expect(output).toMatch(/aws_kms_key\.cluster has (lifecycle\.)?prevent_destroy set/);
    expect(output).toMatch(/aws_s3_bucket\.models has (lifecycle\.)?prevent_destroy set/);
  },
);

step("a destroy of all stacks in order leaves only the state's bucket and key in AWS", async () => {
  const before = await resourcesOfProject(sandbox);
  await cluster.destroyUnprotected();
  await network.destroy();
  const after = await resourcesOfProject(sandbox);

  // The same listing found these resources before the destroy, so an empty result is meaningful.
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

/** Changes the environment's file and synthesizes again. */
async function edit(change: (yaml: Document) => void): Promise<void> {
  sandbox.edit(change);
  await sandbox.synth();
}

/** Plans a change, applies it, and returns the changes of the plan. */
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
