import { Construct } from "constructs";
import type { ChartRow } from "../../catalog/charts";
import { ChartRelease } from "../helm/chart-release";
import { awsProviderValues, driverValues } from "./secrets-store-values";

export interface SecretsStoreProps {
  /** The charts, and the repositories that the charts and their images are pulled from. */
  readonly driverChart: ChartRow<"driver" | "crds" | "registrar" | "livenessProbe">;
  readonly awsProviderChart: ChartRow<"provider">;
  readonly region: string;
}

/**
 * Mounts secrets of AWS Secrets Manager as files into pods. A DaemonSet on the pod's node fetches them with
 * the pod's own identity, so their values are never in Terraform or in a Kubernetes Secret, and the driver
 * itself can access none. It needs nodes: Fargate runs no DaemonSets.
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
