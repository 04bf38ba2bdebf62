import { pullSecrets } from "../../../src/checks/workload/pull-secrets";
import { altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { type Case, ML, MODEL, container, object, pod } from "./edits";

const CHECK = [pullSecrets];

const onPod = pod((spec) => (spec["image_pull_secrets"] = [{ name: "stranger" }]));
const onAccount = (secret: object): Edit =>
  object("account", MODEL, (config) => (config["image_pull_secret"] = [secret]));

test.each<Case>([
  [
    "a pull secret of pods whose images are in ECR",
    ML,
    onPod,
    "imagePullSecrets names stranger, and nodes pull its images from ECR with their role",
  ],
  [
    "a pull secret of their service account",
    ML,
    onAccount({ name: "stranger" }),
    "imagePullSecrets names stranger, and nodes pull the images of its pods from ECR with their role",
  ],
  ["a pull secret without a name", ML, onAccount({}), "imagePullSecrets names a Secret without a name"],
  [
    "a Secret of a service account",
    ML,
    object("account", MODEL, (config) => (config["secret"] = [{}])),
    "secrets names a Secret without a name: a token in a Secret never ends",
  ],
])("pull-secrets finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

const inOtherRegistry = container((each) => (each["image"] = "registry.acme.example/api:1.0.0"));

test.each<readonly [string, Edit]>([
  ["a pull secret for another registry", onPod],
  ["one of the service account", onAccount({ name: "acme" })],
])("pull-secrets accepts %s", (_, edit) => {
  const plan = altered(ML, (layers) => {
    inOtherRegistry(layers);
    edit(layers);
  });
  expect(foundBy(pullSecrets, plan)).toEqual([]);
});

test.each(ENVIRONMENTS)("%s: nodes pull with their role", (environment) => {
  expect(foundBy(pullSecrets, environmentPlan(planOf(environment)))).toEqual([]);
});
