import { text } from "../../../analysis/blocks";
import { addonsOf } from "../../../analysis/cluster/addons";
import { helmReleasesOf } from "../../../analysis/helm-releases";
import { SUPPORT_CALENDAR } from "../../../catalog/kubernetes-versions";
import { type EnvironmentPlan } from "../../../terraform-json/environment-plan";
import { type Content, type Section, markup, note, section, table } from "../markup";

/** Versions of what runs, with the ends of their support where a calendar is known. */
export const versionsSection = (plan: EnvironmentPlan, today: string): Section =>
  section(
    "versions",
    "Versions",
    table(
      "Versions and their support",
      ["program", "version", "support"],
      [
        ...plan
          .resources("aws_eks_cluster")
          .map(({ config }) => [
            "Kubernetes on EKS",
            text(config["version"]) ?? "default",
            supportOf(text(config["version"]), today),
          ]),
        ...plan
          .resources("aws_db_instance")
          .map(({ config }) => [
            `RDS for ${text(config["engine"]) ?? "?"}`,
            text(config["engine_version"]) ?? "default",
            NO_CALENDAR,
          ]),
        ...addonsOf(plan).map(({ name, resource }) => [
          `add-on ${name}`,
          text(resource.config["addon_version"]) ?? "chosen by EKS at apply",
          NO_CALENDAR,
        ]),
        ...helmReleasesOf(plan)
          .filter(({ local }) => !local)
          .map(({ chart, resource }) => [
            `chart ${chart}`,
            text(resource.config["version"]) ?? "newest",
            NO_CALENDAR,
          ]),
      ],
    ),
    note(
      "Only Kubernetes has a calendar in this project. For the others, the checks compare versions with the ones that were tested.",
    ),
  );

const NO_CALENDAR = "no calendar in this project";

function supportOf(version: string | undefined, today: string): Content {
  const row = SUPPORT_CALENDAR.get(version ?? "");
  if (!row) return NO_CALENDAR;
  const { standardSupportEnds, extendedSupportEnds } = row;
  const days = Math.round((Date.parse(standardSupportEnds) - Date.parse(today)) / DAY_MS);
  const state =
    days >= 0
      ? `${days} days of standard support left`
      : extendedSupportEnds >= today
        ? "in extended support, which costs six times as much"
        : "without support";
  return markup`<strong>${state}</strong>: standard until ${standardSupportEnds}, extended until ${extendedSupportEnds}`;
}

const DAY_MS = 86_400_000;
