import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const RELEASE = "helm_release.argo_cd_apps";
const OTHER = { kind: "AppProject", metadata: { name: "others" }, spec: {} };
const object = (kind: string, spec: JsonObject) => ({
  [RELEASE]: {
    chart: "./charts/objects",
    values: [JSON.stringify({ resources: [{ kind, metadata: { name: "models" }, spec }, OTHER] })],
  },
});

/** Repositories that Argo CD applies. */
export const ARGO_CD_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "platform",
    before: object("Application", {}),
    after: object("Application", { syncPolicy: { automated: { prune: true } } }),
    lines: [
      "attention: sync of Application models is automated: each commit reaches the cluster without a person, and what Git no longer has is deleted if prune is on",
    ],
  },
  {
    layer: "platform",
    before: object("Application", { syncPolicy: { automated: { prune: true } } }),
    after: object("Application", {}),
    lines: ["info: sync of Application models is manual: a person starts each one"],
  },
  {
    layer: "platform",
    before: object("Application", { source: { repoURL: "https://git.example.com/a.git" } }),
    after: object("Application", { source: { repoURL: "https://git.example.com/b.git" } }),
    lines: [
      "attention: Application models: spec.source.repoURL https://git.example.com/a.git → https://git.example.com/b.git; people with rights on it decide what the cluster runs",
    ],
  },
  {
    layer: "platform",
    before: object("AppProject", { sourceRepos: ["https://git.example.com/a.git"] }),
    after: object("AppProject", { sourceRepos: ["*"] }),
    lines: [
      'attention: AppProject models: spec.sourceRepos ["https://git.example.com/a.git"] → ["*"]; people with rights on it decide what the cluster runs',
    ],
  },
];
