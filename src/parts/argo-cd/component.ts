import { ARGO_CD, isOfCodeCommit } from "./names";
import { awsLocation } from "../../facts/aws";
import { pageHostOf } from "../log-in/names";
import { component } from "../../platform/contract";
import { argoCdRules } from "./rules";
import { type ArgoCdSettings, settings } from "./settings";
import { argoCdValues } from "./values";
import { portOf } from "../private-host";

/**
 * Deploys models from a Git repository.
 *
 * Source: argoproj/argo-helm, argo-cd 10.1.1, and argoproj/argo-cd v3.4.4 (read and rendered 2026-11-22).
 */
export const argoCd = component<ArgoCdSettings>({
  id: "argo-cd",
  title: "Argo CD",
  kinds: { "argoproj.io": ["applications", "applicationsets", "appprojects"] },
  opensPages: { people: ["operators"], workloads: ["argo-cd-argocd-server"] },
  settings,
  rules: argoCdRules,
  charts: [
    {
      name: ARGO_CD.release,
      id: "Release",
      repository: "https://argoproj.github.io/argo-helm",
      version: "10.1.1",
      images: {
        argocd: { repository: "quay.io/argoproj/argocd", tag: "v3.4.4" },
        redis: { repository: "ecr-public.aws.com/docker/library/redis", tag: "8.2.3-alpine" },
      },
      namespace: ARGO_CD.namespace,
      podSecurity: "restricted",
      values: (refs, { settings: given, config }) => argoCdValues(refs, given, pageHostOf(config, "argo-cd")),
    },
  ],
  needs: ({ settings: { repository }, config }) =>
    isOfCodeCommit(repository.url, awsLocation(config.account, config.region))
      ? { services: [{ service: "git-codecommit", why: "holds the repository of models" }] }
      : {},
  contributes: ({ settings: { repository, privateHost, models, namespace } }) => ({
    modelNamespaces: [namespace],
    imageNames: Object.keys(models),
    entryPorts: Object.values(models).flatMap(({ paths, port }) => (paths.length > 0 ? [port] : [])),
    privateServers: (privateHost?.cidrs ?? []).map((cidr) => ({
      cidr,
      port: portOf(repository.url),
    })),
  }),
});
