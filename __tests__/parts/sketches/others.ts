import { component } from "../../../src/platform/contract";

/** A webhook and custom resources. Its namespaced objects and those of its models are in the layer of models. */
export const kserve = component({
  id: "kserve",
  title: "KServe",
  requires: ["certificates"],
  charts: [
    {
      name: "kserve-resources",
      id: "Release",
      repository: "oci://ghcr.io/kserve/charts",
      version: "v0.20.0",
      images: { controller: { repository: "docker.io/kserve/kserve-controller", tag: "v0.20.0" } },
      namespace: "kserve",
      podSecurity: "restricted",
      values: ({ image }) => ({ kserve: { controller: { image: image("controller").repository } } }),
      failsClosed: true,
    },
  ],
  needs: () => ({ fromControlPlane: [{ port: 9443, why: "webhooks of KServe" }] }),
});

/** A chart whose namespace is below restricted, with an identity that its own service account gets. */
export const prometheus = component({
  id: "kube-prometheus-stack",
  title: "Prometheus",
  provides: ["service-monitors"],
  requires: ["volumes"],
  identities: () => [
    {
      name: "alertmanager",
      id: "Role",
      description: "Publishes alerts",
      trust: { namespace: "monitoring", serviceAccount: "alertmanager" },
      statements: [{ Effect: "Allow", Action: "sns:Publish", Resource: "arn:aws:sns:*:*:alerts" }],
    },
  ],
  charts: [
    {
      name: "kube-prometheus-stack",
      id: "Release",
      repository: "https://prometheus-community.github.io/helm-charts",
      version: "88.5.3",
      images: { operator: { repository: "quay.io/prometheus-operator/prometheus-operator", tag: "v0.93.1" } },
      namespace: "monitoring",
      // node-exporter reads files of the node
      podSecurity: "privileged",
      identity: "alertmanager",
      values: ({ roleArn }) => ({
        alertmanager: {
          serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": roleArn("alertmanager") } },
        },
      }),
      crdsCommand: { output: "kube_prometheus_stack_crds_command", of: "the operator" },
    },
  ],
  needs: () => ({ fromControlPlane: [{ port: 10250, why: "webhook of the operator" }] }),
});

/** A role of a pipeline, with the provider of its issuer: all of it is in `install.ts` of layer cluster. */
export const githubRole = component({ id: "image-pusher", title: "GitHub Actions" });
