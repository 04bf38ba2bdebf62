import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planOf } from "../support/reference-plans";
import { ENVIRONMENT, Machine } from "./machine";

/** A machine with the models of an environment, and its cluster. */
function machineOf(models = planOf(ENVIRONMENT).stack("models").json): Machine {
  const machine = new Machine("models");
  machine.write("cdk.tf.json", JSON.stringify(models));
  const cluster = join(machine.root, `cdktf.out/stacks/${ENVIRONMENT}-cluster`);
  mkdirSync(cluster);
  writeFileSync(join(cluster, "cdk.tf.json"), JSON.stringify(planOf(ENVIRONMENT).stack("cluster").json));
  return machine;
}

const withoutFile = (calls: readonly string[]): string[] =>
  calls.map((call) => call.replace(/--kubeconfig \S+/, "--kubeconfig FILE"));

test("the rollout of each Deployment is awaited, with the settings of the cluster", () => {
  const machine = machineOf();
  expect(machine.run("watch-rollouts.mjs").status).toBe(0);
  expect(withoutFile(machine.calls)).toEqual([
    `aws eks update-kubeconfig --name ${ENVIRONMENT}-cluster --region ap-southeast-2 --kubeconfig FILE`,
    "kubectl --kubeconfig FILE -n ml-inference rollout status deployment/ml-inference-api --timeout=60m",
  ]);
});

test("a rollout that does not end fails with the warnings of its namespace", () => {
  const machine = machineOf();
  const { status, printed } = machine.run("watch-rollouts.mjs", {
    STUCK: "ml-inference-api",
    GITHUB_ACTIONS: "true",
  });
  expect(status).toBe(1);
  expect(printed).toContain("FailedCreate: exceeded quota");
  expect(printed).toContain("::error::ml-inference/ml-inference-api: got a rollout that does not end");
  expect(withoutFile(machine.calls)).toContain(
    "kubectl --kubeconfig FILE -n ml-inference get pods -l app.kubernetes.io/name=ml-inference-api -o wide",
  );
});

test("all rollouts are awaited if the first one fails, and both are named", () => {
  const models = structuredClone(planOf("mlapp").stack("models").json);
  const machine = machineOf(models);
  const { printed } = machine.run("watch-rollouts.mjs", { STUCK: "model-service" });
  expect(printed).toContain("mlapp/model-service: got a rollout that does not end");
  expect(machine.calls.filter((call) => call.includes("rollout status"))).toHaveLength(2);
});

test("kubectl assumes the role that Terraform assumes", () => {
  const models = structuredClone(planOf(ENVIRONMENT).stack("models").json) as {
    provider: { kubernetes: { exec: { args: string[] }[] }[] };
  };
  models.provider.kubernetes[0]?.exec[0]?.args.push("--role-arn", "arn:aws:iam::111122223333:role/deployer");
  const machine = machineOf(models as never);
  machine.run("watch-rollouts.mjs");
  expect(machine.calls[0]).toContain("--role-arn arn:aws:iam::111122223333:role/deployer");
});

test("without the program aws, the script names it", () => {
  const machine = machineOf();
  const { status, printed } = machine.run("watch-rollouts.mjs", { PATH: "/nonexistent" });
  expect(status).toBe(1);
  expect(printed).toContain("aws: got");
});

test("the events of each namespace with a release are shown, and the commands for its pods", () => {
  const machine = machineOf(planOf(ENVIRONMENT).stack("platform").json);
  const { status, printed } = machine.run("show-release-events.mjs");
  expect(status).toBe(0);
  expect(printed).toContain("FailedCreate: exceeded quota");
  expect(printed).toContain("kubectl -n kube-system describe pod POD");
  expect(printed).toContain("kubectl -n kube-system logs POD --all-containers --previous");
});
