import type { Construct } from "constructs";
import type { ComposedEnvironment } from "../components/compose";
import type { Install } from "../components/install";
import { own } from "../core/own";
import type { ClusterOutputs } from "../stack-outputs/cluster";
import type { NetworkOutputs } from "../stack-outputs/network";
import { LayerStack } from "./layer-stack";
import { installCharts } from "./parts/charts";

/** The charts of the parts of the platform, and their other objects in the cluster. */
export class PlatformStack extends LayerStack {
  constructor(
    scope: Construct,
    environment: ComposedEnvironment,
    installs: Readonly<Record<string, Install>>,
  ) {
    super(scope, environment, "platform");
    const cluster = this.read<ClusterOutputs>("cluster");
    const network = this.read<NetworkOutputs>("network");
    this.connectTo(cluster);
    const outputs = installCharts(this, {
      environment,
      location: this.location,
      namePrefix: environment.names.prefix,
      oidc: { arn: cluster.text("oidc_provider_arn"), issuer: cluster.text("oidc_issuer") },
      references: {
        region: this.location.region,
        clusterName: cluster.text("cluster_name"),
        vpcId: network.text("vpc_id"),
        tags: this.tags,
        output: (name) => cluster.text(name as keyof ClusterOutputs & "cluster_name"),
      },
    });
    const installed = environment.parts.map(({ id }) =>
      own(installs, id)?.platform?.(this, { environment, location: this.location, cluster, network }),
    );
    this.export(Object.assign({}, outputs, ...installed));
  }
}
