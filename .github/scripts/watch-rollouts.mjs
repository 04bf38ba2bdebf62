// Waits for the rollouts of a models stack, for which an apply does not wait, and prints why one does not end.
// Usage: watch-rollouts.mjs STACK_FOLDER
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, stackIn, variable } from "./stack.mjs";

/** A rollout without progress ends earlier, at the Deployment's progressDeadlineSeconds. */
const LONGEST = "60m";

const [folder] = process.argv.slice(2);
const models = stackIn(folder);
const cluster = stackIn(join(folder, "..", `${variable("ENVIRONMENT")}-cluster`));
const work = mkdtempSync(join(tmpdir(), "rollouts-"));
try {
  const settings = join(work, "kubeconfig");
  run("aws", [...connection(), "--kubeconfig", settings], { stdio: ["ignore", "ignore", "inherit"] });
  const kubectl = (...args) => run("kubectl", ["--kubeconfig", settings, ...args]);
  const failed = deployments().filter(({ name, namespace }) => {
    const ended = kubectl("-n", namespace, "rollout", "status", `deployment/${name}`, `--timeout=${LONGEST}`);
    if (ended === 0) return false;
    kubectl("-n", namespace, "get", "pods", "-l", `app.kubernetes.io/name=${name}`, "-o", "wide");
    kubectl("-n", namespace, "get", "events", "--field-selector", "type=Warning", "--sort-by=.lastTimestamp");
    return true;
  });
  if (failed.length > 0) {
    const names = failed.map(({ name, namespace }) => `${namespace}/${name}`).join(", ");
    fail(
      `${names}: got a rollout that does not end, expected all pods of the new version; ` +
        "the old pods still serve. The events above name the reason: an exceeded quota, a pod without a node, an image that cannot be pulled",
    );
  }
} finally {
  rmSync(work, { recursive: true });
}

/** Arguments of the AWS CLI that connect kubectl to the cluster, with the role that Terraform assumes. */
function connection() {
  const command = cluster.output.update_kubeconfig_command.value.split(" ").slice(1);
  const [{ args }] = models.provider.kubernetes[0].exec;
  const role = args.indexOf("--role-arn");
  return role < 0 ? command : [...command, "--role-arn", args[role + 1]];
}

function deployments() {
  return Object.values(models.resource?.kubernetes_deployment_v1 ?? {}).map(({ metadata }) => metadata);
}

/** Runs a program, and returns its status. */
function run(program, args, options = { stdio: "inherit" }) {
  const { status, error } = spawnSync(program, args, options);
  if (error) fail(`${program}: got ${error.message}, expected the program on the runner`);
  if (program === "aws" && status !== 0)
    fail("aws: got no settings of the cluster, expected eks:DescribeCluster for the role");
  return status ?? 1;
}
