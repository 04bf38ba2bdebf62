import { isOwn } from "../../../infrastructure/accepted-blocks";
import { releasesOf } from "../../../infrastructure/kubernetes-releases";
import { type Stated } from "../../../infrastructure/stated";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { sendingRoutesOf } from "../model/alert-routes";
import { type RecordedCases, recordedCases } from "../model/recorded-cases";
import { alertingRulesOf } from "../model/alerting-rules";

/** The faults that the alerts of an environment must tell; undefined for one without alerts, or with none but the owner's. */
export function toldCases(plan: EnvironmentPlan, stated: Stated): RecordedCases | undefined {
  const [routes] = sendingRoutesOf(plan);
  const rule = alertingRulesOf(plan).find(({ resource }) => !isOwn(plan, resource));
  const place =
    rule?.resource ?? routes?.release.resource ?? releasesOf(plan, "kube-prometheus-stack")[0]?.resource;
  return place && (routes ?? rule) ? recordedCases(plan, stated, place) : undefined;
}
