import { type Caller } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "SageMaker clients",
    order: 150,
    sign: { action: "sagemaker:Invoke*" },
    from: "models",
    calls: [{ service: "sagemaker.runtime", why: "invokes endpoints" }],
    controlPlanePorts: {},
    source: "Service Authorization Reference, SageMaker (read 2026-11-20)",
  },
];
