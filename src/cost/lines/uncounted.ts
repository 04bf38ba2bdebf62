import { labelsOf } from "../../infrastructure/kubernetes-labels";
import { endpointsOf } from "../../infrastructure/network-endpoints";
import {
  type EnvironmentPlan,
  inLayer,
  isFound,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { own } from "../../base/own";
import { costLine, type LinesOf } from "../line";
import { countedClaims } from "../volumes";
import { charges } from "./uncounted-charges.json";
import { resourceType } from "../../facts/resource-types";
import { MOUNTPOINT } from "../../evidence/s3-volumes";
import { block, blocks, text } from "../../terraform/stack-json";
import { isPartRunning } from "../../infrastructure/kubernetes-running-parts";

/** Charges that show by a condition, not by resources of one type. */
const CONDITIONS: Readonly<
  Record<Exclude<keyof typeof charges, `aws_${string}`>, (plan: EnvironmentPlan) => boolean>
> = {
  webAcl: (plan) =>
    plan.resources("aws_wafv2_web_acl_association").length > 0 ||
    plan
      .resources("kubernetes_ingress_v1")
      .some(({ config }) => annotations(config).includes("alb.ingress.kubernetes.io/wafv2-acl-arn")),
  foreignZone: (plan) =>
    plan
      .resources("aws_route53_record")
      .some((record) => plan.target(inLayer(record, record.config.zone_id)) === undefined),
  flowLogsToS3: (plan) =>
    plan.resources("aws_flow_log").some(({ config }) => config.log_destination_type === "s3"),
  heartbeat: (plan) => isPartRunning(plan, "alerts"),
};

const annotations = (config: PlannedResource["config"]): string[] =>
  blocks(config["metadata"]).flatMap(({ annotations: all }) => Object.keys(labelsOf(all)));

/** Descriptions of the charges that an estimate does not contain. */
export const notCounted = (plan: EnvironmentPlan): string[] =>
  Object.entries(charges).flatMap(([sign, what]) =>
    (own(CONDITIONS, sign)?.(plan) ?? plan.resources(sign).length > 0) ? [what] : [],
  );

/** Resources that may be billed and have no price, so that the total is marked as incomplete. */
export const unknownLines: LinesOf = (costing) => {
  const { plan } = costing;
  const endpoints = endpointsOf(plan)
    .filter(({ kind, resource }) => kind !== "Interface" && kind !== "Gateway" && !isFound(resource))
    .map(({ kind, resource }) => ({ resource, what: `${kind} endpoints` }));
  const counted = new Set(countedClaims(plan).map(({ resource }) => resource));
  const types = plan.all
    .filter(
      (resource) =>
        !isFound(resource) && !isKnown(resource) && !counted.has(resource) && !isOfBucket(plan, resource),
    )
    .map((resource) => ({ resource, what: resource.type }));
  return [...endpoints, ...types].map(({ resource, what }) =>
    costLine(costing, resource, {
      item: what,
      billedAs: "unknown",
      unitPrice: undefined,
      unknown: `no price for ${what}`,
      factors: [],
      assumption: "may be billed",
    }),
  );
};

/** A volume or claim of files in S3, whose bucket is billed instead. */
function isOfBucket(plan: EnvironmentPlan, { type, config, layer }: PlannedResource): boolean {
  const spec = block(config["spec"]);
  if (/^kubernetes_persistent_volume_claim/.test(type)) {
    const volume = plan.target({ layer, value: spec["volume_name"] });
    return volume !== undefined && isOfBucket(plan, volume);
  }
  const { csi } = block(spec["persistent_volume_source"]);
  return /^kubernetes_persistent_volume_v/.test(type) && block(csi)["driver"] === MOUNTPOINT.driver;
}

/** Whether a type has lines in an estimate, or costs nothing; undefined for a type without a known price. */
export const costOf = (type: string): "lines" | "none" | undefined =>
  resourceType(type)?.cost ?? (WITHOUT_COST.test(type) ? "none" : undefined);

/** Families in which AWS bills no type, also those without a row. */
const WITHOUT_COST = /^aws_(iam_\w+|s3_bucket_\w+)$/;

/** True for a type with lines of its own, or without charges. Of Kubernetes objects, only volumes are billed. */
function isKnown({ type, config }: PlannedResource): boolean {
  // a standard parameter is free, an advanced one is not (AWS Systems Manager pricing, "Parameter
  // Store"; unconfirmed)
  if (type === "aws_ssm_parameter") return (text(config["tier"]) ?? "Standard") === "Standard";
  if (costOf(type) !== undefined) return true;
  if (/^kubernetes_persistent_volume/.test(type)) return false;
  if (/^kubernetes_stateful_set/.test(type)) {
    return blocks(config["spec"]).every((spec) => blocks(spec["volume_claim_template"]).length === 0);
  }
  return !type.startsWith("aws_");
}
