import { type Editable } from "../../support/altered";
import { reversed } from "../random-edits";
import { type ReviewCase } from "./case";
import { modelsWith, waiversWith } from "./reference-lists";

/** Several changes at once, other names of parts of the environment, and upgrades of the program. */
export const SEVERAL_CHANGE_CASES: readonly ReviewCase[] = [
  {
    name: "two images and a variable at once",
    environment: "mlapp",
    to: {
      models: modelsWith("mlapp", {
        0: { image: { tag: "2.1.0" }, environment: { BATCH_SIZE: "16" } },
        1: { image: { tag: "2.1.0" } },
      }),
    },
    verdict: "safe",
    harm: "pods roll",
    first: ["pods roll", "2.0.1 → 2.1.0"],
    cause: "models[0].image.tag",
    why: "Each of the changes rolls pods behind a disruption budget, and none needs another one first.",
  },
  {
    name: "a lost path among new images",
    environment: "mlapp",
    to: {
      models: modelsWith("mlapp", {
        0: { image: { tag: "2.1.0" }, memoryRequest: "1Gi" },
        1: { image: { tag: "2.1.0" }, paths: ["/jobs/train"], startupSeconds: 400 },
      }),
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "/train"],
    cause: "models[1].paths",
    why: "Clients of /train get 404; the other changes are harmless and must not come before it.",
  },
  {
    name: "shorter backups among new images and more pods",
    environment: "ml-platform",
    to: {
      components: { backups: { retentionDays: 14 }, mlflow: { imageTag: "3.17.2-3" } },
      models: modelsWith("ml-platform", {
        0: { image: { tag: "2.2.0" }, replicas: { min: 3 } },
        1: { replicas: { min: 3 } },
      }),
    },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["backup", "35 → 14"],
    cause: "components.backups.retentionDays",
    why: "Backups weaken, which a reviewer must see before five harmless changes.",
  },
  {
    name: "the web ACL of a public entry removed with a waiver for it",
    environment: "retail-forecast",
    to: {
      entry: { webAclArn: null },
      waivers: [
        ...waiversWith("retail-forecast"),
        {
          check: "public-entry-waf",
          address: "kubernetes_ingress_v1.models",
          reason: "the web ACL blocked a test of the load",
          until: "2027-05-31",
        },
      ],
    },
    verdict: "needs attention",
    harm: "less protection",
    first: ["public-entry-waf", "internet"],
    cause: "entry.webAclArn",
    why: "The internet reaches the models without a web ACL, and the new waiver hides the finding.",
  },
  {
    name: "another prefix of all names",
    environment: "ml-platform",
    to: { namePrefix: "mlp" },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "namePrefix"],
    cause: "namePrefix",
    why: "Flow logs and the vault of backups are replaced, together with nearly everything that has a name.",
  },
  {
    name: "an existing bucket in place of the one of the environment",
    environment: "ml-inference-prod",
    to: { modelBucket: { existingName: "shared-model-files" } },
    verdict: "destructive",
    harm: "data lost",
    first: ["data lost", "existingName"],
    cause: "modelBucket.existingName",
    why: "The apply deletes the policies and then the bucket with the files that the models read.",
  },
  {
    name: "another name of the cost alarm",
    environment: "retail-forecast",
    to: { network: { costAlarm: { name: "retail-network-cost" } } },
    verdict: "safe",
    harm: "replaced",
    first: ["retail-network-cost"],
    cause: "network.costAlarm.name",
    why: "An alarm keeps no data, the new one has the same condition, and the subscription stays.",
  },
  {
    name: "an upgrade that changes the checksum of settings alone",
    environment: "ml-platform",
    edit: ({ models }) => {
      const { annotations } = models.resource.kubernetes_deployment_v1.demand_forecast.spec.template.metadata;
      annotations["checksum/config"] = "0a1b2c3d".repeat(8);
    },
    verdict: "safe",
    harm: "pods roll",
    first: ["pods roll", "checksum/config"],
    why: "Pods start again with the same program and the same settings.",
  },
  {
    name: "an upgrade that prints the values of a release in another form",
    environment: "ml-platform",
    edit: ({ platform }) => {
      const { values } = platform.resource.helm_release.argo_cd;
      values[0] = JSON.stringify(reversed(JSON.parse(values[0] as string)));
    },
    verdict: "safe",
    harm: "in place",
    first: ["argo_cd"],
    why: "Helm makes a revision with equal objects, so no pod starts again.",
  },
  {
    name: "an upgrade that writes the keys of a stack in another order",
    environment: "retail-forecast",
    edit: (layers) => {
      layers.network = reversed(layers.network) as Editable;
    },
    verdict: "no change",
    harm: "none",
    first: ["no change"],
    why: "The order of keys has no meaning in JSON, and Terraform plans nothing.",
  },
  {
    name: "an upgrade that says more in a tag of an endpoint",
    environment: "ml-platform",
    edit: ({ network }) => {
      network.resource.aws_vpc_endpoint.s3.tags.Documentation = "docs/guide/network.md";
    },
    verdict: "safe",
    harm: "tags only",
    first: ["Documentation"],
    why: "A tag for people changes in place, and no policy has a condition on it.",
  },
];
