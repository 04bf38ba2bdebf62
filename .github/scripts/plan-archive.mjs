// The form of a stored plan, for the scripts that store and fetch it.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { ownFilesIn } from "./stack.mjs";

/** Plan file in the folder of a stack. */
export const PLAN = "approved.tfplan";

/** File of an archive with the environment, layer, commit and run of the plan, and digests of the stack and its lock. */
export const MANIFEST = "approved-plan.json";

/** Folder of the state bucket, whose objects expire after a day. */
const FOLDER = "plans";

export const planKey = ({ run, environment, layer }) => `${FOLDER}/${run}/${environment}-${layer}.tar.gz`;

export const sha256Of = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Everything below a folder but folders, by its path, sorted. */
export const allFilesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, path, name }) => relative(folder, join(parentPath ?? path, name)))
    .sort();

/** Files of a stack's folder. Terraform's working folder and local states are left out. */
export const filesIn = (folder) =>
  allFilesIn(folder).filter(
    (path) => !path.startsWith(`.terraform${sep}`) && !/\.tfstate(\..*)?$/.test(path),
  );

/** Digests of the stack with the files of its owner, and of the lock of its providers, to which a plan is bound. */
export const digestsOf = (folder) => ({
  stack: sha256Of(Buffer.concat([readFileSync(join(folder, "cdk.tf.json")), ...ownParts(folder)])),
  lock: sha256Of(readIfThere(join(folder, ".terraform.lock.hcl"))),
});

/** The Terraform files of the owner, each with its name and size before it. */
const ownParts = (folder) =>
  ownFilesIn(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    return [Buffer.from(`\n${name} ${bytes.length}\n`), bytes];
  });

const readIfThere = (file) => (existsSync(file) ? readFileSync(file) : "");
