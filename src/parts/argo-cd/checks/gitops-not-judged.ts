import { applicationsOf } from "../model/applications";
import { at, type Check, ruleOf } from "../../../checks/check";
import { limitsInNamespace } from "../../../infrastructure/kubernetes-pods";
import { NPX } from "../../../base/program-name";
import TEXTS from "./texts.json";

export const gitopsNotJudged: Check = {
  ...ruleOf(TEXTS, "gitops-not-judged"),
  fix: `render the folder in the pipeline of the repository and run ${NPX} check --manifests on it, as in docs/parts/argo-cd.md, and then waive this check`,
  run: (plan) =>
    applicationsOf(plan).flatMap(({ object, url, host, path, revision, destination, way, resolvedBy }) => [
      {
        ...at(object.resource),
        message: `not judged: ${path || "."} of ${url} at ${revision}, which Argo CD applies to ${destination.namespace}${limitsInNamespace(plan, destination.namespace)}`,
        isNotJudged: true,
      },
      ...(way === "inside"
        ? [
            {
              ...at(object.resource),
              message: `not judged: whether ${host} resolves to the ranges of privateHost in the VPC, by ${resolvedBy ?? "a way that is not stated"}`,
              isNotJudged: true,
              fix: "resolve the name from a pod as in docs/parts/argo-cd.md, and then waive this check",
            },
          ]
        : []),
    ]),
};
