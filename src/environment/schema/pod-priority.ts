import { z } from "../../base/zod";

/** The largest value of a class that is not Kubernetes' own (Kubernetes documentation, Pod Priority and Preemption, 2026-11-21). */
const LARGEST_VALUE = 1_000_000_000;

export const podPriority = z
  .strictObject({
    value: z
      .int()
      .min(1)
      .max(LARGEST_VALUE)
      .default(1000)
      .describe(
        "Priority of the pods. Pods without a class have 0, and those of Kubernetes 2000000000 and more.",
      ),
    preemptionPolicy: z
      .enum(["Never", "PreemptLowerPriority"])
      .default("Never")
      .describe(
        "`Never`: a pod without a node is only placed before pods of lower priority. `PreemptLowerPriority`: Kubernetes also evicts running pods of lower priority for it, which include those of the observability add-on.",
      ),
  })
  .describe(
    "Priority class of all models, `models-<namespace>`. Kubernetes cannot change its values (unconfirmed), so a change replaces the class; meanwhile no pod starts. Default: no class, so the pods have priority 0.",
  );
