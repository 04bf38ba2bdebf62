import { isDeepStrictEqual } from "node:util";
import { own } from "../../base/own";
import { ADDONS_OF_PARTS } from "../../evidence/addons-of-parts";
import { KUBERNETES } from "../../facts/kubernetes-versions";
import {
  asObject,
  block,
  isFalse,
  isTrue,
  type Json,
  jsonIn,
  type JsonObject,
  number,
  text,
  texts,
} from "../../terraform/stack-json";
import { type EnvironmentPlan, inLayer, isFound } from "../../terraform/environment-plan";
import { resolveReferences } from "../../infrastructure/text-references";
import { isSecretName } from "../../infrastructure/text-secrets";
import { type Edit, type ResourceChange } from "../change";
import { documentIn } from "../comparison/documents";
import { fromTo, joinValues, plain, say } from "../stages/phrase";
import { holderGoes, holderIsNew } from "./holders";
import { durationSeconds } from "./monitoring/firing";
import { type RowMatch, judgesOfRows, type Own, rowEffects, topicOfEffects, topicOfRows } from "./rows";
import { effectLines, type Change, editsOf, existenceIn, resultsByKey, type Topic } from "./topic";

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

/** The minor version of `1.36` as a number; NaN, which compares as false, for other texts. */
const minor = (version: Json | undefined): number => Number(/^1\.(\d+)$/.exec(String(version))?.[1]);

/** The version of the control plane, and what EKS says to an older one. */
export const versions = topicOfRows("Versions", {
  when: {
    older: ({ edit: { before, after } }) => minor(after) < minor(before),
    "to the previous": ({ edit: { before, after } }) => minor(before) - minor(after) === 1,
  },
  words: {
    days: () => [String(KUBERNETES.rollback.days)],
    version: ({ edit }) => [String(edit.after)],
  },
});

/** Descriptions of rules, which admit the same. That of a security group replaces it. */
export const ruleTexts = topicOfRows("Descriptions of rules");

/** Settings of a VPC without which names do not resolve. */
export const vpcSettingsTopic = topicOfRows("Settings of the VPC");

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

/** Classes of volumes. A class is fixed, so that each change replaces it; volumes that exist stay as they are. */
export const storageClasses = topicOfRows("Storage classes", {
  when: {
    "with the same key": ({ resource, change }) =>
      keyOfClass(change.before, resource) === keyOfClass(change.after, resource),
  },
  words: {
    name: ({ resource: { before, after } }) =>
      say`${String(block((after ?? before)?.["metadata"])["name"] ?? "")}`,
  },
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
  /^(traffic_type|max_aggregation_interval|log_destination(_type)?|iam_role_arn|vpc_id|tags(\..*)?)$/;

/** Records of connections and of calls of the Kubernetes API. */
export const records = topicOfRows("Records", {
  when: {
    "with said edits": ({ resource }) => resource.edits.every(({ argument }) => OF_FLOW_LOG.test(argument)),
  },
  words: { "plain path": ({ edit }) => [edit.path] },
});

const statusIn = (config: ResourceChange["before"]): string | undefined =>
  text(block(config?.["versioning_configuration"])["status"]);

const isOfOtherBucket = (resource: ResourceChange): boolean =>
  resource.action === "replace" && editsOf(resource, "bucket").length > 0;

/** Settings of buckets that exist: versions, encryption and the owner of objects. */
export const buckets = topicOfRows("Buckets", {
  when: {
    // to a bucket that another block may have set before
    moved: ({ resource }) => isOfOtherBucket(resource),
    // from the change of its bucket
    apart: ({ resource, change }) =>
      !isOfOtherBucket(resource) && !holderGoes(change, resource) && !holderIsNew(change, resource),
    "of another state": ({ resource: { before, after } }) => statusIn(before) !== statusIn(after),
    enabled: ({ resource }) => statusIn(resource.after) === "Enabled",
  },
  words: {
    "other bucket": ({ resource }) => editsOf(resource, "bucket").slice(0, 1).flatMap(fromTo),
    state: ({ resource: { before, after } }) =>
      say`${statusIn(before) ?? "not set"} → ${statusIn(after) ?? "Suspended"}`,
  },
});

const ASSOCIATION = "aws_wafv2_web_acl_association";

const balancerIn = ({ resource: { layer, before } }: RowMatch) => ({
  layer,
  value: before?.["resource_arn"],
});

const balancerName = (found: RowMatch): string => {
  const { before } = found.change;
  return before.target(balancerIn(found))?.address ?? resolveReferences(before, balancerIn(found));
};

/** Web ACLs that Terraform associates, and the switch of the controller for those of annotations. */
export const webAclsTopic = topicOfRows("Web ACLs", {
  when: {
    "with its balancer": (found) => {
      const { wasThere, isThere } = existenceIn(found.change);
      const balancer = found.change.before.target(balancerIn(found));
      // one that is looked up has the entry of the controller, which stays or has a line of its own
      return balancer !== undefined && !isFound(balancer) && wasThere(balancer) && !isThere(balancer);
    },
    "beside another": (found) =>
      hasOther(found.change, resolveReferences(found.change.before, balancerIn(found))),
    "a switch of the controller": ({ resource, edit }) => isSwitchOfController(resource, edit),
  },
  words: {
    balancer: (found) => say`${balancerName(found)}`,
  },
});

/** Whether a web ACL is associated with a load balancer in another way in the same change; an annotation names none. */
const hasOther = ({ resources, after }: Change, balancer: string): boolean =>
  resources.some(
    ({ type, action, layer, edits, after: config }) =>
      (type === ASSOCIATION &&
        action === "add" &&
        resolveReferences(after, { layer, value: config?.["resource_arn"] }) === balancer) ||
      edits.some(({ path, after: value }) => path.endsWith("/wafv2-acl-arn") && value !== undefined),
  );

/** Whether values of the controller change in nothing but the switch for web ACLs, which attaches those of annotations alone. */
function isSwitchOfController(resource: ResourceChange, { before, after }: Edit): boolean {
  if (resource.after?.["chart"] !== "aws-load-balancer-controller") return false;
  const [was, is] = [before, after].map((value) =>
    texts(value).map((each) => asObject(jsonIn(each) ?? null)),
  );
  const others = (values: readonly JsonObject[] = []) =>
    values.map((each) => ({ ...each, enableWafv2: null }));
  const isOn = (is ?? []).some(({ enableWafv2 }) => enableWafv2 === true);
  return isOn && isDeepStrictEqual(others(was), others(is));
}

const OF_ADD_ONS: Own = {
  when: {
    kept: ({ resource }) => resource.before?.["preserve"] === true,
    needed: ({ resource }) =>
      own(ADDONS_OF_PARTS, String(resource.before?.["addon_name"]))?.isNeeded === true,
    "the same version": ({ edit: { before, after } }) =>
      versionIn(before) !== undefined && versionIn(before) === versionIn(after),
    // an add-on that comes with the search for its version has no pods yet
    "of a new add-on": ({ resource: { address }, change: { resources } }) =>
      resources.some(
        ({ type, action, after = {} }) =>
          type === "aws_eks_addon" && action === "add" && String(after["addon_version"]).includes(address),
      ),
  },
};

/** Versions of add-ons, and add-ons that go. A search for a version that ends has no effect: the version is written, or the add-on goes. */
export const addons: Topic = {
  title: "Add-ons",
  lines: (change) =>
    effectLines([
      ...rowEffects("Removed add-ons", change, OF_ADD_ONS),
      ...rowEffects("Versions of add-ons", change, OF_ADD_ONS),
    ]),
  ...judgesOfRows("Removed add-ons", OF_ADD_ONS),
};

/** `v1.14.3` of `v1.14.3-eksbuild.23`. */
const versionIn = (version: Json | undefined): string | undefined =>
  typeof version === "string" ? /^(v\d+(?:\.\d+)+)-eksbuild\.\d+$/.exec(version)?.[1] : undefined;

const OF_STATE: Own = {
  when: {
    // an argument locked the state, and none does now
    unlocked: ({ resource: { edits } }) =>
      edits
        .filter(({ argument }) => /^backend\.\w+\.(use_lockfile|dynamodb_table)$/.test(argument))
        .every(({ after }) => after === undefined || isFalse(after)),
  },
  words: { provider: ({ resource: { address } }) => say`${address}` },
};

/** The place of the states and of the resources, and what protects a state. The same edit in several layers is one line. */
export const statePlace: Topic = {
  title: "State",
  lines: (change) =>
    resultsByKey(
      rowEffects("State", change, OF_STATE),
      ({ text }) => plain(text([])),
      ({ text, ...line }, same) => ({
        ...line,
        text: text(joinValues(same.map(({ layer }) => layer))),
        edits: same.flatMap(({ edits = [] }) => edits),
      }),
    ),
  // a lock that begins is harmless
  ...judgesOfRows("State", OF_STATE),
};
