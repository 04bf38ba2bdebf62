import { z } from "../../base/zod";

export const settings = z
  .strictObject({})
  .describe(
    "Certificates inside the cluster: the EKS add-on `cert-manager`. `components.kserve` needs it for the certificate of its webhooks.",
  );

export type CertManager = z.output<typeof settings>;
