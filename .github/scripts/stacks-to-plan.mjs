// Prints the matrix of stacks to plan, as JSON: the changed stacks of environments that have an account. ACCOUNTS is
// {"<environment>": {"role": "<ARN>", "region": "<region>"}}. INSIDE is the label of runners inside the network. Without
// it, platform and models are not planned, since they need the private Kubernetes API.
import { readFileSync } from "node:fs";

const reviews = JSON.parse(readFileSync(process.argv[2], "utf8"));
const accounts = JSON.parse(process.env.ACCOUNTS || "{}");
const inside = process.env.INSIDE ?? "";

const stacks = reviews.flatMap(({ environment, resources, others }) => {
  const account = accounts[environment];
  if (!account) return [];
  const changed = [...resources, ...others].flatMap(({ stack }) => stack ?? []);
  return [...new Set(changed)].sort().flatMap((stack) => {
    const isInside = /-(platform|models)$/.test(stack);
    if (isInside && inside === "") return [];
    return [
      { stack, role: account.role, region: account.region, runner: isInside ? inside : "ubuntu-24.04" },
    ];
  });
});
process.stdout.write(JSON.stringify(stacks));
