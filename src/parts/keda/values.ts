import { type References, type ReleaseValues } from "../../platform/contract";
import { registryImage } from "../registry-image";

/** Source for keys: values of chart 2.20.2 (read and rendered 2026-11-28). */
export const kedaValues = ({ image }: References): ReleaseValues => ({
  image: {
    keda: registryImage(image("operator")),
    metricsApiServer: registryImage(image("metrics-server")),
    webhooks: registryImage(image("webhooks")),
  },
  // No trigger here has a secret. Its own certificates are in its namespace.
  permissions: { operator: { restrict: { secret: true } }, metricServer: { restrict: { secret: true } } },
  // Deployments need no rule for other kinds, which would be a right to read every object of the cluster.
  rbac: { enabledCustomScaledRefKinds: false },
});
