import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Layer } from "../../src/base/layers";
import { PLANS_FOLDER } from "../../src/platform/plan-storage";
import { COMMIT, ENVIRONMENT, Machine, SECRET } from "./machine";

describe("store-plan.mjs", () => {
  test("stores the plan under plans/<run>/ in the state bucket, with its key, for its account", () => {
    const machine = new Machine("cluster");
    const outputs = machine.store();
    const key = `${PLANS_FOLDER}/17-1/${ENVIRONMENT}-cluster.tar.gz`;
    expect(outputs).toEqual({ changes: "true", key, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const put = machine.calls.find((line) => line.includes("put-object"));
    for (const part of [
      "--bucket ml-inference-prod-tfstate-222233334444 ",
      `--key ${key} `,
      "--region ap-southeast-2 ",
      "--server-side-encryption aws:kms ",
      "--ssekms-key-id arn:aws:kms:ap-southeast-2:222233334444:alias/ml-inference-prod-tfstate ",
      "--expected-bucket-owner 222233334444",
    ]) {
      expect(put).toContain(part);
    }
  });

  test("plans the targets that the folder of a first apply names, and all without such a file", () => {
    const machine = new Machine("models");
    machine.write(".targets", "-target=aws_iam_role.a\n-target=aws_iam_role.b\n");
    machine.store();
    const plans = () => machine.calls.filter((line) => line.includes(" plan "));
    expect(plans().at(-1)).toMatch(/ -target=aws_iam_role\.a -target=aws_iam_role\.b$/);
    machine.remove(".targets");
    machine.store();
    expect(plans().at(-1)).not.toContain("-target");
  });

  test("prints addresses and actions, and no value", () => {
    const { printed, summary } = new Machine("cluster").run("store-plan.mjs");
    expect(printed + summary).not.toContain(SECRET);
    expect(summary).toBe(
      [
        "### ml-inference-prod-cluster: waits for an approval",
        "",
        "- `delete and create aws_vpc.main`",
        "- `import aws_eip.found`",
        "- `move aws_eip.moved from aws_eip.old`",
        "- `update output id`",
        "",
        "",
      ].join("\n"),
    );
  });

  test("stores nothing without changes", () => {
    const machine = new Machine("cluster");
    expect(machine.store({ PLAN_STATUS: "0" })).toEqual({ changes: "false" });
    expect(existsSync(machine.bucket)).toBe(false);
  });

  test("fails with a failed plan, and stores nothing", () => {
    const machine = new Machine("cluster");
    const { status, printed, output } = machine.run("store-plan.mjs", { PLAN_STATUS: "1" });
    expect({ status, output }).toEqual({ status: 1, output: "" });
    expect(printed).toContain("got exit status 1 of terraform plan");
    expect(existsSync(machine.bucket)).toBe(false);
  });

  test("fails for the folder of another stack", () => {
    const { status, printed } = new Machine("cluster").run("store-plan.mjs", { LAYER: "network" });
    expect(status).toBe(1);
    expect(printed).toContain("got another stack, expected ml-inference-prod-network");
  });

  test.each(["ENVIRONMENT", "LAYER", "COMMIT", "RUN"])("fails without %s", (name) => {
    const { status, printed } = new Machine("cluster").run("store-plan.mjs", { [name]: "" });
    expect(status).toBe(1);
    expect(printed).toContain(`${name}: got no value`);
  });

  test("stores no working folder of Terraform and no local state", () => {
    const machine = new Machine("cluster");
    mkdirSync(join(machine.root, machine.stack, ".terraform"));
    machine.write(".terraform/provider", "large");
    machine.write("terraform.tfstate", SECRET);
    const { key } = machine.store();
    const listed = spawnSync("tar", ["-tzf", join(machine.bucket, key ?? "")], { encoding: "utf8" }).stdout;
    expect(listed.trim().split("\n").sort()).toEqual([
      ".terraform.lock.hcl",
      "approved-plan.json",
      "approved.tfplan",
      "cdk.tf.json",
      "charts/own/Chart.yaml",
    ]);
  });
});

describe("fetch-plan.mjs", () => {
  const planned = new Machine("cluster");
  let outputs: Record<string, string>;
  let KEY: string;
  let SHA256: string;

  beforeAll(() => {
    outputs = planned.store();
    ({ key: KEY = "", sha256: SHA256 = "" } = outputs);
  });

  /** Another machine with the same bucket. */
  const other = (layer: Layer = "cluster"): Machine => new Machine(layer, planned.bucket);
  const fetchOn = (machine: Machine, env: Readonly<Record<string, string>> = {}) =>
    machine.run("fetch-plan.mjs", { KEY, SHA256, ...env });

  test("replaces the folder with the planned files, and leaves no other file in it", () => {
    const machine = other();
    machine.write("charts/own/Chart.yaml", "changed");
    machine.write("extra_override.tf.json", "{}");
    expect(fetchOn(machine)).toMatchObject({ status: 0 });
    expect(machine.read("approved.tfplan")).toBe("the plan\n");
    expect(machine.read(".terraform.lock.hcl")).toBe("lock");
    expect(machine.read("charts/own/Chart.yaml")).toBe("name: own");
    expect(machine.read("extra_override.tf.json")).toBeUndefined();
    expect(machine.read("approved-plan.json")).toBeUndefined();
  });

  /** Expects an error, and an unchanged folder. */
  function refused(machine: Machine, env: Readonly<Record<string, string>> = {}): string {
    const { status, printed } = fetchOn(machine, env);
    expect({ status, plan: machine.read("approved.tfplan") }).toEqual({ status: 1, plan: undefined });
    expect(printed).toContain("Nothing was applied.");
    return printed;
  }

  test("refuses a plan with another lock than that of the commit", () => {
    const machine = other();
    machine.write(".terraform.lock.hcl", "another lock");
    expect(refused(machine)).toContain(
      "got a plan with other locked providers, expected the lock of this commit",
    );
  });

  test("refuses a plan of another commit", () => {
    expect(refused(other(), { COMMIT: "f".repeat(40) })).toContain(
      `got a plan of commit ${COMMIT}, expected commit ${"f".repeat(40)}`,
    );
  });

  test("refuses a plan of another layer", () => {
    expect(refused(other("network"))).toContain("got a plan of layer cluster, expected layer network");
  });

  test("refuses a plan of another environment", () => {
    const machine = other();
    const stack = "cdktf.out/stacks/mlapp-cluster";
    cpSync(join(machine.root, machine.stack), join(machine.root, stack), { recursive: true });
    const { status, printed } = machine.run("fetch-plan.mjs", { KEY, SHA256, ENVIRONMENT: "mlapp" }, stack);
    expect(status).toBe(1);
    expect(printed).toContain("got a plan of environment ml-inference-prod, expected environment mlapp");
  });

  test("refuses a folder of another stack than ENVIRONMENT and LAYER name", () => {
    expect(refused(other(), { LAYER: "network" })).toContain("expected that of ml-inference-prod-network");
  });

  test("refuses other bytes than the plan job stored", () => {
    expect(refused(other(), { SHA256: "0".repeat(64) })).toContain(
      "got other bytes than the plan job stored",
    );
  });

  test("refuses a plan of a stack that this commit does not synthesize", () => {
    const machine = other();
    const json = JSON.parse(machine.read("cdk.tf.json") ?? "") as object;
    machine.write("cdk.tf.json", JSON.stringify({ ...json, locals: { a: 1 } }));
    expect(refused(machine)).toContain("got a plan of another stack");
  });

  test("refuses a plan that has expired, and says how long plans are kept", () => {
    const printed = refused(other(), { KEY: "plans/1-1/gone.tar.gz" });
    expect(printed).toMatch(
      /got no readable s3:\/\/.*\/plans\/1-1\/gone\.tar\.gz, .*plans expire after a day/,
    );
  });

  test.each(["KEY", "SHA256", "COMMIT"])("fails without %s", (name) => {
    expect(fetchOn(other(), { [name]: "" })).toMatchObject({ status: 1 });
  });
});
