import { Construct } from "constructs";
import type { ChartRow } from "../../catalog/charts";
import { ChartRelease } from "../helm/chart-release";
import { awsProviderValues, driverValues } from "./secrets-store-values";

export interface SecretsStoreProps {
  /** Charts, with the repositories that they and their images are pulled from here. */
  readonly driverChart: ChartRow<"driver" | "crds" | "registrar" | "livenessProbe">;
  readonly awsProviderChart: ChartRow<"provider">;
  readonly region: string;
}

/**
 * Mounts secrets of AWS Secrets Manager as files into pods. A DaemonSet on the pod's node fetches them with the
 * pod's own identity, so their values pass neither through Terraform nor through a Kubernetes Secret, and the
 * driver itself has no access to any. Needs nodes: Fargate runs no DaemonSets.
 */
export class SecretsStore extends Construct {
  constructor(scope: Construct, id: string, { driverChart, awsProviderChart, region }: SecretsStoreProps) {
    super(scope, id);
    new ChartRelease(this, "driver", {
      chart: driverChart,
      namespace: "kube-system",
      values: driverValues(driverChart.images),
    });
    new ChartRelease(this, "aws-provider", {
      chart: awsProviderChart,
      namespace: "kube-system",
      values: awsProviderValues(awsProviderChart.images.provider, region),
    });
  }
}
