import type { Construct } from "constructs";
import { controllerAttachesWebAcl } from "../config/entry";
import type { Environment } from "../config/environment";
import { enabledCharts, pulledChart } from "../config/images";
import { FargateLogging } from "../constructs/fargate-logging/fargate-logging";
import { GpuDevicePlugin } from "../constructs/gpu/gpu-device-plugin";
import { installFirst } from "../constructs/helm/install-first";
import { crdUpgradeCommand } from "../constructs/load-balancer-controller/crd-upgrade";
import { LoadBalancerController } from "../constructs/load-balancer-controller/load-balancer-controller";
import { SecretsStore } from "../constructs/secrets-store/secrets-store";
import type { ClusterOutputs } from "../stack-outputs/cluster";
import type { NetworkOutputs } from "../stack-outputs/network";
import type { PlatformOutputs } from "../stack-outputs/platform";
import type { LayerReader } from "./layer-reader";
import { LayerStack } from "./layer-stack";

/** Components in the cluster that the models need. */
export class PlatformStack extends LayerStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, "platform");
    const cluster = this.read<ClusterOutputs>("cluster");
    const network = this.read<NetworkOutputs>("network");
    this.connectTo(cluster);

    const controller = this.loadBalancerController(cluster, network);
    const charts = enabledCharts(environment);
    if (charts.includes("secrets-store-csi-driver")) this.secretsStore();
    if (charts.includes("nvidia-device-plugin")) this.gpuDevicePlugin();
    if (environment.config.cluster.fargate) this.fargateLogging(cluster);
    // Until its pods answer, its webhooks reject the objects that other charts create.
    installFirst(this, controller);

    this.export<PlatformOutputs>({
      controller_crds_command: {
        value: crdUpgradeCommand(pulledChart(environment, "aws-load-balancer-controller")),
        description: "Run before the apply that upgrades the controller: Helm never upgrades its CRDs",
      },
    });
  }

  private loadBalancerController(
    cluster: LayerReader<ClusterOutputs>,
    network: LayerReader<NetworkOutputs>,
  ): LoadBalancerController {
    const { config, names } = this.environment;
    return new LoadBalancerController(this, "load-balancer-controller", {
      partition: this.location.partition,
      namePrefix: names.prefix,
      oidc: { arn: cluster.text("oidc_provider_arn"), issuer: cluster.text("oidc_issuer") },
      chart: pulledChart(this.environment, "aws-load-balancer-controller"),
      clusterName: cluster.text("cluster_name"),
      region: this.location.region,
      vpcId: network.text("vpc_id"),
      // No layer: a list of resources with the tags of a layer and outside of its state must not name live load balancers.
      tags: { ...this.tags, layer: "load-balancers" },
      attachWebAcls: controllerAttachesWebAcl(config),
    });
  }

  private secretsStore(): void {
    new SecretsStore(this, "secrets-store", {
      driverChart: pulledChart(this.environment, "secrets-store-csi-driver"),
      awsProviderChart: pulledChart(this.environment, "secrets-store-csi-driver-provider-aws"),
      region: this.location.region,
    });
  }

  private gpuDevicePlugin(): void {
    new GpuDevicePlugin(this, "gpu-device-plugin", {
      chart: pulledChart(this.environment, "nvidia-device-plugin"),
    });
  }

  private fargateLogging(cluster: LayerReader<ClusterOutputs>): void {
    new FargateLogging(this, "fargate-logging", {
      region: this.location.region,
      logGroupName: cluster.text("fargate_log_group"),
    });
  }
}
