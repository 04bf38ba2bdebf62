import { LAYERS } from "../../src/base/layers";
import { teardownSchema } from "../../dev/schemas/teardown";
import { DeployMachine, ENVIRONMENT } from "./deploy/deploy-machine";

const REPOSITORY = `${ENVIRONMENT}/model`;
const REPOSITORIES = { repositories: [{ repositoryName: REPOSITORY, repositoryArn: "arn:repository" }] };
const ENDPOINTS = {
  VpcEndpoints: [{ VpcEndpointId: "vpce-foreign", State: "available", ServiceName: "others" }],
};

const changing = (machine: DeployMachine): string[] =>
  machine.calls.filter((call) =>
    /^terraform .*(apply|destroy|init)|^aws \S+ delete|^kubectl .*delete/.test(call),
  );

const machineWithAll = () => withRepository(new DeployMachine().holding(...LAYERS));

/** The repository is in the state of the cluster, and has images. */
function withRepository(machine: DeployMachine): DeployMachine {
  const { resources } = JSON.parse(machine.stateOf("cluster")) as { resources: object[] };
  const instances = [{ attributes: { arn: "arn:repository" } }];
  const repository = { mode: "managed", type: "aws_ecr_repository", name: "model", instances };
  machine.note("cluster", "state", { resources: [...resources, repository] });
  return machine.lists("repositories", REPOSITORIES);
}

test("OPS-02 without --run, it prints the steps of all layers but state, and changes nothing", async () => {
  const machine = withRepository(new DeployMachine().holding(...LAYERS).appliedProtected("cluster"));
  const { status, stdout } = await machine.teardown([]);
  expect(status).toBe(0);
  const places = ["models", "platform", "cluster", "network"].map((layer) =>
    stdout.indexOf(`${ENVIRONMENT}-${layer}:`),
  );
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  expect(stdout).not.toContain(`${ENVIRONMENT}-state:`);
  expect(stdout).toContain(`deletes repository ${REPOSITORY}`);
  expect(stdout).toContain("prevent_destroy protects aws_kms_key.cluster");
  expect(stdout).toContain("--run");
  expect(changing(machine)).toEqual([]);
});

test("OPS-02 --json prints the dry run by its schema", async () => {
  const { stdout } = await machineWithAll().teardown(["--json", "--layers", "cluster"]);
  const { environment, layers } = teardownSchema.parse(JSON.parse(stdout));
  expect(environment).toBe(ENVIRONMENT);
  expect(layers?.map(({ layer, resources }) => [layer, resources])).toEqual([["cluster", 2]]);
  const found = layers?.flatMap(({ steps }) => steps.flatMap((step) => step.found));
  expect(found?.map(({ id }) => id)).toEqual([REPOSITORY]);
});

test("OPS-02 a run deletes repositories after the plan is accepted and before it is applied", async () => {
  const machine = machineWithAll();
  expect((await machine.teardown(["--run", "--yes"])).status).toBe(0);
  const calls = machine.calls.filter((call) => /-cluster .*(plan|apply)|delete-repository/.test(call));
  expect(calls.map((call) => /plan -|apply|delete-repository/.exec(call)?.[0])).toEqual([
    "plan -",
    "delete-repository",
    "apply",
  ]);
});

test("OPS-02 deploy --destroy does the same", async () => {
  const machine = machineWithAll();
  expect((await machine.run(["--destroy", "--yes"])).status).toBe(0);
  expect(machine.has("repositories")).toBe(false);
});

test("OPS-02 without an answer for what prevent_destroy protects, no repository is deleted", async () => {
  const machine = withRepository(new DeployMachine().holding(...LAYERS).appliedProtected("cluster"));
  expect((await machine.teardown(["--run", "--yes"])).status).toBe(1);
  expect(machine.has("repositories")).toBe(true);
});

test("OPS-02 without a yes for the repositories, the plan is not applied", async () => {
  const machine = machineWithAll();
  for (const layer of ["models", "platform"] as const) machine.note(layer, "state", { resources: [] });
  const { status, stderr } = await machine.teardown(["--run", "--layers", "cluster"], ["yes", "no"]);
  expect(status).toBe(1);
  expect(stderr).toContain("stopped; nothing more is changed");
  expect(machine.terraform.filter((call) => call.includes("apply"))).toEqual([]);
  expect(machine.has("repositories")).toBe(true);
});

test("OPS-02 a resource of others in the VPC stops the run before the network, and the same command continues", async () => {
  const machine = new DeployMachine().holding("state", "network").lists("endpoints", ENDPOINTS);
  const { status, stderr } = await machine.teardown(["--run", "--yes"]);
  expect(status).toBe(1);
  expect(stderr).toContain("stops at endpoint vpce-foreign");
  expect(stderr).toContain("if it is yours: aws ec2 delete-vpc-endpoints --vpc-endpoint-ids vpce-foreign");
  expect(machine.terraform).toEqual([]);
  machine.lists("endpoints", { VpcEndpoints: [] });
  expect((await machine.teardown(["--run", "--yes"])).status).toBe(0);
});

test("OPS-02 --leftovers lists repositories of a cluster that is gone, and returns 1", async () => {
  const machine = new DeployMachine().holding("state").lists("repositories", REPOSITORIES);
  const { status, stdout } = await machine.teardown(["--leftovers"]);
  expect([status, stdout]).toEqual([1, expect.stringContaining(`leaves repository ${REPOSITORY}`)]);
  expect((await new DeployMachine().holding("state").teardown(["--leftovers"])).status).toBe(0);
});

test("OPS-02 --print has the commands of the steps around each destroy, and runs nothing", async () => {
  const machine = new DeployMachine();
  const { stdout } = await machine.teardown(["--print"]);
  const lines = stdout.split("\n");
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  expect(at("kubectl get ingresses")).toBeLessThan(at("-platform destroy"));
  expect(at("kubectl get ingresses")).toBeGreaterThan(at("-models destroy"));
  expect(at("ecr describe-repositories")).toBeLessThan(at("-cluster destroy"));
  expect(at("logs describe-log-groups")).toBeGreaterThan(at("-cluster destroy"));
  expect(machine.calls).toEqual([]);
});

test.each([
  ["--yes", "--yes needs --run"],
  ["--unprotect", "--unprotect needs --run"],
  ["--run --json", "cannot be used with"],
  ["--run --leftovers", "cannot be used with"],
  ["--run --wait soon", "Expected minutes"],
])("OPS-02 %s is wrong usage", async (args, message) => {
  const { status, stderr } = await new DeployMachine().teardown(args.split(" "));
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test("OPS-02 a run without a terminal needs --yes", async () => {
  const { status, stderr } = await new DeployMachine().teardown(["--run"]);
  expect([status, stderr]).toEqual([1, expect.stringContaining("no terminal")]);
});
