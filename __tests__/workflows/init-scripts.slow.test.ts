import { cpSync } from "node:fs";
import { join } from "node:path";
import { type Layer } from "../../src/base/layers";
import { planOf } from "../support/reference-plans";
import { Machine } from "./machine";

describe("init-stack.mjs", () => {
  test("initializes with the locked providers only", () => {
    const machine = new Machine("network");
    expect(machine.run("init-stack.mjs").status).toBe(0);
    expect(machine.calls).toEqual([
      `terraform -chdir=${machine.stack} init -input=false -no-color -lockfile=readonly`,
    ]);
  });

  test("stops without a lock, and names the command that writes it", () => {
    const machine = new Machine("network");
    cpSync(join(machine.root, machine.stack, "cdk.tf.json"), join(machine.root, "other/cdk.tf.json"), {
      recursive: true,
    });
    const { status, printed } = machine.run("init-stack.mjs", {}, "other");
    expect({ status, calls: machine.calls }).toEqual({ status: 1, calls: [] });
    expect(printed).toContain(
      "other: got no .terraform.lock.hcl, expected the lock of its providers; run npx private-eks-inference",
    );
    expect(printed).toContain("npx private-eks-inference lock providers");
  });

  test("returns the status of terraform, and runs another program", () => {
    const machine = new Machine("network");
    expect(machine.run("init-stack.mjs", { INIT_STATUS: "3" }).status).toBe(3);
    expect(machine.run("init-stack.mjs", { TERRAFORM: "no-such-program" }).printed).toContain(
      "no-such-program",
    );
  });

  test("stops for a folder without a stack, with an annotation on GitHub", () => {
    const { status, printed } = new Machine("network").run(
      "init-stack.mjs",
      { GITHUB_ACTIONS: "true" },
      "cdktf.out/stacks/nothing-network",
    );
    expect(status).toBe(1);
    expect(printed).toMatch(/^::error::cdktf\.out\/stacks\/nothing-network\/cdk\.tf\.json: got no file/m);
  });
});

describe("log-in-to-registries.mjs", () => {
  const machineOf = (environment: string, layer: Layer): Machine => {
    const machine = new Machine("network");
    machine.write("cdk.tf.json", JSON.stringify(planOf(environment).stack(layer).json));
    expect(machine.run("log-in-to-registries.mjs").status).toBe(0);
    return machine;
  };

  test("logs Helm in where charts come from ECR", () => {
    expect(machineOf("retail-forecast", "platform").calls).toEqual([
      "aws ecr get-login-password --region ap-southeast-1",
      "helm registry login --username AWS --password-stdin 111122223333.dkr.ecr.ap-southeast-1.amazonaws.com",
      "a-password",
    ]);
  });

  test.each([
    ["retail-forecast", "network"],
    ["retail-forecast", "models"],
    ["ml-inference-prod", "platform"],
  ] as const)("does nothing for %s %s, whose charts are local or public", (environment, layer) => {
    expect(machineOf(environment, layer).calls).toEqual([]);
  });

  test("sends no password to another host", () => {
    const machine = new Machine("network");
    const helm_release = {
      a: { repository: "oci://evil.example/111122223333.dkr.ecr.eu-west-1.amazonaws.com" },
      b: { repository: "oci://111122223333.dkr.ecr.eu-west-1.amazonaws.com.evil.example/x" },
      c: { chart: "oci://111122223333.dkr.ecr.eu-west-1.amazonaws.com/charts/x" },
    };
    machine.write("cdk.tf.json", JSON.stringify({ resource: { helm_release } }));
    machine.run("log-in-to-registries.mjs");
    expect(machine.calls.filter((line) => line.startsWith("helm"))).toEqual([
      "helm registry login --username AWS --password-stdin 111122223333.dkr.ecr.eu-west-1.amazonaws.com",
    ]);
  });
});
