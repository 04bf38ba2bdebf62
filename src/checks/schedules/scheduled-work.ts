import { SCHEDULED_WORK } from "../../evidence/scheduled-work";
import { rolesOf } from "../../infrastructure/identity-roles";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { block, blocks, type Json, text, texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const scheduledWork: Check = {
  ...ruleOf(TEXTS, "scheduled-work"),
  run: (plan) =>
    Object.entries(KINDS).flatMap(([type, { what, problems }]) =>
      plan.resources(type).flatMap((each) => combinedFinding(each, what, problems(plan, each))),
    ),
};

interface Kind {
  readonly what: string;
  readonly problems: (plan: EnvironmentPlan, work: PlannedResource) => string[];
}

const KINDS: Readonly<Record<string, Kind>> = {
  aws_scheduler_schedule: { what: "schedule", problems: scheduleProblems },
  aws_cloudwatch_event_target: {
    what: "event target",
    problems: (_, { config }) => documentProblems(documentIn(config["arn"])),
  },
  aws_ssm_association: { what: "association", problems: associationProblems },
  aws_ssm_maintenance_window_task: { what: "maintenance task", problems: taskProblems },
  aws_fis_experiment_template: { what: "experiment", problems: experimentProblems },
};

function scheduleProblems(plan: EnvironmentPlan, schedule: PlannedResource): string[] {
  const { arn, role_arn: role } = block(schedule.config["target"]);
  const [, service = "", operation = ""] = SCHEDULED_WORK.universalTarget.exec(text(arn) ?? "") ?? [];
  return [
    ...(SCHEDULED_WORK.deletingOperation.test(operation)
      ? [
          `it calls ${service}:${operation} at ${text(schedule.config["schedule_expression"]) ?? "a time"}: nobody confirms what it deletes`,
        ]
      : []),
    ...trustProblems(plan, schedule, role, SCHEDULED_WORK.services.aws_scheduler_schedule),
  ];
}

/** A role of these stacks that the service cannot use. */
function trustProblems(
  plan: EnvironmentPlan,
  work: PlannedResource,
  value: Json | undefined,
  service: string,
): string[] {
  const role = rolesOf(plan).of(inLayer(work, value));
  // A trust that no check can read is a finding of its own.
  if (role === undefined || role.trust.length === 0) return [];
  const trusted = role.trust.flatMap(({ principals }) => principals.map((each) => each.value));
  return trusted.includes(service)
    ? []
    : [`its role ${role.resource.address} does not trust ${service}, so each run fails`];
}

function documentProblems(document: string | undefined): string[] {
  return document !== undefined && SCHEDULED_WORK.freeDocument.test(document)
    ? [`${document} runs each program that its parameters name, as the administrator of the machine`]
    : [];
}

/** Name of a document, given by name or ARN. */
const documentIn = (value: Json | undefined): string | undefined =>
  text(value)?.replace(/^arn:[^:]*:ssm:.*:document\//, "");

function targetProblems(targets: Json | undefined): string[] {
  const isEvery = blocks(targets).some(
    ({ key, values }) => key === "InstanceIds" && texts(values).includes("*"),
  );
  return isEvery ? ["its target is every machine of the account, also the nodes"] : [];
}

function associationProblems(_: EnvironmentPlan, { config }: PlannedResource): string[] {
  return [...documentProblems(documentIn(config["name"])), ...targetProblems(config["targets"])];
}

function taskProblems(_: EnvironmentPlan, { config }: PlannedResource): string[] {
  return [...documentProblems(documentIn(config["task_arn"])), ...targetProblems(config["targets"])];
}

function experimentProblems(plan: EnvironmentPlan, experiment: PlannedResource): string[] {
  const { action, stop_condition: stop, role_arn: role } = experiment.config;
  const isStopped = blocks(stop).some(({ source }) => source !== "none");
  const actions = blocks(action).map(({ action_id: id }) => String(id));
  return [
    ...(isStopped ? [] : [`no alarm stops ${actions.join(", ") || "it"}`]),
    ...trustProblems(plan, experiment, role, SCHEDULED_WORK.services.aws_fis_experiment_template),
  ];
}
