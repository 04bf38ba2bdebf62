// Facts of a synthesized stack that several scripts read.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Ends the script with an error, which GitHub also shows on the page of the run. */
export function fail(message) {
  const where = process.env.GITHUB_ACTIONS === "true" ? "::error::" : "";
  process.stdout.write(`${where}${message}\n`);
  process.exit(1);
}

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
