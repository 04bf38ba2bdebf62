import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Construct } from "constructs";
import { ARGO_CD, ARGO_CD_ACCOUNTS, OWNED_KINDS, isOfCodeCommit } from "./names";
import { portOf } from "../../environment/schema/private-host";
import { serviceCidrs } from "../../environment/zones";
import { CustomResources } from "../../constructs/custom-resources/custom-resources";
import { OwnedNamespace } from "./resources/owned-namespace";
import { ProgramPolicies } from "../../constructs/namespace/program-policies";
import { ANYWHERE } from "../../../shared/network/cidr";
import { type Install, type PlatformHost } from "../install";
import { partSettings } from "../part-settings";
import { argoCdObjects } from "./objects";
import { type ArgoCdSettings } from "./settings";
import { trafficOf } from "./traffic";

/** The way to the host of the repository, the policies of Argo CD, and the namespace that it owns. */
export const install: Install = {
  network: (stack, { environment, network }) => {
    const { repository, privateHost } = settingsOf(environment);
    const scope = new Construct(stack, "argo-cd");
    const port = portOf(repository.url);
    for (const cidr of privateHost?.cidrs ?? []) {
      const name = `nodes-to-git-${cidr}-${port}`;
      new VpcSecurityGroupEgressRule(scope, name, {
        securityGroupId: network.securityGroupIds.nodes,
        description: "Git host of Argo CD",
        cidrIpv4: cidr,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: { Name: name },
      });
    }
    return {};
  },
  platform: (stack, { environment, location, apiServerIp, namespaceResource, installBefore }) => {
    const { namespace, release } = ARGO_CD;
    const { repository, privateHost } = settingsOf(environment);
    const { resources } = new ProgramPolicies(new Construct(stack, "gitops"), "Policies", {
      namespace: { name: namespace, resource: namespaceResource(namespace) },
      programs: trafficOf({
        apiServerIp: apiServerIp(),
        git: {
          cidrs:
            privateHost?.cidrs ??
            (isOfCodeCommit(repository.url, location) ? serviceCidrs(environment) : [ANYWHERE]),
          port: portOf(repository.url),
        },
      }),
    });
    installBefore(release, resources);
    return {};
  },
  models: (stack, { environment }) => {
    const given = settingsOf(environment);
    const scope = new Construct(stack, "argo-cd");
    const namespace = new OwnedNamespace(scope, "Namespace", {
      name: given.namespace,
      kubernetesVersion: environment.config.cluster.version,
      maxPods: given.maxPods,
      maxCpu: given.maxCpu,
      maxMemoryGiB: given.maxMemoryGiB,
      accounts: { namespace: ARGO_CD.namespace, ...ARGO_CD_ACCOUNTS },
      kinds: OWNED_KINDS,
    });
    new CustomResources(scope, "CustomResources", {
      releaseName: "argo-cd-models",
      namespace: ARGO_CD.namespace,
      resources: argoCdObjects(given),
      dependsOn: namespace.ready,
    });
    return {};
  },
};

const settingsOf = ({ config }: PlatformHost["environment"]): ArgoCdSettings =>
  partSettings(config, "argo-cd") as ArgoCdSettings;
