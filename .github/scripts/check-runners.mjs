// Runners inside the network: who can run code on them. A workflow of any branch chooses a runner by its label, so that only the runner's group keeps
// it out (GitHub Docs, "Managing access to self-hosted runners using groups", and REST API "Self-hosted runner groups", read 2026-11-29).
import { all, github, ifReadable } from "./github.mjs";
import { variable } from "./stack.mjs";

/**
 * Runners with the labels that the workflows of environments use: faults of each label, and lines on what GitHub does not tell.
 */
export async function checkedRunners(environments, branch) {
  const labels = await labelsOf(environments);
  if (labels.length === 0)
    return { judged: [], notes: ["NETWORK_RUNNER: not set, so that platform and models are not applied"] };
  const [owner, repository] = variable("REPOSITORY").split("/");
  const own = (await ifReadable(all("actions/runners", "runners"))) ?? [];
  const groups = await ifReadable(
    all(`/orgs/${owner}/actions/runner-groups?visible_to_repository=${repository}`, "runner_groups"),
  );
  const members = await Promise.all(
    (groups ?? []).map(async (group) => ({
      group,
      runners: await all(`/orgs/${owner}/actions/runner-groups/${group.id}/runners`, "runners"),
    })),
  );
  const judged = labels.map((label) => judgedLabel(label, own, members, branch));
  const unread = `not checked: groups of runners, which the token cannot read or ${owner} does not have; ${howTo(branch)}`;
  return {
    judged: judged.map(({ label, found }) => ({ what: `runners with the label ${label}`, found })),
    notes: [...(groups === undefined ? [unread] : []), ...judged.flatMap(({ notes }) => notes)],
  };
}

/** The values of NETWORK_RUNNER as jobs of the environments read them: that of the environment, of the repository, or of the organization. */
async function labelsOf(environments) {
  const shared =
    (await ifReadable(github("GET", "actions/variables/NETWORK_RUNNER")))?.value ??
    (await ifReadable(all("actions/organization-variables", "variables")))?.find(
      ({ name }) => name === "NETWORK_RUNNER",
    )?.value;
  const labels = await Promise.all(
    environments.map(async (name) => {
      const place = `environments/${encodeURIComponent(`${name}-plan`)}/variables/NETWORK_RUNNER`;
      return (await ifReadable(github("GET", place)))?.value ?? shared;
    }),
  );
  return [...new Set(labels.filter(Boolean))];
}

function judgedLabel(label, own, members, branch) {
  const has = ({ labels }) => labels.some(({ name }) => name.toLowerCase() === label.toLowerCase());
  const grouped = members
    .map(({ group, runners }) => ({ group, runners: runners.filter(has) }))
    .filter(({ runners }) => runners.length > 0);
  const runners = grouped.flatMap((each) => each.runners);
  const notEphemeral = runners.filter(({ ephemeral }) => ephemeral === false);
  const unknown = runners.filter(({ ephemeral }) => ephemeral === undefined).map(({ name }) => name);
  const found = [
    ...own
      .filter(has)
      .map(
        ({ name }) =>
          `${name} belongs to the repository, so that each workflow of each branch can use it; ${howTo(branch)}`,
      ),
    ...grouped.flatMap(({ group }) => faultsOfGroup(group, branch)),
    ...notEphemeral.map(
      ({ name }) =>
        `${name} is not ephemeral, so that a job can leave programs for the next one: register it with --ephemeral`,
    ),
  ];
  const notes = [
    ...(runners.length + found.length === 0
      ? [
          `not checked: no runner has the label ${label} now, and GitHub lists ephemeral ones only while they run; ${howTo(branch)}`,
        ]
      : []),
    ...(unknown.length > 0
      ? [`not checked: whether ${unknown.join(", ")} is ephemeral, which GitHub does not say`]
      : []),
  ];
  return { label, found, notes };
}

function faultsOfGroup({ name, restricted_to_workflows: isLimited, selected_workflows: listed }, branch) {
  const workflow = workflowOf(branch);
  const admitted = isLimited ? (listed ?? []) : ["each workflow of each branch"];
  return admitted.length === 1 && admitted[0] === workflow
    ? []
    : [`the group ${name} admits ${admitted.join(", ") || "no workflow"}: limit it to ${workflow}`];
}

/** The workflow that defines the jobs on these runners: a group does not admit what a workflow calls. */
const workflowOf = (branch) => `${variable("REPOSITORY")}/.github/workflows/layer.yml@refs/heads/${branch}`;

const howTo = (branch) =>
  `use ephemeral runners in a group of the organization that is limited to ${workflowOf(branch)}`;
