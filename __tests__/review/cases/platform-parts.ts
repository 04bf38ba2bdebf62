import { versionOfChart } from "../../support/chart-versions";
import { within } from "../../support/findings";
import { type ReviewCase } from "./case";
import { modelsWith } from "./reference-lists";

const WORKING_HOURS = { timezone: "Europe/Berlin", start: "07:00", stop: "19:00" };

const GITHUB = { repository: "octo-org/models", branch: "main" };

const TRAINING = {
  attachment: "organization",
  cidrs: ["10.80.0.0/16"],
  services: ["ecr.api", "ecr.dkr", "sts"],
  dns: "resolver",
};

/** The other parts: each added, removed, weaker or stronger. */
export const PLATFORM_PART_CASES: readonly ReviewCase[] = [
  {
    name: "KServe removed with its model",
    environment: "ml-platform",
    to: {
      components: { kserve: null, "cert-manager": null },
      models: modelsWith("ml-platform").slice(0, 1),
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "fraud-detection"],
    cause: "models[1]",
    why: "The definitions of KServe go with every InferenceService, and clients of fraud-detection get 404.",
  },
  {
    name: "another repository for Argo CD",
    environment: "ml-platform",
    to: {
      components: {
        "argo-cd": {
          repository: { url: "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/experiments" },
        },
      },
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["repos/experiments"],
    cause: "components.argo-cd.repository.url",
    why: "People with rights on another repository decide what the cluster runs.",
  },
  {
    name: "Argo CD applies each commit by itself",
    environment: "ml-platform",
    to: { components: { "argo-cd": { sync: "automated" } } },
    verdict: "needs attention",
    harm: "in place",
    first: ["sync", "automated"],
    cause: "components.argo-cd.sync",
    why: "A commit reaches the cluster without a person, and what Git no longer has is deleted.",
  },
  {
    name: "a person starts each sync of Argo CD again",
    environment: "ml-platform",
    from: { components: { "argo-cd": { sync: "automated" } } },
    to: { components: { "argo-cd": { sync: "manual" } } },
    verdict: "safe",
    harm: "in place",
    first: ["sync", "manual"],
    cause: "components.argo-cd.sync",
    why: "What runs stays, and the next change waits for a person.",
  },
  {
    name: "an image repository more for Argo CD",
    environment: "ml-platform",
    to: { components: { "argo-cd": { models: { topics: {} } } } },
    verdict: "safe",
    harm: "none",
    first: ["topics"],
    cause: "components.argo-cd.models",
    why: "An empty repository with immutable tags and a scan is added, and nothing that exists changes.",
  },
  {
    name: "Argo CD removed with its models",
    environment: "ml-platform",
    to: { components: { "argo-cd": null } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "gitops-models"],
    cause: "components.argo-cd",
    why: "The namespace gitops-models is deleted with every model that Argo CD made there.",
  },
  {
    name: "off-hours added to an environment that serves all day",
    environment: "ml-inference-prod",
    to: { components: { "off-hours": WORKING_HOURS } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "19:00"],
    cause: "components.off-hours",
    why: "From the next stop on, clients get no answer each night and at weekends.",
  },
  {
    name: "working hours that end later",
    environment: "ml-inference-prod",
    from: { components: { "off-hours": WORKING_HOURS } },
    to: { components: { "off-hours": { ...WORKING_HOURS, stop: "20:00" } } },
    verdict: "safe",
    harm: "in place",
    first: ["19:00 → 20:00"],
    cause: "components.off-hours.stop",
    why: "Models serve an hour longer, for less than a tenth of the cost.",
  },
  {
    name: "a training VPC that uses the endpoints",
    environment: "ml-platform",
    to: { components: { "training-vpc": TRAINING } },
    verdict: "needs attention",
    harm: "more access",
    first: ["10.80.0.0/16"],
    cause: "components.training-vpc",
    why: "Another network reaches every interface endpoint, and the Resolver endpoint is billed by the hour.",
  },
  {
    name: "the training VPC removed",
    environment: "ml-platform",
    from: { components: { "training-vpc": TRAINING } },
    to: {},
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "training"],
    cause: "components.training-vpc",
    why: "Training jobs lose the endpoints and the names of AWS services while they run.",
  },
  {
    name: "images of public registries by rules of the own registry",
    environment: "ml-inference-prod",
    to: { components: { "pull-through-cache": {} } },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["pull-through-cache"],
    cause: "components.pull-through-cache",
    why: "Controllers restart with images of other addresses, and the role of the nodes may import images.",
  },
  {
    name: "repairs of nodes added",
    environment: "ml-platform",
    to: { components: { "node-repair": {} } },
    verdict: "needs attention",
    harm: "in place",
    first: ["node-repair"],
    cause: "components.node-repair",
    why: "A privileged agent runs on each node, and EKS may reboot and replace nodes from now on.",
  },
  {
    name: "repairs of nodes removed",
    environment: "ml-platform",
    from: { components: { "node-repair": {} } },
    to: { components: { "node-repair": null } },
    verdict: "needs attention",
    harm: "in place",
    first: ["node-repair", "no longer stated"],
    cause: "components.node-repair",
    why: "The agent goes, and EKS goes on with repairs on the kubelet's word until a command ends them.",
  },
  {
    name: "repairs of one node group disabled",
    environment: "ml-platform",
    from: { components: { "node-repair": {} } },
    to: { components: { "node-repair": {} } },
    edit: ({ cluster }) => {
      cluster.resource.aws_eks_node_group.forecast_a.node_repair_config.enabled = false;
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["forecast_a", "EKS no longer repairs"],
    why: "The agent reports nodes on which EKS does not act: a check names it.",
  },
  {
    name: "another key for new volumes",
    environment: "ml-platform",
    to: {
      components: {
        "ebs-csi": {
          kmsKeyArn: "arn:aws:kms:eu-central-1:444455556666:key/0a1b2c3d-0000-4000-8000-444455556666",
        },
      },
    },
    verdict: "needs attention",
    harm: "more access",
    first: ["kmsKeyArn", "encrypted-gp3"],
    cause: "components.ebs-csi.kmsKeyArn",
    why: "The class is replaced, and both keys are needed from now on: without the old one no present volume attaches.",
  },
  {
    name: "a role for GitHub Actions that trusts every repository of the owner",
    environment: "ml-inference-prod",
    from: { components: { "github-actions": GITHUB } },
    to: { components: { "github-actions": GITHUB } },
    edit: ({ cluster }) => {
      within(cluster.resource.aws_iam_role.github_actions, "assume_role_policy", (policy) => {
        const { Condition } = policy["Statement"][0];
        const subject = Object.keys(Condition.StringEquals).find((key) => key.endsWith(":sub")) as string;
        Reflect.deleteProperty(Condition.StringEquals, subject);
        Condition.StringLike = { [subject]: "repo:octo-org/*" };
      });
    },
    verdict: "needs attention",
    harm: "more access",
    first: ["repo:octo-org/*"],
    why: "Each workflow of each repository of the owner may push images.",
  },
  {
    name: "the autoscaler of nodes removed",
    environment: "ml-platform",
    to: { components: { "cluster-autoscaler": null } },
    verdict: "needs attention",
    harm: "nodes roll",
    first: ["nodes", "minPerZone"],
    cause: "components.cluster-autoscaler",
    why: "The apply of the cluster removes all nodes above minPerZone with their pods, and no peak gets nodes.",
  },
  {
    name: "a namespace that admits more pods by an edit of the output",
    environment: "mlapp",
    edit: ({ models }) => {
      const { labels } = models.resource.kubernetes_namespace_v1.models.metadata;
      labels["pod-security.kubernetes.io/enforce"] = "baseline";
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["restricted → baseline"],
    why: "The API server accepts pods that run as root.",
  },
  {
    name: "an older chart of a part by an edit of the output",
    environment: "ml-platform",
    edit: ({ platform }) => {
      platform.resource.helm_release.kserve_controller.version = "v0.19.0";
    },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["kserve-resources", `${versionOfChart("kserve-resources")} → v0.19.0`],
    why: "The platform was tested with another version.",
  },
  {
    name: "the AWS Load Balancer Controller removed by an edit of the output",
    environment: "mlapp",
    edit: ({ platform }) => {
      delete platform.resource.helm_release.load_balancer_controller;
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "load_balancer_controller"],
    why: "New pods never get traffic, and the load balancer keeps addresses of pods that are gone.",
  },
  {
    name: "a value of a chart that no check reads",
    environment: "ml-platform",
    edit: ({ platform }) => {
      within(platform.resource.helm_release.prometheus.values, 0, (values) => {
        values["grafana"].adminUser = "root";
      });
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["values.grafana.adminUser"],
    why: "Nothing is known of the value.",
  },
];
