import { z } from "../../base/zod";

export const settings = z
  .strictObject({})
  .describe(
    "KEDA: replicas of models with `kind: llm` follow their waiting and running requests, which it reads from Prometheus, and no longer CPU. `replicas.queue` of a model has the thresholds. It needs `components.prometheus`.",
  );

export type KedaSettings = z.output<typeof settings>;
