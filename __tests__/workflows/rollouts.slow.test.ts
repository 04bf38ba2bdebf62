import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planOf } from "../support/reference-plans";
import { environmentPlan } from "../support/altered";
import { type Layer } from "../../src/base/layers";
import { ROLLOUTS_FILE, rolloutsOf } from "../../src/infrastructure/kubernetes-rollouts";
import { ENVIRONMENT, Machine } from "./machine";

/** A machine with a layer of an environment, and its cluster. */
function machineOf(
  json = planOf(ENVIRONMENT).stack("models").json,
  environment: string = ENVIRONMENT,
  layer: Layer = "models",
): Machine {
  const machine = new Machine("models");
  machine.write("cdk.tf.json", JSON.stringify(json));
  machine.write(ROLLOUTS_FILE, JSON.stringify(rolloutsOf(environmentPlan(planOf(environment)), layer)));
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
  expect(printed).toContain(
    "::error::ml-inference deployment/ml-inference-api: got pods that are not ready " +
      "(pod-1: Pending; Unschedulable: 0/3 nodes are available; server: ImagePullBackOff: no such tag)",
  );
  expect(withoutFile(machine.calls)).toContain(
    "kubectl --kubeconfig FILE -n ml-inference get pods -l app=a -o json",
  );
});

test("a model of KServe is awaited once KServe has given its Deployment the new pods", () => {
  const machine = machineOf(planOf("ml-platform").stack("models").json, "ml-platform");
  expect(machine.run("watch-rollouts.mjs").status).toBe(0);
  const calls = withoutFile(machine.calls);
  const [read, status] = [
    "get inferenceservices.serving.kserve.io/fraud-detection",
    "rollout status deployment/fraud-detection-predictor",
  ].map((text) => calls.findIndex((call) => call.includes(text)));
  expect(read).toBeGreaterThan(0);
  expect(status).toBeGreaterThan(read ?? 0);
});

test("a model whose new pods KServe does not start fails, although its Deployment is ready", () => {
  const machine = machineOf(planOf("ml-platform").stack("models").json, "ml-platform");
  const { status, printed } = machine.run("watch-rollouts.mjs", { OLD_IMAGE: "1", TAKEOVER_SECONDS: "0" });
  expect(status).toBe(1);
  expect(printed).toContain(
    "models deployment/fraud-detection-predictor: got the pods of an earlier InferenceService fraud-detection",
  );
});

test("programs of the platform are awaited: MLflow, log-in, pipelines, and what an operator makes", () => {
  const machine = machineOf(planOf("ml-platform").stack("platform").json, "ml-platform", "platform");
  const { status, printed } = machine.run("watch-rollouts.mjs", { STUCK: "log-in-grafana" });
  expect(status).toBe(1);
  expect(printed).toContain("log-in deployment/log-in-grafana: got pods that are not ready");
  const waited = machine.calls.filter((call) => call.includes("rollout status")).join("\n");
  for (const each of [
    "deployment/mlflow",
    "deployment/ml-pipeline",
    "statefulset/prometheus-kube-prometheus-stack-prometheus",
  ])
    expect(waited).toContain(`${each} `);
});

test("a folder without the list of rollouts is refused", () => {
  const machine = machineOf();
  machine.remove(ROLLOUTS_FILE);
  const { status, printed } = machine.run("watch-rollouts.mjs");
  expect(status).toBe(1);
  expect(printed).toContain(`${ROLLOUTS_FILE}: got no file`);
});

test("all rollouts are awaited if the first one fails, and both are named", () => {
  const machine = machineOf(planOf("mlapp").stack("models").json, "mlapp");
  const { printed } = machine.run("watch-rollouts.mjs", { STUCK: "model-service" });
  expect(printed).toContain("mlapp deployment/model-service: got pods that are not ready");
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
