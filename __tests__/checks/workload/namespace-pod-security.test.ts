import { namespacePodSecurity } from "../../../src/checks/workload/namespace-pod-security";
import { altered } from "../../support/altered";
import { foundBy, newlyFound } from "../../support/findings";
import { type Case, ML, object } from "./edits";

const CHECK = [namespacePodSecurity];

test.each<Case>([
  [
    "a namespace that enforces the baseline standard",
    ML,
    object(
      "namespace",
      "models",
      ({ metadata }) => (metadata.labels["pod-security.kubernetes.io/enforce"] = "baseline"),
    ),
    "enforce is baseline, expected restricted",
  ],
  [
    "a namespace without a pinned version of the standard",
    ML,
    object(
      "namespace",
      "models",
      ({ metadata }) => delete metadata.labels["pod-security.kubernetes.io/warn-version"],
    ),
    "warn-version is latest, expected the cluster's version",
  ],
])("namespace-pod-security finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

test("namespace-pod-security judges the namespace of models in Git too", () => {
  const plan = altered("ml-platform", ({ models }) => {
    delete models.resource.kubernetes_namespace_v1.argo_cd.metadata.labels[
      "pod-security.kubernetes.io/enforce"
    ];
  });
  expect(foundBy(namespacePodSecurity, plan).join()).toContain("enforce is missing, expected restricted");
});
