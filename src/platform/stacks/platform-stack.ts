import { Release } from "@cdktf/provider-helm/lib/release";
import { type NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { type ITerraformDependable, dependable } from "cdktf";
import { type Construct } from "constructs";
import { type Hosts, type Install } from "../install";
import { type Installed } from "../stack-outputs/output-value";
import { apiServerIp } from "../cluster/api-server-ip";
import { own } from "../../base/own";
import { type ClusterOutputs } from "../cluster";
import { type NetworkOutputs } from "../stack-outputs/network";
import { LayerStack } from "../layer-stack";
import { keyOfPart } from "./parts/key-of-part";
import { createdNamespace } from "./created-namespace";
import { installCharts } from "./parts/charts";
import { permitPeople } from "./people/people";
import { addedFor } from "./cause";
import { type ComposedEnvironment, type Part } from "../contract";

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
    const { location } = this;
    const host: Hosts["platform"] = {
      environment,
      location,
      cluster,
      network,
      namespaceResource: this.namespace,
      release: this.release,
      apiServerIp: () => apiServerIp(this),
      installBefore: this.installBefore,
    };
    const install = (part: Part): Installed | undefined =>
      addedFor(this, keyOfPart(environment.config, part), () =>
        own(installs, part.id)?.platform?.(this, host),
      );
    // Parts that provide a capability without a chart come first: the charts of others require it.
    const provides = ({ provides, charts }: Part): boolean => provides.length > 0 && charts.length === 0;
    const first = environment.parts.filter(provides).map(install);
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
    const others = environment.parts.filter((part) => !provides(part)).map(install);
    permitPeople(this, environment, this.namespace);
    this.export(Object.assign({}, outputs, ...first, ...others));
  }
  private readonly namespace = (name: string): NamespaceV1 => createdNamespace(this, name);

  /** The release of a chart of a part. */
  private readonly release = (name: string): Release => {
    const installed = this.node.findAll().filter((each) => each instanceof Release);
    const found = installed.find(({ nameInput }) => nameInput === name);
    if (!found) throw new Error(`no part installs the chart ${name}`);
    return found;
  };

  private readonly installBefore = (name: string, resources: readonly ITerraformDependable[]): void => {
    const release = this.release(name);
    release.dependsOn = [...(release.dependsOn ?? []), ...resources.map(dependable)];
  };
}
