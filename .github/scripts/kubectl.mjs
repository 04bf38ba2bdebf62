// kubectl with the connection of a stack's providers. ENVIRONMENT is the name of the environment.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SHOWN, SHOWN_ERRORS, fail, stackIn, stopCommands, variable } from "./stack.mjs";

stopCommands();

/**
 * Connects kubectl to the cluster of a stack, and disconnects. Calls back with a function that runs kubectl, the stack, and a function
 * that reads an object: undefined where kubectl has no answer.
 */
export function withKubectl(folder, work) {
  const stack = stackIn(folder);
  const cluster = stackIn(join(folder, "..", `${variable("ENVIRONMENT")}-cluster`));
  const settings = mkdtempSync(join(tmpdir(), "kubectl-"));
  try {
    const file = join(settings, "kubeconfig");
    run("aws", [...connection(stack, cluster), "--kubeconfig", file], {
      stdio: SHOWN_ERRORS,
    });
    const connected = (args) => ["--kubeconfig", file, ...args];
    work(
      (...args) => run("kubectl", connected(args)),
      stack,
      (...args) => valueOf(spawnSync("kubectl", connected(args), READING)),
    );
  } finally {
    rmSync(settings, { recursive: true });
  }
}

const READING = { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", 1] };

const valueOf = ({ status, stdout }) =>
  status === 0 && stdout.trim() !== "" ? JSON.parse(stdout) : undefined;

/** Arguments of the AWS CLI that connect kubectl to the cluster, with the role that Terraform assumes. */
function connection(stack, cluster) {
  const command = cluster.output.update_kubeconfig_command.value.split(" ").slice(1);
  const { kubernetes, helm } = stack.provider;
  const exec = kubernetes ? kubernetes[0].exec[0] : [helm[0].kubernetes.exec].flat()[0];
  const role = exec.args.indexOf("--role-arn");
  return role < 0 ? command : [...command, "--role-arn", exec.args[role + 1]];
}

/** Runs a program, and returns its status. */
function run(program, args, options = { stdio: SHOWN }) {
  const { status, error } = spawnSync(program, args, options);
  if (error) fail(`${program}: got ${error.message}, expected the program on the runner`);
  if (program === "aws" && status !== 0)
    fail("aws: got no settings of the cluster, expected eks:DescribeCluster for the role");
  return status ?? 1;
}
