import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { LAYERS } from "../../src/core/layers";
import { lockText } from "../support/provider-locks";
import { DeployMachine, ENVIRONMENT } from "./deploy-machine";

const SAVED = "plan -detailed-exitcode -out=deploy.tfplan";
/** The steps of a layer with changes. */
const steps = (layer: string): string[] => [
  `${layer}: init -input=false`,
  `${layer}: ${SAVED}`,
  `${layer}: apply deploy.tfplan`,
];
const LATER = LAYERS.filter((layer) => layer !== "state");

test("layers are applied in order, each by its saved plan, and rollouts are awaited at the end", async () => {
  const machine = new DeployMachine().applied("state");
  const { status } = await machine.run(["--yes"]);
  expect(machine.terraform).toEqual(["state: init -input=false", `state: ${SAVED}`, ...LATER.flatMap(steps)]);
  expect(status).toBe(0);
  expect(machine.calls.at(-1)).toContain("rollout status deployment/ml-inference-api");
});

test("the first apply of the state has its state in the folder, and then moves it into the bucket", async () => {
  const machine = new DeployMachine();
  expect((await machine.run(["--layers", "state", "--yes"])).status).toBe(0);
  expect(machine.terraform).toEqual([...steps("state"), "state: init -migrate-state -force-copy"]);
  for (const file of ["backend_override.tf.json", "terraform.tfstate", "deploy.tfplan"])
    expect(existsSync(join(machine.folder("state"), file))).toBe(false);
});

test("a state that was not moved yet is moved by the next run", async () => {
  const machine = new DeployMachine();
  const resources = [{ mode: "managed", type: "aws_s3_bucket", name: "b", instances: [{}] }];
  writeFileSync(join(machine.folder("state"), "terraform.tfstate"), JSON.stringify({ resources }));
  machine.note("state", "applied");
  expect((await machine.run(["--layers", "state", "--yes"])).status).toBe(0);
  expect(machine.terraform.at(-1)).toBe("state: init -migrate-state -force-copy");
});

test("a copy that the first move left in the folder is not used, where the bucket has the state", async () => {
  const machine = new DeployMachine().applied("state");
  const folder = machine.folder("state");
  const copy = readFileSync(join(machine.facts, `${ENVIRONMENT}-state.state`));
  writeFileSync(join(folder, "terraform.tfstate"), copy);
  const record = join(folder, ".terraform/terraform.tfstate");
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify({ backend: { type: "s3" } }));
  expect((await machine.run(["--layers", "state", "--yes"])).status).toBe(0);
  expect(machine.terraform.filter((call) => call.includes("migrate-state"))).toEqual([]);
  expect(existsSync(join(folder, "backend_override.tf.json"))).toBe(false);
  expect(readFileSync(join(folder, "terraform.tfstate"))).toEqual(copy);
});

test("a state in the folder counts where the bucket has none, even if an init connected the folder to the bucket", async () => {
  const machine = new DeployMachine();
  const folder = machine.folder("state");
  const resources = [{ mode: "managed", type: "aws_s3_bucket", name: "b", instances: [{}] }];
  writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify({ resources }));
  const record = join(folder, ".terraform/terraform.tfstate");
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify({ backend: { type: "s3" } }));
  machine.note("state", "applied");
  expect((await machine.run(["--layers", "state", "--yes"])).status).toBe(0);
  expect(machine.terraform.at(-1)).toBe("state: init -migrate-state -force-copy");
});

test("a second run begins where the first one stopped: layers without changes ask nothing", async () => {
  const machine = new DeployMachine().applied("state", "network");
  machine.note("cluster", "apply-fails");
  expect((await machine.run([], ["yes"])).status).toBe(1);
  expect(machine.terraform.at(-1)).toBe("cluster: apply deploy.tfplan");
  expect(existsSync(join(machine.folder("cluster"), "deploy.tfplan"))).toBe(false);
});

test("a provider release with a known fault plans nothing, and the command that selects another is named", async () => {
  const machine = new DeployMachine().applied("state");
  const lock = join(machine.folder("network"), ".terraform.lock.hcl");
  writeFileSync(lock, lockText([{ version: "6.22.0" }]));
  const faulty = await machine.run(["--layers", "network", "--yes"]);
  expect(faulty.status).toBe(1);
  expect(faulty.stderr).toMatch(/hashicorp\/aws 6\.22\.0: .*crashes[^]*network init -upgrade/);
  expect(machine.terraform).toEqual(["network: init -lockfile=readonly"]);
  writeFileSync(lock, lockText([{ version: "6.40.0" }]));
  expect((await machine.run(["--layers", "network", "--yes"])).status).toBe(0);
});

test("no is the end, and nothing is applied", async () => {
  const machine = new DeployMachine().applied("state");
  const { status, stderr } = await machine.run([], ["no", "yes"]);
  expect(status).toBe(1);
  expect(stderr).toContain("nothing more is changed");
  expect(machine.terraform.filter((call) => call.includes(" apply"))).toEqual([]);
});

test("without a terminal and without --yes the command refuses before it runs a program", async () => {
  const machine = new DeployMachine();
  const { status, stderr } = await machine.run([]);
  expect(status).toBe(1);
  expect(stderr).toContain("got no terminal");
  expect(machine.calls).toEqual([]);
});

test("--print prints the commands and runs nothing", async () => {
  const machine = new DeployMachine();
  const { status, stdout } = await machine.run(["--print"]);
  expect(status).toBe(0);
  expect(machine.calls).toEqual([]);
  const commands = stdout.split("\n").filter((line) => line.startsWith("terraform"));
  expect(commands.map((line) => line.replace(/-chdir=\S+-(\w+) /, "$1 "))).toEqual([
    ...["terraform state init", "terraform state apply", "terraform state init -migrate-state"],
    ...LATER.flatMap((layer) => [`terraform ${layer} init`, `terraform ${layer} apply`]),
  ]);
});

test("a lock of providers is used read-only, also in the printed commands", async () => {
  const machine = new DeployMachine().applied("state", "network");
  writeFileSync(join(machine.folder("network"), ".terraform.lock.hcl"), "");
  await machine.run(["--layers", "network", "--yes"]);
  expect(machine.terraform[0]).toBe("network: init -lockfile=readonly");
  expect((await machine.run(["--layers", "network", "--print"])).stdout).toContain("init -lockfile=readonly");
});

test("tofu is used where it is the only program", async () => {
  const machine = new DeployMachine(["tofu", "aws"]).applied("state", "network");
  expect((await machine.run(["--layers", "network", "--yes"])).status).toBe(0);
  expect(machine.calls.filter((call) => call.startsWith("tofu"))).toHaveLength(3);
});

test("a version that the stacks refuse stops the command", async () => {
  const machine = new DeployMachine();
  const { status, stderr } = await machine.run(["--yes"], undefined, { VERSION: "1.9.0" });
  expect(status).toBe(1);
  expect(stderr).toContain("terraform: got 1.9.0, expected >= 1.11.0");
});

test("images that were not pushed stop the run before the platform, and are named", async () => {
  const machine = new DeployMachine().applied("state", "network", "cluster", "platform");
  writeFileSync(join(machine.facts, "not-pushed"), "");
  const { status, stderr } = await machine.run(["--layers", "models", "--yes"]);
  expect(status).toBe(1);
  expect(stderr).toContain("ml-inference-prod/ml-inference-api:1.4.2");
  expect(machine.terraform).toEqual([]);
});

test("after a failed apply of the platform, the events of its namespaces are shown", async () => {
  const machine = new DeployMachine().applied("state", "network", "cluster");
  machine.note("platform", "apply-fails");
  const { status } = await machine.run(["--layers", "platform", "--yes"]);
  expect(status).toBe(1);
  expect(machine.calls.at(-1)).toMatch(/kubectl .* get events .*type=Warning/);
});

test("after a failed plan, a lock is shown with its id and the command that frees it", async () => {
  const machine = new DeployMachine().applied("state");
  machine.note("network", "plan-fails");
  machine.note("network", "lock", {
    ID: "an-id",
    Who: "me@here",
    Created: "2026-11-21",
    Operation: "OperationTypeApply",
  });
  const { stderr } = await machine.run(["--layers", "network", "--yes"]);
  expect(stderr).toContain("OperationTypeApply by me@here since 2026-11-21, ID an-id");
  expect(stderr).toContain("--layers network --repair");
});

describe("--destroy", () => {
  test("destroys in the opposite order, and leaves the state stack", async () => {
    const machine = new DeployMachine().applied(...LAYERS);
    expect((await machine.run(["--destroy", "--yes"])).status).toBe(0);
    const applies = machine.terraform.filter((call) => call.includes(" apply"));
    expect(applies.map((call) => call.replace(/:.*/, ""))).toEqual([
      "models",
      "platform",
      "cluster",
      "network",
    ]);
  });

  test("refuses the platform while the models have resources", async () => {
    const machine = new DeployMachine().applied(...LAYERS);
    const { status, stderr } = await machine.run(["--destroy", "--layers", "platform", "--yes"]);
    expect(status).toBe(1);
    expect(stderr).toContain(`1 resource in the state of ${ENVIRONMENT}-models, such as aws_vpc.main`);
    expect(machine.terraform).toEqual([]);
  });

  test("refuses the state stack while another layer has resources", async () => {
    const machine = new DeployMachine().applied("state", "network");
    expect((await machine.run(["--destroy", "--layers", "state", "--yes"])).status).toBe(1);
    expect(machine.terraform).toEqual([]);
  });

  test("says what prevent_destroy protects, and what lifts it", async () => {
    const machine = new DeployMachine().applied("state", "network", "cluster");
    machine.note("cluster", "protected");
    const { status, stderr } = await machine.run(["--destroy", "--yes"]);
    expect(status).toBe(1);
    expect(stderr).toContain("prevent_destroy protects aws_kms_key.cluster");
    expect(stderr).toContain("unprotected_override.tf.json");
    expect(machine.terraform.some((call) => call.startsWith("network"))).toBe(false);
  });

  test("the state stack moves its state out, empties the bucket, and is destroyed", async () => {
    const machine = new DeployMachine().applied("state");
    expect((await machine.run(["--destroy", "--layers", "state", "--yes"])).status).toBe(0);
    expect(machine.emptied).toEqual([expect.stringContaining("-tfstate-")]);
    expect(machine.terraform.at(-1)).toBe("state: apply deploy.tfplan");
    expect(existsSync(join(machine.folder("state"), "unprotected_override.tf.json"))).toBe(false);
  });

  test("the state in the bucket is moved out also where a copy was left in the folder by its first move", async () => {
    const machine = new DeployMachine().applied("state");
    const copy = join(machine.folder("state"), "terraform.tfstate");
    writeFileSync(copy, readFileSync(join(machine.facts, `${ENVIRONMENT}-state.state`)));
    expect((await machine.run(["--destroy", "--layers", "state", "--yes"])).status).toBe(0);
    const moved = machine.calls.findIndex((call) => call.includes("-migrate-state"));
    expect(moved).toBeGreaterThan(-1);
    expect(moved).toBeLessThan(machine.calls.findIndex((call) => call.includes("delete-objects")));
  });

  test("the bucket for access logs is emptied after that of the states", async () => {
    const machine = new DeployMachine(undefined, { accessLogs: {} }).applied("state");
    const { status, stderr, stdout } = await machine.run(["--destroy", "--layers", "state", "--yes"]);
    expect(status).toBe(0);
    expect(stdout + stderr).toContain("aws_s3_bucket.access_logs");
    expect(machine.emptied).toEqual([
      expect.stringContaining("-tfstate-"),
      expect.stringContaining("-logs-"),
    ]);
  });

  test("the printed commands stop while a later layer has resources", async () => {
    const { stdout } = await new DeployMachine().run(["--destroy", "--layers", "platform", "--print"]);
    expect(stdout).toMatch(/\[ -z "\$\(terraform -chdir=\S+-models state list\)" \]/);
  });
});

test("Ctrl-C reaches Terraform once, and the command waits for it and returns 130", async () => {
  const machine = new DeployMachine().applied("state");
  machine.note("network", "slow");
  const command = machine.start(["--layers", "network", "--yes"]);
  const ended = new Promise<number | null>((resolve) => command.on("close", resolve));
  while (!machine.has("started") && command.exitCode === null) await wait(50);
  command.kill("SIGINT");
  command.kill("SIGINT");
  expect(await ended).toBe(130);
  expect(machine.calls.filter((call) => call === "interrupted")).toHaveLength(1);
});
