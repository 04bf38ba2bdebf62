// Reads the output of `terraform show -json` for a plan, and prints only the addresses and actions, which a review needs.
// A plan contains secret values, and everyone with read access to the repository can read the artifacts of a job.
import { readFileSync } from "node:fs";

const plan = JSON.parse(readFileSync(0, "utf8"));
const { configuration = {}, resource_changes: changes = [] } = plan;
const { root_module: root = {} } = configuration;

const kept = {
  format_version: plan.format_version,
  errored: plan.errored,
  configuration: {
    root_module: {
      resources: (root.resources ?? []).map(({ address, mode, type, name }) => ({
        address,
        mode,
        type,
        name,
      })),
    },
  },
  resource_changes: changes.map(({ address, mode, previous_address, deposed, change }) => ({
    address,
    mode,
    previous_address,
    deposed,
    change: {
      actions: change.actions,
      replace_paths: change.replace_paths,
      importing: change.importing && {},
    },
  })),
};
process.stdout.write(`${JSON.stringify(kept)}\n`);
