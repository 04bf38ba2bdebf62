import { isDeepStrictEqual } from "node:util";
import { KUBERNETES } from "../../facts/kubernetes-versions";
import {
  asObject,
  block,
  isFalse,
  isTrue,
  type Json,
  type JsonObject,
  number,
  text,
} from "../../terraform/stack-json";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { resolveReferences } from "../../infrastructure/text-references";
import { isSecretName } from "../../infrastructure/text-secrets";
import { type ResourceChange } from "../change";
import { documentIn } from "../comparison/documents";
import { say } from "../stages/phrase";
import { durationSeconds } from "./monitoring/firing";
import { type RowMatch, topicOfEffects, topicOfRows } from "./rows";

/** Databases that end, and how far back a backup leads. */
export const databases = topicOfRows("Databases", {
  when: {
    protected: ({ resource }) => isTrue(resource.before?.["deletion_protection"]),
    "without a snapshot": ({ resource: { before = {} } }) =>
      isTrue(before["skip_final_snapshot"]) || before["final_snapshot_identifier"] === undefined,
    shorter: ({ edit }) => (number(edit.after) ?? 0) < (number(edit.before) ?? 0),
  },
  words: {
    snapshot: ({ resource }) => say`${String(resource.before?.["final_snapshot_identifier"])}`,
    backups: ({ resource }) =>
      isFalse(resource.before?.["delete_automated_backups"])
        ? []
        : ["; its automated backups are deleted, too"],
  },
});

const steps = (before: Json | undefined, after: Json | undefined): number => minor(before) - minor(after);

/** The minor version of `1.36` as a number; NaN, which compares as false, for other texts. */
const minor = (version: Json | undefined): number => Number(/^1\.(\d+)$/.exec(String(version))?.[1]);

/** The version of the control plane, and what EKS says to an older one. */
export const versions = topicOfRows("Versions", {
  words: {
    answer: ({ edit: { before, after } }) => {
      if (!(steps(before, after) > 0))
        return [
          `EKS returns a control plane to the previous minor version only within ${KUBERNETES.rollback.days} days of the upgrade, and while nodes and add-ons run with that version`,
        ];
      return steps(before, after) === 1
        ? [
            `EKS accepts it within ${KUBERNETES.rollback.days} days of an in-place upgrade from ${String(after)}, and rejects it later`,
          ]
        : ["EKS rejects a downgrade by more than one minor version"];
    },
  },
});

/** Descriptions of rules, which admit the same. That of a security group replaces it. */
export const ruleTexts = topicOfRows("Descriptions of rules");

/** Settings of a VPC without which names do not resolve. */
export const vpcSettingsTopic = topicOfRows("Settings of the VPC", {
  when: { true: ({ edit }) => String(edit.after) === "true" },
});

/** Endpoints of the Route 53 Resolver, which answer names for other networks, or ask other networks. */
export const resolvers = topicOfRows("Resolver endpoints", {
  words: {
    who: ({ resource: { before, after } }) =>
      (before ?? after)?.["direction"] === "INBOUND"
        ? ["networks that ask it"]
        : ["workloads that ask for names of other networks"],
  },
});

const keyOfClass = (plan: EnvironmentPlan, { layer, address }: ResourceChange): string | undefined => {
  const found = plan.find(layer, address);
  return found && resolveReferences(plan, inLayer(found, block(found.config["parameters"])["kmsKeyId"]));
};

const nameIn = (config: JsonObject | undefined): string => String(block(config?.["metadata"])["name"] ?? "");

/** Classes of volumes. A class is fixed, so that each change replaces it; volumes that exist stay as they are. */
export const storageClasses = topicOfRows("Storage classes", {
  when: {
    "with the same key": ({ resource, change }) =>
      keyOfClass(change.before, resource) === keyOfClass(change.after, resource),
  },
  words: { name: ({ resource: { before, after } }) => say`${nameIn(after ?? before)}` },
});

const endpointIn = (config: JsonObject | undefined) => say`${text(config?.["endpoint"]) ?? "its endpoint"}`;

/** Topics and the people and programs that they tell, and routes of Alertmanager in the values of its chart. */
export const notifications = topicOfRows("Notifications", {
  words: {
    endpoint: ({ resource }) => endpointIn(resource.after),
    "old endpoint": ({ resource }) => endpointIn(resource.before),
  },
});

/** Whether Grafana shows a ConfigMap. */
const hasDashboard = (config: JsonObject | undefined): boolean =>
  "grafana_dashboard" in asObject(block(config?.["metadata"])["labels"]);

const isDashboardOnly = ({ before, after }: ResourceChange): boolean =>
  [before, after].every((config) => config === undefined || hasDashboard(config));

/** Dashboards show, and nothing depends on them: texts and queries are harmless, and a person misses a removed one. */
export const dashboardsTopic = topicOfRows("Dashboards", {
  when: {
    "a dashboard": ({ resource }) =>
      resource.type === "aws_cloudwatch_dashboard" || isDashboardOnly(resource),
  },
  words: { content: ({ edit }) => say`${edit.path.replace(/^(data|dashboard_body)\./, "")}` },
});

const isOfSystem = (config: JsonObject | undefined): boolean =>
  /^(kube-|amazon-|aws-)/.test(String(block(config?.["metadata"])["namespace"] ?? ""));

/**
 * Variables and files that the programs of models read. Programs of the cluster read ConfigMaps of its own namespaces, which are
 * not judged here. The topic of dashboards has the lines of a dashboard.
 */
export const configMaps = topicOfRows("Variables and files", {
  when: {
    "of models": ({ resource }) =>
      isDashboardOnly(resource) ||
      (resource.layer === "models" && ![resource.before, resource.after].some(isOfSystem)),
    "a dashboard": ({ resource }) => hasDashboard(resource.after),
    "like a secret": ({ edit }) => isSecretName(edit.path.replace(/^data\./, "")),
    "with secrets": ({ resource }) => Object.keys(asObject(resource.after?.["data"])).some(isSecretName),
  },
  words: { key: ({ edit }) => say`${edit.path.replace(/^data\./, "")}` },
});

/** Days for which Prometheus keeps its series. The operator starts the pod again, and Prometheus then deletes older blocks. */
export const metricsKept = topicOfRows("Metrics that are kept", {
  when: {
    "of texts": ({ edit }) => typeof edit.before === "string" && typeof edit.after === "string",
    "at least as long": ({ edit: { before, after } }) => {
      const [old, now] = [durationSeconds(String(before)), durationSeconds(String(after))];
      return old !== undefined && now !== undefined && now >= old;
    },
  },
});

const automation = (policy: Json | undefined): string[] => Object.keys(asObject(policy ?? null));

const objectIn = ({ edit }: RowMatch): readonly string[] =>
  /\.resources\[(\w+) ([^\]]*)\]\.(.*)$/.exec(edit.path)?.slice(1) ?? [];

/** The repositories that Argo CD applies, and who starts it. */
export const argoCdTopic = topicOfRows("Argo CD", {
  when: {
    automated: ({ edit }) => automation(edit.after).includes("automated"),
    "automated before": ({ edit }) => automation(edit.before).includes("automated"),
    "automated before alone": ({ edit }) => automation(edit.before).join() === "automated",
  },
  words: {
    kind: (found) => say`${objectIn(found)[0] ?? ""}`,
    name: (found) => say`${objectIn(found)[1] ?? ""}`,
    place: (found) => say`${objectIn(found)[2] ?? ""}`,
  },
});

/** Texts that differ in spaces, comments or the order of keys, and hold the same values. */
export const layouts = topicOfRows("Layouts of texts", {
  when: {
    "the same values": ({ edit: { before, after } }) => {
      if (typeof before !== "string" || typeof after !== "string") return false;
      const [old, now] = [documentIn(before), documentIn(after)];
      return old !== undefined && isDeepStrictEqual(old, now);
    },
  },
});

/** Objects that Terraform no longer manages, or may take over. */
export const handovers = topicOfEffects("Handed over", {
  when: {
    forgotten: ({ resource }) => resource.handover === "forget",
    imported: ({ resource }) => resource.handover === "import",
  },
  words: { name: ({ resource: { before, after } }) => say`${String((before ?? after)?.["name"])}` },
});

/** Changes that nothing leads back from. */
export const oneWayDoors = topicOfRows("Irreversible changes");

/** Data sources that only look something up, where one is added or removed. */
export const lookups = topicOfRows("Lookups");

/** Arguments of a flow log whose harmful values have a line. */
const OF_FLOW_LOG =
  /^(traffic_type|max_aggregation_interval|log_destination|iam_role_arn|vpc_id|tags(\..*)?)$/;

/** Records of connections and of calls of the Kubernetes API. */
export const records = topicOfRows("Records", {
  when: {
    "of all": ({ edit }) => edit.after === "ALL",
    // in an expression of the layer itself
    "to its own layer": ({ edit }) => /^\$\{aws_(cloudwatch_log_group|s3_bucket)\./.test(String(edit.after)),
    "with said edits": ({ resource }) => resource.edits.every(({ argument }) => OF_FLOW_LOG.test(argument)),
  },
  words: { "plain path": ({ edit }) => [edit.path] },
});
