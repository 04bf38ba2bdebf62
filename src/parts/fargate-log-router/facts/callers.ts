import { type Caller } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "Fargate log router",
    order: 130,
    sign: { configMap: { namespace: "aws-observability", name: "aws-logging" } },
    from: "fargate",
    calls: [{ service: "logs", why: "ships container logs" }],
    controlPlanePorts: {},
    source: 'Amazon EKS user guide, "fargate-logging" (read 2026-11-20)',
  },
];
