import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeployMachine } from "./deploy-machine";
import { STACK_FILES } from "../../../src/base/stack-files";

const LOCK = { ID: "an-id", Who: "me@here", Created: "2026-11-21", Operation: "OperationTypeApply" };
const REPAIR = ["--layers", "platform", "--repair"];

/** A Helm revision as Helm stores it. */
const revision = (version: string, status: string) => ({
  metadata: {
    name: `sh.helm.release.v1.aws-load-balancer-controller.v${version}`,
    labels: { version, status },
  },
});

/** A plan that leaves the release. */
const LEFT = {
  resource_changes: [
    {
      address: "helm_release.load_balancer_controller",
      mode: "managed",
      type: "helm_release",
      change: {
        actions: ["no-op"],
        after: { name: "aws-load-balancer-controller", namespace: "kube-system" },
      },
    },
  ],
};

const created = (address: string, after: object, before: object | null = null) => ({
  address,
  mode: "managed",
  type: address.split(".")[0],
  change: { actions: ["create"], before, after },
});

function machineOf(facts: Readonly<Record<string, object>> = {}): DeployMachine {
  const machine = new DeployMachine().holding("state", "network", "cluster");
  for (const [name, content] of Object.entries(facts))
    writeFileSync(join(machine.facts, name), JSON.stringify(content));
  return machine;
}

const repairFile = (machine: DeployMachine): string => join(machine.folder("platform"), STACK_FILES.repair);

test("a lock is shown with owner and id, and stays when the answer is no", async () => {
  const machine = machineOf();
  machine.note("platform", "lock", LOCK);
  const { status, stderr } = await machine.run(REPAIR, ["no"]);
  expect(status).toBe(1);
  expect(stderr).toContain("OperationTypeApply by me@here since 2026-11-21, ID an-id");
  expect(machine.terraform.filter((call) => call.includes("force-unlock"))).toEqual([]);
});

test("a lock is freed by its id when the answer is yes", async () => {
  const machine = machineOf();
  machine.note("platform", "lock", LOCK);
  expect((await machine.run(REPAIR, ["yes"])).status).toBe(0);
  expect(machine.terraform).toContain("platform: force-unlock -force an-id");
});

test("the command that frees a lock names the program that was found", async () => {
  const machine = new DeployMachine(["tofu", "aws", "kubectl"]).holding("state", "network", "cluster");
  machine.note("platform", "lock", LOCK);
  const { stderr } = await machine.run(REPAIR, ["no"]);
  expect(stderr).toMatch(/to free it: tofu -chdir=\S+-platform force-unlock an-id/);
});

test("a pending release is ended by deleting its last revision, and no earlier one", async () => {
  const machine = machineOf({
    shown: LEFT,
    secrets: { items: [revision("10", "pending-upgrade"), revision("9", "deployed")] },
  });
  const { status, stderr } = await machine.run(REPAIR, ["yes"]);
  expect(status).toBe(0);
  expect(stderr).toContain("helm rollback aws-load-balancer-controller 9 -n kube-system");
  expect(machine.calls.filter((call) => call.includes("delete secret"))).toEqual([
    expect.stringMatching(
      /-n kube-system delete secret sh.helm.release.v1.aws-load-balancer-controller.v10$/,
    ),
  ]);
});

test("an installing release is not uninstalled when the answer is no", async () => {
  const machine = machineOf({ shown: LEFT, secrets: { items: [revision("1", "pending-install")] } });
  const { status, stderr } = await machine.run(REPAIR, ["no"]);
  expect(status).toBe(1);
  expect(stderr).toContain("helm uninstall aws-load-balancer-controller -n kube-system");
  expect(machine.has("secrets")).toBe(true);
});

test("existing objects are shown, and written as import blocks only when the answer is yes", async () => {
  const shown = {
    resource_changes: [
      created("kubernetes_namespace_v1.a", { metadata: [{ name: "a" }] }),
      created("aws_iam_role_policy.put", { name: "put" }),
    ],
  };
  const machine = machineOf({ shown, objects: {} });
  const declined = await machine.run(REPAIR, ["no"]);
  expect(declined.stderr).toContain('"to": "kubernetes_namespace_v1.a"');
  expect([declined.status, existsSync(repairFile(machine))]).toEqual([1, false]);
  expect((await machine.run(REPAIR, ["yes"])).status).toBe(0);
  expect(JSON.parse(readFileSync(repairFile(machine), "utf8"))).toEqual({
    import: [{ to: "kubernetes_namespace_v1.a", id: "a" }],
  });
  await machine.run(["--layers", "state,network,cluster,platform", "--yes"]);
  expect(existsSync(repairFile(machine))).toBe(false);
});

test("a resource with the tags of another environment is named and not imported", async () => {
  const tags = (environment: string) => ({ name: "nodes", tags_all: { environment } });
  const shown = { resource_changes: [created("aws_iam_role.nodes", tags("mine"), tags("another"))] };
  const machine = machineOf({ shown });
  const { status, stderr } = await machine.run(REPAIR, ["yes"]);
  expect(status).toBe(1);
  expect(stderr).toContain("aws_iam_role.nodes: nodes exists with the tag environment=another");
  expect(existsSync(repairFile(machine))).toBe(false);
});

test("an existing resource that the next plan would replace is named with its argument, and not imported", async () => {
  const change = (name: string, actions: readonly string[], paths: readonly string[] = []) => ({
    ...created(`aws_iam_role.${name}`, { name }),
    change: { actions, before: { name }, after: { name }, replace_paths: paths.map((path) => [path]) },
  });
  const shown = { resource_changes: [change("nodes", ["create"]), change("cluster", ["create"])] };
  const withImports = {
    resource_changes: [change("nodes", ["delete", "create"], ["path"]), change("cluster", ["no-op"])],
  };
  const machine = machineOf({ shown, "shown-with-imports": withImports });
  const { status, stderr } = await machine.run(REPAIR, ["yes"]);
  expect(stderr).toContain(
    "not imported: aws_iam_role.nodes: nodes exists, and the next apply would replace it because of path",
  );
  expect(JSON.parse(readFileSync(repairFile(machine), "utf8"))).toEqual({
    import: [{ to: "aws_iam_role.cluster", id: "cluster" }],
  });
  expect(status).toBe(1);
});

test("objects that do not exist are no imports", async () => {
  const shown = { resource_changes: [created("kubernetes_namespace_v1.a", { metadata: [{ name: "a" }] })] };
  const { status, stderr } = await machineOf({ shown }).run(REPAIR, []);
  expect(status).toBe(0);
  expect(stderr).toContain("nothing to import");
});
