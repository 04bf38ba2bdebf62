import { z } from "../../base/zod";

export const settings = z
  .strictObject({})
  .describe(
    "KServe in its Standard mode: models with `kind: kserve` are InferenceServices, which KServe turns into Deployments. It needs `components.cert-manager`.",
  );

export type KServe = z.output<typeof settings>;
