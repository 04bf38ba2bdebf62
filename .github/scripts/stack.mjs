// Facts of a synthesized stack that several scripts read, and what they print on GitHub.
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const isOnGithub = process.env.GITHUB_ACTIONS === "true";

/**
 * Standard streams of a program whose messages a script shows. GitHub reads the two streams of a job apart, and could obey a line of standard error
 * before it has read that commands are stopped.
 */
export const SHOWN = ["ignore", 1, 1];

/** SHOWN, without what the program writes to its standard output. */
export const SHOWN_ERRORS = ["ignore", "ignore", 1];

let token;

/**
 * Until the script ends, GitHub obeys no line such as `::add-mask::` of what programs print: providers, registries and pods choose such lines
 * (GitHub Docs, "Workflow commands for GitHub Actions", Stopping and starting workflow commands, read 2026-11-29).
 */
export function stopCommands() {
  if (!isOnGithub) return;
  token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n`);
  process.on("exit", resumeCommands);
}

/** On a line of its own, also after a line that a program did not end. */
function resumeCommands() {
  if (token !== undefined) process.stdout.write(`\n::${token}::\n`);
  token = undefined;
}

/** Ends the script with an error, which GitHub also shows on the page of the run. */
export function fail(message) {
  resumeCommands();
  process.stdout.write(isOnGithub ? `::error::${inCommand(message)}\n` : `${message}\n`);
  process.exit(1);
}

/** Text of a command, which is one line. */
const inCommand = (text) => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");

export function stackIn(folder = "") {
  const file = join(folder, "cdk.tf.json");
  if (!existsSync(file)) {
    fail(
      `${file}: got no file, expected a synthesized stack; name a stack of one environment in environments/`,
    );
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Names of the Terraform files of the owner in the folder of a stack, sorted. */
export const ownFilesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^own-.*\.tf(\.json)?$/.test(name))
        .sort()
    : [];

/** Location of the stack's state: bucket, region, key of the encryption, and account. */
export function backendOf(stack) {
  const { bucket, region, kms_key_id: kmsKey, allowed_account_ids: accounts } = stack.terraform.backend.s3;
  return { bucket, region, kmsKey, account: accounts[0] };
}

const ECR = /^oci:\/\/(\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?)(?:\/|$)/;

/** ECR registries of the stack's charts, each once. */
export function ecrRegistriesIn(stack) {
  const releases = Object.values(stack.resource?.helm_release ?? {});
  const found = new Map();
  for (const { repository = "", chart = "" } of releases) {
    const [, host, region] = ECR.exec(repository) ?? ECR.exec(chart) ?? [];
    if (host) found.set(host, { host, region });
  }
  return [...found.values()];
}

/** The value of a required environment variable. */
export function variable(name) {
  const value = process.env[name];
  if (!value) fail(`${name}: got no value, expected an environment variable; set it in the workflow`);
  return value;
}
