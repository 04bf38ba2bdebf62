import { component } from "../../platform/contract";
import { offHoursRules } from "./rules";
import { type OffHoursSettings, settings } from "./settings";

/**
 * Jobs in the cluster, which scale the models to zero, and schedules outside of it, which resize
 * node groups through EKS. Auto Scaling groups are not changed themselves: EKS would not know of
 * it.
 *
 * Source of the image: registry.k8s.io/kubectl, tag v1.36.2 in three public repositories of 2026,
 * one of them with a digest, and in an issue that reports that it has no shell (read 2026-11-22).
 * The image was not run here, and its platforms were not read.
 */
export const offHours = component<OffHoursSettings>({
  id: "off-hours",
  title: "Off-hours",
  settings,
  rules: offHoursRules,
  images: () => ({ kubectl: { repository: "registry.k8s.io/kubectl", tag: "v1.36.2" } }),
  contributes: () => ({ setsNodeCounts: true, modelJobs: 2 }),
});
