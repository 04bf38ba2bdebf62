import { type Check } from "../check";

export const programLogIn: Check = {
  id: "program-log-in",
  severity: "error",
  title:
    "people reach the pages of programs by a forwarded port or by a proxy that requires a log-in and a group",
  why: "MLflow, Kubeflow Pipelines, Prometheus and Alertmanager ask nobody for a name: who reaches the page changes every experiment and model",
  fix: "remove the way, or lead it through a proxy with a log-in (docs/parts/log-in.md)",
  source: "decisions/0114-log-in-to-programs.md",
  run: () => [],
};
