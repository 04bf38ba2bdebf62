import { applicationsOf } from "../model/applications";
import { type Check, at } from "../../../checks/check";
import { limitsOf } from "../../../infrastructure/kubernetes-pods";
import { NPX } from "../../../base/program-name";

export const gitopsNotJudged: Check = {
  id: "gitops-not-judged",
  severity: "warning",
  title: "objects that Argo CD applies from Git are judged in their repository",
  why: "these stacks do not contain them: no check of images, requests, capacity, probes or addresses sees a commit",
  fix: `render the folder in the pipeline of the repository and run ${NPX} check --manifests on it, as in docs/parts/argo-cd.md, and then waive this check`,
  source: "docs/decisions/0060-argo-cd.md",
  run: (plan) =>
    applicationsOf(plan).flatMap(({ object, url, host, path, revision, destination, way, resolvedBy }) => [
      {
        ...at(object.resource),
        message: `not judged: ${path || "."} of ${url} at ${revision}, which Argo CD applies to ${destination.namespace}${limitsOf(plan, destination.namespace)}`,
      },
      ...(way === "inside"
        ? [
            {
              ...at(object.resource),
              message: `not judged: whether ${host} resolves to the ranges of privateHost in the VPC, by ${resolvedBy ?? "a way that is not stated"}`,
              fix: "resolve the name from a pod as in docs/parts/argo-cd.md, and then waive this check",
            },
          ]
        : []),
    ]),
};
