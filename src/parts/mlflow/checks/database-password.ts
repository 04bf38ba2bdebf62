import { block, isTrue, text, texts } from "../../../terraform/stack-json";
import { rotationDays, rotationsOf } from "../model/rotations";
import { databasesOf } from "../../../infrastructure/network-databases";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, type ResourceOf } from "../../../terraform/environment-plan";
import { PASSWORD_IN_URI, PASSWORD_VARIABLES } from "../facts";
import { DATABASE_PASSWORD_VARIABLE, PASSWORD_ARGUMENT } from "../../kubeflow-pipelines/facts";
import {
  at,
  type Check,
  combinedFinding,
  type Finding,
  repeatedProblems,
  ruleOf,
} from "../../../checks/check";
import { items } from "../../../infrastructure/kubernetes-api";
import TEXTS from "./texts.json";

export const databasePassword: Check = {
  ...ruleOf(TEXTS, "database-password"),
  run: (plan) => [
    ...databasesOf(plan).flatMap(({ resource }) =>
      combinedFinding(resource, "password of the database", passwordProblems(plan, resource)),
    ),
    ...inPods(plan),
  ],
};

function passwordProblems(plan: EnvironmentPlan, database: ResourceOf<"aws_db_instance">): string[] {
  const { config } = database;
  const rotations = rotationsOf(plan, database);
  return [
    ...(isTrue(config.manage_master_user_password) ? [] : ["manage_master_user_password is not true"]),
    ...(["password", "password_wo"] as const).flatMap((name) =>
      config[name] === undefined ? [] : [`${name} is in the stacks`],
    ),
    ...(config.master_user_secret_kms_key_id === undefined ? ["its secret has no key of the account"] : []),
    ...(rotations.length === 0
      ? ["no aws_secretsmanager_secret_rotation has a schedule for its secret"]
      : []),
    ...repeatedProblems("its rotation", rotations),
    ...new Set(rotations.flatMap((rotation) => rotationProblems(rotation))),
  ];
}

/** Days between rotations that Secrets Manager accepts. Source: API, RotationRulesType (unconfirmed). */
const MOST_DAYS = 1000;

function rotationProblems({ config }: ResourceOf<"aws_secretsmanager_secret_rotation">): string[] {
  const days = rotationDays(config);
  return [
    ...(days === undefined && text(block(config.rotation_rules).schedule_expression) === undefined
      ? ["its rotation has no schedule"]
      : []),
    ...(days === undefined || (days >= 1 && days <= MOST_DAYS)
      ? []
      : [`its rotation is every ${days} days, expected 1 to ${MOST_DAYS}`]),
    // The first rotation would come before the first pod reads the secret.
    ...(isTrue(config.rotate_immediately ?? true) ? ["its rotation begins at once"] : []),
  ];
}

const isPasswordVariable = (name: string): boolean =>
  PASSWORD_VARIABLES.includes(name) || DATABASE_PASSWORD_VARIABLE.test(name);

/** Passwords in variables and arguments of containers. */
const inPods = (plan: EnvironmentPlan): Finding[] =>
  objectsOf(plan).pods.flatMap(({ owner, containers }) =>
    containers.flatMap(({ name, config }) => [
      ...items(config.env)
        .filter(
          (variable) =>
            isPasswordVariable(text(variable.name) ?? "") || PASSWORD_IN_URI.test(text(variable.value) ?? ""),
        )
        .map((variable) => ({
          ...at(owner.resource),
          message: `container ${name} of ${owner.name} has the variable ${text(variable.name) ?? ""}, which contains a password`,
        })),
      ...[...texts(config.command), ...texts(config.args)]
        .filter((argument) => PASSWORD_IN_URI.test(argument) || PASSWORD_ARGUMENT.test(argument))
        .map(() => ({
          ...at(owner.resource),
          message: `container ${name} of ${owner.name} has an argument with a password`,
        })),
    ]),
  );
