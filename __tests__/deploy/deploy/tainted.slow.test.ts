import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LAYERS } from "../../../src/base/layers";
import { DeployMachine, ENVIRONMENT } from "./deploy-machine";

const SAVED = "cluster: plan -detailed-exitcode -out=deploy.tfplan";
const GROUP = "aws_eks_node_group.workers_a";
const DATABASE = "aws_db_instance.records";
const CLUSTER = ["--layers", "cluster"];

/** A cluster layer with a tainted database, which an own file of the owner declares. */
const withDatabase = (status?: string): DeployMachine => {
  const machine = new DeployMachine().applied(...LAYERS);
  machine.tainted("cluster", DATABASE, { identifier: "records", deletion_protection: false });
  if (status !== undefined) machine.lists("databases", { DBInstances: [{ DBInstanceStatus: status }] });
  return machine;
};

const untaints = (machine: DeployMachine) => machine.terraform.filter((call) => call.includes("untaint"));

test("a tainted database that is available keeps its data: its taint goes before the plan, after a look", async () => {
  const machine = withDatabase("available");
  const { status, stderr } = await machine.run([...CLUSTER, "--yes"]);
  expect(stderr).toContain(
    `${DATABASE} is tainted, since an apply ended with an error: it exists and is complete`,
  );
  expect(stderr).toContain(`untaint '${DATABASE}'`);
  const calls = machine.terraform.filter((call) => call.startsWith("cluster: "));
  expect(calls).toEqual([
    "cluster: init -input=false",
    `cluster: untaint ${DATABASE}`,
    SAVED,
    expect.stringContaining("show -json"),
    "cluster: apply deploy.tfplan",
  ]);
  expect(status).toBe(0);
});

test.each(["creating", "failed", "incompatible-parameters", "deleting"])(
  "a tainted database that is %s is named and not planned, also with --yes",
  async (state) => {
    const machine = withDatabase(state);
    const { status, stderr } = await machine.run([...CLUSTER, "--yes"]);
    expect(stderr).toContain(`: its status is ${state}; nothing is planned`);
    expect(stderr).toMatch(
      new RegExp(`when it is complete: terraform -chdir=\\S+-cluster untaint '${DATABASE}'`),
    );
    expect([status, untaints(machine), machine.terraform.filter((call) => call.includes(" plan "))]).toEqual([
      1,
      [],
      [],
    ]);
  },
);

test("a tainted database that does not exist is created by the plan", async () => {
  const machine = withDatabase();
  machine.fails(
    "describe-db-instances",
    "An error occurred (DBInstanceNotFound) when calling DescribeDBInstances",
  );
  const { status, stderr } = await machine.run([...CLUSTER, "--yes"]);
  expect(stderr).toContain("it does not exist; the plan creates it");
  expect([status, untaints(machine)]).toEqual([0, []]);
});

test("a look that AWS refuses stops before the plan", async () => {
  const machine = withDatabase();
  machine.fails("describe-db-instances", "An error occurred (AccessDenied) when calling DescribeDBInstances");
  const { status, stderr } = await machine.run([...CLUSTER, "--yes"]);
  expect(stderr).toContain("AccessDenied");
  expect([status, machine.terraform.filter((call) => call.includes(" plan "))]).toEqual([1, []]);
});

test("nothing is planned when the taint is to stay", async () => {
  const machine = withDatabase("available");
  const { status } = await machine.run(CLUSTER, ["no"]);
  expect([status, machine.terraform.filter((call) => /untaint| plan /.test(call))]).toEqual([1, []]);
});

test("a database whose settings would replace it anyway is not replaced, and the setting is named", async () => {
  const machine = withDatabase("available");
  const change = { actions: ["delete", "create"], replace_paths: [["kms_key_id"]] };
  machine.lists("shown", { resource_changes: [{ address: DATABASE, change }] });
  const { status, stderr } = await machine.run([...CLUSTER, "--yes"]);
  expect(stderr).toContain(`${DATABASE} exists with other settings`);
  expect(stderr).toContain("because of kms_key_id");
  expect([status, machine.terraform.filter((call) => call.includes(" apply "))]).toEqual([1, []]);
});

test.each([
  ["a node group, which holds pods", GROUP, { cluster_name: "c", node_group_name: "a" }, "DEGRADED"],
  ["a protected key", "aws_kms_key.cluster", { key_id: "k" }, "PendingDeletion"],
])("%s, is named too", async (_, address, attributes, state) => {
  const machine = new DeployMachine().applied(...LAYERS).tainted("cluster", address, attributes);
  machine.lists("node-group", { nodegroup: { status: state } });
  machine.lists("key", { KeyMetadata: { KeyState: state } });
  const { status, stderr } = await machine.run([...CLUSTER, "--yes"]);
  expect(stderr).toContain(`its status is ${state}`);
  expect(status).toBe(1);
});

test("a node group whose creation failed has no pods, and is replaced", async () => {
  const attributes = { cluster_name: "c", node_group_name: "a" };
  const machine = new DeployMachine().applied(...LAYERS).tainted("cluster", GROUP, attributes);
  machine.lists("node-group", { nodegroup: { status: "CREATE_FAILED" } });
  const { status, stderr } = await machine.run([...CLUSTER, "--yes"]);
  expect(stderr).toContain(`${GROUP} is tainted, since an apply ended with an error: its creation failed`);
  expect([status, untaints(machine)]).toEqual([0, []]);
});

test.each([
  ["never was deployed, and is replaced", [], 0],
  ["failed at its first revision, and is replaced", ["failed"], 0],
  ["was deployed before, and is named", ["superseded", "failed"], 1],
])("a release that %s", async (_, states, expected) => {
  const attributes = { name: "aws-load-balancer-controller", namespace: "kube-system" };
  const machine = new DeployMachine()
    .applied(...LAYERS)
    .tainted("platform", "helm_release.aws_load_balancer_controller", attributes);
  machine.lists("secrets", { items: states.map((status) => ({ metadata: { labels: { status } } })) });
  const { status, stderr } = await machine.run(["--layers", "platform", "--yes"]);
  expect(stderr).toContain(expected === 0 ? "its creation failed" : "it has no deployed revision");
  expect([status, untaints(machine)]).toEqual([expected, []]);
});

test("an own type that holds data and has no look is named with the command, and never replaced", async () => {
  const machine = new DeployMachine()
    .applied(...LAYERS)
    .tainted("cluster", "aws_efs_file_system.shared", { id: "fs-1" });
  const { status, stderr } = await machine.run([...CLUSTER, "--yes"]);
  expect(stderr).toContain(
    "aws_efs_file_system.shared is tainted, since an apply ended with an error: look at it in AWS",
  );
  expect(status).toBe(1);
});

test("an Ingress that waited too long for its load balancer keeps it, once it has one", async () => {
  const address = "kubernetes_ingress_v1.models";
  const metadata = [{ name: "models", namespace: "models" }];
  const machine = new DeployMachine().applied(...LAYERS).tainted("models", address, { metadata });
  machine.lists("objects", { kind: "Ingress" });
  const waiting = await machine.run(["--layers", "models", "--yes"]);
  expect([waiting.status, waiting.stderr]).toEqual([
    1,
    expect.stringContaining("it has no load balancer yet; nothing is planned"),
  ]);
  machine.lists("objects", { status: { loadBalancer: { ingress: [{ hostname: "h" }] } } });
  expect((await machine.run(["--layers", "models", "--yes"])).status).toBe(0);
  expect(untaints(machine)).toEqual([`models: untaint ${address}`]);
});

test("a role, which holds nothing, is left to Terraform", async () => {
  const machine = new DeployMachine()
    .applied(...LAYERS)
    .tainted("cluster", "aws_iam_role.nodes", { name: "n" });
  expect((await machine.run([...CLUSTER, "--yes"])).stderr).not.toContain("tainted");
  expect(untaints(machine)).toEqual([]);
});

test("--repair removes a taint too, and says what is next", async () => {
  const machine = withDatabase("available");
  const { status } = await machine.run([...CLUSTER, "--repair", "--yes"]);
  expect([status, untaints(machine)]).toEqual([0, [`cluster: untaint ${DATABASE}`]]);
  expect(machine.stateOf("cluster")).not.toContain("tainted");
});

test("the state of a tainted instance of a list is named with its key", async () => {
  const machine = new DeployMachine().applied(...LAYERS);
  const instances = [{ index_key: "a", status: "tainted", attributes: { identifier: "r" } }];
  const state = { resources: [{ mode: "managed", type: "aws_db_instance", name: "r", instances }] };
  writeFileSync(join(machine.facts, `${ENVIRONMENT}-cluster.state`), JSON.stringify(state));
  machine.lists("databases", { DBInstances: [{ DBInstanceStatus: "available" }] });
  const { stderr } = await machine.run([...CLUSTER, "--repair"], ["no"]);
  expect(stderr).toContain(`untaint 'aws_db_instance.r["a"]'`);
});
