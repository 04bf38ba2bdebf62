import { rbac } from "../../../src/checks/workload/rbac";
import { newlyFound } from "../../support/findings";
import { type Case, ML, MODEL, object, pod } from "./edits";

const CHECK = [rbac];

test.each<Case>([
  [
    "a token without a role",
    "mlapp",
    object(
      "deployment",
      "model_service",
      ({ spec }) => (spec.template.spec.automount_service_account_token = true),
    ),
    "it has a token, and no role is bound to its service account",
  ],
  [
    "a role without a token",
    ML,
    pod((spec) => (spec["automount_service_account_token"] = false)),
    "a role is bound to its service account, and it has no token",
  ],
  [
    "a role for every resource",
    ML,
    object("role", MODEL, ({ rule }) => (rule[0].resources = ["*"])),
    "a rule contains the wildcard *",
  ],
  [
    "a role that reads secrets",
    ML,
    object("role", MODEL, ({ rule }) => (rule[0].resources = ["secrets"])),
    "it may get secrets",
  ],
  [
    "a role that reads every ConfigMap of the namespace",
    ML,
    object("role", MODEL, ({ rule }) => delete rule[0].resource_names),
    "it may get all configmaps: resourceNames is empty",
  ],
  [
    "a role with a write verb",
    ML,
    object("role", MODEL, ({ rule }) => (rule[0].verbs = ["get", "update"])),
    "it may update, expected only get, list or watch",
  ],
  [
    "a binding to a service account that does not exist",
    ML,
    object("binding", MODEL, ({ subject }) => (subject[0].name = "other")),
    "it has a token, and no role is bound to its service account",
  ],
])("rbac finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
