import { Construct } from "constructs";
import { ARGO_CD, ARGO_CD_ACCOUNTS, OWNED_KINDS, isOfCodeCommit } from "./names";
import { ingressOf } from "../../platform/alb-ingress";
import { hasModelBucketKey } from "../../environment/environment";
import { rangesOf } from "../../environment/zones";
import { modelRoleName } from "../../environment/model-names";
import { CustomResources } from "../../platform/custom-resources";
import { ModelsOfGit } from "./resources/models-of-git";
import { OwnedNamespace } from "./resources/owned-namespace";
import { ANYWHERE } from "../../base/cidr";
import { type Hosts, type Install } from "../../platform/install";
import { partSettings } from "../../platform/part-settings";
import { argoCdObjects } from "./objects";
import { type ArgoCdSettings } from "./settings";
import { argoCdTraffic } from "./traffic";
import { portOf } from "../private-host";
import { rulesToServers } from "../private-servers-install";
import { podPeersOf } from "../pod-clients";
import { ProgramPolicies } from "../../platform/network-policies";

/** The way to the host of the repository, the policies of Argo CD, and the namespace that it owns. */
export const install: Install = {
  network: (stack, host) => {
    rulesToServers(new Construct(stack, "argo-cd"), host, {
      part: "argo-cd",
      name: "nodes-to-git",
      description: "Git host of Argo CD",
    });
    return {};
  },
  platform: (stack, { environment, location, apiServerIp, namespaceResource, installBefore }) => {
    const { namespace, release } = ARGO_CD;
    const { repository, privateHost } = settingsOf(environment);
    const { resources } = new ProgramPolicies(new Construct(stack, "gitops"), "Policies", {
      namespace: { name: namespace, resource: namespaceResource(namespace) },
      programs: argoCdTraffic({
        apiServerIp: apiServerIp(),
        ofPages: podPeersOf(environment, "argo-cd"),
        git: {
          cidrs:
            privateHost?.cidrs ??
            (isOfCodeCommit(repository.url, location)
              ? rangesOf(environment).services("git-codecommit")
              : [ANYWHERE]),
          port: portOf(repository.url),
        },
      }),
    });
    installBefore(release, resources);
    return {};
  },
  models: (stack, { environment, location, cluster, network }) => {
    const given = settingsOf(environment);
    const { entry, modelBucket } = environment.config;
    const scope = new Construct(stack, "argo-cd");
    const namespace = new OwnedNamespace(scope, "Namespace", {
      name: given.namespace,
      kubernetesVersion: environment.config.cluster.version,
      maxPods: given.maxPods,
      maxCpu: given.maxCpu,
      maxMemoryGiB: given.maxMemoryGiB,
      readinessGates: Object.values(given.models).some(({ paths }) => paths.length > 0),
      accounts: { namespace: ARGO_CD.namespace, ...ARGO_CD_ACCOUNTS },
      kinds: OWNED_KINDS,
    });
    const { roleArns } = new ModelsOfGit(scope, "Models", {
      models: given.models,
      namespace,
      location,
      oidc: { arn: cluster.text("oidc_provider_arn"), issuer: cluster.text("oidc_issuer") },
      bucket: {
        name: environment.names.modelBucket,
        ...(hasModelBucketKey({ modelBucket })
          ? { kmsKeyArn: cluster.text("model_bucket_kms_key_arn") }
          : {}),
      },
      roleName: (model) => modelRoleName(environment.names.prefix, model),
      loadBalancerCidrs: rangesOf(environment).loadBalancer,
      serviceCidrs: rangesOf(environment).services("sts"),
      ...(entry.type === "ingress" ? { ingress: ingressOf(environment, network, entry) } : {}),
    });
    new CustomResources(scope, "CustomResources", {
      releaseName: "argo-cd-models",
      namespace: ARGO_CD.namespace,
      resources: argoCdObjects(given),
      dependsOn: namespace.ready,
    });
    if (Object.keys(roleArns).length === 0) return {};
    return {
      argo_cd_model_role_arns: {
        value: roleArns,
        description:
          "Roles of models in Git, for the annotation eks.amazonaws.com/role-arn of their service accounts",
      },
    };
  },
};

const settingsOf = ({ config }: Hosts["platform"]["environment"]): ArgoCdSettings =>
  partSettings(config, "argo-cd") as ArgoCdSettings;
