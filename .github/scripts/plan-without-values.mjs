// Reads what `terraform show -json` prints of a plan and prints what a review needs of it: addresses and actions. A plan
// holds values, also secret ones, and whoever may read the repository may read what a job leaves behind.
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
