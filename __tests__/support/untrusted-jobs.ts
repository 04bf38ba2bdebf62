import { type Job, type Workflow } from "../workflows/workflow-files";

/**
 * Events that start a workflow for code that nobody has approved, or after its run: a comment by anyone, a workflow of a pull
 * request that has ended, and a queue that merges with the code of others.
 */
const UNREVIEWED =
  /^(pull_request|pull_request_target|pull_request_review|pull_request_review_comment|issue_comment|workflow_run|merge_group)$/;

/** Runners of GitHub, outside of the user's network. */
const HOSTED = /^ubuntu-\d\d\.\d\d(-arm)?$/;

/** Workflows by the path with which another one calls them. */
export type Called = ReadonlyMap<string, Workflow>;

/**
 * Faults of jobs for unreviewed code, which must not have these: tokens of a role, secrets, GitHub environments, runners inside
 * the network, write access. Jobs of called workflows count as those of the caller.
 */
export function faultsOf(name: string, workflow: Workflow, called: Called = new Map()): string[] {
  const events =
    typeof workflow.on === "string"
      ? [workflow.on]
      : Array.isArray(workflow.on)
        ? (workflow.on as string[])
        : Object.keys(workflow.on);
  const push = Array.isArray(workflow.on) ? null : workflow.on["push"];
  const isReviewed =
    !events.includes("push") ||
    (push !== null && typeof push === "object" && "branches" in push && everyNamed(push));
  if (isReviewed && !events.some((event) => UNREVIEWED.test(event))) return [];
  return jobFaults(name, workflow, called, []);
}

const everyNamed = ({ branches }: { readonly branches?: unknown }): boolean =>
  [branches].flat().every((branch) => typeof branch === "string" && !/[*?!+[]/.test(branch));

function jobFaults(name: string, workflow: Workflow, called: Called, callers: readonly string[]): string[] {
  return Object.entries(workflow.jobs).flatMap(([id, job]) => {
    const place = `${name} ${id}`;
    const permissions = job.permissions ?? workflow.permissions;
    return [
      ...permissionFaults(permissions).map((fault) => `${place}: ${fault}`),
      ...(job.environment === undefined ? [] : [`${place}: environment`]),
      ...(/\$\{\{[^}]*\bsecrets\b/.test(JSON.stringify(job)) || "secrets" in job
        ? [`${place}: secrets`]
        : []),
      ...(job.uses === undefined ? runnerFaults(place, job) : calledFaults(place, job.uses, called, callers)),
    ];
  });
}

function permissionFaults(permissions: unknown): string[] {
  if (permissions === undefined) return ["no permissions, which are those of the repository"];
  if (typeof permissions === "string") return permissions === "read-all" ? [] : [permissions];
  return Object.entries(permissions as Record<string, string>)
    .filter(([, access]) => access === "write")
    .map(([scope]) => `${scope}: write`);
}

function runnerFaults(place: string, job: Job): string[] {
  const runner = job["runs-on"];
  return typeof runner === "string" && HOSTED.test(runner)
    ? []
    : [`${place}: runs-on ${JSON.stringify(runner)}`];
}

function calledFaults(place: string, path: string, called: Called, callers: readonly string[]): string[] {
  const workflow = called.get(path);
  if (workflow === undefined) return [`${place}: ${path} is not known`];
  if (callers.includes(path)) return [];
  return jobFaults(`${place} ${path}`, workflow, called, [...callers, path]);
}
