import { component } from "../../../src/components/contract";

/** A webhook, custom resources, and a kind of model. */
export const kserve = component({
  id: "kserve",
  title: "KServe",
  isEnabled: ({ config }) => config.models.length > 0,
  requires: ["certificates", "load-balancers"],
  releases: () => [
    {
      kind: "chart",
      name: "kserve-resources",
      repository: "oci://ghcr.io/kserve/charts",
      version: "v0.20.0",
      images: { controller: { repository: "docker.io/kserve/kserve-controller", tag: "v0.20.0" } },
      namespace: { name: "kserve", level: "restricted" },
      values: ({ image }) => ({ kserve: { controller: { image: image("controller").repository } } }),
      failsClosed: true,
      crds: "chart",
    },
  ],
  needs: () => ({ fromControlPlane: [{ port: 9443, why: "webhooks of KServe" }] }),
  modelKind: { kind: "kserve", path: (model) => `/v1/models/${model}:predict` },
});

/** Charts with scrapes of models and a namespace below restricted. */
export const prometheus = component({
  id: "kube-prometheus-stack",
  title: "Prometheus",
  isEnabled: () => true,
  provides: ["service-monitors"],
  requires: ["volumes"],
  identities: () => [
    {
      name: "alertmanager",
      layer: "platform",
      trust: { kind: "service-account", namespace: "monitoring", name: "alertmanager", madeBy: "release" },
      permissions: [{ Effect: "Allow", Action: "sns:Publish", Resource: "arn:aws:sns:*:*:alerts" }],
    },
  ],
  releases: () => [
    {
      kind: "chart",
      name: "kube-prometheus-stack",
      repository: "https://prometheus-community.github.io/helm-charts",
      version: "88.5.3",
      images: { operator: { repository: "quay.io/prometheus-operator/prometheus-operator", tag: "v0.93.1" } },
      namespace: {
        name: "monitoring",
        level: "privileged",
        reason: "node-exporter reads the files of the node",
      },
      values: ({ roleArn }) => ({
        alertmanager: {
          serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": roleArn("alertmanager") } },
        },
      }),
      failsClosed: false,
      crds: "command",
    },
  ],
  needs: () => ({
    calls: [
      {
        from: { pods: { "app.kubernetes.io/name": "prometheus" } },
        to: "models",
        port: 8080,
        why: "scrapes their metrics",
      },
    ],
    fromControlPlane: [{ port: 10250, why: "webhook of the operator" }],
  }),
});

/** A role of a pipeline: no chart. The provider of its issuer is in `install.ts` of layer cluster. */
export const githubRole = component({
  id: "image-pusher",
  title: "GitHub Actions",
  isEnabled: () => true,
  identities: () => [
    {
      name: "image-pusher",
      layer: "cluster",
      trust: {
        kind: "token",
        issuer: "token.actions.githubusercontent.com",
        audience: "sts.amazonaws.com",
        subjects: ["repo:example/models:ref:refs/heads/main"],
      },
      permissions: [{ Effect: "Allow", Action: "ecr:PutImage", Resource: "*" }],
    },
  ],
});

/** An EKS add-on before nodes, with a role. */
export const vpcCni = component({
  id: "vpc-cni",
  title: "VPC CNI",
  isEnabled: () => true,
  provides: ["pod-network"],
  identities: () => [
    {
      name: "vpc-cni",
      layer: "cluster",
      trust: { kind: "service-account", namespace: "kube-system", name: "aws-node", madeBy: "release" },
      permissions: [{ managedPolicy: "AmazonEKS_CNI_Policy" }],
    },
  ],
  releases: () => [
    {
      kind: "addon",
      name: "vpc-cni",
      when: "before-nodes",
      builds: { "1.35": "v1.22.4-eksbuild.3" },
      identity: "vpc-cni",
      configuration: () => ({ enableNetworkPolicy: "true" }),
    },
  ],
  needs: () => ({
    services: [{ service: "ec2", why: "attaches addresses to nodes", from: "nodes" }],
  }),
});

/** A ConfigMap and its namespace, in `install.ts` of layer platform; its log group is one of the cluster. */
export const fargateLogRouter = component({
  id: "fargate-log-router",
  title: "Fargate log router",
  isEnabled: ({ config }) => config.cluster.fargate,
  needs: () => ({ services: [{ service: "logs", why: "ships container logs", from: "fargate" }] }),
  contributes: ({ names }) => ({
    logGroups: [{ name: `/aws/eks/${names.cluster}/fargate`, retentionDays: 30 }],
  }),
});

/** A part of another team: manifests without a chart. */
export const pipelines = component({
  id: "pipelines",
  title: "Kubeflow Pipelines",
  isEnabled: () => true,
  releases: () => [
    {
      kind: "manifests",
      name: "pipelines",
      repository: "manifests/pipelines",
      version: "2.15.0",
      images: { api: { repository: "ghcr.io/kubeflow/kfp-api-server", tag: "2.15.0" } },
      namespace: { name: "kubeflow", level: "baseline", reason: "its steps set no security context" },
      values: ({ region }) => ({ region }),
    },
  ],
});
