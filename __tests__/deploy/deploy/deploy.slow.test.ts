import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Holder, describeSelf } from "../../../src/base/output/holder";
import { LAYERS } from "../../../src/base/layers";
import { unprotectedText } from "../../../src/base/unprotected";
import { lockText } from "../../support/provider-locks";
import { DeployMachine, ENVIRONMENT } from "./deploy-machine";

const SAVED = "plan -detailed-exitcode -out=deploy.tfplan";
/** The steps of a layer with changes. */
const steps = (layer: string): string[] => [
  `${layer}: init -input=false`,
  `${layer}: ${SAVED}`,
  `${layer}: apply deploy.tfplan`,
];
const LATER = LAYERS.filter((layer) => layer !== "state");

/** Keys of each state of Terraform, by which it is known. */
const STATE = { version: 4, serial: 1, lineage: "a1b2" };

test("layers are applied in order, each by its saved plan, and rollouts are awaited at the end", async () => {
  const machine = new DeployMachine().applied("state");
  const { status } = await machine.run(["--yes"]);
  expect(machine.terraform).toEqual(["state: init -input=false", `state: ${SAVED}`, ...LATER.flatMap(steps)]);
  expect(status).toBe(0);
  expect(machine.calls.at(-1)).toContain("rollout status deployment/ml-inference-api");
});

const WITH_PROMETHEUS = { components: { "ebs-csi": {}, prometheus: {} } };

test("pods of the platform are awaited, too, and one that gets no pod ready is named and fails the run", async () => {
  const machine = new DeployMachine(undefined, WITH_PROMETHEUS).applied("state", "network", "cluster");
  const stuck = "prometheus-kube-prometheus-stack-prometheus";
  writeFileSync(join(machine.facts, "stuck"), `statefulset/${stuck}`);
  const { status, stderr } = await machine.run(["--layers", "platform,models", "--yes"]);
  expect(status).toBe(1);
  expect(stderr).toContain("ml-inference-prod-platform: applied, with pods that are not ready");
  const waited = machine.calls.filter((call) => call.includes("rollout status"));
  expect(waited.some((call) => call.includes("deployment/ml-inference-api"))).toBe(true);
});

describe("a change that removes rights of running pods", () => {
  /** The models are applied with one right more. */
  const machineWithRight = (): DeployMachine => {
    const machine = new DeployMachine().applied("state", "network", "cluster", "platform", "models");
    const wider = machine
      .stateOf("models")
      .replaceAll(
        '\\"Sid\\":\\"ReadModelFiles\\"',
        '\\"Sid\\":\\"Old\\",\\"Effect\\":\\"Allow\\",\\"Action\\":\\"sqs:SendMessage\\",\\"Resource\\":\\"*\\"},{$&',
      );
    expect(wider).not.toBe(machine.stateOf("models"));
    machine.note("models", "state", wider);
    rmSync(join(machine.facts, "ml-inference-prod-models.applied"));
    return machine;
  };
  const inOrder = ({ calls }: DeployMachine): string[] =>
    calls.flatMap(
      (call) =>
        /models (plan|apply)|rollout status/.exec(call)?.[1] ??
        (call.includes("rollout status") ? ["watch"] : []),
    );

  test("is applied twice: the rights stay until the rollouts have ended", async () => {
    const machine = machineWithRight();
    const { status, stderr } = await machine.run(["--layers", "models", "--yes"]);
    expect(status).toBe(0);
    expect(stderr).toContain("pods that run need what this change removes");
    expect(stderr).toContain("  aws_iam_role_policy.ml_inference_api");
    expect(inOrder(machine)).toEqual(["plan", "apply", "watch", "plan"]);
    const [first, second] = machine.calls.filter((call) => call.includes(" plan "));
    expect(first).not.toContain(machine.folder("models"));
    expect(second).toContain(machine.folder("models"));
  });

  test("keeps the rights where pods do not get ready", async () => {
    const machine = machineWithRight();
    writeFileSync(join(machine.facts, "stuck"), "deployment/ml-inference-api");
    const { status, stderr } = await machine.run(["--layers", "models", "--yes"]);
    expect(status).toBe(1);
    expect(stderr).toContain("what pods of the old version need stays");
    expect(inOrder(machine)).toEqual(["plan", "apply", "watch"]);
  });

  test("asks for each of the two plans", async () => {
    const machine = machineWithRight();
    const { status } = await machine.run(["--layers", "models"], ["no"]);
    expect(status).toBe(1);
    expect(inOrder(machine)).toEqual(["plan"]);
  });
});

test("a run of layers without pods connects to no cluster", async () => {
  const machine = new DeployMachine().applied("state");
  expect((await machine.run(["--layers", "network", "--yes"])).status).toBe(0);
  expect(machine.calls.filter((call) => call.includes("kubectl"))).toEqual([]);
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
  writeFileSync(join(machine.folder("state"), "terraform.tfstate"), JSON.stringify({ ...STATE, resources }));
  machine.note("state", "applied");
  expect((await machine.run(["--layers", "state", "--yes"])).status).toBe(0);
  expect(machine.terraform.at(-1)).toBe("state: init -migrate-state -force-copy");
});

test("a copy that the first move left in the folder is not used, where the bucket has the state", async () => {
  const machine = new DeployMachine().applied("state");
  const folder = machine.folder("state");
  const copy = JSON.stringify({ ...STATE, ...(JSON.parse(machine.stateOf("state")) as object) });
  writeFileSync(join(folder, "terraform.tfstate"), copy);
  const record = join(folder, ".terraform/terraform.tfstate");
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify({ backend: { type: "s3" } }));
  expect((await machine.run(["--layers", "state", "--yes"])).status).toBe(0);
  expect(machine.terraform.filter((call) => call.includes("migrate-state"))).toEqual([]);
  expect(existsSync(join(folder, "backend_override.tf.json"))).toBe(false);
  expect(readFileSync(join(folder, "terraform.tfstate"), "utf8")).toEqual(copy);
});

test("a state in the folder counts where the bucket has none, even if an init connected the folder to the bucket", async () => {
  const machine = new DeployMachine();
  const folder = machine.folder("state");
  const resources = [{ mode: "managed", type: "aws_s3_bucket", name: "b", instances: [{}] }];
  writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify({ ...STATE, resources }));
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

describe("the order of a change", () => {
  const PARTS = { components: { "ebs-csi": {}, prometheus: {} } };

  /** A machine on which one form of the environment is applied and another one is synthesized. */
  function changing(before: object, after: object): DeployMachine {
    const [old, now] = [
      new DeployMachine(undefined, before).applied(...LAYERS),
      new DeployMachine(undefined, after),
    ];
    for (const layer of LAYERS) now.note(layer, "state", old.stateOf(layer));
    return now;
  }
  const applies = (machine: DeployMachine): string[] =>
    machine.terraform.filter((call) => call.includes(" apply")).map((call) => call.replace(/:.*/, ""));

  test("a removed part goes before the parts that serve it, and volumes are looked for before their driver goes", async () => {
    const machine = changing(PARTS, {});
    const { status, stderr } = await machine.run(["--yes"]);
    expect(status).toBe(0);
    expect(applies(machine).filter((layer) => ["platform", "cluster"].includes(layer))).toEqual([
      "platform",
      "cluster",
    ]);
    expect(stderr).toMatch(/order of this change: .*platform, .*cluster/);
    const at = (text: RegExp): number => machine.calls.findIndex((call) => text.test(call));
    expect(at(/kubectl .*get persistentvolumes/)).toBeGreaterThan(at(/-platform apply/));
    expect(at(/kubectl .*get persistentvolumes/)).toBeLessThan(at(/-cluster .*plan/));
  });

  test("layers that are named in another order are refused before anything is planned", async () => {
    const machine = changing(PARTS, {});
    const { status, stderr } = await machine.run(["--layers", "cluster,platform", "--yes"]);
    expect(status).toBe(1);
    expect(stderr).toContain(
      "--layers: got cluster,platform, expected platform,cluster, the order of this change",
    );
    expect(machine.terraform).toEqual([]);
  });

  test("a layer is refused while another one must go first, with the reason", async () => {
    const machine = changing(PARTS, {});
    const { status, stderr } = await machine.run(["--layers", "cluster", "--yes"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/--layers: got cluster, expected .*platform, .*cluster/);
    expect(stderr).toMatch(/no add-on aws-ebs-csi-driver creates its volumes/);
    expect(machine.terraform).toEqual([]);
  });

  test("the first layers of the order can be applied alone, and the others are named", async () => {
    const machine = changing(PARTS, {});
    const { status, stderr } = await machine.run(["--layers", "platform", "--yes"]);
    expect(status).toBe(0);
    expect(applies(machine)).toEqual(["platform"]);
    expect(stderr).toMatch(/left to apply, in this order: .*cluster/);
  });
});

describe("--destroy", () => {
  test("destroys in the opposite order, and leaves the state stack", async () => {
    const machine = new DeployMachine().holding(...LAYERS);
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
    const machine = new DeployMachine().holding(...LAYERS);
    const { status, stderr } = await machine.run(["--destroy", "--layers", "platform", "--yes"]);
    expect(status).toBe(1);
    expect(stderr).toContain(`1 resource in the state of ${ENVIRONMENT}-models, such as aws_vpc.main`);
    expect(machine.terraform).toEqual([]);
  });

  test("refuses the state stack while another layer has resources", async () => {
    const machine = new DeployMachine().holding("state", "network");
    expect((await machine.run(["--destroy", "--layers", "state", "--yes"])).status).toBe(1);
    expect(machine.terraform).toEqual([]);
  });

  const OVERRIDE = "unprotected_override.tf.json";
  const withKey = () =>
    new DeployMachine()
      .applied("state", "network")
      .appliedProtected("cluster")
      .lists("ml-inference-prod-models-222233334444.emptied", {});

  test("--yes is no answer for what prevent_destroy protects, and nothing is destroyed before", async () => {
    const machine = withKey();
    const { status, stderr } = await machine.run(["--destroy", "--yes"]);
    expect(status).toBe(1);
    expect(stderr).toContain("  cluster aws_kms_key.cluster\n");
    expect(stderr).toContain("add --unprotect");
    expect(machine.terraform).toEqual([]);
  });

  test("--unprotect lifts prevent_destroy for the destroy, and leaves no override for the next life", async () => {
    const machine = withKey();
    expect((await machine.run(["--destroy", "--yes", "--unprotect"])).status).toBe(0);
    expect(machine.has(`${ENVIRONMENT}-cluster.override`)).toBe(true);
    expect(existsSync(join(machine.folder("cluster"), OVERRIDE))).toBe(false);
    expect((await machine.run(["--layers", "network,cluster", "--yes"])).status).toBe(0);
    expect(machine.terraform.at(-1)).toBe("cluster: apply deploy.tfplan");
  });

  test("a person is asked once, before anything is destroyed", async () => {
    const machine = withKey();
    const { status, stderr } = await machine.run(["--destroy"], ["no"]);
    expect([status, machine.terraform]).toEqual([1, []]);
    expect(stderr).toContain("stopped; nothing more is changed");
    expect((await machine.run(["--destroy"], ["yes", "yes", "yes"])).status).toBe(0);
  });

  test("a declined plan and a failed destroy leave no override", async () => {
    const machine = withKey();
    expect((await machine.run(["--destroy"], ["yes", "no"])).status).toBe(1);
    expect(existsSync(join(machine.folder("cluster"), OVERRIDE))).toBe(false);
    machine.note("cluster", "apply-fails");
    expect((await machine.run(["--destroy", "--yes", "--unprotect"])).status).toBe(1);
    expect(existsSync(join(machine.folder("cluster"), OVERRIDE))).toBe(false);
  });

  test("a block that the state no longer has is not asked for", async () => {
    const machine = new DeployMachine().holding("state", "network", "cluster");
    expect((await machine.run(["--destroy", "--yes"])).status).toBe(0);
  });

  test("--unprotect without --destroy is wrong usage", async () => {
    const { status, stderr } = await new DeployMachine().run(["--unprotect", "--yes"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("--unprotect needs --destroy")]);
  });

  describe("an override of a killed destroy", () => {
    const left = (holder: Partial<Holder>) => {
      const machine = new DeployMachine().applied("state", "network");
      const file = join(machine.folder("cluster"), OVERRIDE);
      writeFileSync(file, unprotectedText(["aws_kms_key.cluster"], { ...describeSelf(), ...holder }));
      return { machine, file };
    };
    const DEAD = { pid: 2 ** 22 + 1 };

    test("is removed by the next deploy, which says so", async () => {
      const { machine, file } = left(DEAD);
      const { status, stderr } = await machine.run(["--layers", "network", "--yes"]);
      expect([status, existsSync(file)]).toEqual([0, false]);
      expect(stderr).toContain(`removed ${file}: a killed destroy (process ${DEAD.pid} on `);
    });

    test("is removed by the next teardown", async () => {
      const { machine, file } = left(DEAD);
      expect((await machine.teardown(["--run", "--yes"])).status).toBe(0);
      expect(existsSync(file)).toBe(false);
    });

    test("is refused by the dry run, which changes nothing", async () => {
      const { machine, file } = left(DEAD);
      const { status, stderr } = await machine.teardown([]);
      expect([status, existsSync(file)]).toEqual([1, true]);
      expect(stderr).toContain(
        "run npx private-eks-inference deploy or npx private-eks-inference destroy, which removes it",
      );
    });

    test("is kept while its process may run, and stops the command before a question", async () => {
      for (const holder of [{}, { host: "elsewhere" }]) {
        const { machine, file } = left(holder);
        const { status, stderr } = await machine.run(["--layers", "network"], []);
        expect([status, existsSync(file), machine.terraform]).toEqual([1, true, []]);
        expect(stderr).toContain("got a destroy that process");
      }
    });

    test("that a user changed is the user's, and is not removed", async () => {
      const { machine, file } = left(DEAD);
      writeFileSync(file, readFileSync(file, "utf8").replace("false", 'false, "ignore_changes": []'));
      const { status, stderr } = await machine.run(["--layers", "network", "--yes"]);
      expect([status, existsSync(file), machine.terraform]).toEqual([1, true, []]);
      expect(stderr).toContain("got an override of yours that lifts prevent_destroy");
    });
  });

  test("the state stack moves its state out, empties the bucket, and is destroyed", async () => {
    const machine = new DeployMachine().holding("state");
    expect((await machine.run(["--destroy", "--layers", "state", "--yes"])).status).toBe(0);
    expect(machine.emptied).toEqual([expect.stringContaining("-tfstate-")]);
    expect(machine.terraform.at(-1)).toBe("state: apply deploy.tfplan");
    expect(existsSync(join(machine.folder("state"), "unprotected_override.tf.json"))).toBe(false);
  });

  test("the state in the bucket is moved out also where a copy was left in the folder by its first move", async () => {
    const machine = new DeployMachine().holding("state");
    const copy = join(machine.folder("state"), "terraform.tfstate");
    writeFileSync(copy, JSON.stringify({ ...STATE, ...(JSON.parse(machine.stateOf("state")) as object) }));
    expect((await machine.run(["--destroy", "--layers", "state", "--yes"])).status).toBe(0);
    const moved = machine.calls.findIndex((call) => call.includes("-migrate-state"));
    expect(moved).toBeGreaterThan(-1);
    expect(moved).toBeLessThan(machine.calls.findIndex((call) => call.includes("delete-objects")));
  });

  test("the bucket for access logs is emptied after that of the states", async () => {
    const machine = new DeployMachine(undefined, { accessLogs: {} }).holding("state");
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

describe.each([
  ["deploy", "deploy", []],
  ["a destroy", "deploy", ["--destroy"]],
  ["a repair", "deploy", ["--repair"]],
  ["teardown --run", "teardown", ["--run"]],
] as const)("%s refuses before the first question, and without a call,", (_, command, args) => {
  test.each([
    [
      { TF_WORKSPACE: "staging" },
      /^TF_WORKSPACE: got staging, expected default or no value, .*; unset TF_WORKSPACE; /,
    ],
    [
      { TF_CLI_ARGS: "-lock=false" },
      /^TF_CLI_ARGS: got -lock=false, expected no value, .*; unset TF_CLI_ARGS; /,
    ],
    [
      { TF_CLI_ARGS_plan: "-target=aws_vpc.main", TF_CLI_ARGS_apply: "-parallelism=1" },
      /^TF_CLI_ARGS_apply: got -parallelism=1, expected no value, .*; unset TF_CLI_ARGS_apply TF_CLI_ARGS_plan; /,
    ],
  ])("variables that change what Terraform does: %p", async (variables, message) => {
    const machine = new DeployMachine().applied("state");
    let questions = 0;
    const question = () => Promise.resolve(String((questions += 1)));
    const { status, stdout, stderr } = await machine.asked(command, args, question, variables);
    expect([status, stdout, questions, machine.calls]).toEqual([1, "", 0, []]);
    expect(stderr).toMatch(message);
  });
});

test("the workspace default and empty variables are no other state, and pass", async () => {
  const variables = { TF_WORKSPACE: "default", TF_CLI_ARGS: "", TF_CLI_ARGS_plan: "" };
  const machine = new DeployMachine().applied("state");
  expect((await machine.run(["--layers", "state", "--yes"], undefined, variables)).status).toBe(0);
});

test("an edit during the apply of a layer stops before the next one, which is not planned", async () => {
  const machine = new DeployMachine().applied("state");
  const { status, stderr } = await machine.asked("deploy", [], () => {
    writeFileSync(join(machine.folder("models"), "extra.txt"), "");
    return Promise.resolve("yes");
  });
  expect(status).toBe(1);
  expect(stderr).toContain(`got 1 edit that the inputs do not lead to`);
  expect(stderr).toContain(`  ${ENVIRONMENT}-models extra.txt: a file that synth did not write`);
  expect(machine.terraform.at(-1)).toBe("network: apply deploy.tfplan");
});
