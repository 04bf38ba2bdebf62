import { KUBERNETES, type SupportPeriods } from "../../facts/kubernetes-versions";
import { priceNear } from "../../facts/prices";
import { homeOf } from "../../infrastructure/text-references";
import { block, type JsonObject } from "../../terraform/stack-json";
import { type Check, at, ruleOf } from "../check";
import { clusters, daysBetween } from "./versions";
import TEXTS from "./texts.json";

/** Days of notice to plan and test an upgrade. */
const NOTICE_DAYS = 60;

export const kubernetesSupport: Check = {
  ...ruleOf(TEXTS, "kubernetes-support"),
  title: `standard support of the cluster's Kubernetes version lasts for ${NOTICE_DAYS} days or more`,
  run: (plan, { today }) =>
    clusters(plan).flatMap(({ resource, version = "" }) => {
      const calendar = KUBERNETES.calendar.get(version);
      // `kubernetes-version` reports versions that EKS cannot create.
      if (!calendar || calendar.extendedSupportEnds < today) return [];
      if (daysBetween(today, calendar.standardSupportEnds) >= NOTICE_DAYS) return [];
      return [{ ...at(resource), message: message(calendar, resource.config, today, homeOf(plan).region) }];
    }),
};

function message(
  { version, standardSupportEnds, extendedSupportEnds }: SupportPeriods & { readonly version: string },
  config: JsonObject,
  today: string,
  region: string,
): string {
  const days = daysBetween(today, standardSupportEnds);
  const when =
    days >= 0
      ? `ends on ${standardSupportEnds}, in ${days} ${days === 1 ? "day" : "days"}`
      : `ended on ${standardSupportEnds}`;
  const then =
    block(config["upgrade_policy"])["support_type"] === "STANDARD"
      ? "EKS then upgrades the control plane automatically, but not the nodes"
      : `the cluster then costs ${costIn(region)}, until ${extendedSupportEnds}`;
  return `standard support of Kubernetes ${version} ${when}; ${then}`;
}

function costIn(region: string): string {
  const [standard, extended] = [priceNear("clusterHour", region), priceNear("clusterExtendedHour", region)];
  if (!standard || !extended) return "six times as much";
  return `${extended.usd.toFixed(2)} USD an hour instead of ${standard.usd.toFixed(2)}`;
}
