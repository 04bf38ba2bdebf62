// Checks the GitHub environments of the workflows and the runners inside the network, and prints what it finds. It changes nothing.
// Usage: check-environments.mjs ENVIRONMENT... Variables: REPOSITORY, and GH_TOKEN (with read access to administration, actions, environments and
// variables, and to self-hosted runners of the organization).
import { checkedRunners } from "./check-runners.mjs";
import { github, ifReadable } from "./github.mjs";

const names = process.argv.slice(2);
if (names.length === 0) {
  process.stdout.write("got no name, expected names of environments; run check-environments.mjs prod\n");
  process.exit(2);
}
const { default_branch: branch } = await github("GET", "");
const wanted = [
  { name: "plan", isReviewed: true },
  ...names.flatMap((name) => [
    { name: `${name}-plan`, isReviewed: false },
    { name, isReviewed: true },
  ]),
];
let faults = 0;
for (const { name, isReviewed } of wanted) {
  const isTwice = wanted.filter((each) => each.name === name).length > 1;
  print(name, [
    ...(isTwice
      ? ["it is the environment of two uses, whose jobs get each role that trusts it: rename an environment"]
      : []),
    ...(await faultsOf(name, isReviewed)),
  ]);
}
const runners = await checkedRunners(names, branch);
for (const { what, found } of runners.judged) print(what, found);
for (const line of runners.notes) process.stdout.write(`${line}\n`);
process.exit(faults === 0 ? 0 : 1);

function print(what, found) {
  faults += found.length;
  process.stdout.write(
    `${what}: ${found.length === 0 ? "ok" : ""}\n${found.map((each) => `  - ${each}\n`).join("")}`,
  );
}

async function faultsOf(name, isReviewed) {
  const path = `environments/${encodeURIComponent(name)}`;
  const environment = await ifReadable(github("GET", path));
  if (!environment)
    return ["it does not exist, or the token cannot read it: create it in the settings of the repository"];
  const branches = await branchesOf(path, environment.deployment_branch_policy);
  const reviewers = environment.protection_rules?.find(({ type }) => type === "required_reviewers");
  return [
    ...(branches.length === 1 && branches[0] === branch
      ? []
      : [`it admits ${branches.join(", ") || "no branch"}: limit it to the branch ${branch}`]),
    ...(isReviewed && !reviewers?.reviewers?.length
      ? [
          "it has no required reviewers: add a team; where the plan of GitHub has none, leave PLAN_PULL_REQUESTS unset",
        ]
      : []),
    ...(isReviewed && reviewers && !reviewers.prevent_self_review
      ? ["who starts a run can approve it: switch on Prevent self-review"]
      : []),
    ...(environment.can_admins_bypass === false
      ? []
      : ["administrators can bypass its rules: switch off Allow administrators to bypass"]),
  ];
}

/** Branches and tags that an environment admits. */
async function branchesOf(path, policy) {
  if (!policy) return ["every branch"];
  if (policy.protected_branches) return ["every protected branch"];
  const { branch_policies: policies } = await github(
    "GET",
    `${path}/deployment-branch-policies?per_page=100`,
  );
  return policies.map(({ name, type }) => (type === "tag" ? `the tag ${name}` : name));
}
